"""What must be known of the register to judge whether one record may come, change or go."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.seen import Seen
from api.access.viewer import author_named
from api.queries.records import LIST_COLUMNS
from api.queries.register import load_register, load_table
from graph.packages.references import references_of
from graph.register import Register
from models.package_files import FILES, PACKAGE_FILES, PackageFile
from models.records import Record
from models.tables import TABLES

Condition = sa.ColumnElement[bool]

ASKED_AT_ONCE = 10_000


def key_condition(file: PackageFile, key: Sequence[object]) -> Condition:
    """Return that a row has a key, given as the values of its columns; a start that is open is a value too."""
    columns = [TABLES[file.name].c[name] for name in file.key]
    return sa.and_(*(column == sa.literal(value, column.type) for column, value in zip(columns, key, strict=True)))


class Found(NamedTuple):
    """A stored record with its version and who made it, as `Viewer.author` names them; None where nobody knows."""

    record: Record
    version: int
    author: str | None


def find_stored(connection: Connection, file: PackageFile, key: Sequence[object]) -> Found | None:
    """Return a stored record; None when there is none."""
    table, condition = TABLES[file.name], key_condition(file, key)
    deeds = TABLES["change_sets"]
    made = sa.select(table.c.version, deeds.c.account_id, deeds.c.actor_id)
    made = made.join(deeds, deeds.c.id == table.c.created_in)
    stamps = connection.execute(made.where(condition)).first()
    if stamps is None:
        return None
    (record,) = load_table(Seen(connection), file.name, {file.name: condition})
    return Found(record, stamps.version, author_named(stamps.account_id, stamps.actor_id))


def author_of(connection: Connection, file: PackageFile, record: Record | None) -> str | None:
    """Return who made a stored record, as `Viewer.author` names them; None where nobody knows."""
    if record is None:
        return None
    table, deeds = TABLES[file.name], TABLES["change_sets"]
    made = sa.select(deeds.c.account_id, deeds.c.actor_id).join(table, deeds.c.id == table.c.created_in)
    row = connection.execute(made.where(key_condition(file, file.key_of(record)))).first()
    return author_named(*row) if row else None


def authors_of(connection: Connection, file: PackageFile, ids: Sequence[str]) -> Mapping[str, str]:
    """Return who made records, by id; those that came by import without an account are left out."""
    if not ids:
        return {}
    table, deeds = TABLES[file.name], TABLES["change_sets"]
    made = sa.select(table.c.id, deeds.c.account_id, deeds.c.actor_id).join(deeds, deeds.c.id == table.c.created_in)
    known = sa.or_(deeds.c.account_id.is_not(None), deeds.c.actor_id.is_not(None))
    found: dict[str, str] = {}
    for some in _parts(ids):
        for row in connection.execute(made.where(table.c.id.in_(some), known)):
            found[row.id] = author_named(row.account_id, row.actor_id) or ""
    return found


def homes_of(connection: Connection, file: PackageFile, records: Iterable[Record]) -> dict[str, dict[str, str | None]]:
    """Return where all that some records name lies, by table and id; a place lies in itself."""
    named: dict[str, set[str]] = {}
    for record in records:
        for _, target, reference in references_of(file, record):
            named.setdefault(target, set()).add(reference)
    found: dict[str, dict[str, str | None]] = {}
    for table, ids in named.items():
        rows = TABLES[table].c
        column = rows.place_id if "place_id" in rows else rows.id
        found[table] = {}
        for some in _parts(sorted(ids)):
            asked = sa.select(rows.id, column.label("home")).where(rows.id.in_(some))
            found[table] |= {row.id: row.home for row in connection.execute(asked)}
    return found


def home_of(connection: Connection, table: str, record_id: str) -> str | None:
    """Return the place in which a record lies; None where there is none."""
    rows = TABLES[table].c
    return connection.execute(sa.select(rows.place_id).where(rows.id == record_id)).scalar()


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield as many ids at a time as a statement may hold."""
    return (ids[start : start + ASKED_AT_ONCE] for start in range(0, len(ids), ASKED_AT_ONCE))


def load_surroundings(connection: Connection, file: PackageFile, records: Iterable[Record]) -> Register:
    """Return the records that `records` of one file have the key of, name, or are judged together with.

    Places are few and come as a whole. Actors come with the chain of wholes above them, and agreements with all
    their parties, since a partnership needs parties of two kinds.
    """
    given = list(records)
    named: dict[str, set[str]] = {other.name: set() for other in PACKAGE_FILES}
    for record in given:
        for _, target, reference in references_of(file, record):
            named[target].add(reference)
        if file.key == ("id",):
            named[file.name].add(vars(record)["id"])
    parties = TABLES["agreement_parties"]
    by_party = sa.select(parties.c.agreement_id).where(parties.c.actor_id.in_(named["actors"]))
    agreed = sa.or_(parties.c.agreement_id.in_(named["agreements"]), parties.c.agreement_id.in_(by_party))
    keep: dict[str, Condition] = {
        name: _with_ids(name, ids) for name, ids in named.items() if FILES[name].key == ("id",)
    }
    keep |= {other.name: sa.false() for other in PACKAGE_FILES if other.name not in keep}
    keep["places"] = sa.true()
    if file.name in ("actors", "agreements", "agreement_parties"):
        keep["agreement_parties"] = agreed
        of_agreed = sa.select(parties.c.agreement_id).where(agreed)
        keep["agreements"] = sa.or_(keep["agreements"], TABLES["agreements"].c.id.in_(of_agreed))
        named_there = sa.select(parties.c.actor_id).where(agreed)
        keep["actors"] = sa.or_(_with_wholes(named["actors"]), TABLES["actors"].c.id.in_(named_there))
    if file.key != ("id",):
        keys = [key_condition(file, file.key_of(record)) for record in given]
        keep[file.name] = sa.or_(keep[file.name], *keys)
    return load_register(Seen(connection), keep)


def _with_ids(name: str, ids: set[str]) -> Condition:
    return sa.false() if not ids else TABLES[name].c.id.in_(sorted(ids))


def _with_wholes(ids: Iterable[str]) -> Condition:
    """Return the actors with these ids, and the chain of wholes that each is part of."""
    actors = TABLES["actors"]
    start = sa.select(actors.c.id, actors.c.parent_id).where(actors.c.id.in_(sorted(ids)))
    tree = start.cte("wholes", recursive=True)
    tree = tree.union(sa.select(actors.c.id, actors.c.parent_id).where(actors.c.id == tree.c.parent_id))
    return actors.c.id.in_(sa.select(tree.c.id))


def links_of(connection: Connection, file: PackageFile, record_id: str) -> Mapping[str, tuple[Record, ...]]:
    """Return the rows that say who takes part in a record, or in what: they mean nothing without it."""
    found = {}
    for other in PACKAGE_FILES:
        columns = [column for column in other.key if other.references.get(column) == file.name]
        if columns and other.key != ("id",):
            condition = sa.or_(*(TABLES[other.name].c[column] == record_id for column in columns))
            found[other.name] = load_table(Seen(connection), other.name, {other.name: condition})
    return {name: rows for name, rows in found.items() if rows}


def listing(connection: Connection, file: PackageFile, record_id: str) -> Mapping[str, tuple[Record, ...]]:
    """Return the records that have a record in one of their lists of ids, by file."""
    found: dict[str, tuple[Record, ...]] = {}
    for name, (field, place) in LIST_COLUMNS.items():
        if FILES[name].references[field] == file.name:
            links = TABLES[place.table]
            owners = sa.select(links.c[place.owner]).where(links.c[place.item] == record_id)
            found[name] = load_table(Seen(connection), name, {name: TABLES[name].c.id.in_(owners)})
    return {name: rows for name, rows in found.items() if rows}


def count_mentions(seen: Seen, file: PackageFile, record_id: str) -> dict[str, int]:
    """Return how many records of each file name a record in a column of their own, and so would lose their sense."""
    found: dict[str, int] = {}
    for other in PACKAGE_FILES:
        condition = naming(seen, file, other, record_id)
        if not isinstance(condition, sa.False_):
            counted = sa.select(sa.func.count()).select_from(seen[other.name]).where(condition)
            found[other.name] = seen.execute(counted).scalar_one()
    return {name: count for name, count in found.items() if count}


def naming(seen: Seen, file: PackageFile, other: PackageFile, record_id: str) -> Condition:
    """Return that a record of another file names this one in a column of its own; never where no column can."""
    lists = LIST_COLUMNS.get(other.name, ("", None))[0]
    columns = [
        column
        for column, target in other.references.items()
        if target == file.name and column not in (*other.key, lists)
    ]
    rows = seen[other.name]
    return sa.or_(*(rows.c[column] == record_id for column in columns)) if columns else sa.false()


def count_held(connection: Connection, file: PackageFile, record_id: str) -> dict[str, int]:
    """Return how many roles are held for a place or an actor, and how many collections describe a place."""
    holding = {
        "account_roles": {"places": "place_id", "actors": "actor_id"},
        "collection_places": {"places": "place_id"},
    }
    found: dict[str, int] = {}
    for name, columns in holding.items():
        if file.name in columns:
            table = TABLES[name]
            held = sa.select(sa.func.count()).select_from(table).where(table.c[columns[file.name]] == record_id)
            found[{"collection_places": "collections"}.get(name, name)] = connection.execute(held).scalar_one()
    return {name: count for name, count in found.items() if count}
