"""The register as one viewer may see it: every query of records starts here.

What a viewer may not see does not exist: it is in no list, count, map or analysis, and nothing refers to it.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.openness import EVERYTHING, Access
from api.access.unseen import NAMING, Unseen, find_unseen, not_among
from models.tables import TABLES

Condition = sa.ColumnElement[bool]


class Seen:
    """The tables of the register as a viewer may see them.

    Args:
        connection: sees one unchanging state of the register.
        access: what the viewer may see.
        revision: how often the register had been written, which with the access tells one view from another.
        unseen: the ids of what the viewer may not see, by table, where they are known from an earlier look.
        tables: what was made of the tables in that look, to be shared by all who see the same.
    """

    def __init__(
        self,
        connection: Connection,
        access: Access = EVERYTHING,
        revision: int = 0,
        unseen: Unseen | None = None,
        tables: dict[str, sa.FromClause] | None = None,
    ) -> None:
        self._connection = connection
        self.access = access
        self.revision = revision
        self._made = {} if tables is None else tables
        self._unseen = unseen

    def __getitem__(self, name: str) -> sa.FromClause:
        """Return a table with the rows that may be seen."""
        if self.access.everything:
            return TABLES[name]
        if name not in self._made:
            table = TABLES[name]
            columns = (self._column(name, column) for column in table.c)
            made = sa.select(*columns).where(self._rows(name)).subquery(name)
            made.c  # noqa: B018 - the columns are made here, by one thread, before others see the table.
            # Another thread may have been faster. A query that used both would multiply their rows.
            return self._made.setdefault(name, made)
        return self._made[name]

    def execute(self, statement: sa.Select[Any] | sa.CompoundSelect[Any]) -> sa.CursorResult[*tuple[Any, ...]]:
        """Run a query over tables of this view."""
        return self._connection.execute(statement)

    @property
    def unseen(self) -> Unseen:
        """The ids of what the viewer may not see, by table."""
        if self._unseen is None:
            self._unseen = find_unseen(self._connection, self.access)
        return self._unseen

    def _column(self, name: str, column: sa.Column[Any]) -> sa.ColumnElement[Any]:
        """Return a column that refers to nothing that may not be seen."""
        whole = {("actors", "parent_id"): "actors", ("places", "parent_id"): "places"}.get((name, column.name))
        if whole is None or not self.unseen[whole]:
            return column
        return sa.case((self._is_seen(whole, column), column), else_=None).label(str(column.name))

    def _rows(self, name: str) -> Condition:
        """Return that a row may be seen: its record, and for a link or tie all that it names."""
        columns = TABLES[name].c
        named = [self._is_seen(whole, columns[column]) for column, whole in NAMING.get(name, {}).items()]
        return sa.and_(self._is_seen(name, columns.id) if name in self.unseen else sa.true(), *named)

    def _is_seen(self, name: str, column: sa.ColumnElement[Any]) -> Condition:
        return not_among(self._connection, column, self.unseen[name])
