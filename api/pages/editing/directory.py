"""The actors and places that forms can name, and finding the one that somebody means by its name."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

import sqlalchemy as sa

from api.access.seen import Seen
from api.pages.editing.fields import Option
from models.text import search_key, swedish_order
from models.vocabulary import Level, Sector

MOST_SUGGESTED = 1_000
"""So many names a browser is given to choose from; any other actor is found by writing its whole name."""

MOST_ALIKE = 5


@dataclass(frozen=True)
class KnownActor:
    """An actor that a form can name."""

    id: str
    name: str
    aliases: tuple[str, ...]
    sector: Sector
    place_id: str | None


@dataclass(frozen=True)
class KnownPlace:
    """A place that a form can name."""

    id: str
    name: str
    level: Level
    parent_id: str | None


class Directory:
    """Actors by the labels that tell them apart, and places by their tree.

    Args:
        actors, places: all that the viewer may see.
    """

    def __init__(self, actors: Iterable[KnownActor], places: Iterable[KnownPlace]) -> None:
        self.actors: Mapping[str, KnownActor] = {actor.id: actor for actor in actors}
        self.places: Mapping[str, KnownPlace] = {place.id: place for place in places}

    def label(self, actor_id: str) -> str:
        """Return how an actor is called where it has to be told from all others; its id when it is not known."""
        return self._labels.get(actor_id, actor_id)

    def meant(self, text: str) -> tuple[KnownActor, ...]:
        """Return the actors that a text can mean: one when it is clear, several of one name, or none."""
        key = search_key(text)
        if (named := self._by_label.get(key)) is not None:
            return (self.actors[named],)
        found = [actor for actor in self.actors.values() if search_key(actor.name) == key]
        found = found or [actor for actor in self.actors.values() if key in map(search_key, actor.aliases)]
        if not found and (actor := self.actors.get(text.strip())):
            found = [actor]
        return tuple(found)

    def alike(self, text: str) -> tuple[KnownActor, ...]:
        """Return actors whose names resemble a text."""
        key = search_key(text)
        keys = {search_key(actor.name): actor for actor in self.actors.values()}
        holding = [name for name in keys if key and key in name]
        near = get_close_matches(key, list(keys), MOST_ALIKE, 0.7)
        return tuple(keys[name] for name in dict.fromkeys([*holding, *near]))[:MOST_ALIKE]

    def suggested(self, place_id: str | None) -> tuple[str, ...]:
        """Return the labels that a browser offers at a place: those near it first, as many as it can hold."""
        near = self.line(place_id) if place_id else frozenset()
        ordered = sorted(
            self.actors.values(),
            key=lambda actor: (actor.place_id not in near, actor.place_id is not None, swedish_order(actor.name)),
        )
        return tuple(sorted((self.label(actor.id) for actor in ordered[:MOST_SUGGESTED]), key=swedish_order))

    def line(self, place_id: str) -> frozenset[str]:
        """Return a place with those above and below it."""
        return frozenset(
            place for place in self.places if place_id in self.upwards(place) or place in self.upwards(place_id)
        )

    def below(self, place_id: str) -> frozenset[str]:
        """Return a place with those below it."""
        return frozenset(place for place in self.places if place_id in self.upwards(place))

    def upwards(self, place_id: str) -> tuple[str, ...]:
        """Return a place and those above it."""
        found: list[str] = []
        step: str | None = place_id
        while step is not None and step in self.places and step not in found:
            found.append(step)
            step = self.places[step].parent_id
        return tuple(found)

    def place_options(self, place_id: str | None, chosen: str) -> tuple[Option, ...]:
        """Return the places that can be chosen at a place: those above, itself and those below, as a tree."""
        offered = self.line(place_id) if place_id else frozenset(self.places)
        shown = sorted(offered | ({chosen} & set(self.places)), key=self._in_tree)
        return tuple(Option(place, self._indented(place)) for place in shown)

    def _indented(self, place_id: str) -> str:
        return "\u2003" * (len(self.upwards(place_id)) - 1) + self.places[place_id].name

    def _in_tree(self, place_id: str) -> tuple[tuple[str, str], ...]:
        return tuple((swedish_order(self.places[step].name), step) for step in reversed(self.upwards(place_id)))

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        """How each actor is called: by its name, with its place where names are shared, or with its id."""
        names = Counter(search_key(actor.name) for actor in self.actors.values())
        placed = Counter(search_key(self._with_place(actor)) for actor in self.actors.values())
        labels = {}
        for actor in self.actors.values():
            if names[search_key(actor.name)] == 1:
                labels[actor.id] = actor.name
            elif placed[search_key(self._with_place(actor))] == 1:
                labels[actor.id] = self._with_place(actor)
            else:
                labels[actor.id] = f"{actor.name} ({actor.id})"
        return labels

    @cached_property
    def _by_label(self) -> Mapping[str, str]:
        return {search_key(label): actor_id for actor_id, label in self._labels.items()}

    def _with_place(self, actor: KnownActor) -> str:
        place = self.places.get(actor.place_id or "")
        return f"{actor.name} ({place.name})" if place else actor.name


def load_directory(seen: Seen) -> Directory:
    """Return all actors and places that a viewer may see."""
    actors, places = seen["actors"].c, seen["places"].c
    found = seen.execute(sa.select(actors.id, actors.name, actors.aliases, actors.sector, actors.place_id))
    lying = seen.execute(sa.select(places.id, places.name, places.level, places.parent_id))
    return Directory((KnownActor(*row) for row in found), (KnownPlace(*row) for row in lying))
