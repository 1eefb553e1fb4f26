"""What an actor has said or been asked without an account, when two actors are made one and when that is undone."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection

from models.package_files import FILES
from models.tables import TABLES

LINKS, REGISTRATIONS, CONFIRMATIONS = (TABLES[name] for name in ("answer_links", "registrations", "confirmations"))

CARRIED = frozenset({"answer_links", "registrations", "confirmations"})
"""The tables whose rows go along."""


def carry_answers(connection: Connection, kept: str, dropped: str) -> dict[str, Any]:
    """Let the links, registrations and confirmations of a dropped actor be the kept one's.

    Where both have confirmed the same, the later moment counts.

    Returns:
        What was done, ready to be kept as JSON: `carry_answers_back` needs it.
    """
    told: dict[str, Any] = {
        table.name: _rename(connection, table, dropped, kept, None) for table in (LINKS, REGISTRATIONS)
    }
    told["confirmations"] = list(_carry_confirmations(connection, kept, dropped))
    return told


def carry_answers_back(connection: Connection, told: Mapping[str, Any], kept: str, dropped: str) -> None:
    """Let what went along come back. What the kept actor has confirmed anew meanwhile stays confirmed."""
    for table in (LINKS, REGISTRATIONS):
        _rename(connection, table, kept, dropped, told.get(table.name, []))
    for moved in told.get("confirmations", ()):
        _carry_confirmation_back(connection, moved)


def forget_answers(connection: Connection, actor_id: str) -> None:
    """Erase what stands beside the register of an actor that is erased for real, while its row is still there.

    Its links and what it confirmed go with its row. Who said that it did something goes from the history.
    """
    changes = TABLES["change_sets"]
    connection.execute(sa.delete(REGISTRATIONS).where(REGISTRATIONS.c.actor_id == actor_id))
    connection.execute(sa.update(changes).where(changes.c.actor_id == actor_id).values(actor_id=None))


def _rename(connection: Connection, table: sa.Table, old: str, new: str, only: list[str] | None) -> list[str]:
    """Let rows about one actor be about another, all of them or only some, and return their ids."""
    about = table.c.actor_id == old
    if only is not None:
        about = sa.and_(about, table.c.id.in_(only))
    found = list(connection.execute(sa.select(table.c.id).where(about).order_by(table.c.id)).scalars())
    connection.execute(sa.update(table).where(about).values(actor_id=new))
    return found


def _carry_confirmations(connection: Connection, kept: str, dropped: str) -> Iterator[dict[str, Any]]:
    """Move what the dropped actor confirmed, and what is confirmed of its own part in something, and yield it."""
    said = CONFIRMATIONS.c
    part = said.record_key.contains(f'"{dropped}"', autoescape=True)
    rows = connection.execute(sa.select(CONFIRMATIONS).where(sa.or_(said.actor_id == dropped, part))).all()
    for row in rows:
        old = (row.table_name, row.record_key, row.actor_id)
        new = (
            row.table_name,
            _key_after(row.table_name, row.record_key, kept, dropped),
            kept if row.actor_id == dropped else row.actor_id,
        )
        if new == old:
            continue
        before = connection.execute(sa.select(said.at).where(*_is(*new))).scalar()
        connection.execute(sa.delete(CONFIRMATIONS).where(*_is(*old)))
        _put(connection, new, max(before, row.at) if before else row.at)
        at = {"at": row.at.isoformat(), "before": before.isoformat() if before else None}
        yield {"old": list(old), "new": list(new), **at}


def _carry_confirmation_back(connection: Connection, moved: Mapping[str, Any]) -> None:
    at = datetime.fromisoformat(moved["at"])
    before = datetime.fromisoformat(moved["before"]) if moved["before"] else None
    current = connection.execute(sa.select(CONFIRMATIONS.c.at).where(*_is(*moved["new"]))).scalar()
    if current == (max(before, at) if before else at):
        _put(connection, moved["new"], before)
    actors = TABLES["actors"]
    if connection.execute(sa.select(actors.c.id).where(actors.c.id == moved["old"][2])).first():
        _put(connection, moved["old"], at)


def _put(connection: Connection, key: tuple[str, str, str] | list[str], at: datetime | None) -> None:
    """Write when a record was confirmed by an actor, or that it was not."""
    table_name, record_key, actor_id = key
    connection.execute(sa.delete(CONFIRMATIONS).where(*_is(table_name, record_key, actor_id)))
    if at is not None:
        row = {"table_name": table_name, "record_key": record_key, "actor_id": actor_id, "at": at}
        connection.execute(sa.insert(CONFIRMATIONS).values(row))


def _is(table_name: str, record_key: str, actor_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    said = CONFIRMATIONS.c
    return said.table_name == table_name, said.record_key == record_key, said.actor_id == actor_id


def _key_after(table_name: str, record_key: str, kept: str, dropped: str) -> str:
    """Return the key of a record in which the dropped actor's part has become the kept one's."""
    file = FILES[table_name]
    cells = orjson.loads(record_key)
    named = (
        kept if file.references.get(column) == "actors" and cell == dropped else cell
        for column, cell in zip(file.key, cells, strict=True)
    )
    return orjson.dumps(list(named)).decode()
