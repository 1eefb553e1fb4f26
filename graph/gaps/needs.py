"""Gap rules about needs: those that nobody is registered to meet, and those that nobody may decide on."""

from collections import Counter
from collections.abc import Iterator, Sequence

from graph.gaps.finding import Draft
from graph.gaps.registry import gap_rule
from graph.gaps.situation import Situation
from graph.gaps.wording import need_in_words
from graph.message import Message, Value
from models.records import Mandate, Need
from models.vocabulary import Level


@gap_rule(
    "G05",
    "Behov utan insats",
    questions=("F2.3.1", "F2.3.2"),
    why="Ett behov som inte möts växer, och det som bara en aktör möter hänger på den aktören.",
    trap="Ordinarie verksamhet, som skola och socialtjänst, kan möta behovet utan att vara registrerad som insats.",
    about_needs=True,
)
def need_without_activity(situation: Situation) -> Iterator[Draft]:
    """Need without activity."""
    system = situation.system
    if not system.belonging.needs:
        yield _no_needs(situation)
    for need in system.belonging.needs:
        if need.theme is None:
            continue
        activities = situation.meeting(need)
        actors = frozenset().union(*map(situation.doers, activities))
        if len(actors) > 1:
            continue
        yield Draft(
            subjects=(need.id,),
            urgency=0.5 if actors else 1.0,
            kappa=max(system.inventory.kappa("activities"), system.inventory.kappa(f"theme:{need.theme}")),
            needs=[need],
            evidence=(f"needs:{need.id}", *sorted(f"activities:{activity.id}" for activity in activities)),
            sentence=_unmet(situation, need, sorted(actors)),
            next_step=_meet_the_decider(situation, need),
        )


def _no_needs(situation: Situation) -> Draft:
    place = situation.system.place
    return Draft(
        subjects=(place.id,),
        urgency=1.0,
        kappa=situation.system.inventory.kappa("needs"),
        sentence=Message("Inga behov är registrerade för {place}.", {"place": place.name}),
        next_step=Message(
            "Fråga föreningar och förvaltningar vilka behov de ser, och registrera dem med den som såg dem."
        ),
    )


def _unmet(situation: Situation, need: Need, actors: Sequence[str]) -> Message:
    values = {"need": need.title, "place": _where(situation, need)}
    if not actors:
        return Message("Behovet ”{need}” har ingen registrerad insats i {place}.", values)
    only = {"actor": situation.name(actors[0])}
    return Message("Behovet ”{need}” möts av en enda registrerad aktör i {place}: {actor}.", values | only)


def _where(situation: Situation, need: Need) -> str:
    return situation.system.snapshot.register.place[situation.system.place_of(need.place_id)].name


def _meet_the_decider(situation: Situation, need: Need) -> Message:
    mandates = situation.deciders(need.theme, need.place_id) if need.theme else []
    seers = situation.names(situation.seers(need))
    deciders = _holders(situation, mandates)
    if seers and deciders:
        return Message("Samla dem som ser behovet, {seers}, med den som beslutar i frågan, {deciders}.",
                       {"seers": seers, "deciders": deciders})  # fmt: skip
    if seers:
        return Message("Låt dem som ser behovet, {seers}, ta reda på vem som beslutar i frågan.", {"seers": seers})
    return Message("Ta reda på vem som ser behovet och vem som beslutar i frågan, och låt dem mötas.")


def _holders(situation: Situation, mandates: Sequence[Mandate]) -> tuple[Value, ...]:
    """Return the names of those who hold `mandates`, also of actors from outside the system."""
    actors = situation.system.snapshot.actors
    return tuple(actors[actor].name for actor in sorted({mandate.actor_id for mandate in mandates}))


@gap_rule(
    "G07",
    "Mandatglapp",
    questions=("K1.2", "K2.1.3"),
    why="Utan någon som får besluta stannar samtalet vid samtal; med flera blir det oklart vem som ska göra det.",
    trap="Mandaten på platsen kan vara ofullständigt inventerade.",
    about_needs=True,
)
def need_without_mandate(situation: Situation) -> Iterator[Draft]:
    """Mandate gap."""
    for need in situation.system.belonging.needs:
        if need.theme is None:
            continue
        mandates = situation.deciders(need.theme, need.place_id)
        urgency, sentence = _mandate_gap(situation, need, mandates)
        if sentence is not None:
            yield Draft(
                subjects=(need.id,),
                urgency=urgency,
                kappa=situation.system.inventory.kappa("mandates"),
                needs=[need],
                evidence=(f"needs:{need.id}", *sorted(f"mandates:{mandate.id}" for mandate in mandates)),
                sentence=sentence,
                next_step=_raise_the_question(situation, need, mandates),
            )


def _mandate_gap(situation: Situation, need: Need, mandates: Sequence[Mandate]) -> tuple[float, Message | None]:
    deciders = _holders(situation, mandates)
    values: dict[str, Value] = {"need": need_in_words(situation.system, need), "deciders": deciders}
    if not mandates:
        return 1.0, Message("Ingen registrerad aktör beslutar i den fråga som behovet {need} gäller.", values)
    holders = {(situation.decider(mandate), level_of(situation, mandate)) for mandate in mandates}
    levels = Counter(level for _, level in holders)
    if set(levels) == {Level.NATION}:
        return 0.5, Message(
            "Bara nationell nivå beslutar enligt registret i den fråga som behovet {need} gäller.", values
        )
    if any(count > 1 for level, count in levels.items() if level is not None):
        return 0.5, Message("Flera på samma nivå beslutar i den fråga som behovet {need} gäller: {deciders}.", values)
    return 0.0, None


def level_of(situation: Situation, mandate: Mandate) -> Level | None:
    """Return the level of a mandate, else of its actor."""
    return mandate.level or situation.system.snapshot.actors[mandate.actor_id].level


def _raise_the_question(situation: Situation, need: Need, mandates: Sequence[Mandate]) -> Message:
    if not mandates:
        return Message("Lyft frågan en nivå: fråga kommunledningen, regionen eller länsstyrelsen vem som har mandatet.")
    deciders = _holders(situation, mandates)
    if len(deciders) == 1:
        return Message("Lyft frågan till {deciders} och fråga vad som kan beslutas lokalt.", {"deciders": deciders})
    return Message("Låt {deciders} klargöra vem som beslutar om vad.", {"deciders": deciders})
