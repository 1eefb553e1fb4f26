"""Which rows the analysis of a place can read, as conditions on the tables.

A register of a whole country is too large to load for one municipality. The conditions follow the rules of
`graph.belonging` without their dates, so that they hold on every day, and keep a little more than is needed;
a test asserts that an analysis of what they keep equals one of everything.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

import sqlalchemy as sa

from api.access.seen import Seen
from api.access.unseen import GROUPS
from models.vocabulary import MandateKind

Condition: TypeAlias = sa.ColumnElement[bool]
Ids: TypeAlias = sa.Select[Any] | sa.CompoundSelect[Any]


def reach_of(seen: Seen, place_id: str) -> Mapping[str, Condition]:
    """Return for each table of `seen` which rows the analysis of `place_id` can read, on any day and in any view."""
    actors, ties, mandates, grants = seen["actors"], seen["ties"], seen["mandates"], seen["grants"]
    inside, above = places_within(seen, place_id), places_above(seen, place_id)
    home = _ids(sa.select(actors.c.id).where(actors.c.place_id.in_(inside)), "home_actors")
    tied = sa.or_(ties.c.place_id.in_(inside), ties.c.actor_a.in_(home), ties.c.actor_b.in_(home))
    system = _ids(_system(seen, inside, home, tied), "system_actors")
    covering = sa.union(inside, above)
    keep: dict[str, Condition] = {"places": sa.true(), "ties": tied}
    for group, links, key in GROUPS:
        # People may be invited to a forum of a place above; of other things only those inside matter.
        placed = covering if group == "forums" else inside
        reached = _ids(_reached(seen[group], seen[links], key, placed, system), f"reached_{group}")
        keep[group] = seen[group].c.id.in_(reached)
        keep[links] = seen[links].c[key].in_(reached)
    located_above = sa.select(actors.c.id).where(actors.c.place_id.in_(covering))
    decides = sa.and_(
        mandates.c.kind == MandateKind.DECIDES,
        sa.or_(mandates.c.place_id.in_(covering), mandates.c.actor_id.in_(located_above)),
    )
    keep["mandates"] = sa.or_(mandates.c.actor_id.in_(system), decides)
    keep["grants"] = sa.or_(grants.c.grantor_id.in_(system), grants.c.recipient_id.in_(system))
    keep["inventories"] = seen["inventories"].c.place_id.in_(inside)
    keep["completeness"] = seen["completeness"].c.actor_id.in_(system)
    keep["actors"] = actors.c.id.in_(_with_parents(seen, sa.union(system, *_named(seen, keep))))
    return keep


def places_within(seen: Seen, place_id: str) -> Ids:
    """Return the ids of a place and of every place below it."""
    places = seen["places"]
    tree = sa.select(places.c.id).where(places.c.id == place_id).cte("places_within", recursive=True)
    tree = tree.union(sa.select(places.c.id).where(places.c.parent_id == tree.c.id))
    return sa.select(tree.c.id)


def places_above(seen: Seen, place_id: str) -> Ids:
    """Return the ids of the places above a place."""
    places = seen["places"]
    tree = sa.select(places.c.parent_id.label("id")).where(places.c.id == place_id)
    chain = tree.cte("places_above", recursive=True)
    chain = chain.union(sa.select(places.c.parent_id).where(places.c.id == chain.c.id))
    return sa.select(chain.c.id).where(chain.c.id.is_not(None))


def _system(seen: Seen, inside: Ids, home: Ids, tied: Condition) -> Ids:
    """Return the actors of the place's system: at home, or sharing a record with home or placed inside."""
    ties, mandates = seen["ties"], seen["mandates"]
    parts: list[Ids] = [
        home,
        sa.select(ties.c.actor_a).where(tied),
        sa.select(ties.c.actor_b).where(tied),
        sa.select(mandates.c.actor_id).where(mandates.c.place_id.in_(inside)),
    ]
    for group, links, key in GROUPS:
        placed = sa.select(seen[group].c.id).where(seen[group].c.place_id.in_(inside))
        shared = sa.select(seen[links].c[key]).where(seen[links].c.actor_id.in_(home))
        parts.append(sa.select(seen[links].c.actor_id).where(seen[links].c[key].in_(sa.union(placed, shared))))
    return sa.union(*parts)


def _reached(group: sa.FromClause, links: sa.FromClause, key: str, placed: Ids, system: Ids) -> Ids:
    """Return the records placed there, those an actor of the system takes part in, and those of nobody anywhere."""
    with_system = sa.select(links.c[key]).where(links.c.actor_id.in_(system))
    of_nobody = sa.and_(group.c.place_id.is_(None), group.c.id.not_in(sa.select(links.c[key])))
    return sa.select(group.c.id).where(sa.or_(group.c.place_id.in_(placed), group.c.id.in_(with_system), of_nobody))


def _named(seen: Seen, keep: Mapping[str, Condition]) -> list[Ids]:
    """Return the actors that kept records name, one query for each column that names them."""
    naming = {
        "ties": ("actor_a", "actor_b"),
        "mandates": ("actor_id",),
        "grants": ("grantor_id", "recipient_id"),
        **{links: ("actor_id",) for _, links, _ in GROUPS},
    }
    return [
        sa.select(seen[table].c[column]).where(keep[table]) for table, columns in naming.items() for column in columns
    ]


def _with_parents(seen: Seen, named: Ids) -> Ids:
    """Return the named actors and the chain of parents of each: a root may stand outside the system."""
    actors = seen["actors"]
    start = named.subquery()
    chain = sa.select(actors.c.id, actors.c.parent_id).where(actors.c.id.in_(sa.select(start.c[0])))
    tree = chain.cte("actors_with_parents", recursive=True)
    tree = tree.union(sa.select(actors.c.id, actors.c.parent_id).where(actors.c.id == tree.c.parent_id))
    return sa.select(tree.c.id)


def _ids(query: Ids, name: str) -> Ids:
    """Give a query a name, so that the database computes it once in a statement."""
    return sa.select(query.cte(name).c[0])
