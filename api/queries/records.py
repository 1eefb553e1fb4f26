"""Records as others read them: pages of one table, filtered and counted, and single records."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson
import sqlalchemy as sa

from api.access.seen import Seen
from api.queries.keys import key_text
from api.self_service.confirmations import when_confirmed
from models.columns import ListOf
from models.errors import NotFoundError
from models.package_files import FILES, PackageFile
from models.text import search_key
from models.vocabulary import (
    ActorKind,
    AgreementKind,
    AgreementStage,
    Code,
    ForumKind,
    ForumStatus,
    GrantStatus,
    Level,
    MandateKind,
    MandateStatus,
    NeedKind,
    Priority,
    Sector,
    Theme,
    TieStatus,
    TieType,
)


@dataclass(frozen=True)
class ListColumn:
    """A list of ids that has a table of its own: `addressed_to` of needs, say."""

    table: str
    owner: str
    item: str


LIST_COLUMNS: Mapping[str, tuple[str, ListColumn]] = {
    "actors": ("federation_ids", ListColumn("actor_federations", "actor_id", "federation_id")),
    "activities": ("counteracts", ListColumn("activity_counteractions", "activity_id", "counteracted_id")),
    "needs": ("addressed_to", ListColumn("need_addressees", "need_id", "actor_id")),
}


@dataclass(frozen=True)
class Resource:
    """A table whose records can be read one by one.

    Attributes:
        name: the table, also the last part of its address.
        filters: the columns that a list can be narrowed by, with the vocabulary of each, or `str` for ids.
        either: filters that match any of several columns: an actor at either end of a tie.
    """

    name: str
    filters: Mapping[str, type[Code] | type[str]] = field(default_factory=dict)
    either: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def file(self) -> PackageFile:
        """The file of the package with the same records."""
        return FILES[self.name]

    def query(self, table: sa.FromClause) -> sa.Select[Any]:
        """Return what is read of a record: the columns of the package that the table has, and the version."""
        columns = table.c
        return sa.select(*(_as_stored(columns[name]) for name in self.file.columns if name in columns), columns.version)


RESOURCES: tuple[Resource, ...] = (
    Resource("places", {"level": Level, "parent_id": str}),
    Resource("actors", {"place_id": str, "sector": Sector, "kind": ActorKind, "level": Level, "parent_id": str}),
    Resource("forums", {"place_id": str, "kind": ForumKind, "status": ForumStatus}),
    Resource("agreements", {"place_id": str, "kind": AgreementKind, "stage": AgreementStage}),
    Resource(
        "ties",
        {"place_id": str, "type": TieType, "status": TieStatus},
        {"actor_id": ("actor_a", "actor_b")},
    ),
    Resource(
        "mandates",
        {"place_id": str, "actor_id": str, "theme": Theme, "kind": MandateKind, "status": MandateStatus},
    ),
    Resource("activities", {"place_id": str}),
    Resource("needs", {"place_id": str, "theme": Theme, "kind": NeedKind, "priority": Priority}),
    Resource(
        "grants",
        {"grantor_id": str, "recipient_id": str, "status": GrantStatus},
        {"actor_id": ("grantor_id", "recipient_id")},
    ),
)


def resource_of(name: str) -> Resource:
    """Return the resource with a name."""
    return next(resource for resource in RESOURCES if resource.name == name)


@dataclass(frozen=True)
class Page:
    """A part of a list: the records, ready to be written as JSON, and how many there are in all."""

    items: Sequence[Mapping[str, Any]]
    total: int


def list_records(seen: Seen, resource: Resource, wanted: Mapping[str, Any], limit: int, offset: int) -> Page:
    """Return a page of records by id.

    Args:
        wanted: values by filter; beside the resource's own there are `q`, a part of the name, `theme`, and
            `date`, on which the record holds.
        limit, offset: how many records, after how many.
    """
    table = seen[resource.name]
    conditions = [_condition(table, resource, name, value) for name, value in wanted.items() if value is not None]
    total = seen.execute(sa.select(sa.func.count()).select_from(table).where(*conditions)).scalar_one()
    query = resource.query(table).where(*conditions).order_by(table.c.id).limit(limit).offset(offset)
    return Page(_records(seen, resource, query), total)


def get_record(seen: Seen, resource: Resource, record_id: str) -> Mapping[str, Any]:
    """Return one record, ready to be written as JSON.

    Raises:
        NotFoundError: when there is none with that id.
    """
    table = seen[resource.name]
    found = _records(seen, resource, resource.query(table).where(table.c.id == record_id))
    if not found:
        raise NotFoundError(resource.name, record_id)
    return found[0]


def require_record(seen: Seen, table: str, record_id: str) -> None:
    """Do nothing when there is a record with an id.

    Raises:
        NotFoundError: when there is none that may be seen.
    """
    rows = seen[table]
    if seen.execute(sa.select(rows.c.id).where(rows.c.id == record_id)).first() is None:
        raise NotFoundError(table, record_id)


def accepts(resource: Resource) -> tuple[str, ...]:
    """Return the general filters that a resource's columns allow."""
    fields = resource.file.record.model_fields.keys()
    having = {"q": {"name", "title"}, "theme": {"themes"}, "date": {"valid_from"}}
    return tuple(name for name, any_of in having.items() if fields & any_of and name not in resource.filters)


def _as_stored(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Read codes and lists as the text they are stored as, which is also how they are written: twice as fast."""
    if isinstance(column.type, sa.Enum):
        return sa.type_coerce(column, sa.Text).label(column.name)
    return sa.cast(column, sa.Text).label(column.name) if isinstance(column.type, ListOf) else column


def _condition(table: sa.FromClause, resource: Resource, name: str, value: Any) -> sa.ColumnElement[bool]:
    columns = table.c
    if name in resource.either:
        return sa.or_(*(columns[column] == value for column in resource.either[name]))
    if name in resource.filters:
        equal: sa.ColumnElement[bool] = columns[name] == value
        return equal
    if name == "q":
        return columns.search_key.contains(search_key(value), autoescape=True)
    if name == "theme":
        carried: sa.ColumnElement[bool] = sa.cast(columns.themes, sa.String).contains(f'"{value}"')
        return carried
    return _holds_at(table, value)


def _holds_at(table: sa.FromClause, day: date) -> sa.ColumnElement[bool]:
    began = sa.or_(table.c.valid_from.is_(None), table.c.valid_from <= day)
    return sa.and_(began, sa.or_(table.c.valid_to.is_(None), table.c.valid_to > day))


def _records(seen: Seen, resource: Resource, query: sa.Select[Any]) -> list[dict[str, Any]]:
    """Return the records that a query selects, with the lists that stand in tables of their own."""
    columns, rows = seen[resource.name].c, seen.execute(query)
    names = tuple(map(str, rows.keys()))  # Some are a kind of text that JSON keys cannot be.
    records = [dict(zip(names, row, strict=True)) for row in rows.all()]
    for name in names:
        if isinstance(columns[name].type, ListOf):
            for record in records:
                record[name] = orjson.Fragment(record[name])
    if resource.name in LIST_COLUMNS:
        _add_lists(seen, resource, query, records)
    keys = {record["id"]: key_text((record["id"],)) for record in records}
    confirmed = when_confirmed(seen, resource.file, keys.values())
    for record in records:
        record["confirmed_at"] = confirmed.get(keys[record["id"]])
    return records


def _add_lists(seen: Seen, resource: Resource, query: sa.Select[Any], records: Iterable[dict[str, Any]]) -> None:
    name, column = LIST_COLUMNS[resource.name]
    table = seen[column.table]
    owner, item = table.c[column.owner], table.c[column.item]
    owners = query.with_only_columns(seen[resource.name].c.id).subquery()
    lists: dict[str, list[str]] = {}
    for owner_id, item_id in seen.execute(
        sa.select(owner, item).join(owners, owners.c.id == owner).order_by(owner, item)
    ):
        lists.setdefault(owner_id, []).append(item_id)
    for record in records:
        record[name] = lists.get(record["id"], [])
