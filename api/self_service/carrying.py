"""What an actor has said or been asked without an account, when two actors are made one and when that is undone."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection

from models.package_files import FILES
from models.tables import TABLES

LINKS, REGISTRATIONS, CONFIRMATIONS, DEEDS = (
    TABLES[name] for name in ("answer_links", "registrations", "confirmations", "change_sets")
)

AT_ONCE = 500
"""So many ids stand in one question to the database."""

CARRIED = frozenset({"answer_links", "registrations", "confirmations"})
"""The tables whose rows go along."""


def count_living_links(connection: Connection, actor_id: str, moment: datetime) -> int:
    """Return how many links of an actor let somebody in."""
    living = (LINKS.c.actor_id == actor_id, LINKS.c.revoked_at.is_(None), LINKS.c.expires_at > moment)
    return connection.execute(sa.select(sa.func.count()).select_from(LINKS).where(*living)).scalar_one()


def carry_answers(connection: Connection, kept: str, dropped: str, moment: datetime) -> dict[str, Any]:
    """Let what a dropped actor was asked, said and told of by its own links be the kept one's.

    Its links lead nowhere from the moment on: whoever has one was let in to the dropped actor, and nobody has said
    that they may speak for the kept one. What was told by them is what the kept one says, so that it does not confirm
    itself as the other side. Where both have confirmed the same, the later moment counts.

    Returns:
        What was done, ready to be kept as JSON: `carry_answers_back` needs it.
    """
    revoked = _ids(connection, LINKS, sa.and_(LINKS.c.actor_id == dropped, LINKS.c.revoked_at.is_(None)))
    _set(connection, LINKS, revoked, {"revoked_at": moment})
    told: dict[str, Any] = {"revoked": revoked}
    for table in (LINKS, REGISTRATIONS, DEEDS):
        told[table.name] = _ids(connection, table, table.c.actor_id == dropped)
        _set(connection, table, told[table.name], {"actor_id": kept})
    told["confirmations"] = list(_carry_confirmations(connection, kept, dropped))
    return told


def carry_answers_back(connection: Connection, told: Mapping[str, Any], kept: str, dropped: str) -> None:
    """Let what went along come back. What the kept actor has confirmed anew meanwhile stays confirmed."""
    for table in (LINKS, REGISTRATIONS, DEEDS):
        _set(connection, table, told.get(table.name, []), {"actor_id": dropped}, table.c.actor_id == kept)
    _set(connection, LINKS, told.get("revoked", []), {"revoked_at": None})
    for moved in told.get("confirmations", ()):
        _carry_confirmation_back(connection, moved)


def forget_answers(connection: Connection, actor_id: str) -> None:
    """Erase what stands beside the register of an actor that is erased for real, while its row is still there.

    Its links and what it confirmed go with its row. Who said that it did something goes from the history.
    """
    connection.execute(sa.delete(REGISTRATIONS).where(REGISTRATIONS.c.actor_id == actor_id))
    connection.execute(sa.update(DEEDS).where(DEEDS.c.actor_id == actor_id).values(actor_id=None))


def _ids(connection: Connection, table: sa.Table, condition: sa.ColumnElement[bool]) -> list[Any]:
    return list(connection.execute(sa.select(table.c.id).where(condition).order_by(table.c.id)).scalars())


def _set(
    connection: Connection,
    table: sa.Table,
    ids: Sequence[Any],
    values: Mapping[str, Any],
    still: sa.ColumnElement[bool] | None = None,
) -> None:
    """Write values into rows, as far as something still holds of them."""
    for first in range(0, len(ids), AT_ONCE):
        some = table.c.id.in_(ids[first : first + AT_ONCE])
        wanted = some if still is None else sa.and_(some, still)
        connection.execute(sa.update(table).where(wanted).values(**values))


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
