"""Registered actors that the one in a form may be the same as, so that no organisation is registered twice unawares."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.seen import Seen
from api.doubles.different import different_from
from api.pages.editing.directory import Directory
from api.pages.editing.draft import Draft
from api.pages.editing.judgement import Judgement
from api.pages.editing.names import load_directory
from api.queries.register import load_table
from api.record_values import validated
from graph.doubles import Candidate, Match, find_doubles
from graph.message import Message
from models.records import Actor, Place
from models.text import search_key

COMPARED = ("name", "aliases", "org_number", "entity", "place_id")
"""The fields that decide what an actor resembles."""

MOST_COMPARED = 5_000
"""Among more actors than these, those below the place are left out; looking through so many takes half a second."""

MOST_SHOWN = 5

ALIKE = "alike"
"""The field of a form in which the actors stand that its writer was asked about."""

Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Alike:
    """A registered actor that the one in a form may be.

    Attributes:
        label: what it is called where it has to be told from all others.
        address: its page.
        reasons: why, the strongest first.
        merge_address: where the two are made one; blank as long as the one in the form is not registered.
    """

    id: str
    label: str
    address: str
    reasons: tuple[Message, ...]
    merge_address: str


def resembled(
    connection: Connection, seen: Seen, draft: Draft, judged: Judgement, record_id: str | None
) -> tuple[Alike, ...]:
    """Return the actors that a new or renamed one may be the same as, the likeliest first.

    Args:
        connection: the one that `seen` reads with.
        draft, judged: the form, without faults.
        record_id: the actor that is changed; None for a new one.
    """
    if draft.form.file.name != "actors":
        return ()
    actor = validated(draft.form.file, {**judged.values, "id": record_id or "new"})
    # No registered actor has a blank id.
    actor = actor.model_copy(update={"id": record_id or ""})
    assert isinstance(actor, Actor)
    if draft.kept and all(getattr(draft.kept.record, name) == getattr(actor, name) for name in COMPARED):
        return ()
    asked = Candidate.of(actor)
    different = [(said.other, asked.id) for said in different_from(connection, asked.id)]
    found = find_doubles([asked], around(seen, draft.directory, [actor]), places=all_places(seen), different=different)
    shown = found[:MOST_SHOWN]
    directory = load_directory(seen, (match.other.id for match in shown))
    return tuple(_alike(directory, match, record_id) for match in shown)


def _alike(directory: Directory, match: Match, record_id: str | None) -> Alike:
    other = match.other.id
    return Alike(
        id=other,
        label=directory.label(other),
        address=f"/aktorer/{quote(other)}",
        reasons=tuple(reason.said for reason in match.reasons),
        merge_address=f"/aktorer/{quote(record_id)}/sla-ihop/{quote(other)}" if record_id else "",
    )


def around(seen: Seen, directory: Directory, asked: Sequence[Actor]) -> list[Candidate]:
    """Return the actors that some are compared with.

    Those are at their places, above and below these, or at none; of actors without a place, and among very many, fewer.
    One of the same name or number is always among them.
    """
    rows, places = seen["actors"], {actor.place_id for actor in asked if actor.place_id}
    same = sa.or_(
        rows.c.search_key.in_(sorted({search_key(actor.name) for actor in asked})),
        rows.c.org_number.in_(sorted({actor.org_number or "" for actor in asked})),
    )
    line = {near for place in places for near in directory.line(place)}
    wide = sa.or_(same, rows.c.place_id.is_(None), _at(rows, line))
    narrow = sa.or_(same, _at(rows, {near for place in places for near in directory.upwards(place)}))
    counted = seen.execute(sa.select(sa.func.count()).select_from(rows).where(wide)).scalar_one()
    # Whole records would take as long to read as the comparing takes.
    known = sa.select(*(rows.c[name] for name in _READ)).where(wide if counted <= MOST_COMPARED else narrow)
    own = sorted(actor.id for actor in asked)
    links = seen["actor_federations"].c
    members: dict[str, tuple[str, ...]] = {}
    for row in seen.execute(sa.select(links.actor_id, links.federation_id).where(links.federation_id.in_(own))):
        members[row.actor_id] = (*members.get(row.actor_id, ()), row.federation_id)
    return [
        Candidate(**row, federation_ids=members.get(row["id"], ()))
        for row in seen.execute(known.where(rows.c.id.not_in(own))).mappings()
    ]


_READ = ("id", "name", "aliases", "org_number", "place_id", "parent_id", "entity")


def _at(rows: sa.FromClause, places: Iterable[str]) -> Condition:
    return rows.c.place_id.in_(sorted(places))


def all_places(seen: Seen) -> Sequence[Place]:
    """Return the places that tell what is said of where actors are."""
    return load_table(seen, "places")  # type: ignore[return-value]
