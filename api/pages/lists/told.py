"""What a page says after rows of a list were stored: how many records, and the way to take all of them back."""

from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from fastapi import Query
from sqlalchemy import Connection

from api.access.viewer import Viewer
from api.change_sets import CHANGE_SETS
from api.pages.editing.confirmation import undo_address
from api.queries.history import get_change_set
from api.queries.past import past_of
from api.table_words import SEVERAL
from models.errors import NotFoundError
from models.vocabulary import ChangeKind

SavedQuery = Annotated[int, Query(alias="sparat", ge=0, le=2**31 - 1)]
NOT_SAVED = -1


@dataclass(frozen=True)
class Stored:
    """How many records of one kind were stored: a Swedish message of what they are, how many new and changed."""

    kind: str
    new: int
    changed: int


@dataclass(frozen=True)
class SavedTold:
    """What was stored of a list.

    Attributes:
        name: what the list is called.
        stored: how much of it; nothing when all of it was registered already.
        undone: whether it was taken back since.
        address: where the change set is told.
        undo_address: what takes it back when it is sent there; empty when there is nothing to take back.
    """

    name: str
    stored: tuple[Stored, ...]
    undone: bool
    address: str
    undo_address: str


def saved_told(connection: Connection, viewer: Viewer, change_set: int) -> SavedTold | None:
    """Return what was stored, if the viewer did it by reading a list in; else None."""
    if change_set == NOT_SAVED:
        return None
    if change_set == 0:
        return SavedTold("", (), False, "", "")
    asked = sa.select(CHANGE_SETS.c.account_id, CHANGE_SETS.c.kind).where(CHANGE_SETS.c.id == change_set)
    row = connection.execute(asked).first()
    if row is None or row[0] != viewer.account_id or row[1] != ChangeKind.IMPORT:
        return None
    try:
        found = get_change_set(past_of(connection, viewer), change_set)
    except NotFoundError:
        return None
    stored = tuple(Stored(SEVERAL[name], counts.created, counts.changed) for name, counts in found.counts.items())
    undone = found.undone_by is not None
    return SavedTold(
        found.about or "", stored, undone, f"/historik/{change_set}", "" if undone else undo_address(change_set)
    )
