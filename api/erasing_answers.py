"""Where an e-mail address stands in what actors say without an account: registrations, links and greetings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.roles import edited_places
from api.access.viewer import Viewer
from api.erasure_scan import Wording
from models.tables import TABLES

_REGISTRATIONS, _LINKS = TABLES["registrations"], TABLES["answer_links"]


@dataclass(frozen=True)
class AnswerText:
    """A row of what actors said that holds an address, and what it says without it."""

    table: sa.Table
    key: str
    without: Mapping[str, Any]

    def erase(self, connection: Connection, _wording: Wording) -> None:
        """Overwrite it."""
        connection.execute(sa.update(self.table).where(self.table.c.id == self.key).values(**self.without))


def answers_with(connection: Connection, viewer: Viewer, wording: Wording) -> Iterator[AnswerText]:
    """Yield what holds an address at places where the viewer decides."""
    said, answer = _REGISTRATIONS.c.said, _REGISTRATIONS.c.answer
    may_hold = sa.or_(wording.may_stand_in(said), wording.may_stand_in(answer))
    for row in connection.execute(_own(connection, viewer, _REGISTRATIONS).where(may_hold)):
        without = {"said": _said_without(row.said, wording), "answer": _without(row.answer, wording)}
        if without != {"said": row.said, "answer": row.answer}:
            yield AnswerText(_REGISTRATIONS, row.id, without)
    columns = (_LINKS.c.sent_to, _LINKS.c.greeting, _LINKS.c.failure)
    for row in connection.execute(_own(connection, viewer, _LINKS).where(sa.or_(*map(wording.may_stand_in, columns)))):
        before = {column.name: getattr(row, column.name) for column in columns}
        without = {name: _without(text, wording) for name, text in before.items()}
        if without != before:
            # An address alone is no text that makes sense without it.
            sent_to = None if without["sent_to"] != before["sent_to"] else before["sent_to"]
            yield AnswerText(_LINKS, row.id, {**without, "sent_to": sent_to})


def _own(connection: Connection, viewer: Viewer, table: sa.Table) -> sa.Select[Any]:
    """Return the rows of places where the viewer decides."""
    rows = sa.select(table).order_by(table.c.id)
    return rows if viewer.is_admin else rows.where(table.c.place_id.in_(sorted(edited_places(connection, viewer))))


def _said_without(said: Mapping[str, list[str]], wording: Wording) -> dict[str, list[str]]:
    """Return what was filled in without the address; a field for addresses becomes blank."""
    kept = {
        name: [text for text in texts if name != "email" or not wording.stands_in(text)] for name, texts in said.items()
    }
    return {name: [wording.without(text) for text in texts] for name, texts in kept.items()}


def _without(text: str | None, wording: Wording) -> str | None:
    return wording.without(text) if text else text
