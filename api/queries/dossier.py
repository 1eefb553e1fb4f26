"""All that the register holds about one actor, and what those records refer to."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from api.access.seen import Seen
from api.access.unseen import GROUPS
from api.queries.register import load_register
from graph.register import Register
from models.errors import NotFoundError

_NAMING = {
    "ties": ("actor_a", "actor_b"),
    "grants": ("grantor_id", "recipient_id"),
    **{links: ("actor_id",) for _, links, _ in GROUPS},
}
"""The columns that name actors, in the tables that a dossier reads."""


def load_dossier(seen: Seen, actor_id: str) -> Register:
    """Return what is registered about an actor.

    The register holds the actor, its units and parents and federations, everything it takes part in with all
    who do, and every place.

    Raises:
        NotFoundError: when there is no such actor.
    """
    actors = seen["actors"]
    if seen.execute(sa.select(actors.c.id).where(actors.c.id == actor_id)).first() is None:
        raise NotFoundError("actors", actor_id)
    keep = _about(seen, actor_id)
    federations = sa.select(seen["actor_federations"].c.federation_id).where(
        seen["actor_federations"].c.actor_id == actor_id
    )
    whole = sa.select(actors.c.parent_id).where(actors.c.id == actor_id)
    named = sa.union(federations, *_named(seen, keep)).subquery()
    keep["actors"] = sa.or_(
        actors.c.id == actor_id,
        actors.c.parent_id == actor_id,
        actors.c.id.in_(whole),
        actors.c.id.in_(sa.select(named.c[0])),
    )
    return load_register(seen, keep)


def _about(seen: Seen, actor_id: str) -> dict[str, sa.ColumnElement[bool]]:
    """Return for each table which rows are about the actor; of places all."""
    ties, grants = seen["ties"], seen["grants"]
    keep: dict[str, sa.ColumnElement[bool]] = {
        "places": sa.true(),
        "inventories": sa.false(),
        "ties": sa.or_(ties.c.actor_a == actor_id, ties.c.actor_b == actor_id),
        "grants": sa.or_(grants.c.grantor_id == actor_id, grants.c.recipient_id == actor_id),
        "mandates": seen["mandates"].c.actor_id == actor_id,
        "completeness": seen["completeness"].c.actor_id == actor_id,
    }
    for group, links, key in GROUPS:
        shared = sa.select(seen[links].c[key]).where(seen[links].c.actor_id == actor_id)
        keep[group] = seen[group].c.id.in_(shared)
        keep[links] = seen[links].c[key].in_(shared)
    return keep


def _named(seen: Seen, keep: Mapping[str, sa.ColumnElement[bool]]) -> Iterable[sa.Select[Any]]:
    return [
        sa.select(seen[table].c[column]).where(keep[table]) for table, columns in _NAMING.items() for column in columns
    ]
