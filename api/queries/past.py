"""The register's history as one viewer may see it.

The history of a record that exists is shown to whoever may see the record now. What was deleted is shown to those who
edit the place that it lay in, and to administrators; not where it told of something that the viewer may not see.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, TypeAlias

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.access.openness import access_of, partner_places
from api.access.roles import edited_places
from api.access.seen import Seen
from api.access.unseen import not_among
from api.access.viewer import Viewer
from api.database import reading
from api.queries.keys import HISTORY, Condition, exists_in, keeps, kept_field
from models.package_files import FILES, PACKAGE_FILES, PackageFile
from models.records import Record
from models.tables import TABLES
from models.vocabulary import ActorVisibility

Field: TypeAlias = Callable[[str], sa.ColumnElement[Any]]
"""Gives the value of a field by its name, in a row of a table or in one of the history."""

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


@dataclass(frozen=True)
class Past:
    """What a viewer may see of the past.

    Attributes:
        connection: sees one unchanging state.
        seen: the register of now as the viewer may see it.
        edited: the places that the viewer edits, where nothing was hidden, and what was deleted is shown; None
            stands for all.
        partners: the places where the viewer is a partner: is told who did something, and sees what partners may.
        own: the actors that the viewer speaks for.
    """

    connection: Connection
    seen: Seen
    edited: frozenset[str] | None
    partners: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    _unseen: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    _shown: dict[str, Condition] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is hidden."""
        return self.edited is None

    @cached_property
    def kept_files(self) -> Mapping[str, bool]:
        """The names of the files of which the history keeps something, and whether any record of theirs was deleted."""
        deleted = sa.func.max(sa.case((HISTORY.c.deleted, 1), else_=0))
        kept = self.connection.execute(sa.select(HISTORY.c.table_name, deleted).group_by(HISTORY.c.table_name)).all()
        return {row[0]: bool(row[1]) for row in kept}

    def shown(self, file: PackageFile) -> Condition:
        """Return that a row of the history is about a record of `file` whose history may be seen."""
        if file.name not in self._shown:
            own = HISTORY.c.table_name == file.name
            rows = self.seen[file.name]
            existing = exists_in(rows, keeps(file, rows))
            shown = sa.or_(existing, self._gone_and_shown(file)) if self.edited else existing
            self._shown[file.name] = own if self.is_whole else sa.and_(own, shown)
        return self._shown[file.name]

    def gone(self, file: PackageFile, places: frozenset[str]) -> Condition:
        """Return that a row of the history is about a deleted record that lay in one of these places."""
        if not self.kept_files.get(file.name):
            return sa.false()
        last = _another("history", f"last_of_{file.name}")
        lay_there = self._belongs(file, lambda name: kept_field(name, last), places, once=True)
        same = (last.c.table_name == file.name, last.c.record_key == HISTORY.c.record_key, last.c.deleted)
        return sa.and_(HISTORY.c.table_name == file.name, is_gone(file), exists_in(last, *same, lay_there))

    def lies_in(self, file: PackageFile, rows: sa.FromClause, places: frozenset[str]) -> Condition:
        """Return that a row of a table lies in one of these places, by itself or by those who take part in it."""
        return self._belongs(file, lambda name: rows.c[name], places, once=False)

    def hides(self, table: str, record_id: str) -> bool:
        """Tell whether a record may not be seen, or could not be when it was deleted."""
        return record_id in self._unseen_ids(table)

    def shows_state(self, file: PackageFile, state: Record) -> bool:
        """Tell whether a viewer may see what a record said once, when it may have lain elsewhere or been hidden."""
        return self.is_whole or self._shows(file.name, vars(state))

    def shows_actor(self, values: Mapping[str, Any]) -> bool:
        """Tell whether an actor that said this of itself could be seen in a place that can be."""
        place, visibility = values["place_id"], values["visibility"]
        if self.edited is None or values["id"] in self.own or place in self.edited:
            return True
        return bool(visibility == ActorVisibility.PUBLIC) or (
            visibility == ActorVisibility.PARTNERS and place in self.partners
        )

    def visible(self, table: str, ids: frozenset[str]) -> Mapping[str, str]:
        """Return the name of each of these records that the viewer may see, by id."""
        rows = self.seen[table]
        name = rows.c.title if "title" in rows.c else rows.c.name if "name" in rows.c else rows.c.id
        found = self.seen.execute(sa.select(rows.c.id, name.label("name")).where(rows.c.id.in_(sorted(ids))))
        return {row.id: row.name for row in found}

    def once_called(self, table: str, ids: frozenset[str]) -> Mapping[str, str]:
        """Return what each of these records that is no more, and may be seen, was called last, by id."""
        file = FILES[table]
        name = next((column for column in ("name", "title") if column in file.columns), None)
        if name is None or not ids:
            return {}
        keys = [orjson.dumps([record_id]).decode() for record_id in sorted(ids)]
        deleted = (HISTORY.c.record_key.in_(keys), HISTORY.c.deleted, is_gone(file), self.shown(file))
        query = sa.select(kept_field("id"), kept_field(name)).where(*deleted).order_by(HISTORY.c.id)
        return dict(self.connection.execute(query).all())

    def _shows(self, table: str, values: Mapping[str, Any]) -> bool:
        access = self.seen.access
        place = values.get("id") if table == "places" else values.get("place_id")
        if place is not None and not (access.sees_needs(place) if table == "needs" else access.sees_place(place)):
            return False
        return table != "actors" or self.shows_actor(values)

    def _gone_and_shown(self, file: PackageFile) -> Condition:
        """Return that a row is about a deleted record of an edited place, which told of nothing that is unseen."""
        if not self.kept_files.get(file.name):
            return sa.false()
        told = {column: target for column, target in file.references.items() if column in DECIDING}
        told |= {"id": file.name} if file.key == ("id",) else {}
        named = (not_among(self.connection, kept_field(column), self._unseen_ids(told[column])) for column in told)
        return sa.and_(self.gone(file, self.edited or frozenset()), *named)

    def _unseen_ids(self, table: str) -> frozenset[str]:
        """Return the ids of what may not be seen of a table, and of what could not when it was deleted."""
        if self.is_whole:
            return frozenset()
        if table not in self._unseen and not self.kept_files.get(table):
            self._unseen[table] = self.seen.unseen.get(table, frozenset())
        elif table not in self._unseen:
            fields = [name for name in ("id", "place_id", "visibility") if name in FILES[table].columns]
            kept = sa.select(*map(kept_field, fields)).where(
                HISTORY.c.table_name == table, HISTORY.c.deleted, is_gone(FILES[table])
            )
            rows = self.connection.execute(kept.order_by(HISTORY.c.id))
            last = {row[0]: dict(zip(fields, row, strict=True)) for row in rows}
            gone = (record_id for record_id, values in last.items() if not self._shows(table, values))
            self._unseen[table] = frozenset(gone) | self.seen.unseen.get(table, frozenset())
        return self._unseen[table]

    def _belongs(self, file: PackageFile, value_of: Field, places: frozenset[str], *, once: bool) -> Condition:
        """Return that a record lies in one of these places; `once`: by those who are no more, too."""

        def among(column: sa.ColumnElement[Any]) -> Condition:
            return sa.not_(not_among(self.connection, column, places))

        if file.name == "places":
            return among(value_of("id"))
        parts: list[Condition] = []
        for column, target in file.references.items():
            if target == "places":
                parts.append(among(value_of(column)))
            elif column in DECIDING:
                home = _another(target, f"home_of_{column}")
                parts.append(exists_in(home, home.c.id == value_of(column), among(home.c.place_id)))
            if column in DECIDING and once:
                gone = _another("history", f"last_home_of_{column}")
                key = sa.literal('["') + value_of(column) + sa.literal('"]')
                same = (gone.c.table_name == target, gone.c.record_key == key, gone.c.deleted)
                parts.append(exists_in(gone, *same, among(kept_field("place_id", gone))))
        return sa.or_(sa.false(), *parts)


@cache
def _another(table: str, name: str) -> sa.FromClause:
    """Return a table under a name of its own, to be compared with itself."""
    return TABLES[table].alias(name)


def is_gone(file: PackageFile) -> Condition:
    """Return that a row of the history is about a record that is no more."""
    table = TABLES[file.name]
    return sa.not_(exists_in(table, keeps(file, table)))


@contextmanager
def looking_back(engine: Engine, viewer: Viewer) -> Iterator[Past]:
    """Give the history as a viewer may see it, in one unchanging state."""
    with reading(engine) as connection:
        yield past_of(connection, viewer)


def past_of(connection: Connection, viewer: Viewer) -> Past:
    """Return the history as a viewer may see it over an open connection.

    Something may have been hidden where nothing is now, so that the roles count and not what they give access to.
    """
    seen = Seen(connection, access_of(connection, viewer))
    if viewer.is_admin:
        return Past(connection, seen, None)
    partners = partner_places(connection, viewer)
    return Past(connection, seen, edited_places(connection, viewer), partners, viewer.speaks_for)


def touched_files(connection: Connection, change_sets: Collection[int]) -> list[PackageFile]:
    """Return the files of which these change sets created, changed or deleted records, in the order of the package."""
    kept = sa.or_(HISTORY.c.change_set_id.in_(change_sets), HISTORY.c.created_in.in_(change_sets))
    parts: list[sa.Select[Any]] = [sa.select(HISTORY.c.table_name).where(kept)]
    for file in PACKAGE_FILES:
        came = sa.exists().where(TABLES[file.name].c.created_in.in_(change_sets))
        parts.append(sa.select(sa.literal(file.name)).where(came))
    touched = set(connection.execute(sa.union(*parts)).scalars())
    return [file for file in PACKAGE_FILES if file.name in touched]
