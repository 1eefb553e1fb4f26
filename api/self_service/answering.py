"""What an actor answers by its own link, each answer in one change set: right, wrong, all of it, or leave us out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine

from api.access.gate import Gate
from api.change_sets import hold_revision
from api.database import writing
from api.editing import Editing, editing
from api.new_ids import with_id
from api.queries.batches import batched
from api.queries.keys import CHANGE_SETS, key_text, record_key, with_keys
from api.self_service.answer_links import AnswerLink, stamp, stamp_all
from api.self_service.confirmations import confirm, touched_keys, unconfirm
from api.self_service.standing import Asked
from api.self_service.wishes import forget_wish, is_left_out, leave_out, let_stay
from api.undoing import undo_within
from models.errors import ChangedMeanwhileError, ForbiddenError, NotFoundError, TooMuchSaidError
from models.package_files import FILES, PackageFile
from models.records import Record
from models.tables import TABLES
from models.vocabulary import ActorVisibility, ChangeKind, Confirmation

Values = Mapping[str, Any]


MOST_SAID_A_DAY = 100
"""An actor has some tens of collaborations; whoever tells of more in a day writes them for somebody else's harm."""


class Answering:
    """What somebody does who has an actor's link.

    Args:
        engine: the register.
        gate: the clock.
        link: whose.
    """

    def __init__(self, engine: Engine, gate: Gate, link: AnswerLink) -> None:
        self._engine, self._gate, self._link = engine, gate, link

    def agree(self, asked: Asked, version: int) -> int | None:
        """Keep that a record is right, and return the change set, None where nothing else was to be said.

        Raises:
            ChangedMeanwhileError: it is of another version by now.
            ForbiddenError: it is not for this side to say: another disputes it.
        """
        if asked.agreed is Confirmation.DISPUTED:
            raise ForbiddenError
        with self._under_way() as edit:
            _require_unchanged(edit, [asked])
            self._agree(edit, asked, version)
            confirm(edit.connection, self._link.actor_id, [(asked.file, asked.record)], self._gate.now())
        return edit.change_set

    def dispute(self, asked: Asked, version: int) -> int | None:
        """Let a record leave the network, because the actor says that it is wrong.

        Raises:
            ChangedMeanwhileError, ForbiddenError: as for `agree`; nobody disputes that a need is seen.
        """
        if asked.confirmation is None:
            raise ForbiddenError
        with self._under_way() as edit:
            disputed = {"confirmation": Confirmation.DISPUTED}
            edit.change(asked.file, asked.file.key_of(asked.record), version, disputed, whole=False)
            # Whoever says now that it is wrong confirms it no more.
            unconfirm(edit.connection, self._link.actor_id, [(asked.file.name, asked.key)])
        return edit.change_set

    def create(self, file: PackageFile, values: Values) -> int | None:
        """Store a new record, which the actor has thereby said to be right.

        Raises:
            InvalidRecordError, ForbiddenError: as `Editing.create`.
            TooMuchSaidError: so much came by the actor's own word lately that somebody has to look at it first.
        """
        with self._under_way() as edit:
            if self._said_lately(edit) >= MOST_SAID_A_DAY:
                raise TooMuchSaidError
            stored = edit.create(file, with_id(file, values))
            confirm(edit.connection, self._link.actor_id, [(file, stored.record)], self._gate.now())
        return edit.change_set

    def change(self, asked: Asked, version: int, values: Values) -> int | None:
        """Store a changed record, which the actor has thereby said to be right.

        What two have said together, and one of them now says otherwise, is again what one party says.

        Raises:
            ChangedMeanwhileError, InvalidRecordError, NotFoundError, ForbiddenError: as `Editing.change`.
        """
        with self._under_way() as edit:
            said = {**values, "confirmation": Confirmation.ONE_PARTY} if _is_said_otherwise(asked, values) else values
            stored = edit.change(asked.file, asked.file.key_of(asked.record), version, said, whole=False)
            confirm(edit.connection, self._link.actor_id, [(asked.file, stored.record)], self._gate.now())
            if _is_hidden(asked.record) and not _is_hidden(stored.record):
                forget_wish(edit.connection, self._link.actor_id)
        return edit.change_set

    def declare_complete(self, day: date) -> int | None:
        """Keep that the actor has no other collaborations; said twice on a day it is said once."""
        with self._under_way() as edit:
            file, said = FILES["completeness"], {"actor_id": self._link.actor_id, "date": day}
            known = sa.select(sa.literal(1)).where(*(TABLES[file.name].c[name] == said[name] for name in file.key))
            if edit.connection.execute(known).first() is None:
                edit.create(file, said)
        return edit.change_set

    def send(self, asked: Iterable[Asked]) -> int | None:
        """Keep that all is right that nobody disputes, and that the actor has answered.

        Raises:
            ChangedMeanwhileError: something is of another version by now.
        """
        right = [each for each in asked if not each.is_disputed]
        with self._under_way() as edit:
            _require_unchanged(edit, right)
            for each in right:
                self._agree(edit, each, each.standing.version)
            moment = self._gate.now()
            confirm(edit.connection, self._link.actor_id, [(each.file, each.record) for each in right], moment)
            stamp_all(edit.connection, self._link, moment, answered_at=moment)
        return edit.change_set

    def greet(self, greeting: str) -> None:
        """Keep what the actor tells whoever coordinates; nothing takes back what was said before."""
        with self._under_way() as edit:
            stamp(edit.connection, self._link.id, greeting=greeting or None)

    def leave_out(self, asked: Asked) -> int | None:
        """Let nobody see the actor from now on but itself and those who look after the place."""
        with self._under_way() as edit:
            leave_out(edit, self._link.actor_id, asked.standing.version, self._link.id, self._gate.now())
        return edit.change_set

    def come_back(self) -> int | None:
        """Let the actor be seen as before it asked to be left out, by whichever of its links it did."""
        with self._under_way() as edit:
            let_stay(edit, self._link.actor_id)
        return edit.change_set

    def take_back(self, change_set: int) -> None:
        """Take back what the actor did in a change set by its own link, and that it confirmed what it was about.

        Raises:
            NotFoundError: the actor did no such thing.
            CannotUndoError: something stands in the way.
        """
        own = self._link.actor_id
        with writing(self._engine) as connection:
            hold_revision(connection)
            made = sa.select(CHANGE_SETS.c.actor_id, CHANGE_SETS.c.at).where(CHANGE_SETS.c.id == change_set)
            row = connection.execute(made).first()
            if row is None or row.actor_id != own:
                raise NotFoundError("change_sets", str(change_set))
            touched = list(touched_keys(connection, change_set))
            undo_within(connection, self._link.viewer, change_set)
            unconfirm(connection, own, touched, row.at)
            if ("actors", key_text((own,))) in touched and not is_left_out(connection, own):
                forget_wish(connection, own)

    @contextmanager
    def _under_way(self) -> Iterator[Editing]:
        """Give one change to the register, and note that somebody uses the link: reading is no proof of a person."""
        with editing(self._engine, self._link.viewer, ChangeKind.SELF_SERVICE) as edit:
            if self._link.opened_at is None:
                stamp(edit.connection, self._link.id, opened_at=self._gate.now())
            yield edit

    def _said_lately(self, edit: Editing) -> int:
        """Return how many changes the actor made by its own word since a day ago."""
        lately = (
            CHANGE_SETS.c.actor_id == self._link.actor_id,
            CHANGE_SETS.c.at > self._gate.now() - timedelta(days=1),
        )
        counted = sa.select(sa.func.count()).select_from(CHANGE_SETS).where(*lately)
        return int(edit.connection.execute(counted).scalar_one())

    def _agree(self, edit: Editing, asked: Asked, version: int) -> None:
        if asked.agreed != asked.confirmation or version != asked.standing.version:
            agreed = {"confirmation": asked.agreed} if asked.agreed else {}
            edit.change(asked.file, asked.file.key_of(asked.record), version, agreed, whole=False)


def _require_unchanged(edit: Editing, asked: Sequence[Asked]) -> None:
    """Do nothing when records are stored as the actor saw them: nobody confirms what they have not seen.

    Raises:
        ChangedMeanwhileError: one is of another version by now, or gone.
    """
    for file in {each.file.name: each.file for each in asked}.values():
        table, seen = TABLES[file.name], {each.key: each.standing.version for each in asked if each.file is file}
        for some in batched(sorted(seen)):
            stored = sa.select(record_key(file, table), table.c.version).where(with_keys(file, table, some))
            if dict(edit.connection.execute(stored).all()) != {key: seen[key] for key in some}:
                raise ChangedMeanwhileError({}, {})


def _is_hidden(record: Record) -> bool:
    return vars(record).get("visibility") is ActorVisibility.HIDDEN


def _is_said_otherwise(asked: Asked, values: Values) -> bool:
    """Tell whether values change what a tie is, where both parties or a document stand behind it."""
    stood = vars(asked.record)
    together = stood.get("confirmation") in (Confirmation.BOTH, Confirmation.DOCUMENTED)
    return together and any(values.get(name, stood.get(name)) != stood.get(name) for name in ("type", "level"))
