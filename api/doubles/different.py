"""What people have said of actors that look alike: that they are different, and need not be asked about again."""

from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from api.access.seen import Seen
from graph.doubles import Pair
from models.tables import TABLES

_DIFFERENT, _ACCOUNTS = TABLES["different_actors"], TABLES["accounts"]


class SaidOfOther(NamedTuple):
    """That an actor is different from another, who said so, and when."""

    other: str
    account_id: str | None
    at: datetime


class SaidOfTwo(NamedTuple):
    """That two actors are different: the two, the account's name where it still exists, and when it was said."""

    pair: Pair
    who: str | None
    at: datetime


def declare_different(connection: Connection, one: str, other: str, account_id: str | None, at: datetime) -> None:
    """Store that two actors are different; nothing happens when somebody has said so before."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    actor_a, actor_b = ordered(one, other)
    said = {"actor_a": actor_a, "actor_b": actor_b, "account_id": account_id, "at": at}
    connection.execute(insert(_DIFFERENT).values(**said).on_conflict_do_nothing())


def withdraw_different(connection: Connection, one: str, other: str) -> None:
    """Let it be a question again whether two actors are the same."""
    actor_a, actor_b = ordered(one, other)
    connection.execute(sa.delete(_DIFFERENT).where(_DIFFERENT.c.actor_a == actor_a, _DIFFERENT.c.actor_b == actor_b))


def different_from(connection: Connection, actor_id: str) -> tuple[SaidOfOther, ...]:
    """Return the actors that one is different from, by id."""
    either = sa.or_(_DIFFERENT.c.actor_a == actor_id, _DIFFERENT.c.actor_b == actor_id)
    rows = connection.execute(sa.select(_DIFFERENT).where(either).order_by(_DIFFERENT.c.actor_a, _DIFFERENT.c.actor_b))
    return tuple(
        SaidOfOther(row.actor_b if row.actor_a == actor_id else row.actor_a, row.account_id, row.at) for row in rows
    )


def different_pairs(seen: Seen, actors: sa.Select[Any]) -> tuple[SaidOfTwo, ...]:
    """Return what was said of pairs among some actors, the latest first.

    Args:
        seen: pairs of which one actor may not be seen are left out.
        actors: selects the ids of the actors.
    """
    shown = seen["different_actors"]
    asked = (
        sa.select(shown.c.actor_a, shown.c.actor_b, _ACCOUNTS.c.name, shown.c.at)
        .select_from(shown.outerjoin(_ACCOUNTS, _ACCOUNTS.c.id == shown.c.account_id))
        .where(shown.c.actor_a.in_(actors), shown.c.actor_b.in_(actors))
        .order_by(shown.c.at.desc(), shown.c.actor_a, shown.c.actor_b)
    )
    return tuple(SaidOfTwo((row.actor_a, row.actor_b), row.name, row.at) for row in seen.execute(asked))


def ordered(one: str, other: str) -> Pair:
    """Return two ids in the order in which they are stored."""
    return (one, other) if one < other else (other, one)
