"""What must be known of the register to make two actors one: whatever names them, and what that is judged with."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.seen import Seen
from api.access.unseen import GROUPS, not_among
from api.queries.records import LIST_COLUMNS
from api.queries.register import load_register, load_table
from graph.packages.references import references_of
from graph.register import Register
from models.package_files import PACKAGE_FILES, PackageFile
from models.records import Actor, Record

Condition = sa.ColumnElement[bool]

ACTORS = "actors"


def load_two_actors(connection: Connection, seen: Seen, pair: frozenset[str]) -> Register:
    """Return the records that name one of two actors, with all that these name.

    The actors come with those that they are parts of, and agreements with all their parties, since a partnership
    needs parties of two kinds. Places are few and come as a whole.

    Args:
        connection: the one that `seen` reads with.
        seen: the register as somebody may see it, in one unchanging state.
        pair: the ids of the actors.
    """
    keep = {file.name: naming(seen, file, pair) for file in PACKAGE_FILES} | {"places": sa.true()}
    for group, links, key in GROUPS:
        taken_part_in = sa.select(seen[links].c[key]).where(seen[links].c.actor_id.in_(pair))
        keep[group] = sa.or_(keep[group], seen[group].c.id.in_(taken_part_in))
        if group == "agreements":
            keep[links] = seen[links].c[key].in_(taken_part_in)
    keep[ACTORS] = sa.or_(keep[ACTORS], seen[ACTORS].c.id.in_(_with_wholes(seen, pair)))
    tables = load_register(seen, keep).tables()
    known = {vars(actor)["id"] for actor in tables[ACTORS]}
    named = {reference for records in tables.values() for reference in _actors_in(records)}
    rest = sa.not_(not_among(connection, seen[ACTORS].c.id, frozenset(named - known)))
    others = load_table(seen, ACTORS, {ACTORS: rest}) if named - known else ()
    return Register.of({**tables, ACTORS: tuple(sorted((*tables[ACTORS], *others), key=_id))})


def naming(seen: Seen, file: PackageFile, actors: frozenset[str]) -> Condition:
    """Return that a row is one of some actors, or names one of them."""
    rows, wanted = seen[file.name], sorted(actors)
    parts: list[Condition] = [rows.c.id.in_(wanted)] if file.name == ACTORS else []
    listed, place = LIST_COLUMNS.get(file.name, ("", None))
    for column, target in file.references.items():
        if target != ACTORS:
            continue
        if place is not None and column == listed:
            links = seen[place.table]
            parts.append(rows.c.id.in_(sa.select(links.c[place.owner]).where(links.c[place.item].in_(wanted))))
        else:
            parts.append(rows.c[column].in_(wanted))
    return sa.or_(sa.false(), *parts)


def names_one(file: PackageFile, record: Record, actors: frozenset[str]) -> bool:
    """Tell whether a record is one of some actors, or names one of them."""
    is_one = isinstance(record, Actor) and record.id in actors
    return is_one or not actors.isdisjoint(
        reference for _, target, reference in references_of(file, record) if target == ACTORS
    )


def _with_wholes(seen: Seen, pair: frozenset[str]) -> sa.Select[tuple[str]]:
    """Return the ids of actors and of the chain of wholes that each is part of."""
    actors = seen[ACTORS]
    tree = sa.select(actors.c.id, actors.c.parent_id).where(actors.c.id.in_(sorted(pair))).cte("up", recursive=True)
    above = actors.alias("above")
    tree = tree.union(sa.select(above.c.id, above.c.parent_id).where(above.c.id == tree.c.parent_id))
    return sa.select(tree.c.id)


def _actors_in(records: tuple[Record, ...]) -> Iterator[str]:
    for record in records:
        for _, target, reference in references_of(_FILE_OF[type(record)], record):
            if target == ACTORS:
                yield reference


_FILE_OF = {file.record: file for file in PACKAGE_FILES}


def _id(record: Record) -> str:
    return str(vars(record)["id"])
