"""Erases for real what the law asks for: from the tables, the history, the search keys and the texts of changes.

Nothing of what is erased is kept, and nothing of this can be undone. What stays is a change set that says how much was
erased, by whom and when.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.access.openness import access_of
from api.access.rights import rights_of
from api.access.seen import Seen
from api.access.unseen import is_seen
from api.access.viewer import Viewer
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import compact, unhurried, writing
from api.erasing_answers import AnswerText, answers_with
from api.erasure_scan import Concerned, Mention, Wording, mentions
from api.queries.keys import CHANGE_SETS, HISTORY
from api.storing import overwrite, record_json
from api.writers import require_writer
from graph.packages import Key
from models.account_tables import LONGEST_ADDRESS
from models.package_files import PackageFile
from models.records import Record
from models.tables import TABLES
from models.vocabulary import ChangeKind

_LINKS, _ACCOUNTS, _COLLECTIONS = TABLES["single_use_links"], TABLES["accounts"], TABLES["collections"]


@dataclass(frozen=True)
class Erased:
    """How much was erased, without saying what.

    Attributes:
        change_set: the change set that tells of it; None when there was nothing to erase.
        records: records that held it.
        kept: states of records in the history that held it.
        texts: texts of changes, collections, links and self-registrations that held it.
        account: whether an account signs in with it, which is closed elsewhere.
        file_rewritten: whether nothing of it is left in the file of the database either; None where that is
            for the database to do.
    """

    change_set: int | None
    records: int
    kept: int
    texts: int
    account: bool = False
    file_rewritten: bool | None = None

    @property
    def anything(self) -> bool:
        """Whether there was something to erase."""
        return bool(self.records or self.kept or self.texts)


def erase_contact(engine: Engine, viewer: Viewer, address: str) -> Erased:
    """Erase an e-mail address wherever the viewer may write.

    Raises:
        SignInRequiredError: nobody in particular asks.
        ForbiddenError: the viewer writes nowhere.
    """
    wording = Wording(address[:LONGEST_ADDRESS])
    with writing(engine) as connection:
        unhurried(connection)
        hold_revision(connection)
        concerned = writable_by(connection, viewer)
        found = list(mentions(connection, wording, concerned))
        texts = [
            *answers_with(connection, viewer, wording),
            *(_texts_with(connection, wording) if viewer.is_admin else ()),
        ]
        erased = _erase(connection, viewer, wording, found, texts)
    return with_file_rewritten(engine, erased)


def erase_from(
    connection: Connection, viewer: Viewer, wording: Wording, file: PackageFile, key: Key, about: str
) -> Erased:
    """Erase an address from one record and its history, inside an open transaction that holds the revision.

    Args:
        about: what the erasure is called in the history.
    """
    return _erase(connection, viewer, wording, list(mentions(connection, wording, only=(file, key))), (), about)


def writable_by(connection: Connection, viewer: Viewer) -> Concerned:
    """Return which records the viewer sees and may write, and so erase from.

    Raises:
        SignInRequiredError: nobody in particular asks.
        ForbiddenError: the viewer writes nowhere.
    """
    require_writer(viewer)
    rights, unseen = rights_of(connection, viewer), Seen(connection, access_of(connection, viewer)).unseen

    def concerned(file: PackageFile, record: Record) -> bool:
        return is_seen(unseen, file, record) and rights.allow(file, record, record)

    return concerned


def _erase(
    connection: Connection,
    viewer: Viewer,
    wording: Wording,
    found: Sequence[Mention],
    texts: Sequence["_Text | AnswerText"],
    about: str | None = None,
) -> Erased:
    """Overwrite what was found."""
    now = [mention for mention in found if mention.history_id is None]
    kept = [mention for mention in found if mention.history_id is not None]
    account = sa.select(_ACCOUNTS.c.id).where(_ACCOUNTS.c.email == wording.address.casefold())
    has_account = viewer.is_admin and connection.execute(account).first() is not None
    change_set = None
    if found or texts:
        told = about or _told(now, kept, texts)
        change_set = begin_change_set(connection, Deed(ChangeKind.ERASURE, viewer.account_id, about=told))
    for mention in now:
        overwrite(connection, mention.file, _without(mention, wording))
    for mention in kept:
        state = record_json(_without(mention, wording))
        connection.execute(sa.update(HISTORY).where(HISTORY.c.id == mention.history_id).values(before=state))
    for text in texts:
        text.erase(connection, wording)
    return Erased(change_set, len(now), len(kept), len(texts), has_account)


def _without(mention: Mention, wording: Wording) -> Record:
    return mention.file.record.model_validate(wording.erased_from(mention.record.model_dump()))


def _told(now: Iterable[Mention], kept: Sequence[Mention], texts: Sequence["_Text | AnswerText"]) -> str:
    """Return what was erased without its content: fields by name, and how often."""
    fields = Counter(f"{mention.file.name}.{column}" for mention in now for column in mention.columns)
    parts = [f"{name} ({count})" for name, count in sorted(fields.items())]
    return ", ".join([*parts, f"historik ({len(kept)})", f"texter ({len(texts)})"])


@dataclass(frozen=True)
class _Text:
    """A text outside the records: of a change set, of a collection, or an invitation."""

    table: sa.Table
    column: sa.Column[str]
    value: str
    key: object

    def erase(self, connection: Connection, wording: Wording) -> None:
        """Overwrite it; a link that was sent to the address goes as a whole."""
        (own,) = self.table.primary_key.columns
        if self.table is _LINKS:
            connection.execute(sa.delete(self.table).where(own == self.key))
            return
        values = {self.column.name: wording.without(self.value)}
        connection.execute(sa.update(self.table).where(own == self.key).values(values))


def _texts_with(connection: Connection, wording: Wording) -> Iterator[_Text]:
    columns = (CHANGE_SETS.c.about, _COLLECTIONS.c.title, _COLLECTIONS.c.about, _LINKS.c.email)
    for column in columns:
        (own,) = column.table.primary_key.columns
        for key, value in connection.execute(sa.select(own, column).where(column.is_not(None))):
            if wording.stands_in(value):
                yield _Text(column.table, column, value, key)


def with_file_rewritten(engine: Engine, erased: Erased) -> Erased:
    """Let nothing remain in an SQLite file of what was erased from its tables; PostgreSQL does so by vacuuming."""
    if not erased.anything or engine.dialect.name != "sqlite":
        return erased
    return replace(erased, file_rewritten=compact(engine))
