"""What a record said before, and who has stored something of it since."""

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from api.queries.keys import key_text
from api.storing import record_from
from models.package_files import PackageFile
from models.records import Record
from models.tables import TABLES

_KEPT, _DEEDS = TABLES["history"].c, TABLES["change_sets"].c


class Step(NamedTuple):
    """A change set, and the account that made it; None at the command line."""

    change_set: int
    account_id: str | None


def state_at(connection: Connection, file: PackageFile, record_id: str, version: int) -> Record | None:
    """Return a record as it was in an earlier version; None when the history does not hold it."""
    return state_with_key(connection, file, key_text((record_id,)), version)


def state_with_key(connection: Connection, file: PackageFile, key: str, version: int) -> Record | None:
    """Return a record as it was in an earlier version, by its key as the history writes it."""
    same = (_KEPT.table_name == file.name, _KEPT.record_key == key)
    asked = sa.select(_KEPT.before).where(*same, _KEPT.version == version)
    found = connection.execute(asked.order_by(_KEPT.id.desc())).scalar()
    return record_from(file, found) if found else None


def state_deleted(connection: Connection, file: PackageFile, record_id: str, change_set: int) -> Record | None:
    """Return a record that a change set deleted, as it was; None when it deleted no such record."""
    asked = sa.select(_KEPT.before).where(*_of(file, record_id), _KEPT.change_set_id == change_set, _KEPT.deleted)
    found = connection.execute(asked).scalar()
    return record_from(file, found) if found else None


def author_and_kind(connection: Connection, change_set: int) -> tuple[str | None, str]:
    """Return the account that made a change set, and of what kind it is; nobody and '' when there is none."""
    found = connection.execute(sa.select(_DEEDS.account_id, _DEEDS.kind).where(_DEEDS.id == change_set)).first()
    return (found.account_id, found.kind) if found else (None, "")


def steps_since(
    connection: Connection, file: PackageFile, record_id: str, version: int, links: PackageFile | None
) -> list[Step]:
    """Return the change sets that made a record what it is now of what it was in a version, the latest first.

    Args:
        links: the file of the rows about those who take part in it; the latest change of these counts too.
    """
    replaced = sa.select(_KEPT.change_set_id).where(*_of(file, record_id), _KEPT.version >= version)
    ids = set(connection.execute(replaced).scalars())
    if links is not None:
        ids |= set(connection.execute(_latest_of_links(links, record_id)).scalars()) - {None}
    asked = sa.select(_DEEDS.id, _DEEDS.account_id).where(_DEEDS.id.in_(ids)).order_by(_DEEDS.id.desc())
    return [Step(*row) for row in connection.execute(asked)]


def _latest_of_links(links: PackageFile, owner: str) -> sa.Select[tuple[int | None]]:
    table = TABLES[links.name]
    stored = sa.select(sa.func.max(table.c.changed_in).label("latest")).where(table.c[links.key[0]] == owner)
    # The key of a link begins with what it is about.
    begins = key_text((owner,)).removesuffix("]") + ","
    gone = sa.select(sa.func.max(_KEPT.change_set_id)).where(
        _KEPT.table_name == links.name, _KEPT.record_key.startswith(begins, autoescape=True)
    )
    both = sa.union_all(stored, gone).subquery()
    return sa.select(sa.func.max(both.c.latest))


def _of(file: PackageFile, record_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return _KEPT.table_name == file.name, _KEPT.record_key == key_text((record_id,))
