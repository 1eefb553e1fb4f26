"""The change sets of the register, of a place or of a record: who changed how much, and when."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

import sqlalchemy as sa

from api.queries.keys import CHANGE_SETS, HISTORY, Condition, exists_in, keeps, kept_field, key_text, with_keys
from api.queries.past import DECIDING, Field, Past, touched_files
from api.queries.reach import places_within
from api.queries.records import require_record
from models.errors import NotFoundError
from models.package_files import PACKAGE_FILES, PackageFile
from models.tables import TABLES
from models.vocabulary import ChangeKind

_ACCOUNTS = TABLES["accounts"]


@dataclass(frozen=True)
class Scope:
    """Which records a history is about: those that lie in places, those about an actor, a single one, or all."""

    places: frozenset[str] | None = None
    actor: str | None = None
    record: tuple[PackageFile, tuple[str, ...]] | None = None

    @property
    def files(self) -> Sequence[PackageFile]:
        """The files whose records it can be about."""
        return PACKAGE_FILES if self.record is None else (self.record[0],)

    def rows(self, past: Past, file: PackageFile) -> Condition:
        """Return that a row of a table that may be seen belongs here."""
        table = past.seen[file.name]
        if self.record is not None:
            return with_keys(file, table, [key_text(self.record[1])])
        if self.actor is not None:
            return names_actor(file, lambda name: table.c[name], self.actor)
        return sa.true() if self.places is None else past.lies_in(file, table, self.places)

    def kept(self, past: Past, file: PackageFile) -> Condition:
        """Return that a row of the history that may be seen belongs here."""
        shown = past.shown(file)
        if self.record is not None:
            return sa.and_(shown, HISTORY.c.record_key == key_text(self.record[1]))
        if self.actor is not None:
            return sa.and_(HISTORY.c.table_name == file.name, names_actor(file, kept_field, self.actor), shown)
        return shown if self.places is None else sa.and_(shown, kept_within(past, file, self.places))


EVERYWHERE = Scope()

RuleFor: TypeAlias = Callable[[PackageFile], Condition]
"""Gives the condition that holds for rows about records of a file."""


def at_place(past: Past, place_id: str) -> Scope:
    """Return the records of a place and all below it.

    Raises:
        NotFoundError: the viewer sees no such place.
    """
    require_record(past.seen, "places", place_id)
    return Scope(places=frozenset(past.seen.execute(places_within(past.seen, place_id)).scalars()))


def kept_within(past: Past, file: PackageFile, places: frozenset[str]) -> Condition:
    """Return that a row of the history is about a record that lies in one of these places, or lay there last."""
    table = past.seen[file.name]
    existing = exists_in(table, keeps(file, table), past.lies_in(file, table, places))
    # Nobody but those who edit is shown any of what was deleted.
    return sa.or_(existing, past.gone(file, places)) if past.is_whole or past.edited else existing


def names_actor(file: PackageFile, value_of: Field, actor_id: str) -> Condition:
    """Return that a row is an actor, or about it."""
    if file.name == "actors":
        own: Condition = value_of("id") == actor_id
        return own
    columns = [column for column, target in file.references.items() if target == "actors" and column in DECIDING]
    return sa.or_(sa.false(), *(value_of(column) == actor_id for column in columns))


def of_record(file: PackageFile, key: tuple[str, ...]) -> Scope:
    """Return a single record, whether or not it is still there."""
    return Scope(record=(file, key))


@dataclass
class Counts:
    """How many records of a table came, were changed and were deleted."""

    created: int = 0
    changed: int = 0
    deleted: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.created + self.changed + self.deleted


@dataclass(frozen=True)
class ChangeSet:
    """What somebody did at once.

    Attributes:
        id: its number.
        at: when.
        kind: what kind of change it was.
        who: the account's name; None when the viewer is not told, or nobody knows.
        by_command: whether it was done at the command line.
        actor_id: the actor that said it itself, by its own link; None for others, and where the viewer may not see it.
        actor: what that actor is called; None as for `actor_id`.
        by_actor: whether an actor said it itself, whichever.
        by_erased: whether the viewer would be told who did it, but the account was erased since.
        about: what it was called; None when the viewer is not told.
        undoes: the change set that it took back.
        undone_by: the change set that took it back last.
        counts: by table, how many records of those asked for.
    """

    id: int
    at: datetime
    kind: ChangeKind
    who: str | None
    by_command: bool
    by_erased: bool
    about: str | None
    undoes: int | None
    undone_by: int | None
    counts: Mapping[str, Counts] = field(default_factory=dict)
    actor_id: str | None = None
    actor: str | None = None
    by_actor: bool = False


@dataclass(frozen=True)
class ChangeSets:
    """A part of a history, the latest first, and how many change sets there are in all."""

    items: tuple[ChangeSet, ...]
    total: int


def list_change_sets(past: Past, scope: Scope = EVERYWHERE, limit: int = 20, offset: int = 0) -> ChangeSets:
    """Return the change sets that touched what `scope` is about, as far as the viewer may see it."""
    number, latest_first = CHANGE_SETS.c.id, CHANGE_SETS.c.id.desc()
    if scope == EVERYWHERE and past.is_whole:
        total = past.connection.execute(sa.select(sa.func.count()).select_from(CHANGE_SETS)).scalar_one()
        part = sa.select(number).order_by(latest_first).limit(limit).offset(offset)
        return ChangeSets(tuple(_described(past, scope, past.connection.execute(part).scalars().all())), total)
    touching = sa.select(number).where(_touches(past, scope)).order_by(latest_first)
    ids = past.connection.execute(touching).scalars().all()
    return ChangeSets(tuple(_described(past, scope, ids[offset : offset + limit])), len(ids))


def get_change_set(past: Past, change_set_id: int) -> ChangeSet:
    """Return one change set.

    Raises:
        NotFoundError: there is none, or the viewer may see nothing of what it touched.
    """
    found = list(_described(past, EVERYWHERE, [change_set_id]))
    if not found or not (past.is_whole or found[0].counts):
        raise NotFoundError("change_sets", str(change_set_id))
    return found[0]


def created_rows(past: Past, scope: Scope, file: PackageFile, ids: Collection[int]) -> Condition:
    """Return that a row of a table that may be seen came in one of these change sets."""
    return sa.and_(scope.rows(past, file), past.seen[file.name].c.created_in.in_(ids))


def created_and_gone(past: Past, scope: Scope, file: PackageFile, ids: Collection[int]) -> Condition:
    """Return that a row of the history ends a record that came in one of these change sets."""
    return sa.and_(scope.kept(past, file), HISTORY.c.deleted, HISTORY.c.created_in.in_(ids))


def replaced(past: Past, scope: Scope, file: PackageFile, ids: Collection[int]) -> Condition:
    """Return that a row of the history was replaced or deleted by one of these change sets."""
    return sa.and_(scope.kept(past, file), HISTORY.c.change_set_id.in_(ids))


def _touches(past: Past, scope: Scope) -> Condition:
    """Return that a change set touched a record of a scope.

    The few rows about one record or actor are found first. A place has many: there each change set is asked for one,
    which ends at the first.
    """
    if scope.places is None:
        return CHANGE_SETS.c.id.in_(sa.union(*_touching_few(past, scope)))
    return touched_one(past, scope.files, lambda file: scope.rows(past, file), lambda file: scope.kept(past, file))


def touched_one(past: Past, files: Sequence[PackageFile], came: RuleFor, kept: RuleFor) -> Condition:
    """Return that a change set created a record for which `came` holds, or ended a state for which `kept` does."""
    number, parts = CHANGE_SETS.c.id, []
    for file in files:
        rows = past.seen[file.name]
        parts.append(exists_in(rows, rows.c.created_in == number, came(file)))
    if ended := [kept(file) for file in files if file.name in past.kept_files]:
        rules = sa.or_(*ended)
        parts.append(exists_in(HISTORY, HISTORY.c.change_set_id == number, rules))
        parts.append(exists_in(HISTORY, HISTORY.c.created_in == number, HISTORY.c.deleted, rules))
    return sa.or_(*parts)


def _touching_few(past: Past, scope: Scope) -> Iterator[sa.Select[Any]]:
    for file in scope.files:
        yield sa.select(past.seen[file.name].c.created_in).where(scope.rows(past, file))
        if file.name not in past.kept_files:
            continue
        kept = scope.kept(past, file)
        yield sa.select(HISTORY.c.change_set_id).where(kept)
        yield sa.select(HISTORY.c.created_in).where(kept)


def _described(past: Past, scope: Scope, ids: Sequence[int]) -> Iterator[ChangeSet]:
    """Yield change sets in the order of their ids, with what the viewer may know of them."""
    counts = _counts(past, scope, ids)
    told = ids if past.is_whole else _near(past, scope, ids)
    later = sa.select(CHANGE_SETS.c.undoes, sa.func.max(CHANGE_SETS.c.id)).where(CHANGE_SETS.c.undoes.in_(ids))
    undone: dict[int, int] = dict(past.connection.execute(later.group_by(CHANGE_SETS.c.undoes)).all())
    named = sa.select(CHANGE_SETS, _ACCOUNTS.c.name.label("who")).select_from(
        CHANGE_SETS.outerjoin(_ACCOUNTS, _ACCOUNTS.c.id == CHANGE_SETS.c.account_id)
    )
    rows = {row.id: row for row in past.connection.execute(named.where(CHANGE_SETS.c.id.in_(ids)))}
    actors = past.visible("actors", frozenset(row.actor_id for row in rows.values() if row.actor_id))
    for row in (rows[change_set] for change_set in ids if change_set in rows):
        yield ChangeSet(
            id=row.id,
            at=row.at,
            kind=row.kind,
            who=row.who if row.id in told else None,
            by_command=row.account_id is None and row.actor_id is None,
            by_erased=row.account_id is not None and row.who is None and row.id in told,
            about=row.about if row.id in told else None,
            undoes=row.undoes,
            undone_by=undone.get(row.id),
            counts=counts.get(row.id, {}),
            actor_id=row.actor_id if row.actor_id in actors else None,
            actor=actors.get(row.actor_id),
            by_actor=row.actor_id is not None,
        )


def _counts(past: Past, scope: Scope, ids: Collection[int]) -> dict[int, dict[str, Counts]]:
    """Return for each change set and table how many records it touched, in the order of the package."""
    found: dict[int, dict[str, Counts]] = defaultdict(lambda: defaultdict(Counts))
    count = sa.func.count()
    for file in touched_files(past.connection, ids):
        if file not in scope.files:
            continue
        table = past.seen[file.name]
        came = sa.select(table.c.created_in, count).where(created_rows(past, scope, file, ids))
        for change_set, number in past.connection.execute(came.group_by(table.c.created_in)):
            found[change_set][file.name].created += number
        if file.name not in past.kept_files:
            continue
        gone = sa.select(HISTORY.c.created_in, count).where(created_and_gone(past, scope, file, ids))
        for change_set, number in past.connection.execute(gone.group_by(HISTORY.c.created_in)):
            found[change_set][file.name].created += number
        ended = sa.select(HISTORY.c.change_set_id, HISTORY.c.deleted, count).where(replaced(past, scope, file, ids))
        for change_set, deleted, number in past.connection.execute(
            ended.group_by(HISTORY.c.change_set_id, HISTORY.c.deleted)
        ):
            if deleted:
                found[change_set][file.name].deleted += number
            else:
                found[change_set][file.name].changed += number
    return {change_set: dict(tables) for change_set, tables in found.items()}


def _near(past: Past, scope: Scope, ids: Collection[int]) -> frozenset[int]:
    """Return those of these change sets that touched a place where the viewer is told who did it."""
    files = [file for file in touched_files(past.connection, ids) if file in scope.files] if past.partners else []
    if not files:
        return frozenset()

    def came(file: PackageFile) -> Condition:
        return sa.and_(scope.rows(past, file), past.lies_in(file, past.seen[file.name], past.partners))

    def kept(file: PackageFile) -> Condition:
        return sa.and_(scope.kept(past, file), kept_within(past, file, past.partners))

    near = sa.select(CHANGE_SETS.c.id).where(CHANGE_SETS.c.id.in_(ids), touched_one(past, files, came, kept))
    return frozenset(past.connection.execute(near).scalars())
