"""The register's history as one viewer may see it.

The history of a record that exists is shown to whoever may see the record now. What was deleted is shown to those who
edit the place that it lay in, and to administrators.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.access.openness import access_of
from api.access.roles import edited_places
from api.access.seen import Seen
from api.access.viewer import HeldRole, Viewer
from api.database import reading
from models.columns import OpenStart
from models.package_files import PACKAGE_FILES, PackageFile
from models.records import Record
from models.tables import TABLES
from models.vocabulary import ActorVisibility, Role

HISTORY = TABLES["history"]
CHANGE_SETS = TABLES["change_sets"]

Condition: TypeAlias = sa.ColumnElement[bool]
Ids: TypeAlias = sa.Select[Any] | sa.CompoundSelect[Any]
Field: TypeAlias = Callable[[str], sa.ColumnElement[Any]]
"""Gives the value of a field by its name, in a row of a table or in one of the history."""


def record_key(file: PackageFile, rows: sa.FromClause) -> sa.ColumnElement[Any]:
    """Return the key of each row as the history writes it: a JSON list of cells."""
    text: sa.ColumnElement[Any] = sa.literal('["') + _key_cell(rows.c[file.key[0]])
    for column in file.key[1:]:
        text = text + sa.literal('","') + _key_cell(rows.c[column])
    return sa.type_coerce(text + sa.literal('"]'), sa.Text)


def _key_cell(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    if isinstance(column.type, OpenStart):
        day = sa.cast(sa.type_coerce(column, sa.Date), sa.Text)
        return sa.case((column == sa.literal(None, column.type), ""), else_=day)
    return sa.cast(column, sa.Text) if isinstance(column.type, sa.Date) else sa.type_coerce(column, sa.Text)


def kept_field(name: str) -> sa.ColumnElement[str]:
    """Return a field of the record that a row of the history keeps."""
    value: sa.ColumnElement[str] = HISTORY.c.before[name].as_string()
    return value


@dataclass(frozen=True)
class Past:
    """What a viewer may see of the past.

    Attributes:
        connection: sees one unchanging state.
        seen: the register of now as the viewer may see it.
        edited: the places where the viewer also sees what was deleted; None stands for all.
        inside: the places that the viewer works with, where nothing was hidden from them.
        own: the actors that the viewer speaks for.
        near: the places where the viewer is told who did something: those inside, and where the own actors are.
    """

    connection: Connection
    seen: Seen
    edited: frozenset[str] | None
    inside: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    _homes: dict[tuple[str, frozenset[str]], Ids] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is hidden."""
        return self.edited is None

    def shown(self, file: PackageFile) -> Condition:
        """Return that a row of the history is about a record of `file` whose history may be seen."""
        own = HISTORY.c.table_name == file.name
        if self.edited is None:
            return own
        existing = HISTORY.c.record_key.in_(sa.select(record_key(file, self.seen[file.name])))
        return sa.and_(own, sa.or_(existing, self.gone(file, self.edited)) if self.edited else existing)

    def gone(self, file: PackageFile, places: frozenset[str]) -> Condition:
        """Return that a row of the history is about a deleted record that lay in one of these places."""
        exists = sa.select(record_key(file, TABLES[file.name]))
        lay_there = self._deleted_keys(file, _belongs(file, kept_field, places, self._home(places)))
        return sa.and_(
            HISTORY.c.table_name == file.name,
            HISTORY.c.record_key.not_in(exists),
            HISTORY.c.record_key.in_(lay_there),
        )

    def lies_in(self, file: PackageFile, rows: sa.FromClause, places: frozenset[str]) -> Condition:
        """Return that a row of a table lies in one of these places, by itself or by those who take part in it."""
        return _belongs(file, lambda name: rows.c[name], places, self._home(places))

    def _deleted_keys(self, file: PackageFile, condition: Condition) -> sa.Select[Any]:
        return (
            sa.select(HISTORY.c.record_key)
            .where(HISTORY.c.table_name == file.name, HISTORY.c.deleted, condition)
            .correlate(None)
        )

    def _home(self, places: frozenset[str]) -> Callable[[str], Ids]:
        """Return for a table the ids of the records that are, and once were, in these places."""

        def ids(name: str) -> Ids:
            if (name, places) not in self._homes:
                table = TABLES[name]
                now = sa.select(table.c.id).where(table.c.place_id.in_(places))
                once = sa.select(kept_field("id")).where(
                    HISTORY.c.table_name == name, HISTORY.c.deleted, kept_field("place_id").in_(places)
                )
                # Named once for all tables, so that a statement about them all computes it once.
                home = sa.union(now, once).cte(f"home_{name}_{len(self._homes)}")
                self._homes[name, places] = sa.select(home.c[0])
            return self._homes[name, places]

        return ids

    def shows_state(self, file: PackageFile, state: Record) -> bool:
        """Tell whether a viewer may see what a record said once, when it may have lain elsewhere or been hidden."""
        if self.is_whole:
            return True
        access, values = self.seen.access, vars(state)
        place = values.get("id") if file.name == "places" else values.get("place_id")
        if place is not None and not (access.sees_needs(place) if file.name == "needs" else access.sees_place(place)):
            return False
        return file.name != "actors" or self.shows_actor(values)

    def shows_actor(self, values: Mapping[str, Any]) -> bool:
        """Tell whether an actor that said this of itself could be seen in a place that can be."""
        place = values["place_id"]
        if values["id"] in self.own or place in self.inside:
            return True
        if values["visibility"] is ActorVisibility.PARTNERS:
            return place in self.near
        return values["visibility"] is ActorVisibility.PUBLIC

    def visible(self, table: str, ids: frozenset[str]) -> Mapping[str, str]:
        """Return the name of each of these records that the viewer may see, by id."""
        rows = self.seen[table]
        name = rows.c.title if "title" in rows.c else rows.c.name if "name" in rows.c else rows.c.id
        found = self.seen.execute(sa.select(rows.c.id, name.label("name")).where(rows.c.id.in_(sorted(ids))))
        return {row.id: row.name for row in found}


def _belongs(file: PackageFile, value_of: Field, places: frozenset[str], home: Callable[[str], Ids]) -> Condition:
    if file.name == "places":
        own: Condition = value_of("id").in_(places)
        return own
    parts: list[Condition] = []
    for column, target in file.references.items():
        if target == "places":
            parts.append(value_of(column).in_(places))
        elif column in DECIDING:
            parts.append(value_of(column).in_(home(target)))
    return sa.or_(*parts)


DECIDING = frozenset(
    {
        "actor_id",
        "actor_a",
        "actor_b",
        "grantor_id",
        "recipient_id",
        "forum_id",
        "agreement_id",
        "activity_id",
        "need_id",
    }
)
"""The columns whose records decide in which places a record lies, beside its own place."""


@contextmanager
def looking_back(engine: Engine, viewer: Viewer) -> Iterator[Past]:
    """Give the history as a viewer may see it, in one unchanging state."""
    with reading(engine) as connection:
        yield past_of(connection, viewer)


def past_of(connection: Connection, viewer: Viewer) -> Past:
    """Return the history as a viewer may see it over an open connection."""
    seen = Seen(connection, access_of(connection, viewer))
    if viewer.is_admin:
        return Past(connection, seen, None)
    edited = edited_places(connection, viewer)
    held = frozenset(HeldRole(Role.EDITOR, role.place_id) for role in viewer.roles if role.place_id)
    inside = edited_places(connection, replace(viewer, roles=held))
    own = frozenset(role.actor_id for role in viewer.roles if role.actor_id)
    homes = sa.select(TABLES["actors"].c.place_id).where(TABLES["actors"].c.id.in_(own))
    near = inside | frozenset(filter(None, connection.execute(homes).scalars()))
    return Past(connection, seen, edited, inside, own, near)


def touched_files(connection: Connection, change_sets: Collection[int]) -> list[PackageFile]:
    """Return the files of which these change sets created, changed or deleted records, in the order of the package."""
    kept = sa.or_(HISTORY.c.change_set_id.in_(change_sets), HISTORY.c.created_in.in_(change_sets))
    parts: list[sa.Select[Any]] = [sa.select(HISTORY.c.table_name).where(kept)]
    for file in PACKAGE_FILES:
        came = sa.exists().where(TABLES[file.name].c.created_in.in_(change_sets))
        parts.append(sa.select(sa.literal(file.name)).where(came))
    touched = set(connection.execute(sa.union(*parts)).scalars())
    return [file for file in PACKAGE_FILES if file.name in touched]
