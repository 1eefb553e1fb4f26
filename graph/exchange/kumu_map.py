"""A network as the JSON that Kumu draws maps of, from a file or from an address that it reads again and again.

Kumu is for people, so what it groups and colours by is said in words. The format:
https://docs.kumu.io/guides/import/blueprints.md
"""

from collections.abc import Mapping
from typing import Any

import orjson

from graph.channel_words import CHANNEL_WORDS
from graph.exchange.day_network import DayNetwork
from graph.exchange.network_rows import EdgeRow, NodeRow, Value, edge_rows, node_rows, readable
from graph.message import Translate
from models.records import Actor

_SAID_OTHERWISE = frozenset({"sector", "themes", "tags", "relation", "channels", "step"})
"""The facts that an element's or connection's type and tags tell in words."""


def write_kumu(shown: DayNetwork, translate: Translate = str) -> bytes:
    """Return a network as Kumu's JSON: every actor an element, every edge an undirected connection.

    Args:
        shown: the network.
        translate: the language of types and tags, by default Swedish.
    """
    actors = shown.register.actor
    elements = [_element(node, actors[node.id], translate) for node in node_rows(shown)]
    edges = shown.network.edges
    connections = [_connection(edge, edges[edge.a, edge.b], translate) for edge in edge_rows(shown)]
    return orjson.dumps({"elements": elements, "connections": connections})


def _element(node: NodeRow, actor: Actor, translate: Translate) -> dict[str, Any]:
    words = [translate(theme.label) for theme in actor.themes]
    return {
        "id": node.id,
        "label": node.name,
        "type": translate(actor.sector.label),
        "description": translate(actor.kind.label) if actor.kind else "",
        "tags": [readable(word) for word in dict.fromkeys((*words, *actor.tags))],
        **_own(node.facts),
    }


def _connection(edge: EdgeRow, attributes: Mapping[str, Any], translate: Translate) -> dict[str, Any]:
    words = [CHANNEL_WORDS[channel].render(translate) for channel in attributes["channels"]]
    words += [translate(theme.label) for theme in attributes["themes"]]
    return {
        "id": edge.id,
        "from": edge.a,
        "to": edge.b,
        "type": translate(edge.label),
        "direction": "undirected",
        "tags": words,
        **_own(edge.facts),
    }


def _own(facts: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in facts.items() if name not in _SAID_OTHERWISE}
