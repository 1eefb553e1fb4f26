"""What a list is judged against: what its reader sees of the register, those near its place first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from api.access.openness import EVERYTHING, access_of
from api.access.roles import edited_places
from api.access.seen import Seen
from api.access.viewer import Viewer
from api.import_rights import ImportRights
from api.lists.contents import CellList, ListContent
from api.lists.registers import Load
from api.new_ids import with_id
from api.queries.register import load_register
from api.queries.revision import current_revision
from graph.lists import Known, ListContext, ListKind, Names
from graph.lists.names import Named, key
from graph.packages import nothing_refused
from graph.packages.checking import Refused
from graph.register import Register
from models.package_files import FILES, PackageFile
from models.records import Actor, Agreement, Forum, Place, Tie


@dataclass(frozen=True)
class Surroundings:
    """The register, as it is and as the reader of a list sees it.

    Attributes:
        stored: all of it.
        actors, places, forums, ties, agreements: what the reader sees.
        place_id: the place that the list is read into.
        elsewhere: the ids of the places where somebody who edits others may register nothing.
        refused: yields the rows that the reader may not write.
    """

    place_id: str
    stored: Register = field(repr=False)
    actors: Mapping[str, Actor] = field(repr=False)
    places: tuple[Place, ...] = field(repr=False)
    forums: tuple[Forum, ...] = field(repr=False)
    ties: tuple[Tie, ...] = field(repr=False)
    agreements: tuple[Agreement, ...] = field(repr=False)
    elsewhere: frozenset[str] = field(default=frozenset(), repr=False)
    refused: Refused = field(default=nothing_refused, repr=False)

    def context(self, content: ListContent, same: Mapping[int, Actor]) -> ListContext:
        """Return what the rows of a list are read against."""
        line = _line(self.places, self.place_id)
        kind = content.held.mapping.kind if isinstance(content.held, CellList) else None
        return ListContext(
            make_id=_make_id,
            place_id=self.place_id,
            actors=_names(self.actors.values(), line),
            forums=_names(self.forums, line),
            places=Names(Known(place.id, place.name, (), place.level) for place in self.places),
            elsewhere=self.elsewhere,
            sector=content.sector,
            new_forums=content.new_forums,
            same=same,
            ties=self.ties if kind is ListKind.TIES else (),
            agreements=self.agreements if kind is ListKind.AGREEMENTS else (),
        )

    def ids(self) -> dict[str, set[str]]:
        """Return the ids of the registered records by file."""
        tables = self.stored.tables()
        return {name: {vars(record)["id"] for record in tables[name]} for name in tables if FILES[name].key == ("id",)}


def load_surroundings_of(
    connection: Connection, viewer: Viewer, place_id: str, load: Load = load_register
) -> Surroundings:
    """Return what a list is judged against, in the state that the connection sees.

    Args:
        connection: has written nothing to the register itself.
        viewer: who reads the list in.
        place_id: the place that it is read into.
        load: gives the register as somebody sees it.
    """
    revision = current_revision(connection)
    shown = load(Seen(connection, access_of(connection, viewer), revision))
    confined = bool(viewer.edits) and not viewer.is_admin
    return Surroundings(
        place_id=place_id,
        stored=load(Seen(connection, EVERYTHING, revision)),
        actors=shown.actor,
        places=shown.places,
        elsewhere=frozenset(shown.place) - edited_places(connection, viewer) if confined else frozenset(),
        forums=shown.forums,
        ties=shown.ties,
        agreements=shown.agreements,
        refused=nothing_refused if viewer.is_admin else ImportRights(connection, viewer, load).refused,
    )


def _make_id(file: PackageFile, name: str) -> str:
    made: str = with_id(file, {"name": name})["id"]
    return made


def _names(known: Iterable[Actor | Forum], line: frozenset[str]) -> Names:
    """Return those that a list may name. Of two with the same name, the one near the place is meant."""
    everybody = list(known)
    near = [each for each in everybody if each.place_id is None or each.place_id in line]
    taken = {key(name) for each in near for name in (each.name, *_aliases(each))}
    far = [each for each in everybody if each.place_id and each.place_id not in line and key(each.name) not in taken]
    return Names(map(_named, (*near, *far)))


def _named(each: Actor | Forum) -> Named:
    return Known(each.id, each.name, _aliases(each))


def _aliases(each: Actor | Forum) -> tuple[str, ...]:
    return each.aliases if isinstance(each, Actor) else ()


def _line(places: Iterable[Place], place_id: str) -> frozenset[str]:
    """Return a place with those above and below it."""
    parents = {place.id: place.parent_id for place in places}

    def upwards(start: str) -> list[str]:
        path: list[str] = []
        step: str | None = start
        while step is not None and step in parents and step not in path:
            path.append(step)
            step = parents[step]
        return path

    above = upwards(place_id)
    return frozenset(place for place in parents if place in above or place_id in upwards(place))
