"""Actors of a place that may be the same, looked for once and remembered until the register changes."""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from anyio import to_thread

from api.access.seen import Seen
from api.access.viewer import Viewer
from api.access.window import Window
from api.analyses import Analyses, Remembered
from api.doubles.different import SaidOfTwo, different_pairs, ordered
from api.language import message
from api.queries.reach import places_within
from api.queries.records import require_record
from api.queries.register import load_table
from graph.doubles import Candidate, Match, Pair, find_doubles_within
from models.errors import TooMuchWorkError
from models.records import Actor, Place

MOST_ACTORS = 20_000
"""Among more actors it takes longer than anybody waits; the places below are then looked through one by one."""

MOST_PLACES = 16

TOO_MANY = message(
    "Det finns fler aktörer här än vad som går att söka igenom på en gång. Välj ett mindre område, en kommun i taget."
)


@dataclass(frozen=True)
class DoublesAt:
    """The pairs of a place.

    Attributes:
        matches: who may be the same as whom, the most certain first, without those that somebody said are different.
        different: those.
    """

    matches: tuple[Match, ...]
    different: tuple[SaidOfTwo, ...]


class Doubles:
    """Looks for doubles among the actors of places.

    Args:
        window: shows the register.
    """

    def __init__(self, window: Window) -> None:
        self._window = window
        self._found: Remembered[tuple[Match, ...]] = Remembered(MOST_PLACES)
        self._left_out: OrderedDict[Hashable, frozenset[Pair]] = OrderedDict()

    async def at(self, analyses: Analyses, viewer: Viewer, place_id: str) -> DoublesAt:
        """Return the pairs of a place and all below it; those that are not remembered are looked for on the worker.

        Raises:
            NotFoundError: the viewer sees no such place.
            TooMuchWorkError: there are too many actors.
        """
        found: DoublesAt | None = await to_thread.run_sync(self.find, viewer, place_id)
        return found or await analyses.work(self.look, viewer, place_id)

    def find(self, viewer: Viewer, place_id: str) -> DoublesAt | None:
        """Return the pairs of a place if they are remembered; else None."""
        with self._window.seeing(viewer) as seen:
            require_record(seen, "places", place_id)
            different = different_pairs(seen, home_actors(seen, place_id))
            matches = self._found.find(self._key(seen, place_id, different))
        return None if matches is None else DoublesAt(_without(matches, different), different)

    def look(self, viewer: Viewer, place_id: str) -> DoublesAt:
        """Return the pairs of a place, looked for now unless they are remembered."""
        with self._window.seeing(viewer) as seen:
            require_record(seen, "places", place_id)
            different = different_pairs(seen, home_actors(seen, place_id))
            key = self._key(seen, place_id, different)
            known = self._found.find(key)
            if known is None:
                home, wholes, places = _load(seen, place_id)
        if known is None:
            left_out = frozenset(said.pair for said in different)
            # What is looked for holds no connection.
            known = self._found.get(key, lambda: _look(home, wholes, places, left_out))
        return DoublesAt(_without(known, different), different)

    def _key(self, seen: Seen, place_id: str, different: Sequence[SaidOfTwo]) -> Hashable:
        """Return what was looked for.

        Pairs that were declared different since can be left out of what was found; one that is a question again
        cannot be put back, and is looked for anew.
        """
        pairs = frozenset(said.pair for said in different)
        asked = (seen.revision, seen.access, place_id)
        if not self._left_out.get(asked, pairs) <= pairs:
            self._left_out.pop(asked, None)
        left_out = self._left_out.setdefault(asked, pairs)
        while len(self._left_out) > MOST_PLACES:
            self._left_out.popitem(last=False)
        return (*asked, left_out)


def home_actors(seen: Seen, place_id: str) -> sa.Select[Any]:
    """Return the ids of the actors at a place and all below it."""
    actors = seen["actors"]
    return sa.select(actors.c.id).where(actors.c.place_id.in_(places_within(seen, place_id)))


def _load(seen: Seen, place_id: str) -> tuple[Sequence[Actor], Sequence[Actor], Sequence[Place]]:
    """Return the actors at home, the legal persons elsewhere that they are parts of, and all places."""
    rows, home = seen["actors"], home_actors(seen, place_id)
    if seen.execute(sa.select(sa.func.count()).select_from(home.subquery())).scalar_one() > MOST_ACTORS:
        raise TooMuchWorkError(TOO_MANY)
    tree = sa.select(rows.c.id, rows.c.parent_id).where(rows.c.id.in_(home)).cte("wholes", recursive=True)
    above = rows.alias("above")
    tree = tree.union(sa.select(above.c.id, above.c.parent_id).where(above.c.id == tree.c.parent_id))
    elsewhere = sa.and_(rows.c.id.in_(sa.select(tree.c.id)), rows.c.id.not_in(home))
    found, wholes = (load_table(seen, "actors", {"actors": rule}) for rule in (rows.c.id.in_(home), elsewhere))
    return found, wholes, load_table(seen, "places")  # type: ignore[return-value]


def _look(
    home: Sequence[Actor], wholes: Sequence[Actor], places: Sequence[Place], left_out: frozenset[Pair]
) -> tuple[Match, ...]:
    """Return the pairs among the actors at home; the others only say which legal person somebody is a part of."""
    ids = {actor.id for actor in home}
    known = [Candidate.of(actor) for actor in (*home, *wholes)]
    found = find_doubles_within(known, places=places, different=left_out)
    return tuple(match for match in found if {match.one.id, match.other.id} <= ids)


def _without(matches: Sequence[Match], different: Sequence[SaidOfTwo]) -> tuple[Match, ...]:
    pairs = {said.pair for said in different}
    return tuple(match for match in matches if ordered(match.one.id, match.other.id) not in pairs)
