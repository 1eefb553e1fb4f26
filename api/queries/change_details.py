"""What one change set did to each record: the record before and after, as far as the viewer may see it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import sqlalchemy as sa

from api.queries.history import EVERYWHERE, created_and_gone, created_rows, replaced
from api.queries.keys import HISTORY, Condition, key_text, record_key, with_keys
from api.queries.past import Past, touched_files
from api.queries.register import load_table
from api.storing import record_from
from graph.packages import key_of
from graph.packages.references import references_of
from models.package_files import PackageFile
from models.records import Record

Names: TypeAlias = Mapping[str, Mapping[str, str]]
"""What records are called, by table and id."""

Hides: TypeAlias = Callable[[str, str], bool]
"""Tells whether the record of a table with an id is hidden."""


@dataclass(frozen=True)
class FieldChange:
    """A field and its values before and after; None where there is or was none."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class RecordChange:
    """A record that a change set touched.

    Attributes:
        file: which kind of record.
        before, after: what it said; None when it did not exist, or when that is not for the viewer.
        created, deleted: whether it came or went; else it was changed.
        withheld: whether the viewer may see the record as it is, but not as it was then.
    """

    file: PackageFile
    before: Record | None
    after: Record | None
    created: bool = False
    deleted: bool = False
    withheld: bool = False

    @property
    def record(self) -> Record | None:
        """What is known of it last."""
        return self.after or self.before

    def fields(self) -> tuple[FieldChange, ...]:
        """Return the fields that differ, in the order of the package; of what came or went those that say something."""
        changes = (
            FieldChange(column, getattr(self.before, column, None), getattr(self.after, column, None))
            for column in self.file.columns
        )
        return tuple(change for change in changes if _said(change.old) != _said(change.new))


def _said(value: Any) -> Any:
    """Return a value, or None when it says nothing."""
    return None if value in ("", ()) else value


@dataclass(frozen=True)
class RecordChanges:
    """A part of what a change set did, and how many records it touched in all."""

    items: tuple[RecordChange, ...]
    total: int
    names: Names
    """Names of the records that these mention, exist and may be seen, by table and id."""
    once: Names
    """What those were called last that are no more."""

    @property
    def called(self) -> Names:
        """All those names, and what the records here were called."""
        called = {table: {**self.once.get(table, {}), **names} for table, names in self.names.items()}
        for item in self.items:
            values = vars(item.record) if item.record else {}
            if name := values.get("name") or values.get("title"):
                called.setdefault(item.file.name, {}).setdefault(values["id"], name)
        return called


def list_record_changes(past: Past, change_set_id: int, limit: int = 50, offset: int = 0) -> RecordChanges:
    """Return what a change set did to the records that the viewer may see, in the order of the package."""
    items: list[RecordChange] = []
    start, total = offset, 0
    for file in touched_files(past.connection, [change_set_id]):
        for read in (_created, _created_and_gone, _replaced):
            rows, count = read(past, file, change_set_id, max(0, limit - len(items)), max(0, start))
            items += rows
            start -= count
            total += count
    named = _named(items)
    names = {table: past.visible(table, frozenset(ids)) for table, ids in named.items()}
    once = {table: past.once_called(table, frozenset(ids) - names[table].keys()) for table, ids in named.items()}

    def hides(table: str, record_id: str) -> bool:
        return record_id not in names.get(table, {}) and record_id not in once.get(table, {})

    return RecordChanges(tuple(_without_hidden(past, item, hides) for item in items), total, names, once)


def _created(past: Past, file: PackageFile, change_set: int, limit: int, offset: int) -> tuple[list[RecordChange], int]:
    rows, condition = past.seen[file.name], created_rows(past, EVERYWHERE, file, [change_set])
    count = past.connection.execute(sa.select(sa.func.count()).select_from(rows).where(condition)).scalar_one()
    if not count or not limit or offset >= count:
        return [], count
    key = record_key(file, rows)
    keys = past.connection.execute(sa.select(key).where(condition).order_by(key).limit(limit).offset(offset))
    texts = list(keys.scalars())
    first = _first_kept(past, file, [(text, change_set) for text in texts], after=0)
    now = _now(past, file, [text for text in texts if (text, change_set) not in first])
    states = (first.get((text, change_set)) or now.get(text) for text in texts)
    return [RecordChange(file, None, state, created=True) for state in states if state], count


def _created_and_gone(
    past: Past, file: PackageFile, change_set: int, limit: int, offset: int
) -> tuple[list[RecordChange], int]:
    rows, count = _kept_rows(past, created_and_gone(past, EVERYWHERE, file, [change_set]), limit, offset)
    first = _first_kept(past, file, [(row.record_key, change_set) for row in rows], after=0)
    return [RecordChange(file, None, first[row.record_key, change_set], created=True) for row in rows], count


def _replaced(
    past: Past, file: PackageFile, change_set: int, limit: int, offset: int
) -> tuple[list[RecordChange], int]:
    rows, count = _kept_rows(past, replaced(past, EVERYWHERE, file, [change_set]), limit, offset)
    changed = [(row.record_key, row.created_in) for row in rows if not row.deleted]
    later = _first_kept(past, file, changed, after=change_set)
    now = _now(past, file, [key for key, created_in in changed if (key, created_in) not in later])
    return [
        RecordChange(
            file,
            record_from(file, row.before),
            None if row.deleted else later.get((row.record_key, row.created_in)) or now.get(row.record_key),
            deleted=row.deleted,
        )
        for row in rows
    ], count


def _kept_rows(past: Past, condition: Condition, limit: int, offset: int) -> tuple[Sequence[sa.Row[Any]], int]:
    count = past.connection.execute(sa.select(sa.func.count()).select_from(HISTORY).where(condition)).scalar_one()
    if not count or not limit or offset >= count:
        return [], count
    page = sa.select(HISTORY).where(condition).order_by(HISTORY.c.record_key, HISTORY.c.id)
    return past.connection.execute(page.limit(limit).offset(offset)).all(), count


def _first_kept(
    past: Past, file: PackageFile, wanted: Iterable[tuple[str, int]], *, after: int
) -> dict[tuple[str, int], Record]:
    """Return what the history keeps of records first after a change set, by key and the change set they came in."""
    pairs = set(wanted)
    condition = (
        HISTORY.c.table_name == file.name,
        HISTORY.c.record_key.in_(sorted({key for key, _ in pairs})),
        HISTORY.c.change_set_id > after,
    )
    found: dict[tuple[str, int], Record] = {}
    for row in past.connection.execute(sa.select(HISTORY).where(*condition).order_by(HISTORY.c.id)):
        if (row.record_key, row.created_in) in pairs:
            found.setdefault((row.record_key, row.created_in), record_from(file, row.before))
    return found


def _now(past: Past, file: PackageFile, keys: Sequence[str]) -> dict[str, Record]:
    """Return records as they are, by their key as the history writes it."""
    same = with_keys(file, past.seen[file.name], keys)
    return {key_text(key_of(file, record)): record for record in load_table(past.seen, file.name, {file.name: same})}


def _named(items: Iterable[RecordChange]) -> dict[str, set[str]]:
    """Return the ids of the records that these are and mention, by table."""
    named: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for state in filter(None, (item.before, item.after)):
            for _, target, reference in references_of(item.file, state):
                named[target].add(reference)
            if item.file.key == ("id",):
                named[item.file.name].add(vars(state)["id"])
    return named


def _without_hidden(past: Past, item: RecordChange, hides: Hides) -> RecordChange:
    """Leave out what the viewer may not see: states of other times and places, and the mention of what is hidden."""
    if past.is_whole:
        return item
    states = [state for state in (item.before, item.after) if state]
    if not all(past.shows_state(item.file, state) for state in states):
        return RecordChange(item.file, None, None, item.created, item.deleted, withheld=True)
    before, after = (state and seen_state(item.file, state, hides) for state in (item.before, item.after))
    return RecordChange(item.file, before, after, item.created, item.deleted)


def seen_state(file: PackageFile, state: Record, hides: Hides) -> Record:
    """Return what a record said, without the mention of what is hidden."""
    hidden = [
        (column, reference) for column, target, reference in references_of(file, state) if hides(target, reference)
    ]
    if not hidden:
        return state
    values = dict(vars(state))
    for column, reference in hidden:
        held = values[column]
        values[column] = tuple(item for item in held if item != reference) if isinstance(held, tuple) else None
    return state.model_copy(update=values)


def name_of(change: RecordChange, names: Names) -> str:
    """Return what a person calls a record: its name, or those that it is between; blank where none has a name."""
    if change.record is None:
        return ""
    values = vars(change.record)
    own = values.get("name") or values.get("title")
    if own:
        return str(own)
    between = [
        names.get(target, {}).get(values[column])
        for column, target in change.file.references.items()
        if target != "places" and column not in ("desired_by", "parent_id") and isinstance(values.get(column), str)
    ]
    scope = [str(values["scope"])] if "scope" in values else []
    place = names.get("places", {}).get(values.get("place_id") or "", "") if change.file.name == "inventories" else ""
    return " – ".join(filter(None, [*between, place, *scope]))
