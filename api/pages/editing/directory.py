"""The actors and places that a form names, and finding the one that somebody means by its name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from api.pages.editing.fields import Option
from models.text import search_key, swedish_order
from models.vocabulary import Level, Sector


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
        actors: those that the form has to do with, and all others of the same names.
        places: all that the viewer may see.
        home: the place at which the form is filled in; an actor there is meant before another of the same name.
        resembling: the ids of actors whose names resemble a text, by its search key.
    """

    def __init__(
        self,
        actors: Iterable[KnownActor] = (),
        places: Iterable[KnownPlace] = (),
        home: str = "",
        resembling: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.actors: Mapping[str, KnownActor] = {actor.id: actor for actor in actors}
        self.places: Mapping[str, KnownPlace] = {place.id: place for place in places}
        self._home = home
        self._resembling = resembling or {}

    def label(self, actor_id: str) -> str:
        """Return how an actor is called where it has to be told from all others; its id when it is not known."""
        return self._labels.get(actor_id, actor_id)

    def meant(self, text: str) -> tuple[KnownActor, ...]:
        """Return the actors that a text can mean: one when it is clear, several of one name, or none.

        Of several with one name the one at the form's own place is meant, else the one above or below it.
        """
        key = search_key(text)
        if (named := self._by_label.get(key)) is not None:
            return (self.actors[named],)
        found = self._by_name.get(key) or self._by_alias.get(key) or []
        if not found and (actor := self.actors.get(text.strip())):
            found = [actor]
        for near in (frozenset({self._home}), self.line(self._home)) if len(found) > 1 and self._home else ():
            if len(there := [actor for actor in found if actor.place_id in near]) == 1:
                return (there[0],)
        return tuple(found)

    def alike(self, text: str) -> tuple[KnownActor, ...]:
        """Return actors whose names resemble a text."""
        return tuple(self.actors[found] for found in self._resembling.get(search_key(text), ()))

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
        placed = Counter(search_key(self._with_place(actor)) for actor in self.actors.values())
        labels = {}
        for actor in self.actors.values():
            if len(self._by_name[search_key(actor.name)]) == 1:
                labels[actor.id] = actor.name
            elif placed[search_key(self._with_place(actor))] == 1:
                labels[actor.id] = self._with_place(actor)
            else:
                labels[actor.id] = f"{actor.name} ({actor.id})"
        return labels

    @cached_property
    def _by_label(self) -> Mapping[str, str]:
        return {search_key(label): actor_id for actor_id, label in self._labels.items()}

    @cached_property
    def _by_name(self) -> Mapping[str, list[KnownActor]]:
        found: dict[str, list[KnownActor]] = defaultdict(list)
        for actor in self.actors.values():
            found[search_key(actor.name)].append(actor)
        return dict(found)

    @cached_property
    def _by_alias(self) -> Mapping[str, list[KnownActor]]:
        found: dict[str, list[KnownActor]] = defaultdict(list)
        for actor in self.actors.values():
            for key in {search_key(alias) for alias in actor.aliases}:
                found[key].append(actor)
        return dict(found)

    def _with_place(self, actor: KnownActor) -> str:
        place = self.places.get(actor.place_id or "")
        return f"{actor.name} ({place.name})" if place else actor.name
