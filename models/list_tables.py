"""The table of lists that somebody is reading in: kept until what they say is stored, or thrown away."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime
from models.text import LONGEST_NAME


class ListDraftRow(SQLModel, table=True):
    """A list that an account reads into a place. It goes with either of them, and is no part of the register.

    `kind` is what it is a list of, or the format of the file. `content` is what is left of the list, without what
    is about persons, and what was decided about it. The file itself is not kept.
    """

    __tablename__ = "list_drafts"

    id: str = Field(primary_key=True, max_length=36)
    place_id: str = Field(foreign_key="places.id", ondelete="CASCADE", index=True, max_length=100)
    account_id: str = Field(foreign_key="accounts.id", ondelete="CASCADE", index=True, max_length=36)
    name: str = Field(max_length=LONGEST_NAME)
    kind: str = Field(max_length=40)
    created_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime, index=True)
    content: dict[str, Any] = Field(sa_type=sa.JSON, nullable=False)
