"""The register as one viewer may see it: every query of records starts here.

What a viewer may not see does not exist: it is in no list, count, map or analysis, and nothing refers to it.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.openness import EVERYTHING, Access, Places
from models.tables import TABLES
from models.vocabulary import ActorVisibility

Condition = sa.ColumnElement[bool]

GROUPS = (
    ("forums", "forum_members", "forum_id"),
    ("agreements", "agreement_parties", "agreement_id"),
    ("activities", "activity_actors", "activity_id"),
    ("needs", "need_sightings", "need_id"),
)
"""What actors take part in, the table that says who does, and the column that says in what."""


class Seen:
    """The tables of the register as a viewer may see them.

    Args:
        connection: sees one unchanging state of the register.
        access: what the viewer may see.
        revision: how often the register had been written, which with the access tells one view from another.
    """

    def __init__(self, connection: Connection, access: Access = EVERYTHING, revision: int = 0) -> None:
        self._connection = connection
        self.access = access
        self.revision = revision
        self._made: dict[str, sa.FromClause] = {}

    def __getitem__(self, name: str) -> sa.FromClause:
        """Return a table with the rows that may be seen."""
        if self.access.everything:
            return TABLES[name]
        if name not in self._made:
            table = TABLES[name]
            columns = (self._column(name, column) for column in table.c)
            self._made[name] = sa.select(*columns).where(self._rows(name)).subquery(name)
        return self._made[name]

    def execute(self, statement: sa.Select[Any] | sa.CompoundSelect[Any]) -> sa.CursorResult[*tuple[Any, ...]]:
        """Run a query over tables of this view."""
        return self._connection.execute(statement)

    def _column(self, name: str, column: sa.Column[Any]) -> sa.ColumnElement[Any]:
        """Return a column that refers to nothing that may not be seen."""
        whole = {("actors", "parent_id"): "actors", ("places", "parent_id"): "places"}.get((name, column.name))
        if whole is None:
            return column
        return sa.case((column.in_(self._visible(whole)), column), else_=None).label(str(column.name))

    def _rows(self, name: str) -> Condition:
        return self._conditions[name]()

    @cached_property
    def _conditions(self) -> Mapping[str, Callable[[], Condition]]:
        links = {links: lambda g=group, t=links, k=key: self._link(t, k, g) for group, links, key in GROUPS}
        return {
            "places": lambda: self._in(TABLES["places"].c.id, self.access.places),
            "actors": self._actors,
            "ties": lambda: sa.and_(self._placed("ties"), self._both("ties", "actor_a", "actor_b")),
            "mandates": lambda: sa.and_(self._placed("mandates"), self._both("mandates", "actor_id")),
            "grants": lambda: self._both("grants", "grantor_id", "recipient_id"),
            "completeness": lambda: self._both("completeness", "actor_id"),
            "inventories": lambda: self._in(TABLES["inventories"].c.place_id, self.access.places),
            "forums": lambda: self._group("forums", "forum_members", "forum_id", self.access.places),
            "agreements": lambda: self._group("agreements", "agreement_parties", "agreement_id", self.access.places),
            "activities": lambda: self._group("activities", "activity_actors", "activity_id", self.access.places),
            "needs": lambda: self._group("needs", "need_sightings", "need_id", self.access.needs),
            **links,
            "actor_federations": lambda: self._both("actor_federations", "actor_id", "federation_id"),
            "need_addressees": lambda: self._link("need_addressees", "need_id", "needs"),
            "activity_counteractions": self._counteractions,
            "collection_places": lambda: self._in(TABLES["collection_places"].c.place_id, self.access.places),
            "collections": self._collections,
        }

    def _actors(self) -> Condition:
        actor, access = TABLES["actors"].c, self.access
        shown = sa.or_(
            actor.visibility == ActorVisibility.PUBLIC,
            sa.and_(actor.visibility == ActorVisibility.PARTNERS, self._in(actor.place_id, access.partners)),
            self._in(actor.place_id, access.inside),
            actor.id.in_(access.own),
        )
        return sa.and_(self._placed("actors"), shown)

    def _placed(self, name: str) -> Condition:
        """Return that a record lies in a visible place, or in none."""
        place = TABLES[name].c.place_id
        return sa.or_(place.is_(None), self._in(place, self.access.places))

    def _both(self, name: str, *ends: str) -> Condition:
        """Return that every actor which a row names may be seen."""
        return sa.and_(*(TABLES[name].c[end].in_(self._visible("actors")) for end in ends))

    def _group(self, name: str, links: str, key: str, places: Places) -> Condition:
        """Return that a record lies in a visible place, or in none and a visible actor there takes part in it."""
        record, link, actor = TABLES[name].c, TABLES[links].c, TABLES["actors"].c
        somewhere = sa.and_(self._actors(), sa.or_(actor.place_id.is_(None), self._in(actor.place_id, places)))
        shared = sa.select(link[key]).where(link.actor_id.in_(sa.select(actor.id).where(somewhere)))
        return sa.or_(self._in(record.place_id, places), sa.and_(record.place_id.is_(None), record.id.in_(shared)))

    def _link(self, name: str, key: str, group: str) -> Condition:
        return sa.and_(TABLES[name].c[key].in_(self._visible(group)), self._both(name, "actor_id"))

    def _counteractions(self) -> Condition:
        link = TABLES["activity_counteractions"].c
        return sa.and_(
            link.activity_id.in_(self._visible("activities")), link.counteracted_id.in_(self._visible("activities"))
        )

    def _collections(self) -> Condition:
        described = TABLES["collection_places"].c
        of_visible = sa.select(described.collection_id).where(self._in(described.place_id, self.access.places))
        return TABLES["collections"].c.id.in_(of_visible)

    def _visible(self, name: str) -> sa.Select[Any]:
        # An alias of its own, so that the condition can stand inside one on the same table.
        table = TABLES[name]
        return sa.select(table.c.id).where(self._rows(name)).correlate(None)

    def _in(self, column: sa.ColumnElement[Any], ids: Places) -> Condition:
        return sa.true() if ids is None else column.in_(ids)
