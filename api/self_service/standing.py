"""How what is registered of an actor stands with it: who said it, when it was last confirmed, what is new to it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.rights import colleagues_by_actor, colleagues_of
from api.access.seen import Seen
from api.access.viewer import Viewer, author_named
from api.queries.batches import batched
from api.queries.keys import CHANGE_SETS, key_text, record_key, with_keys
from api.queries.speakers import speakers_of
from api.self_service.confirmations import last_confirmed
from graph.packages import key_of
from models.package_files import PackageFile
from models.records import Record, Tie
from models.tables import TABLES
from models.vocabulary import Confirmation


class Side(StrEnum):
    """Who stands behind a statement, as the actor that answers sees it."""

    OWN = "own"
    OTHER = "other"
    SOMEBODY = "somebody"


class News(StrEnum):
    """What others have done with a record since the actor answered last."""

    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True)
class Standing:
    """How a record stands with the actor that answers.

    Attributes:
        version: of the record, so that nobody confirms what they have not seen.
        side: who stands behind it.
        confirmed_at: when an actor last said that it is right.
        changed_at: when it came or was last changed.
        changed_by: who did that, as `Viewer.author` names them.
        is_new: whether it has been as it is since it came.
    """

    version: int
    side: Side
    confirmed_at: datetime | None
    changed_at: datetime
    changed_by: str | None
    is_new: bool

    def news(self, answered_at: datetime | None, own: str | None) -> News | None:
        """Return what others have done since a moment; None without a moment, and where nobody has done anything."""
        if answered_at is None or self.changed_at <= answered_at or self.changed_by == own:
            return None
        return News.NEW if self.is_new else News.CHANGED


@dataclass(frozen=True)
class Asked:
    """A record that an actor is asked about.

    Attributes:
        file, record: the actor itself, a tie, or the actor's own part in a forum and so on.
        key: of the record, as the history writes it.
        standing: how it stands with the actor.
    """

    file: PackageFile
    record: Record
    key: str
    standing: Standing

    @property
    def name(self) -> str:
        """What names the record among all that the actor is asked about."""
        return f"{self.file.name}:{self.key}"

    @property
    def anchor(self) -> str:
        """The id of its element on the page."""
        return anchor_of(self.name)

    @property
    def confirmation(self) -> Confirmation | None:
        """Who stands behind it; None where records of its kind do not say."""
        said: Confirmation | None = getattr(self.record, "confirmation", None)
        return said

    @property
    def agreed(self) -> Confirmation | None:
        """Who stands behind it once the actor has said that it is right."""
        return agreed(self.confirmation, self.standing.side) if self.confirmation else None

    @property
    def is_disputed(self) -> bool:
        """Whether one of those concerned says that it is wrong."""
        return self.confirmation is Confirmation.DISPUTED


def anchor_of(name: str) -> str:
    """Return the id of the element that shows a record, by its table and key; it stays however the record changes."""
    return "r-" + hashlib.sha256(name.encode()).hexdigest()[:10]


def standings_of(
    seen: Seen, connection: Connection, viewer: Viewer, file: PackageFile, records: Sequence[Record]
) -> Mapping[str, Standing]:
    """Return how records stand with the actor that a viewer answers for, by key as the history writes it."""
    confirmed = last_confirmed(seen, file, records)
    sides = _Sides(connection, viewer, records)
    says = "confirmation" in file.columns
    speakers = speakers_of(connection, file, records) if says else {}
    keys = {key_text(key_of(file, record)): record for record in records}
    return {
        row.key: Standing(
            version=row.version,
            side=sides.of(keys[row.key], speakers.get(row.key)),
            confirmed_at=confirmed.get(row.key),
            changed_at=row.at,
            changed_by=author_named(row.account_id, row.actor_id),
            is_new=row.created_in == row.changed_in,
        )
        for row in _stamps(connection, file, sorted(keys))
    }


def agreed(confirmation: Confirmation, side: Side) -> Confirmation:
    """Return who stands behind a statement once the actor has said that it is right.

    What the other side said alone both say then. What third parties said one party says. A dispute ends when whoever
    began it says so, and what is better confirmed stays as it is.

    >>> agreed(Confirmation.ONE_PARTY, Side.OTHER), agreed(Confirmation.ONE_PARTY, Side.OWN)
    (<Confirmation.BOTH: 'both'>, <Confirmation.ONE_PARTY: 'one_party'>)
    """
    if confirmation is Confirmation.ONE_PARTY and side is not Side.OWN:
        return Confirmation.BOTH
    if confirmation is Confirmation.THIRD_PARTY or (confirmation is Confirmation.DISPUTED and side is Side.OWN):
        return Confirmation.ONE_PARTY
    return confirmation


class _Sides:
    """Tells on which side of a record somebody stands."""

    def __init__(self, connection: Connection, viewer: Viewer, records: Sequence[Record]) -> None:
        self._own = colleagues_of(connection, viewer)
        self._actors = viewer.speaks_for
        named = {actor for record in records if isinstance(record, Tie) for actor in (record.actor_a, record.actor_b)}
        self._speakers = colleagues_by_actor(connection, named - self._actors)

    def of(self, record: Record, author: str | None) -> Side:
        if author in self._own:
            return Side.OWN
        if author and isinstance(record, Tie):
            others = {record.actor_a, record.actor_b} - self._actors
            if any(author in self._speakers[other] for other in others):
                return Side.OTHER
        return Side.SOMEBODY


def _stamps(connection: Connection, file: PackageFile, keys: Sequence[str]) -> list[sa.Row[Any]]:
    table, found = TABLES[file.name], list[sa.Row[Any]]()
    asked = sa.select(
        record_key(file, table).label("key"),
        table.c.version,
        table.c.created_in,
        table.c.changed_in,
        CHANGE_SETS.c.at,
        CHANGE_SETS.c.account_id,
        CHANGE_SETS.c.actor_id,
    ).join(CHANGE_SETS, CHANGE_SETS.c.id == table.c.changed_in)
    for some in batched(keys):
        found.extend(connection.execute(asked.where(with_keys(file, table, some))))
    return found
