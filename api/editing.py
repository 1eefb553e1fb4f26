"""Creates, changes and deletes records one at a time: checked as an import is, guarded by rights and versions.

What is done in one `editing` is one change set, and with a record goes what would make no sense alone: who takes
part in a deleted forum, say.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine

from api.access.rights import Rights, rights_of
from api.access.viewer import Viewer
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import writing
from api.deletions import all_gone, plan_deletion
from api.editing_checks import Checks
from api.language import message
from api.link_changes import LinkChanges
from api.queries.keys import key_text
from api.queries.register import load_table
from api.queries.speakers import speakers_of
from api.queries.surroundings import author_of, find_stored
from api.record_values import mark_of, validated
from api.sight import Sight
from api.storing import remove, store
from graph.packages import Change, key_of
from graph.packages.personal_texts import personal_texts
from models.errors import ChangedMeanwhileError, InvalidRecordError, TakenIdError
from models.package_files import FILES, PackageFile
from models.records import Record
from models.vocabulary import ChangeKind, Confirmation

Values = Mapping[str, Any]

FIXED_KEY = message("går inte att ändra; skapa en ny post i stället")
TWICE = message("samma aktör står två gånger i samma roll; ta bort den ena raden")


@dataclass(frozen=True)
class Stored:
    """A record as it is in the register, and its version."""

    file: PackageFile
    record: Record
    version: int

    def values(self) -> dict[str, Any]:
        """Return the record and its version, ready to be written as JSON."""
        return {**self.record.model_dump(mode="json"), "version": self.version}

    def warnings(self) -> list[dict[str, str]]:
        """Return what in it seems to be about a person, ready to be written as JSON."""
        return [{"field": column, "reason": reason} for column, reason in personal_texts(self.file, self.record)]


class Editing:
    """One change to the register under way, inside its transaction.

    Attributes:
        connection: for what is written beside the register when the change is.
        change_set: what is stored belongs to it; None as long as nothing is.
    """

    def __init__(self, connection: Connection, viewer: Viewer, kind: ChangeKind = ChangeKind.EDIT) -> None:
        self.connection = connection
        self._deed = Deed(kind, viewer.account_id, actor_id=viewer.answering)
        self._rights: Rights = rights_of(connection, viewer)
        self._sight = Sight(connection, viewer)
        self._checks = Checks(connection, self._sight)
        self.change_set: int | None = None

    @contextmanager
    def together(self) -> Iterator[None]:
        """Check what is stored in the block when it ends: a partnership can change with its parties, but not before.

        Raises:
            InvalidRecordError: what was stored cannot stay as it is.
        """
        with self._checks.postponed():
            yield

    def create(self, file: PackageFile, values: Values) -> Stored:
        """Store a new record.

        Raises:
            InvalidRecordError: it cannot be stored as it is.
            TakenIdError: there is one with that key.
            ForbiddenError: the viewer may not.
        """
        self._rights.require_somebody()
        record = validated(file, values)
        self._sight.require_known(file, [record])
        self._rights.require(file, None, record, None)
        if find_stored(self.connection, file, file.key_of(record)):
            raise TakenIdError
        self._checks.require(file, [record])
        store(self.connection, {file.name: [record]}, [], self._begin())
        self._sight.note_made(file, record)
        return Stored(file, record, 1)

    def change(self, file: PackageFile, key: Sequence[object], version: int, values: Values, *, whole: bool) -> Stored:
        """Store a changed record.

        Args:
            key: the values of its key.
            version: the version that the change was made from.
            values: the new values of its fields.
            whole: whether fields that `values` lacks are cleared, or stay as they are.

        Raises:
            NotFoundError: the viewer sees no such record.
            ChangedMeanwhileError: it is of another version by now.
            InvalidRecordError: it cannot be stored as it would be.
            ForbiddenError: the viewer may not.
        """
        self._rights.require_somebody()
        stored, current, author = self._sight.find(file, key)
        before = self._sight.shown(file, stored)
        fixed = dict(zip(file.key, key, strict=True))
        if other := [(column, FIXED_KEY) for column, value in fixed.items() if values.get(column, value) != value]:
            raise InvalidRecordError(other)
        kept = {} if whole else before.model_dump(mode="json")
        if version != current:
            raise ChangedMeanwhileError(Stored(file, before, current).values(), {**kept, **values, **fixed})
        after = validated(file, {**kept, **values, **fixed})
        self._sight.require_known(file, [after], before)
        after = self._sight.completed(file, stored, after)
        self._rights.require(file, stored, after, self._author(file, stored, after, author))
        if after == stored:
            return Stored(file, before, current)
        self._checks.require(file, [after], stored)
        store(self.connection, {}, [Change(file.name, key_of(file, stored), stored, after)], self._begin())
        return Stored(file, self._sight.shown(file, after), current + 1)

    def delete(self, file: PackageFile, key: Sequence[object], version: int, *, along: bool = False) -> None:
        """Delete a record, with what says who takes part in it; the history keeps all of it.

        Args:
            along: whether records that are about nothing else, such as the mandates of an actor, go with it.

        Raises:
            NotFoundError: the viewer sees no such record.
            ChangedMeanwhileError: it is of another version by now.
            StillNamedError: other records name it.
            ForbiddenError: the viewer may not.
        """
        self._rights.require_somebody()
        before, current, author = self._sight.find(file, key)
        self._rights.require(file, before, None, author)
        if version != current:
            raise ChangedMeanwhileError(Stored(file, self._sight.shown(file, before), current).values(), {})
        gone: dict[str, Sequence[Record]] = {file.name: [before]}
        fewer: tuple[Change, ...] = ()
        if file.key == ("id",):
            deletion = plan_deletion(self.connection, self._sight.seen, file, vars(before)["id"])
            deletion.require_free(along=along)
            gone, fewer = all_gone(file, before, deletion, along=along), deletion.fewer
            for name, records in (deletion.along if along else {}).items():
                for record in records:
                    self._rights.require(FILES[name], record, None, None)
        change_set = self._begin()
        store(self.connection, {}, fewer, change_set)
        remove(self.connection, gone, change_set)

    def replace_links(self, links: PackageFile, owner: str, known: str, rows: Sequence[Values]) -> tuple[Record, ...]:
        """Store anew who takes part in something, as a whole.

        Args:
            links: the file of the rows; the first column of its key names what they are about.
            owner: the id of the record that they are about.
            known: the mark of the rows that the change was made from, as `mark_of` gives it.
            rows: the new rows; their owner is filled in.

        Raises:
            NotFoundError, ChangedMeanwhileError, InvalidRecordError, ForbiddenError: as for `change`.
        """
        self._rights.require_somebody()
        column = links.key[0]
        self._sight.find(FILES[links.references[column]], [owner])
        # Rows that the viewer may not see stay as they are, whatever is sent.
        seen = self._sight.seen
        before = load_table(seen, links.name, {links.name: seen[links.name].c[column] == owner})
        if any(row.get(column, owner) != owner for row in rows):
            raise InvalidRecordError([(column, FIXED_KEY)])
        wanted = [validated(links, {**row, column: owner}) for row in rows]
        self._sight.require_known(links, wanted)
        if known != mark_of(before):
            current = [row.model_dump(mode="json") for row in before]
            raise ChangedMeanwhileError({"items": current}, {"items": [row.model_dump(mode="json") for row in wanted]})
        changes = LinkChanges.between(links, before, wanted)
        if len(changes.after) < len(wanted):
            raise InvalidRecordError([("items", TWICE)])
        self._replace(links, changes)
        return tuple(changes.after[key] for key in sorted(changes.after))

    def _replace(self, links: PackageFile, changes: LinkChanges) -> None:
        for before, after in changes.steps():
            author = author_of(self.connection, links, before)
            self._rights.require(links, before, after, self._author(links, before, after, author))
        if changes.are_some:
            change_set = self._begin()
            remove(self.connection, {links.name: changes.gone}, change_set)
            self._checks.require(links, changes.to_judge())
            store(self.connection, {links.name: changes.new}, changes.changed, change_set)

    def _author(self, file: PackageFile, before: Record | None, after: Record | None, author: str | None) -> str | None:
        """Return by whom a record counts as said: where both shall stand behind it, the one who does so alone."""
        says = getattr(after, "confirmation", None)
        if before is None or says is not Confirmation.BOTH or vars(before)["confirmation"] is says:
            return author
        return speakers_of(self.connection, file, [before]).get(key_text(key_of(file, before)))

    def _begin(self) -> int:
        """Return the change set of this editing; it begins with what is first stored."""
        if self.change_set is None:
            self.change_set = begin_change_set(self.connection, self._deed)
        return self.change_set


@contextmanager
def editing(engine: Engine, viewer: Viewer, kind: ChangeKind = ChangeKind.EDIT) -> Iterator[Editing]:
    """Give one change to the register: stored as a whole when the block ends, or not at all."""
    with writing(engine) as connection:
        hold_revision(connection)
        yield Editing(connection, viewer, kind)
