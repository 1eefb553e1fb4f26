"""What roles are held for, by name and as choices, as far as the viewer may see it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from api.access.roles import GivenRole
from api.access.seen import Seen
from api.access.viewer import HeldRole
from models.text import swedish_order

MOST_SUGGESTED = 2000

Choices = tuple[tuple[str, str], ...]
"""Ids and names, in alphabetical order."""


@dataclass(frozen=True)
class NamedRole:
    """A role with the name of what it is held for, empty where it is for everything or may not be seen.

    Attributes:
        id: that of its row; 0 for one that is only offered.
        held: the role.
        subject: the name of its place or actor.
    """

    id: int
    held: HeldRole
    subject: str


def named_roles(seen: Seen, roles: Iterable[GivenRole]) -> tuple[NamedRole, ...]:
    """Return roles with the names of what they are held for."""
    every = tuple(roles)
    places = _names(seen, "places", {role.held.place_id for role in every})
    actors = _names(seen, "actors", {role.held.actor_id for role in every})
    return tuple(
        NamedRole(role.id, role.held, places.get(role.held.place_id) or actors.get(role.held.actor_id) or "")
        for role in every
    )


def place_choices(seen: Seen, places: Collection[str] | None) -> Choices:
    """Return the places that a role can be given for; None is all that may be seen."""
    table = seen["places"]
    asked = sa.select(table.c.id, table.c.name)
    return _sorted(seen, asked if places is None else asked.where(table.c.id.in_(places)))


def actor_choices(seen: Seen, places: Collection[str] | None) -> Choices:
    """Return the actors that a role can be given for, those at home in these places, or all that may be seen."""
    table = seen["actors"]
    asked = sa.select(table.c.id, table.c.name)
    return _sorted(seen, asked if places is None else asked.where(table.c.place_id.in_(places)))[:MOST_SUGGESTED]


def _names(seen: Seen, table: str, ids: Iterable[str | None]) -> Mapping[str | None, str]:
    rows = seen[table]
    wanted = [record_id for record_id in ids if record_id]
    found = seen.execute(sa.select(rows.c.id, rows.c.name).where(rows.c.id.in_(wanted))) if wanted else ()
    return {row.id: row.name for row in found}


def _sorted(seen: Seen, asked: "sa.Select[tuple[str, str]]") -> Choices:
    return tuple(sorted(((row.id, row.name) for row in seen.execute(asked)), key=lambda pair: swedish_order(pair[1])))
