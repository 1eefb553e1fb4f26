"""The drafts of lists: stored for the account that made them, until their rows are stored or they are thrown away."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.viewer import Viewer
from api.language import message
from api.lists.contents import ListContent
from models.dates import now
from models.errors import InvalidRequestError, NotFoundError
from models.tables import TABLES

DRAFTS = TABLES["list_drafts"]

MOST_DRAFTS = 20
"""How many one account may have, so that nobody fills the disk with lists."""

KEPT_DAYS = 90
"""A draft that nobody has touched for so long is thrown away."""

TOO_MANY = message("Du har redan 20 utkast till listor. Spara eller kasta något av dem först.")


@dataclass(frozen=True)
class ListDraft:
    """A list that somebody is reading in.

    Attributes:
        id: the last part of its address.
        place_id: the place that it is read into.
        created_at, changed_at: when it was made, and last changed.
        content: what is left of it.
    """

    id: str
    place_id: str
    created_at: datetime
    changed_at: datetime
    content: ListContent


@dataclass(frozen=True)
class DraftSummary:
    """A draft as it is listed: without its rows."""

    id: str
    name: str
    kind: str
    changed_at: datetime


def add_draft(connection: Connection, viewer: Viewer, place_id: str, content: ListContent) -> str:
    """Keep a list and return its id.

    Raises:
        InvalidRequestError: the account has too many.
    """
    count = sa.select(sa.func.count()).select_from(DRAFTS).where(DRAFTS.c.account_id == viewer.account_id)
    if connection.execute(count).scalar_one() >= MOST_DRAFTS:
        raise InvalidRequestError(TOO_MANY)
    moment, draft_id = now(), str(uuid4())
    row = {"id": draft_id, "place_id": place_id, "account_id": viewer.account_id, "created_at": moment}
    connection.execute(sa.insert(DRAFTS).values(**row, **_values(content, moment)))
    return draft_id


def get_draft(
    connection: Connection, viewer: Viewer, place_id: str, draft_id: str, *, writing: bool = False
) -> ListDraft:
    """Return a draft of the viewer's own.

    Args:
        writing: whether it is going to be changed, so that nobody else does meanwhile.

    Raises:
        NotFoundError: they have no such draft at that place.
    """
    asked = sa.select(DRAFTS).where(*_own(viewer, place_id), DRAFTS.c.id == draft_id)
    row = connection.execute(asked.with_for_update() if writing else asked).mappings().first()
    if row is None:
        raise NotFoundError("list_drafts", draft_id)
    content = ListContent.of(row["content"])
    return ListDraft(row["id"], row["place_id"], row["created_at"], row["changed_at"], content)


def change_draft(connection: Connection, draft: ListDraft, content: ListContent) -> ListDraft:
    """Keep another content of a draft, as a version later; a list with nothing left goes."""
    kept, moment = content.counted(), now()
    if not kept.held.height:
        remove_draft(connection, draft)
    else:
        changed = sa.update(DRAFTS).where(DRAFTS.c.id == draft.id).values(**_values(kept, moment))
        connection.execute(changed)
    return replace(draft, content=kept, changed_at=moment)


def remove_draft(connection: Connection, draft: ListDraft) -> None:
    """Throw a draft away."""
    connection.execute(sa.delete(DRAFTS).where(DRAFTS.c.id == draft.id))


def drafts_of(connection: Connection, viewer: Viewer, place_id: str) -> tuple[DraftSummary, ...]:
    """Return the viewer's drafts at a place, the last changed first."""
    columns = (DRAFTS.c.id, DRAFTS.c.name, DRAFTS.c.kind, DRAFTS.c.changed_at)
    asked = sa.select(*columns).where(*_own(viewer, place_id)).order_by(DRAFTS.c.changed_at.desc(), DRAFTS.c.id)
    return tuple(DraftSummary(*row) for row in connection.execute(asked))


def _own(viewer: Viewer, place_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return DRAFTS.c.account_id == viewer.account_id, DRAFTS.c.place_id == place_id


def _values(content: ListContent, moment: datetime) -> Mapping[str, Any]:
    kept = {"name": content.held.name, "kind": content.held.kind}
    return {**kept, "changed_at": moment, "content": content.values()}
