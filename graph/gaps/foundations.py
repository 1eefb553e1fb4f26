"""Gap rules about what collaboration rests on: agreements, their successors, goals and follow-up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.gaps.finding import Draft
from graph.gaps.registry import gap_rule
from graph.gaps.situation import Situation
from graph.message import Message
from graph.snapshot import is_done, is_in_force, is_live
from graph.system import root_of
from models.records import Activity, Agreement, Need
from models.vocabulary import ActivityStatus, AgreementStage, Funding

STRONG = 0.6
DAYS_AHEAD = 365

_WHY = "Samverkan som vilar på enskilda personers vilja eller på pengar som tar slut är lätt att förlora."
_TRAP = "Informell samverkan kan fungera väl, och en fortsättning kan vara beslutad utan att vara registrerad."


@dataclass(frozen=True)
class Grounds:
    """The strong edges between legal persons, and those among them that rest on nothing written."""

    strong: tuple[tuple[str, str], ...]
    bare: tuple[tuple[str, str], ...]


def grounds(situation: Situation) -> Grounds:
    """Return which strong edges have neither an agreement in force nor a chartered forum in common."""
    system = situation.system
    register, network = system.snapshot.register, system.network
    strong = tuple(
        (a, b)
        for a, b, attributes in network.edges(data=True)
        if attributes["strength"] >= STRONG and root_of(register, a) != root_of(register, b)
    )
    written = [system.nodes(system.snapshot.parties.get(agreement.id, ())) for agreement in _binding(situation)]
    written += [situation.members_of(forum) for forum in system.snapshot.forums if forum.charter and is_live(forum)]
    bare = tuple((a, b) for a, b in strong if not any(a in together and b in together for together in written))
    return Grounds(strong, bare)


def _binding(situation: Situation) -> list[Agreement]:
    return [agreement for agreement in situation.system.snapshot.agreements if is_in_force(agreement)]


@gap_rule("G14a", "Utan hållbar grund", questions=("F2.2", "F2.3.3"), why=_WHY, trap=_TRAP)
def collaboration_without_agreement(situation: Situation) -> Iterator[Draft]:
    """Without a lasting ground."""
    found, network = grounds(situation), situation.system.network
    if found.bare:
        records = {record for a, b in found.bare for record in network.edges[a, b]["evidence"]}
        strongest = min(found.bare, key=lambda ends: (-network.edges[ends]["strength"], ends))
        yield Draft(
            subjects=(situation.system.place.id,),
            urgency=len(found.bare) / len(found.strong),
            kappa=situation.system.inventory.kappa("agreements"),
            evidence=tuple(sorted(records)),
            sentence=Message(
                "{bare} av {strong} nära samarbeten mellan olika organisationer har varken ett registrerat gällande "
                "avtal eller ett gemensamt forum med stadgar.",
                {"bare": len(found.bare), "strong": len(found.strong)},
            ),
            next_step=Message(
                "Börja med {a} och {b}: tala om en överenskommelse eller ett IOP.",
                {"a": situation.name(strongest[0]), "b": situation.name(strongest[1])},
            ),
        )


@gap_rule("G14b", "Tar slut utan fortsättning", questions=("F2.2", "F2.3.3"), why=_WHY, trap=_TRAP)
def ending_without_successor(situation: Situation) -> Iterator[Draft]:
    """Ends without a successor."""
    system = situation.system
    for agreement in filter(is_in_force, system.belonging.agreements):
        if agreement.valid_to and not _agreement_follows(situation, agreement, agreement.valid_to):
            parties = system.nodes(system.snapshot.parties.get(agreement.id, ()))
            yield from _ending(situation, agreement, agreement.valid_to, situation.needs_of_actors(parties))
    for activity in filter(is_done, system.belonging.activities):
        temporary = activity.funding is Funding.TIME_LIMITED
        if temporary and activity.valid_to and not _activity_follows(situation, activity, activity.valid_to):
            yield from _ending(
                situation, activity, activity.valid_to, situation.needs_of_actors(situation.doers(activity))
            )


def _ending(situation: Situation, record: Agreement | Activity, end: date, needs: list[Need]) -> Iterator[Draft]:
    days = (end - situation.system.day).days
    if not 0 < days <= DAYS_AHEAD:
        return
    table = "agreements" if isinstance(record, Agreement) else "activities"
    yield Draft(
        subjects=(record.id,),
        urgency=1 - days / DAYS_AHEAD,
        kappa=situation.system.inventory.kappa(table),
        needs=needs,
        evidence=(f"{table}:{record.id}",),
        sentence=Message(
            "{title} tar slut om {days} dagar utan registrerad fortsättning.", {"title": record.title, "days": days}
        ),
        next_step=Message("Samla parterna före {end} och bestäm hur det ska fortsätta.", {"end": end}),
    )


def _agreement_follows(situation: Situation, ending: Agreement, day: date) -> bool:
    parties = set(situation.system.snapshot.parties.get(ending.id, ()))
    if not parties:
        return False
    following = {
        agreement.id
        for agreement in situation.system.snapshot.register.agreements
        if agreement.id != ending.id
        and (agreement.stage is AgreementStage.DECIDED or is_in_force(agreement))
        and agreement.holds_at(day)
    }
    return any(parties <= set(situation.system.snapshot.parties.get(agreement, ())) for agreement in following)


def _activity_follows(situation: Situation, ending: Activity, day: date) -> bool:
    runners = situation.system.snapshot.runners
    return any(
        other.id != ending.id
        and other.status is not ActivityStatus.CANCELLED
        and other.holds_at(day)
        and not set(ending.themes).isdisjoint(other.themes)
        and not set(runners.get(ending.id, ())).isdisjoint(runners.get(other.id, ()))
        and situation.system.overlap(ending.place_id, other.place_id)
        for other in situation.system.snapshot.register.activities
    )


@gap_rule(
    "G15",
    "Mål eller uppföljning saknas",
    questions=("F2.2", "F2.3.4–6", "K1.1.3"),
    why="Utan mål och uppföljning går det inte att veta om samverkan leder dit parterna vill.",
    trap="Mål och uppföljning kan stå i andra dokument än dem som registret bygger på.",
)
def no_goal_or_follow_up(situation: Situation) -> Iterator[Draft]:
    """Goal or follow-up missing."""
    system = situation.system
    forums = [(f"forums:{f.id}", f.name, f.goal, f.follow_up) for f in situation.live_forums]
    agreements = [
        (f"agreements:{a.id}", a.title, a.goal, a.follow_up) for a in filter(is_in_force, system.belonging.agreements)
    ]
    everything = forums + agreements
    lacking = sorted((record, title) for record, title, goal, follow_up in everything if not (goal and follow_up))
    if lacking:
        yield Draft(
            subjects=(system.place.id,),
            urgency=len(lacking) / len(everything),
            kappa=min(system.inventory.kappa("forums"), system.inventory.kappa("agreements")),
            evidence=tuple(sorted(record for record, _ in lacking)),
            sentence=Message(
                "{lacking} av {all} forum och gällande avtal saknar registrerat mål eller uppföljning.",
                {"lacking": len(lacking), "all": len(everything)},
            ),
            next_step=Message(
                "Skriv ner mål och uppföljning, först för {first}; fråga forskare om de kan följa arbetet.",
                {"first": lacking[0][1]},
            ),
        )
