"""The tree of places: what lies below what, and which places overlap."""

from collections import defaultdict
from collections.abc import Iterable

from models.records import Place


class PlaceTree:
    """Nations, counties, municipalities and areas, each below its parent."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._parent = {place.id: place.parent_id for place in places}
        self._children: dict[str, list[str]] = defaultdict(list)
        for place_id, parent_id in sorted(self._parent.items()):
            if parent_id is not None:
                self._children[parent_id].append(place_id)

    def above(self, place_id: str | None) -> tuple[str, ...]:
        """Return the places above `place_id`, nearest first."""
        chain: list[str] = []
        parent = self._parent.get(place_id) if place_id else None
        while parent is not None and parent not in chain:
            chain.append(parent)
            parent = self._parent.get(parent)
        return tuple(chain)

    def within(self, place_id: str) -> frozenset[str]:
        """Return `place_id` and every place below it."""
        found, waiting = {place_id}, [place_id]
        while waiting:
            children = [child for child in self._children[waiting.pop()] if child not in found]
            found.update(children)
            waiting.extend(children)
        return frozenset(found)

    def covers(self, upper: str, lower: str) -> bool:
        """Tell whether `lower` is `upper` or lies below it."""
        return upper == lower or upper in self.above(lower)

    def overlap(self, one: str, other: str) -> bool:
        """Tell whether the two are the same place or one lies below the other."""
        return self.covers(one, other) or self.covers(other, one)
