"""The evidence behind the edges of a network on all days, and with it when each edge holds.

These are the rules of `graph.snapshot`, `graph.evidence` and `graph.derivation` for all days at once instead of
one; a test holds the two against each other, day by day.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate, chain, pairwise
from typing import TypeAlias

from graph.evidence import ACTIVITY_STRENGTH, group_strength
from graph.exchange.day_network import DayNetwork
from graph.exchange.spells import ALWAYS, Spell, Spells, overlap, shared, spell_of, strong_enough, united
from graph.register import Register
from graph.snapshot import is_done, is_in_force, is_live, makes_edge
from graph.system import Reading
from models.records import Activity, Agreement, Forum
from models.vocabulary import CONFIRMED, Attendance, Confirmation

Part: TypeAlias = tuple[Spell, Confirmation]
"""When an actor takes part in something, and who stands behind that."""

Parts: TypeAlias = Mapping[str, list[Part]]
"""All participations in one thing, by actor."""

Piece: TypeAlias = tuple[str, str, Spell, float]
"""The ends of an edge in order, and that there is evidence of a strength on some days."""


def node_spells(shown: DayNetwork) -> dict[str, Spells]:
    """Return for each node when its actor exists, or in the organisation view any of its units."""
    spells: dict[str, list[Spell]] = defaultdict(list)
    for actor, node in shown.node_of.items():
        spells[node].append(spell_of(shown.register.actor[actor]))
    return {node: united(spells[node]) for node in shown.network}


def edge_spells(shown: DayNetwork) -> dict[tuple[str, str], Spells]:
    """Return for each edge, its ends in order, when there is enough evidence for it, before and after the day too.

    The system stays that of the day: who belongs to it, and what is placed in it, does not change with time.
    """
    evidence: dict[tuple[str, str], list[tuple[Spell, float]]] = defaultdict(list)
    for a, b, spell, strength in _Evidence(shown).pieces():
        evidence[a, b].append((spell, strength))
    spells: dict[tuple[str, str], list[Spell]] = defaultdict(list)
    for (a, b), pieces in evidence.items():
        one, other = sorted((shown.node_of[a], shown.node_of[b]))
        spells[one, other] += strong_enough(pieces)
    return {(a, b): united(spells[a, b]) for a, b in (sorted(edge) for edge in shown.network.edges)}


@dataclass(frozen=True)
class _Gathering:
    """An agreement, activity or forum: where, how strong among few, and who takes part when."""

    place_id: str | None
    strength: float
    parts: Parts

    def sizes(self, spell: Spell) -> Iterator[tuple[Spell, int]]:
        """Yield the parts of a spell, each with the number of those who take part then."""
        bounds, counts = self._counted
        first, last = bisect_right(bounds, spell.start), bisect_left(bounds, spell.after)
        cuts = [spell.start, *bounds[first:last], spell.after]
        for number, (start, after) in enumerate(pairwise(cuts), first):
            yield Spell(start, after), counts[number - 1]

    @cached_property
    def _counted(self) -> tuple[list[date], list[int]]:
        """The days on which the number of participants changes, and the number from each of them on."""
        change: Counter[date] = Counter()
        for parts in self.parts.values():
            for start, after in united(spell for spell, _ in parts):
                change[start] += 1
                change[after] -= 1
        bounds = sorted(change)
        return bounds, list(accumulate(change[bound] for bound in bounds))


class _Evidence:
    """The evidence between neighbours in a network, on all days."""

    def __init__(self, shown: DayNetwork) -> None:
        self._shown, self._register = shown, shown.register
        units: dict[str, list[str]] = defaultdict(list)
        for actor, node in shown.node_of.items():
            units[node].append(actor)
        self._near = {
            actor: frozenset(chain.from_iterable(units[other] for other in shown.network[node]))
            for actor, node in shown.node_of.items()
        }

    def pieces(self) -> Iterator[Piece]:
        """Yield every piece of evidence."""
        actors = self._register.actor
        for tie in filter(makes_edge, self._register.ties):
            a, b = sorted((tie.actor_a, tie.actor_b))
            if self._are_near(a, b, tie.place_id) and self._believes(tie.confirmation):
                spell = overlap(spell_of(tie), spell_of(actors[a]), spell_of(actors[b]))
                if spell:
                    yield a, b, spell, tie.level.strength
        for gathering in _gatherings(self._register):
            yield from self._among(gathering)

    def _among(self, gathering: _Gathering) -> Iterator[Piece]:
        """Yield the evidence between those who take part; in a large gathering few are near each other."""
        believed = {
            actor: united(spell for spell, confirmation in parts if self._believes(confirmation))
            for actor, parts in gathering.parts.items()
        }
        pairs = ((a, b) for a in believed for b in self._near.get(a, frozenset()) & believed.keys() if a < b)
        for one, other in pairs:
            if self._are_near(one, other, gathering.place_id):
                for both in shared(believed[one], believed[other]):
                    for spell, size in gathering.sizes(both):
                        yield one, other, spell, group_strength(gathering.strength, size)

    def _are_near(self, a: str, b: str, place_id: str | None) -> bool:
        """Tell whether evidence placed there counts: between two actors from outside only if it lies inside."""
        home, inside = self._shown.home, self._shown.inside
        return b in self._near.get(a, ()) and (a in home or b in home or place_id in inside)

    def _believes(self, confirmation: Confirmation) -> bool:
        if self._shown.reading is Reading.MINUS:
            return confirmation in CONFIRMED
        return confirmation is not Confirmation.DISPUTED


def _gatherings(register: Register) -> Iterator[_Gathering]:
    """Yield all that brings several actors together on any day."""
    parties = ((p.agreement_id, p.actor_id, ALWAYS, p.confirmation) for p in register.agreement_parties)
    signed = _by_subject(parties)
    for agreement in filter(is_in_force, register.agreements):
        yield _gathering(register, agreement, agreement.kind.strength, signed[agreement.id])
    runners = ((r.activity_id, r.actor_id, ALWAYS, r.confirmation) for r in register.activity_actors)
    run = _by_subject(runners)
    for activity in filter(is_done, register.activities):
        yield _gathering(register, activity, ACTIVITY_STRENGTH, run[activity.id])
    counted = (member for member in register.forum_members if member.attendance is not Attendance.ON_PAPER)
    joined = _by_subject((m.forum_id, m.actor_id, spell_of(m), m.confirmation) for m in counted)
    for forum in filter(is_live, register.forums):
        yield _gathering(register, forum, forum.collaboration_level.strength, joined[forum.id])


def _by_subject(found: Iterable[tuple[str, str, Spell, Confirmation]]) -> dict[str, list[tuple[str, Part]]]:
    """Gather by what is taken part in; what is disputed is no participation."""
    gathered: dict[str, list[tuple[str, Part]]] = defaultdict(list)
    for subject, actor, spell, confirmation in found:
        if confirmation is not Confirmation.DISPUTED:
            gathered[subject].append((actor, (spell, confirmation)))
    return gathered


def _gathering(
    register: Register, fact: Agreement | Activity | Forum, strength: float, found: Iterable[tuple[str, Part]]
) -> _Gathering:
    """Return a gathering with the participations of actors that are there, on the days when both hold."""
    parts: dict[str, list[Part]] = defaultdict(list)
    for actor, (spell, confirmation) in found:
        if actor in register.actor:
            days = overlap(spell, spell_of(fact), spell_of(register.actor[actor]))
            if days:
                parts[actor].append((days, confirmation))
    return _Gathering(fact.place_id, strength, parts)
