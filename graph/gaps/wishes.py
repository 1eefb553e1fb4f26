"""Gap rules about what actors want and what small ones need: more than there is, and somebody to lean on."""

from collections.abc import Iterator

from graph.gaps.finding import Draft
from graph.gaps.mentors import mentoring_for, small_outside
from graph.gaps.registry import gap_rule
from graph.gaps.situation import Situation
from graph.message import Message
from graph.suggestions import small_actors
from models.records import Tie
from models.vocabulary import Ladder

STEPS_BETWEEN = 3
"""From information to partnership."""


@gap_rule(
    "G17",
    "Vill mer",
    questions=("K1.1.3", "K2.3"),
    why="Den som vill samverka närmare är en möjlighet som inte kostar något att ta till vara.",
    trap="Önskan kan vara ensidig.",
)
def wants_more(situation: Situation) -> Iterator[Draft]:
    """Wants more."""
    system = situation.system
    for (wishing, other), ties in sorted(_wishes(situation).items()):
        edge = system.network.get_edge_data(wishing, other)
        wish = max((tie.desired_level for tie in ties if tie.desired_level), key=lambda level: level.step)
        actual: Ladder | None = edge["step"] if edge else None
        steps = wish.step - (actual.step if actual else 0)
        if steps > 0:
            names = {"wishing": situation.name(wishing), "other": situation.name(other)}
            yield Draft(
                subjects=(wishing, other),
                urgency=steps / STEPS_BETWEEN,
                kappa=system.knowledge.kappa_around([wishing, other]),
                needs=situation.needs_of_actors([wishing, other]),
                evidence=tuple(sorted(f"ties:{tie.id}" for tie in ties)),
                sentence=Message(
                    "{wishing} önskar {wish} med {other}; {actual}.",
                    {
                        **names,
                        "wish": wish,
                        "actual": Message("registrerat är {step}", {"step": actual})
                        if actual
                        else Message("ingen samverkan är registrerad"),
                    },
                ),
                next_step=Message("Ta ett samtal mellan {wishing} och {other} om vad som hindrar.", names),
            )


def _wishes(situation: Situation) -> dict[tuple[str, str], list[Tie]]:
    """Return the ties with a wish, by who wishes and with whom."""
    system = situation.system
    found: dict[tuple[str, str], list[Tie]] = {}
    for tie in system.snapshot.ties:
        if not (tie.desired_level and tie.desired_level.step and system.node_of.keys() >= {tie.actor_a, tie.actor_b}):
            continue
        outside = system.belonging.home.isdisjoint((tie.actor_a, tie.actor_b))
        if outside and tie.place_id not in system.belonging.inside:
            continue
        wishing = tie.actor_b if tie.desired_by == tie.actor_b else tie.actor_a
        other = tie.actor_b if wishing == tie.actor_a else tie.actor_a
        ends = system.node_of[wishing], system.node_of[other]
        if ends[0] != ends[1]:
            found.setdefault(ends, []).append(tie)
    return found


@gap_rule(
    "G20",
    "Små aktörer utanför",
    questions=("F2.3.4–6", "C-mentor"),
    why="Små föreningar når ofta dem som andra inte når, men har svårt att ta plats på egen hand.",
    trap="De kan ha valt att stå utanför.",
)
def small_actors_outside(situation: Situation) -> Iterator[Draft]:
    """Small actors outside."""
    small, outside = small_actors(situation.system.network), small_outside(situation)
    if outside:
        yield Draft(
            subjects=(situation.system.place.id,),
            urgency=len(outside) / len(small),
            kappa=situation.system.knowledge.kappa_around(outside),
            needs=situation.needs_of_actors(outside),
            evidence=tuple(f"actors:{actor}" for actor in outside),
            sentence=Message(
                "{outside} av {small} små aktörer har högst en registrerad kontakt och inget registrerat forum: "
                "{names}.",
                {"outside": len(outside), "small": len(small), "names": situation.names(outside)},
            ),
            next_step=_mentor(situation, outside[0]),
        )


def _mentor(situation: Situation, small: str) -> Message:
    mentors = mentoring_for(situation, small).mentors
    if mentors:
        return Message("Fråga {small} om {mentor} kan vara mentor.",
                       {"small": situation.name(small), "mentor": situation.name(mentors[0].actor)})  # fmt: skip
    return Message("Fråga {small} vad som skulle göra det lättare att vara med.", {"small": situation.name(small)})
