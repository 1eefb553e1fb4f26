"""Where an e-mail address stands beside the records: in registrations, links, rounds, and lists not yet read in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.roles import edited_places
from api.access.viewer import Viewer
from api.erasure_scan import Wording
from models.tables import TABLES

TEXTS: Mapping[str, tuple[str, ...]] = {
    "registrations": ("said", "answer"),
    "answer_links": ("sent_to", "greeting", "failure"),
    "survey_rounds": ("title", "message"),
    "list_drafts": ("name", "content"),
}
"""The columns of tables with places that hold what somebody wrote."""


@dataclass(frozen=True)
class AnswerText:
    """A row that holds an address, and what it says without it."""

    table: sa.Table
    key: str
    without: Mapping[str, Any]

    def erase(self, connection: Connection, _wording: Wording) -> None:
        """Overwrite it."""
        connection.execute(sa.update(self.table).where(self.table.c.id == self.key).values(**self.without))


def answers_with(connection: Connection, viewer: Viewer, wording: Wording) -> Iterator[AnswerText]:
    """Yield what holds an address at places where the viewer decides."""
    for name, columns in TEXTS.items():
        table = TABLES[name]
        may_hold = sa.or_(*(wording.may_stand_in(table.c[column]) for column in columns))
        for row in connection.execute(_own(connection, viewer, table).where(may_hold)).mappings():
            without = {column: _erased(table, column, row[column], wording) for column in columns}
            if any(without[column] != row[column] for column in columns):
                yield AnswerText(table, row["id"], without)


def _own(connection: Connection, viewer: Viewer, table: sa.Table) -> sa.Select[Any]:
    """Return the rows of places where the viewer decides."""
    rows = sa.select(table).order_by(table.c.id)
    return rows if viewer.is_admin else rows.where(table.c.place_id.in_(sorted(edited_places(connection, viewer))))


def _erased(table: sa.Table, column: str, value: Any, wording: Wording) -> Any:
    """Return what a column holds without the address."""
    other = _OTHERWISE.get((table.name, column))
    if other:
        return other(value, wording)
    return wording.without(value) if value else value


def _said_without(said: Mapping[str, list[str]], wording: Wording) -> dict[str, list[str]]:
    """Return what was filled in without the address; a field for addresses becomes blank."""
    kept = {
        name: [text for text in texts if name != "email" or not wording.stands_in(text)] for name, texts in said.items()
    }
    return {name: [wording.without(text) for text in texts] for name, texts in kept.items()}


def _list_without(content: Mapping[str, Any], wording: Wording) -> Mapping[str, Any]:
    """Return a list without the address, as a version later if it held it: whoever has it open may not put it back."""
    without: Mapping[str, Any] = _deeply_without(content, wording)
    return without if without == content else {**without, "version": content["version"] + 1}


def _deeply_without(value: Any, wording: Wording) -> Any:
    """Return JSON without the address; a text that is nothing else becomes blank, and stays a cell that can be read."""
    if isinstance(value, dict):
        return {key: _deeply_without(inner, wording) for key, inner in value.items()}
    if isinstance(value, list):
        return [_deeply_without(inner, wording) for inner in value]
    if not isinstance(value, str):
        return value
    return "" if wording.is_all_of(value) else wording.without(value)


def _address_without(address: str | None, wording: Wording) -> str | None:
    """Return an address that is another one: it alone is no text that makes sense without it."""
    return None if address and wording.stands_in(address) else address


_OTHERWISE: Mapping[tuple[str, str], Callable[[Any, Wording], Any]] = {
    ("registrations", "said"): _said_without,
    ("answer_links", "sent_to"): _address_without,
    ("list_drafts", "content"): _list_without,
}
"""The columns that hold more than one text, or no text that could do without the address."""
