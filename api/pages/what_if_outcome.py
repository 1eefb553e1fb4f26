"""What follows from a thought as its page tells it: findings, pairs and parts, ties, and the map."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from api.pages.facts import ActorLink
from api.pages.heading import PlaceHeading
from api.pages.sights import Sight
from api.pages.what_if_choices import words_of
from api.pages.what_if_picture import Picture, Turn, picture, turn_of
from graph.gaps import Finding
from graph.message import Message
from graph.suppositions import WithoutActor, WithTie
from graph.what_if import Consequences, Contacts
from models.text import swedish_order
from models.vocabulary import Ladder

MOST_TIES, MOST_NAMES = 300, 12
"""So many ties have a row, and so many actors of a part are named at once."""


@dataclass(frozen=True)
class TieRow:
    """A tie that comes, goes or changes: its step before and after, None where it has none."""

    a: ActorLink
    b: ActorLink
    turn: Turn
    before: Ladder | None
    after: Ladder | None


@dataclass(frozen=True)
class Part:
    """A part that a group falls into (or is joined from); number 0 is the largest of its group."""

    number: int
    actors: tuple[ActorLink, ...]

    @property
    def first(self) -> tuple[ActorLink, ...]:
        """Those who are named at once."""
        return self.actors[:MOST_NAMES]

    @property
    def others(self) -> int:
        """How many more there are."""
        return len(self.actors) - len(self.first)


@dataclass(frozen=True)
class ContactsShown:
    """Pairs that lose or gain contact: how many, the first of them by name, and the parts they stand in."""

    count: int
    pairs: tuple[tuple[ActorLink, ActorLink], ...]
    groups: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True)
class GoneFinding:
    """A finding that goes, and whether it goes only because what it is about is supposed away."""

    finding: Finding
    about_absent: bool


@dataclass(frozen=True)
class Outcome:
    """What follows from a thought.

    Attributes:
        premise: the beginning of the sentence that sums it up.
        found: all that follows.
        findings_gone: those that something else than their own subject's absence makes go come first.
        ties: the first `MOST_TIES` ties that come, go or change, in this order.
        lost, gained: the pairs that lose, and gain, contact.
        leaving: the actors from outside that no longer belong to the place.
        picture: the map.
    """

    premise: Message
    found: Consequences
    findings_gone: tuple[GoneFinding, ...]
    ties: tuple[TieRow, ...]
    lost: ContactsShown
    gained: ContactsShown
    leaving: tuple[ActorLink, ...]
    picture: Picture

    @property
    def about_absent(self) -> int:
        """How many findings go only because what they are about is supposed away."""
        return sum(gone.about_absent for gone in self.findings_gone)

    @property
    def all_ties(self) -> int:
        """How many ties come, go or change."""
        contrast = self.found.contrast
        return len(contrast.edges_gone) + len(contrast.edges_come) + len(contrast.edges_changed)

    @property
    def groups_shrank(self) -> bool:
        """Whether some came closer only because somebody left a forum, agreement or activity of theirs."""
        supposed, contrast = self.found.suppositions, self.found.contrast
        came = bool(contrast.edges_come) and not any(isinstance(one, WithTie) for one in supposed)
        nearer = came or any(turn_of(change) is Turn.STRONGER for change in contrast.edges_changed)
        return nearer and any(isinstance(one, WithoutActor) for one in supposed)


def outcome(seen: Sight, heading: PlaceHeading, found: Consequences) -> Outcome:
    """Return what follows, with the names and addresses that a page needs."""
    gone = [GoneFinding(finding, found.is_about_absent(finding)) for finding in found.contrast.findings_gone]
    lost = _shown(seen, found.lost)
    numbers = {actor.id: part.number for group in lost.groups for part in group if part.number for actor in part.actors}
    return Outcome(
        premise=_premise(seen, found),
        found=found,
        findings_gone=tuple(sorted(gone, key=lambda gone: gone.about_absent)),
        ties=tuple(_rows(seen, found))[:MOST_TIES],
        lost=lost,
        gained=_shown(seen, found.gained),
        leaving=_links(seen, found.leaving),
        picture=picture(heading, found, numbers),
    )


def _premise(seen: Sight, found: Consequences) -> Message:
    if len(found.suppositions) > 1:
        return Message("Med de {count} antagandena tillsammans", {"count": len(found.suppositions)})
    return words_of(seen.system, found.suppositions[0])


def _shown(seen: Sight, contacts: Contacts) -> ContactsShown:
    numbers = iter(range(1, sum(map(len, contacts.parts)) + 1))
    return ContactsShown(
        count=contacts.count,
        pairs=tuple((seen.shelf.link(a), seen.shelf.link(b)) for a, b in contacts.named),
        groups=tuple(
            tuple(Part(next(numbers) if place else 0, _links(seen, part)) for place, part in enumerate(parts))
            for parts in contacts.parts
        ),
    )


def _links(seen: Sight, actors: Iterable[str]) -> tuple[ActorLink, ...]:
    return tuple(sorted(map(seen.shelf.link, actors), key=lambda link: swedish_order(link.name)))


def _rows(seen: Sight, found: Consequences) -> Iterator[TieRow]:
    contrast, link = found.contrast, seen.shelf.link
    before, after = found.before.system.network, found.after.system.network
    for a, b in contrast.edges_gone:
        yield TieRow(link(a), link(b), Turn.GONE, _step(before.edges[a, b]), None)
    for a, b in contrast.edges_come:
        yield TieRow(link(a), link(b), Turn.COME, None, _step(after.edges[a, b]))
    for change in contrast.edges_changed:
        yield TieRow(link(change.a), link(change.b), turn_of(change), _step(change.before), _step(change.after))


def _step(edge: dict[str, Any]) -> Ladder:
    step: Ladder = edge["step"]
    return step
