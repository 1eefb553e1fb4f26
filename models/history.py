"""The tables of the register's history: who changed what together, and what was there before.

A record's row says in which change set it came and last changed. The history keeps what a change or deletion
replaced, never what is current, so that a large import is written once.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime, coded
from models.vocabulary import ChangeKind


class ChangeSetRow(SQLModel, table=True):
    """What one person or import changed at once, and what can be undone at once.

    `account_id` refers to nothing on purpose: the history stays when an account is erased. `actor_id` is the actor that
    said it itself, without an account, and refers to nothing either.
    """

    __tablename__ = "change_sets"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime, nullable=False, index=True)
    kind: ChangeKind = coded(ChangeKind)
    account_id: str | None = Field(default=None, max_length=36, index=True)
    actor_id: str | None = Field(default=None, max_length=100)
    about: str | None = None
    undoes: int | None = Field(default=None, foreign_key="change_sets.id", index=True)


class HistoryRow(SQLModel, table=True):
    """A record as it was until a change set replaced or deleted it.

    `record_key` is its key as a JSON list of cells, `version` the version that ended, and `created_in` the
    change set in which the record had come.
    """

    __tablename__ = "history"
    __table_args__ = (sa.Index("ix_history_record", "table_name", "record_key"),)

    id: int | None = Field(default=None, primary_key=True)
    change_set_id: int = Field(foreign_key="change_sets.id", index=True)
    table_name: str = Field(max_length=40)
    record_key: str
    created_in: int = Field(foreign_key="change_sets.id", index=True)
    version: int
    deleted: bool
    before: dict[str, Any] = Field(sa_type=sa.JSON, nullable=False)
