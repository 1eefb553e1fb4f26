"""The ids of what a viewer may not see: worked out once for each kind of access and state of the register.

These are the rules of visibility. A place says who may see it, an actor too; every other record is as visible as
its place, and one without place as the actors that take part in it. What none but unseen actors take part in is unseen
everywhere, or it would tell of them.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import JSONB

from api.access.openness import Access, Places
from models.package_files import PackageFile
from models.records import Record
from models.tables import TABLES
from models.vocabulary import ActorVisibility

Unseen = Mapping[str, frozenset[str]]
Condition = sa.ColumnElement[bool]

GROUPS = (
    ("forums", "forum_members", "forum_id"),
    ("agreements", "agreement_parties", "agreement_id"),
    ("activities", "activity_actors", "activity_id"),
    ("needs", "need_sightings", "need_id"),
)
"""What actors take part in, the table that says who does, and the column that says in what."""

NAMING: Mapping[str, Mapping[str, str]] = {
    "ties": {"actor_a": "actors", "actor_b": "actors"},
    "mandates": {"actor_id": "actors"},
    **{links: {key: group, "actor_id": "actors"} for group, links, key in GROUPS},
    "grants": {"grantor_id": "actors", "recipient_id": "actors"},
    "completeness": {"actor_id": "actors"},
    "inventories": {"place_id": "places"},
    "actor_federations": {"actor_id": "actors", "federation_id": "actors"},
    "need_addressees": {"need_id": "needs", "actor_id": "actors"},
    "activity_counteractions": {"activity_id": "activities", "counteracted_id": "activities"},
    "collection_places": {"place_id": "places"},
    "different_actors": {"actor_a": "actors", "actor_b": "actors"},
}
"""What the rows of tables name: a row may be seen when all of that may, whatever else holds for it."""

_HIDDEN_ACTORS = "hidden_actors"
"""The parameter that tells the rules of other records which actors may not be seen."""

MOST_RULES = 512
"""So many conditions are remembered: nine for each kind of access. To make them takes longer than to ask them."""

OWN_RULE = ("places", "actors", "forums", "agreements", "activities", "needs", "ties", "mandates", "collections")
"""The tables whose records are visible or not by themselves."""


def find_unseen(connection: Connection, access: Access) -> Unseen:
    """Return the ids of what may not be seen, by table."""
    if access.everything:
        return dict.fromkeys(OWN_RULE, frozenset())
    unseen: dict[str, frozenset[str]] = {}
    for name in OWN_RULE:
        actors = unseen.get("actors", frozenset())
        hidden = _hidden(connection.dialect.name, access, name, bool(actors))
        unseen[name] = frozenset(connection.execute(hidden, {_HIDDEN_ACTORS: _as_json(actors)}).scalars())
    return unseen


def not_among(connection: Connection, column: sa.ColumnElement[str], ids: frozenset[str]) -> Condition:
    """Return that a column names none of these ids, however many they are; a blank one names none."""
    if not ids:
        return sa.true()
    listed = _ids_in(connection.dialect.name, sa.literal(_as_json(ids), sa.String))
    return sa.or_(column.is_(None), column.not_in(listed))


def _ids_in(dialect: str, listed: sa.ColumnElement[str]) -> sa.Select[str]:
    """Return the query for the ids that stand in a list, however many they are, which is written as JSON."""
    if dialect == "sqlite":
        return sa.select(sa.column("value", sa.String)).select_from(sa.func.json_each(listed))
    return sa.select(sa.func.jsonb_array_elements_text(sa.cast(listed, JSONB)))


def _as_json(ids: frozenset[str]) -> str:
    """Return ids as `_ids_in` reads them."""
    return orjson.dumps(sorted(ids)).decode()


def is_seen(unseen: Unseen, file: PackageFile, record: Record) -> bool:
    """Tell whether a record may be seen, as it is or as it once was: itself, and all that it is about.

    Args:
        unseen: the ids of what may not be seen, by table.
    """
    values = vars(record)
    if "id" in values and values["id"] in unseen.get(file.name, ()):
        return False
    return all(values.get(column) not in unseen[whole] for column, whole in NAMING.get(file.name, {}).items())


@lru_cache(MOST_RULES)
def _hidden(dialect: str, access: Access, name: str, hides_actors: bool) -> sa.Select[Any]:
    """Return the query for the ids of a table that may not be seen."""
    table = TABLES[name]
    return sa.select(table.c.id).where(sa.not_(_Rules(dialect, access, hides_actors).shown(name)))


class _Rules:
    """Says of each table which records may be seen, given which actors may not."""

    def __init__(self, dialect: str, access: Access, hides_actors: bool) -> None:
        self._dialect = dialect
        self._access = access
        self._hides_actors = hides_actors

    def shown(self, name: str) -> Condition:
        """Return the condition of one table."""
        if name == "places":
            return self._lies_in(TABLES["places"].c.id, self._access.places)
        if name == "actors":
            return self._actors()
        if name in ("ties", "mandates"):
            place = TABLES[name].c.place_id
            return sa.or_(place.is_(None), self._lies_in(place, self._access.places))
        if name == "collections":
            # The words of a collection tell of all its places.
            described = TABLES["collection_places"].c
            closed = sa.not_(self._lies_in(described.place_id, self._access.places))
            return TABLES["collections"].c.id.not_in(sa.select(described.collection_id).where(closed))
        links, key = next((links, key) for group, links, key in GROUPS if group == name)
        return self._group(name, links, key)

    def _actors(self) -> Condition:
        actor, access = TABLES["actors"].c, self._access
        shown = sa.or_(
            actor.visibility == ActorVisibility.PUBLIC,
            sa.and_(actor.visibility == ActorVisibility.PARTNERS, self._lies_in(actor.place_id, access.partners)),
            self._lies_in(actor.place_id, access.inside),
            actor.id.in_(access.own),
        )
        return sa.and_(sa.or_(actor.place_id.is_(None), self._lies_in(actor.place_id, access.places)), shown)

    def _group(self, name: str, links: str, key: str) -> Condition:
        """Return that a record lies in a visible place, or in none and a visible actor there takes part in it."""
        record, link, actor = TABLES[name].c, TABLES[links].c, TABLES["actors"].c
        places = self._access.needs if name == "needs" else self._access.places
        taken_part_in = sa.select(link[key])
        hidden = _ids_in(self._dialect, sa.bindparam(_HIDDEN_ACTORS, type_=sa.String))
        seen = link.actor_id.not_in(hidden) if self._hides_actors else sa.true()
        shown = taken_part_in.where(seen)
        nobody_or_shown = sa.or_(record.id.not_in(taken_part_in), record.id.in_(shown))
        in_place = sa.and_(record.place_id.is_not(None), self._lies_in(record.place_id, places), nobody_or_shown)
        somewhere = sa.or_(actor.place_id.is_(None), self._lies_in(actor.place_id, places))
        shared = shown.join(TABLES["actors"], actor.id == link.actor_id).where(somewhere)
        return sa.or_(
            in_place, sa.and_(record.place_id.is_(None), sa.or_(record.id.in_(shared), self._own(name, taken_part_in)))
        )

    def _own(self, name: str, taken_part_in: sa.Select[Any]) -> Condition:
        """Return that the viewer made a record that nobody takes part in yet."""
        if self._access.author is None:
            return sa.false()  # Compared with null it would be what the command line registered.
        sets, record = TABLES["change_sets"].c, TABLES[name].c
        made = sa.select(sets.id).where(sets.account_id == self._access.author)
        return sa.and_(record.created_in.in_(made), record.id.not_in(taken_part_in))

    def _lies_in(self, column: sa.ColumnElement[str], places: Places) -> Condition:
        if places is None:
            return sa.true()
        return sa.and_(column.is_not(None), column.in_(places))
