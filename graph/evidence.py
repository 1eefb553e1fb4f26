"""Every piece of evidence that two actors collaborate: where it comes from and how strong it is."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from graph.snapshot import Participants, Snapshot, is_done, is_in_force, is_live, makes_edge
from models.vocabulary import CONFIRMED, Confirmation, Theme

ACTIVITY_STRENGTH = 0.6
FULL_STRENGTH_PARTNERS = 4
"""In a group, as many partners as one can work closely with; in larger groups the strength is shared."""


class Evidence(NamedTuple):
    """One record that speaks for an edge between the actors `a` < `b`."""

    a: str
    b: str
    channel: str
    record: str
    strength: float
    confirmation: Confirmation
    themes: tuple[Theme, ...]

    @property
    def confirmed(self) -> bool:
        """Whether it also counts in the confirmed reading."""
        return self.confirmation in CONFIRMED


@dataclass(frozen=True)
class Group:
    """An agreement, activity or forum that counts at the date, with everyone who counts in it."""

    channel: str
    record: str
    place_id: str | None
    strength: float
    themes: tuple[Theme, ...]
    participants: Participants


def groups(snapshot: Snapshot) -> Iterator[Group]:
    """Yield all that brings several actors together at the date, wherever it is placed."""
    none: Mapping[str, Confirmation] = {}
    for agreement in filter(is_in_force, snapshot.agreements):
        parties = snapshot.parties.get(agreement.id, none)
        record = f"agreements:{agreement.id}"
        yield Group("agreement", record, agreement.place_id, agreement.kind.strength, agreement.themes, parties)
    for activity in filter(is_done, snapshot.activities):
        runners = snapshot.runners.get(activity.id, none)
        record = f"activities:{activity.id}"
        yield Group("activity", record, activity.place_id, ACTIVITY_STRENGTH, activity.themes, runners)
    for forum in filter(is_live, snapshot.forums):
        members = snapshot.members.get(forum.id, none)
        strength = forum.collaboration_level.strength
        yield Group("forum", f"forums:{forum.id}", forum.place_id, strength, forum.themes, members)


def group_strength(strength: float, size: int) -> float:
    """Return what a pair counts for in a group of `size`: a meeting of twenty is not twenty partnerships.

    >>> group_strength(0.6, 5), group_strength(0.6, 13)
    (0.6, 0.19999999999999998)
    """
    return strength * min(1.0, FULL_STRENGTH_PARTNERS / (size - 1))


def collect_evidence(
    snapshot: Snapshot, actors: Collection[str], home: Collection[str], inside: Collection[str]
) -> Iterator[Evidence]:
    """Yield the evidence between `actors` at the date.

    Between two actors that both come from outside only records placed inside count.
    """

    def counts(a: str, b: str, place_id: str | None) -> bool:
        return place_id in inside or a in home or b in home

    for tie in filter(makes_edge, snapshot.ties):
        a, b = sorted((tie.actor_a, tie.actor_b))
        if a in actors and b in actors and counts(a, b, tie.place_id):
            yield Evidence(a, b, "direct", f"ties:{tie.id}", tie.level.strength, tie.confirmation, tie.themes)
    for group in groups(snapshot):
        present = sorted(actor for actor in group.participants if actor in actors)
        if len(present) < 2:
            continue
        strength = group_strength(group.strength, len(group.participants))
        for a, b in combinations(present, 2):
            if counts(a, b, group.place_id):
                weaker = max(group.participants[a], group.participants[b], key=_rank)
                yield Evidence(a, b, group.channel, group.record, strength, weaker, group.themes)


def _rank(confirmation: Confirmation) -> int:
    return confirmation.rank
