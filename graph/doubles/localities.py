"""Places where doubles are looked for together, and the names of places inside names of organisations."""

from collections.abc import Iterable, Mapping

from graph.doubles.names import folded, name_key
from graph.doubles.words import PLACE_WORDS
from graph.places import PlaceTree
from models.records import Place
from models.vocabulary import Level

NOT_NAMED = frozenset({Level.NATION})
"""”Svenska” and ”Sverige” tell a national organisation from its local branches."""


class Localities:
    """Places, as far as names are compared in them."""

    def __init__(self, places: Iterable[Place]) -> None:
        known = {place.id: place for place in places}
        self._tree = PlaceTree(known.values())
        self._own = {place.id: _words_of(place) for place in known.values()}
        self._words: dict[str | None, Mapping[str, str]] = {}
        self._overlapping: dict[str, frozenset[str]] = {}

    def words(self, place_id: str | None) -> Mapping[str, str]:
        """Return the words that name the place or one above it, each with the form in which it is compared."""
        if place_id not in self._words:
            chain = (place_id, *self._tree.above(place_id)) if place_id else ()
            found: dict[str, str] = {}
            for place in chain:
                found |= self._own.get(place or "", {})
            self._words[place_id] = found
        return self._words[place_id]

    def overlapping(self, place_id: str) -> frozenset[str]:
        """Return the place, those above it and those below it."""
        if place_id not in self._overlapping:
            around = (*self._tree.above(place_id), *self._tree.within(place_id))
            self._overlapping[place_id] = frozenset(around)
        return self._overlapping[place_id]

    def overlap(self, one: str | None, other: str | None) -> bool:
        """Tell whether something at one place may be at the other; an unknown place may be any."""
        return one is None or other is None or one == other or other in self.overlapping(one)


def _words_of(place: Place) -> dict[str, str]:
    """Return the words of a place's name with and without the genitive: ”Umeås” and ”Umeå” are ”umeå”."""
    if place.level in NOT_NAMED:
        return {}
    found: dict[str, str] = {}
    for word in name_key(folded(place.name)).written:
        if word not in PLACE_WORDS and len(word) > 1:
            stem = word.removesuffix("s") if len(word) > 3 else word
            found |= {stem: stem, f"{stem}s": stem}
    return found
