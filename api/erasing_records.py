"""Erases a whole record for real: with what says who takes part in it, with its history, and every mention of it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.access.openness import access_of
from api.access.rights import PlacesOf, Rights
from api.access.roles import edited_places
from api.access.seen import Seen
from api.access.unseen import is_seen
from api.access.viewer import Viewer
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import unhurried, writing
from api.doubles.merge_company import forget_merges
from api.erasing import Erased, with_file_rewritten
from api.erasure_scan import ERASED
from api.queries.keys import CHANGE_SETS, HISTORY, key_text
from api.queries.records import LIST_COLUMNS, require_record
from api.queries.register import load_table
from api.queries.surroundings import key_condition, load_surroundings
from api.self_service.carrying import forget_answers
from api.self_service.confirmations import forget_confirmations
from api.storing import overwrite, record_from
from graph.packages import check_records, key_of
from graph.register import Register
from models.errors import ForbiddenError, NotFoundError, SignInRequiredError, StillNamedError
from models.package_files import FILES, PACKAGE_FILES, PackageFile
from models.records import Record
from models.tables import TABLES
from models.vocabulary import ChangeKind, ReadSubject

ERASABLE = ("actors", "forums", "agreements", "ties", "mandates", "activities", "needs", "grants")
"""The tables whose records can be erased as a whole. A place is nobody."""

SHORTEST_NAME = 4
"""A shorter name may stand in a text by chance."""


@dataclass
class _Erasure:
    """What is to be done so that nothing tells of a record.

    Attributes:
        gone: the records that go, by file: the record itself, and those that mean nothing without it.
        fewer: the records that only lose the mention of it.
        kept_gone: the rows of the history that go, with what they keep.
        kept_fewer: the rows of the history that lose the mention, with what they then keep.
    """

    gone: dict[str, list[Record]] = field(default_factory=dict)
    fewer: list[tuple[PackageFile, Record]] = field(default_factory=list)
    kept_gone: list[tuple[int, PackageFile, Record]] = field(default_factory=list)
    kept_fewer: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)

    def going_with(self, target: PackageFile, record_id: str) -> Iterator[tuple[PackageFile, Record]]:
        """Yield what goes as a whole beside a record itself, of now and of the history."""
        now = ((FILES[name], record) for name, records in self.gone.items() for record in records)
        for file, record in (*now, *((file, record) for _, file, record in self.kept_gone)):
            if file.name != target.name or vars(record)["id"] != record_id:
                yield file, record


def erase_record(engine: Engine, viewer: Viewer, file: PackageFile, record_id: str) -> Erased:
    """Erase a record, be it stored or only kept in the history.

    Ties, mandates and grants of an actor go with it: they would tell of it. Other records lose the mention.

    Raises:
        SignInRequiredError: nobody in particular asks.
        NotFoundError: there is and was no such record, it is a place, or the viewer may not see it.
        ForbiddenError: the viewer may not delete it, or not all that goes with it.
        StillNamedError: a partnership would be left without one of the two kinds of parties that make it one.
    """
    if not viewer.is_signed_in:
        raise SignInRequiredError
    if file.name not in ERASABLE:
        raise NotFoundError(file.name, record_id)
    with writing(engine) as connection:
        unhurried(connection)
        hold_revision(connection)
        states = _states(connection, file, record_id)
        seen = Seen(connection, access_of(connection, viewer))
        if not is_seen(seen.unseen, file, states[-1]):
            raise NotFoundError(file.name, record_id)
        rights = Rights(viewer, edited_places(connection, viewer), _homes(connection, file, states[-1]))
        if not rights.allow(file, states[-1], None):
            require_record(seen, file.name, record_id)
            raise ForbiddenError
        erasure = _plan(connection, file, record_id)
        if not all(rights.allow(other, record, None) for other, record in erasure.going_with(file, record_id)):
            raise ForbiddenError
        _require_whole_partnerships(connection, erasure)
        erased = _carry_out(connection, viewer, erasure, file, states)
    return with_file_rewritten(engine, erased)


def _states(connection: Connection, file: PackageFile, record_id: str) -> list[Record]:
    """Return all that a record ever said, the latest last."""
    kept = sa.select(HISTORY.c.before).where(
        HISTORY.c.table_name == file.name, HISTORY.c.record_key == key_text((record_id,))
    )
    once = connection.execute(kept.order_by(HISTORY.c.id)).scalars()
    states = [record_from(file, before) for before in once]
    states += load_table(Seen(connection), file.name, {file.name: key_condition(file, [record_id])})
    if not states:
        raise NotFoundError(file.name, record_id)
    return states


def _homes(connection: Connection, file: PackageFile, record: Record) -> PlacesOf:
    """Return what tells where records lie; the one that is erased may be there no more."""
    record_id, known = vars(record)["id"], dict[tuple[str, str], list[str | None]]()

    def home(table: str, wanted: str) -> list[str | None]:
        rows = TABLES[table]
        place = rows.c.place_id if "place_id" in rows.c else rows.c.id
        found = list(connection.execute(sa.select(place).where(rows.c.id == wanted)).scalars())
        if not found and (table, wanted) == (file.name, record_id):
            return [vars(record).get("place_id")]
        return found

    def places_of(table: str, ids: Collection[str]) -> Iterable[str | None]:
        for wanted in ids:
            if (table, wanted) not in known:
                known[table, wanted] = home(table, wanted)
            yield from known[table, wanted]

    return places_of


def _plan(connection: Connection, target: PackageFile, record_id: str) -> _Erasure:
    """Find every row that is the record or names it."""
    erasure = _Erasure()
    for file in PACKAGE_FILES:
        for record in load_table(Seen(connection), file.name, {file.name: _concerns(file, target, record_id)}):
            if _rests_on(file, vars(record), target, record_id):
                erasure.gone.setdefault(file.name, []).append(record)
            elif values := _without(file, vars(record), target, record_id):
                erasure.fewer.append((file, record.model_copy(update=values)))
        mentioning = sa.cast(HISTORY.c.before, sa.Text).contains(f'"{record_id}"', autoescape=True)
        kept = sa.select(HISTORY.c.id, HISTORY.c.before).where(HISTORY.c.table_name == file.name, mentioning)
        for row in connection.execute(kept).yield_per(1000):
            if _rests_on(file, row.before, target, record_id):
                erasure.kept_gone.append((row.id, file, record_from(file, row.before)))
            elif values := _without(file, row.before, target, record_id):
                erasure.kept_fewer.append((row.id, {**row.before, **values}))
    return erasure


def _concerns(file: PackageFile, target: PackageFile, record_id: str) -> sa.ColumnElement[bool]:
    """Return that a row is the record or names it."""
    table = TABLES[file.name]
    parts = [table.c.id == record_id] if file.name == target.name else []
    listed, place = LIST_COLUMNS.get(file.name, ("", None))
    for column, named in file.references.items():
        if named != target.name:
            continue
        if place is not None and column == listed:
            links = TABLES[place.table]
            parts.append(table.c.id.in_(sa.select(links.c[place.owner]).where(links.c[place.item] == record_id)))
        else:
            parts.append(table.c[column] == record_id)
    return sa.or_(sa.false(), *parts)


def _require_whole_partnerships(connection: Connection, erasure: _Erasure) -> None:
    """Do nothing when the agreements that lose a party are as the register wants them without it.

    Raises:
        StillNamedError: when one is not.
    """
    lost = {key_of(FILES["agreement_parties"], party) for party in erasure.gone.get("agreement_parties", ())}
    gone = {vars(agreement)["id"] for agreement in erasure.gone.get("agreements", ())}
    concerned = {key[0] for key in lost} - gone
    if not concerned:
        return
    agreements = load_table(Seen(connection), "agreements", {"agreements": TABLES["agreements"].c.id.in_(concerned)})
    tables = load_surroundings(connection, FILES["agreements"], agreements).tables()
    staying = [party for party in tables["agreement_parties"] if key_of(FILES["agreement_parties"], party) not in lost]
    around = Register.of({**tables, "agreement_parties": tuple(staying)})
    wrong = check_records({"agreements": agreements}, around).errors
    if wrong:
        raise StillNamedError({"agreements": len(wrong)})


def _rests_on(file: PackageFile, values: Mapping[str, Any], target: PackageFile, record_id: str) -> bool:
    """Tell whether a record is the one, or means nothing without it."""
    if file.name == target.name and values.get("id") == record_id:
        return True
    return any(
        values.get(column) == record_id and file.record.model_fields[column].is_required()
        for column, named in file.references.items()
        if named == target.name
    )


def _without(file: PackageFile, values: Mapping[str, Any], target: PackageFile, record_id: str) -> Mapping[str, Any]:
    """Return the fields of a record that mention the one, as they are without it."""
    fewer: dict[str, Any] = {}
    for column, named in file.references.items():
        held = values.get(column)
        if named != target.name or not held:
            continue
        if isinstance(held, tuple | list):
            if record_id in held:
                fewer[column] = type(held)(item for item in held if item != record_id)
        elif held == record_id:
            fewer[column] = None
    return fewer


def _carry_out(
    connection: Connection, viewer: Viewer, erasure: _Erasure, file: PackageFile, states: Sequence[Record]
) -> Erased:
    records = sum(map(len, erasure.gone.values())) + len(erasure.fewer)
    kept = len(erasure.kept_gone) + len(erasure.kept_fewer)
    gone = ", ".join(f"{name} ({len(rows)})" for name, rows in sorted(erasure.gone.items()))
    about = f"hel post: {gone or file.name}, historik ({kept})"
    change_set = begin_change_set(connection, Deed(ChangeKind.ERASURE, viewer.account_id, about=about))
    for other, fewer in erasure.fewer:
        overwrite(connection, other, fewer)
    if file.name == "actors":
        forget_answers(connection, vars(states[-1])["id"])
    for other in reversed(PACKAGE_FILES):
        _delete(connection, other, erasure.gone.get(other.name, []))
    for start in range(0, len(erasure.kept_gone), 500):
        ids = [row for row, _, _ in erasure.kept_gone[start : start + 500]]
        connection.execute(sa.delete(HISTORY).where(HISTORY.c.id.in_(ids)))
    for row, before in erasure.kept_fewer:
        connection.execute(sa.update(HISTORY).where(HISTORY.c.id == row).values(before=before))
    texts = _erase_beside(connection, file, states)
    return Erased(change_set, records, kept, texts)


def _delete(connection: Connection, file: PackageFile, records: list[Record]) -> None:
    """Delete records without keeping them."""
    for record in records:
        if file.name in LIST_COLUMNS:
            _, place = LIST_COLUMNS[file.name]
            links = TABLES[place.table]
            connection.execute(sa.delete(links).where(links.c[place.owner] == vars(record)["id"]))
        connection.execute(sa.delete(TABLES[file.name]).where(key_condition(file, file.key_of(record))))
        forget_confirmations(connection, file, record)


def _erase_beside(connection: Connection, file: PackageFile, states: Sequence[Record]) -> int:
    """Erase what else tells of a record: who read of it, and all that it was ever called in the texts of changes."""
    if file.name == "actors":
        log = TABLES["access_log"]
        own = (log.c.subject == ReadSubject.ACTOR, log.c.subject_id == vars(states[-1])["id"])
        connection.execute(sa.delete(log).where(*own))
        forget_merges(connection, vars(states[-1])["id"])
    called = sorted({name for state in states for name in _names(state)}, key=len, reverse=True)
    if not called:
        return 0
    naming = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, called))})(?!\w)", re.IGNORECASE)
    texts = 0
    told = sa.select(CHANGE_SETS.c.id, CHANGE_SETS.c.about).where(CHANGE_SETS.c.about.is_not(None))
    for row in connection.execute(told).all():
        about, number = naming.subn(ERASED, row.about)
        if number:
            connection.execute(sa.update(CHANGE_SETS).where(CHANGE_SETS.c.id == row.id).values(about=about))
            texts += 1
    return texts


def _names(record: Record) -> Iterator[str]:
    values = vars(record)
    for name in (values.get("name"), values.get("title"), *values.get("aliases", ())):
        if name and len(name) >= SHORTEST_NAME:
            yield name
