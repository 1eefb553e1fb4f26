"""The tables about actors that may be the same: what a person has said of two, and which have been made one."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.columns import UtcDateTime

LONGEST_ID = 100
LONGEST_ACCOUNT_ID = 36


def _actor(*, index: bool) -> Any:
    """Declare one of two actors, with which the row goes."""
    return Field(foreign_key="actors.id", ondelete="CASCADE", primary_key=True, index=index, max_length=LONGEST_ID)


class DifferentActorsRow(SQLModel, table=True):
    """That somebody has said of two actors that look alike that they are different; `actor_a` is the lesser id.

    `account_id` refers to nothing on purpose: what was said stays when an account is erased.
    """

    __tablename__ = "different_actors"

    actor_a: str = _actor(index=False)
    actor_b: str = _actor(index=True)
    account_id: str | None = Field(default=None, max_length=LONGEST_ACCOUNT_ID)
    at: datetime = Field(sa_type=UtcDateTime, nullable=False)


class MergeRow(SQLModel, table=True):
    """Which actor a change set made a part of which, and what beside the register went along.

    The ids refer to nothing on purpose: the dropped actor is gone, and the kept one may become a part of a third.
    `roles` holds the accounts that spoke for the dropped actor, `different` what was said of it and others; each
    with `both` where the same held for the kept actor already, so that undoing takes from that only what it was given.
    `answers` holds what the dropped actor had said or been asked without an account, and which links were revoked.
    """

    __tablename__ = "merges"

    change_set_id: int = Field(
        foreign_key="change_sets.id", primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    kept_id: str = Field(max_length=LONGEST_ID)
    dropped_id: str = Field(index=True, max_length=LONGEST_ID)
    roles: list[dict[str, Any]] = Field(sa_type=sa.JSON, nullable=False)
    different: list[dict[str, Any]] = Field(sa_type=sa.JSON, nullable=False)
    answers: dict[str, Any] = Field(
        default={}, sa_type=sa.JSON, nullable=False, sa_column_kwargs={"server_default": "{}"}
    )
