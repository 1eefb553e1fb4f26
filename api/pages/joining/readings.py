"""What an organisation said of itself, read as the actor form reads it, and the actors that it may be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from api.access.seen import Seen
from api.pages.editing.actor_form import ACTOR_FORM
from api.pages.editing.directory import Directory
from api.pages.editing.draft import Draft, new_draft
from api.pages.editing.judgement import Judgement, judge
from api.pages.editing.resemblance import all_places, around
from api.record_values import validated
from api.self_service.registrations import Registration
from graph.doubles import Candidate, Match, find_doubles, find_doubles_within
from models.instants import swedish_time
from models.records import Actor

SAID_BY_ITSELF = "Egen anmälan {day}"
"""Where the facts of such an actor come from, as the register says in Swedish."""

MOST_SHOWN = 3


@dataclass(frozen=True)
class Reading:
    """A registration as the actor form reads it.

    Attributes:
        draft: the form with what was said in it.
        judged: the same, read.
        actor: the actor that it would become, under the registration's id; None where something is wrong.
    """

    registration: Registration
    draft: Draft
    judged: Judgement
    actor: Actor | None


@dataclass(frozen=True)
class Likenesses:
    """Who the organisations may be that wait: by registration, the registered actors and the others that wait."""

    registered: Mapping[str, tuple[Match, ...]]
    waiting: Mapping[str, tuple[str, ...]]


def read_registration(registration: Registration, directory: Directory) -> Reading:
    """Read a registration; what nobody asked the organisation is as in an empty form at the place."""
    day = registration.sent_at.astimezone(swedish_time()).date()
    known = {"place_id": registration.place_id, "source": SAID_BY_ITSELF.format(day=day)}
    empty = new_draft(ACTOR_FORM, directory, known)
    asked = {name: texts for name, texts in registration.said.items() if ACTOR_FORM.field(name)}
    draft = replace(empty, answers={**empty.answers, **asked})
    judged = judge(draft)
    actor = None if judged.faults else validated(ACTOR_FORM.file, {**judged.values, "id": registration.id})
    assert actor is None or isinstance(actor, Actor)
    return Reading(registration, draft, judged, actor)


def find_likenesses(seen: Seen, directory: Directory, readings: Sequence[Reading]) -> Likenesses:
    """Return who organisations may be, the likeliest first; all are looked for at once."""
    asked = [reading.actor for reading in readings if reading.actor]
    if not asked:
        return Likenesses({}, {})
    candidates, places = [Candidate.of(actor) for actor in asked], all_places(seen)
    registered: dict[str, tuple[Match, ...]] = {}
    for match in find_doubles(candidates, around(seen, directory, asked), places=places):
        registered[match.one.id] = (*registered.get(match.one.id, ()), match)[:MOST_SHOWN]
    waiting: dict[str, tuple[str, ...]] = {}
    for one, other in _both_ways(find_doubles_within(candidates, places=places)):
        waiting[one.id] = (*waiting.get(one.id, ()), other.name)[:MOST_SHOWN]
    return Likenesses(registered, waiting)


def _both_ways(matches: Sequence[Match]) -> Iterator[tuple[Candidate, Candidate]]:
    for match in matches:
        yield match.one, match.other
        yield match.other, match.one
