"""A network as rows that every format writes: each actor and each edge once, with the same facts under the same names.

Lists are joined with `|`. What is not known is left out, so that no reader meets an empty text. No fact is named
`type`, `kind`, `start`, `end` or `weight`: readers of graph files give these a meaning of their own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from graph.exchange.dated_evidence import edge_spells, node_spells
from graph.exchange.day_network import DayNetwork
from graph.exchange.spells import Spells
from models.records import Actor

Value: TypeAlias = str | float | bool

NODE_FACTS: Mapping[str, type[Value]] = {
    "sector": str,
    "actor_kind": str,
    "entity": str,
    "level": str,
    "capacity": str,
    "at_home": bool,
    "place": str,
    "part_of": str,
    "organisation_number": str,
    "aliases": str,
    "themes": str,
    "tags": str,
    "valid_from": str,
    "valid_to": str,
}
"""The facts of a node, in the order in which they are written, and their types."""

EDGE_FACTS: Mapping[str, type[Value]] = {
    "relation": str,
    "strength": float,
    "step": str,
    "channels": str,
    "confirmation": str,
    "themes": str,
    "evidence": str,
    "valid_from": str,
    "valid_to": str,
}
"""The facts of an edge."""

RELATION = "collaboration"
BETWEEN_ENDS = "~"
"""Stands between the ids of an edge's ends in its own; no id of an actor holds it."""

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class NodeRow:
    """An actor: its id, its name, what is known of it, and when it exists."""

    id: str
    name: str
    facts: Mapping[str, Value]
    spells: Spells


@dataclass(frozen=True)
class EdgeRow:
    """An edge between the actors `a` < `b`, and when it holds."""

    id: str
    a: str
    b: str
    strength: float
    label: str
    facts: Mapping[str, Value]
    spells: Spells


def node_rows(shown: DayNetwork) -> Iterator[NodeRow]:
    """Yield every actor of the network, those without any edge too, by id."""
    spells = node_spells(shown)
    for node, attributes in shown.network.nodes(data=True):
        actor = shown.register.actor[node]
        facts = _known(NODE_FACTS, _facts_of(actor, attributes))
        yield NodeRow(node, readable(actor.name), facts, spells[node])


def edge_rows(shown: DayNetwork) -> Iterator[EdgeRow]:
    """Yield every edge of the network, by its ends."""
    spells = edge_spells(shown)
    for a, b in sorted((min(edge), max(edge)) for edge in shown.network.edges):
        attributes = shown.network.edges[a, b]
        held = spells[a, b]
        now = next((spell for spell in held if spell.holds_at(shown.day)), None)
        dates = {"valid_from": now and _bound(now.start), "valid_to": now and _bound(now.after)}
        facts = _known(EDGE_FACTS, {"relation": RELATION, **attributes, **dates})
        yield EdgeRow(f"{a}{BETWEEN_ENDS}{b}", a, b, attributes["strength"], attributes["step"].label, facts, held)


def title_of(shown: DayNetwork) -> str:
    """Return what the network is of, for the head of a file."""
    return readable(shown.place.name) if shown.place else "Samverkanskartan"


def frame_of(shown: DayNetwork) -> dict[str, str]:
    """Return what a file says of itself: place, day, view and reading."""
    place = {"place": shown.place.id, "place_name": title_of(shown)} if shown.place else {}
    return {**place, "date": shown.day.isoformat(), "view": str(shown.view), "readings": str(shown.reading)}


def readable(text: str) -> str:
    """Return a text without what XML has no way to write; stored texts have none of it.

    >>> readable(f"Klockan{chr(7)} ringer")
    'Klockan� ringer'
    """
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def joined(items: Iterable[object]) -> str:
    """Return a list as one text; a `|` inside an item becomes `¦`, so that the list can be divided again.

    >>> joined(["kultur", "a|b"])
    'kultur|a¦b'
    """
    return "|".join(readable(str(item)).replace("|", "¦") for item in items)


def _facts_of(actor: Actor, attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "sector": actor.sector,
        "actor_kind": actor.kind,
        "entity": actor.entity,
        "level": actor.level,
        "capacity": actor.capacity,
        "at_home": attributes["home"],
        "place": actor.place_id,
        "part_of": actor.parent_id,
        "organisation_number": actor.org_number,
        "aliases": actor.aliases,
        "themes": actor.themes,
        "tags": actor.tags,
        "valid_from": actor.valid_from,
        "valid_to": actor.valid_to,
    }


def _known(facts: Mapping[str, type[Value]], values: Mapping[str, Any]) -> dict[str, Value]:
    """Return the facts that have a value, in their order, as plain texts and numbers."""
    plain = ((name, _plain(values[name])) for name in facts)
    return {name: value for name, value in plain if value not in (None, "")}


def _plain(value: Any) -> Value | None:
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, tuple):
        return joined(value)
    return value.isoformat() if isinstance(value, date) else readable(str(value))


def _bound(day: date) -> date | None:
    """Return a bound of a spell; None for an open one."""
    return None if day in (date.min, date.max) else day
