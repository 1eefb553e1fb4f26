"""From evidence to the frozen collaboration network: the one place where edges come into being."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import networkx as nx

from graph.evidence import Evidence
from models.records import Actor
from models.vocabulary import Ladder, Theme

Network: TypeAlias = "nx.Graph[str, dict[str, Any], dict[str, Any]]"

WEAKEST_EDGE = 0.2
STRENGTH_DECIMALS = 6


def combined_strength(strengths: Iterable[float]) -> float:
    """Return w = 1 - prod(1 - s), rounded to six decimals: independent signs of the same tie add up.

    >>> combined_strength([0.6, 0.4])
    0.76
    """
    absence = 1.0
    for strength in strengths:
        absence *= 1.0 - strength
    return round(1.0 - absence, STRENGTH_DECIMALS)


def ladder_step(strength: float) -> Ladder:
    """Return the highest step of the ladder whose strength is at most `strength` (at least information).

    >>> str(ladder_step(0.76))
    'dialogue'
    """
    steps = (step for step in Ladder if step.step and step.strength <= strength)
    return max(steps, key=lambda step: step.step)


def derive_network(actors: Iterable[Actor], home: Iterable[str], evidence: Iterable[Evidence]) -> Network:
    """Return the frozen network of `actors`.

    Nodes carry id, name, sector, level, kind, entity, capacity and home; edges carry strength, step, channels,
    confirmation, themes and evidence. Nodes and edges stand in the order of their ids.
    """
    at_home = frozenset(home)
    network: Network = nx.Graph()
    for actor in sorted(actors, key=lambda actor: actor.id):
        network.add_node(actor.id, **actor_attributes(actor), home=actor.id in at_home)
    by_pair: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for piece in evidence:
        by_pair[piece.a, piece.b].append(piece)
    for (a, b), pieces in sorted(by_pair.items()):
        strength = combined_strength(piece.strength for piece in sorted(pieces, key=lambda piece: piece.record))
        if strength >= WEAKEST_EDGE:
            network.add_edge(a, b, strength=strength, **_edge_attributes(strength, pieces))
    return _frozen(network)


def _frozen(network: Network) -> Network:
    nx.freeze(network)
    return network


def actor_attributes(actor: Actor) -> dict[str, Any]:
    """Return what a node shows of its actor."""
    return {
        "id": actor.id,
        "name": actor.name,
        "sector": actor.sector,
        "level": actor.level,
        "kind": actor.kind,
        "entity": actor.entity,
        "capacity": actor.capacity,
    }


def _edge_attributes(strength: float, pieces: Sequence[Evidence]) -> dict[str, Any]:
    return {
        "step": ladder_step(strength),
        "channels": tuple(sorted({piece.channel for piece in pieces})),
        "confirmation": min((piece.confirmation for piece in pieces), key=lambda confirmation: confirmation.rank),
        "themes": in_theme_order(theme for piece in pieces for theme in piece.themes),
        "evidence": tuple(sorted({piece.record for piece in pieces})),
    }


def collapse(network: Network, root_of: Mapping[str, str], actors: Mapping[str, Actor]) -> Network:
    """Return the organisation view: the units of one legal person become its root, also one outside the network.

    Strength is the strongest of the units', channels, themes and evidence are united, loops are dropped;
    home and confirmation are the best of any unit.
    """
    collapsed: Network = nx.Graph()
    at_home: dict[str, bool] = defaultdict(bool)
    for node, home in network.nodes(data="home"):
        at_home[root_of[node]] |= bool(home)
    for root in sorted(at_home):
        collapsed.add_node(root, **actor_attributes(actors[root]), home=at_home[root])
    merged: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for a, b, attributes in network.edges(data=True):
        one, other = sorted((root_of[a], root_of[b]))
        if one != other:
            merged[one, other].append(attributes)
    for (one, other), parts in sorted(merged.items()):
        collapsed.add_edge(one, other, **_united(parts))
    return _frozen(collapsed)


def _united(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    strength = max(part["strength"] for part in parts)
    return {
        "strength": strength,
        "step": ladder_step(strength),
        "channels": tuple(sorted({channel for part in parts for channel in part["channels"]})),
        "confirmation": min((part["confirmation"] for part in parts), key=lambda c: c.rank),
        "themes": in_theme_order(theme for part in parts for theme in part["themes"]),
        "evidence": tuple(sorted({record for part in parts for record in part["evidence"]})),
    }


def in_theme_order(themes: Iterable[Theme]) -> tuple[Theme, ...]:
    """Return each theme once, in the order of the vocabulary."""
    present = set(themes)
    return tuple(theme for theme in Theme if theme in present)
