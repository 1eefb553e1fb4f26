"""A network as GEXF 1.3, the format of Gephi, with the days on which nodes and edges hold as spells.

The bounds of a spell are inclusive in GEXF 1.3, so a spell ends on the last day that counts. Places on the map and
the colours of sectors are those of our own map; y grows upwards in Gephi and downwards on a page.

The format: https://gexf.net
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from graph.drawing.layout import draw
from graph.drawing.marks import line_width
from graph.drawing.sheet import DrawnNode
from graph.exchange.day_network import DayNetwork
from graph.exchange.markup import DECLARATION, element, tag, text
from graph.exchange.network_rows import (
    EDGE_FACTS,
    NODE_FACTS,
    EdgeRow,
    NodeRow,
    Value,
    edge_rows,
    frame_of,
    node_rows,
    title_of,
)
from graph.exchange.spells import ALWAYS, Spells
from models.vocabulary import Sector

NAMESPACE, VIZ = "http://gexf.net/1.3", "http://gexf.net/1.3/viz"

COLOURS: Mapping[str, tuple[int, int, int]] = {
    Sector.MUNICIPALITY: (0x1D, 0x5D, 0x9B),
    Sector.REGION: (0x75, 0x41, 0x9A),
    Sector.STATE: (0x8A, 0x58, 0x00),
    Sector.CIVIL_SOCIETY: (0xB0, 0x2F, 0x57),
    Sector.BUSINESS: (0x00, 0x70, 0x5F),
    Sector.RESEARCH: (0x4D, 0x58, 0x66),
}
"""The colours of the style sheet, red, green and blue from 0 to 255."""

_SCHEMA = {
    "xmlns": NAMESPACE,
    "xmlns:viz": VIZ,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{NAMESPACE} {NAMESPACE}/gexf.xsd",
    "version": "1.3",
}
_TYPES = {str: "string", float: "double", bool: "boolean"}


def write_gexf(shown: DayNetwork) -> bytes:
    """Return a network as GEXF 1.3; it is dynamic when any node or edge has dates."""
    nodes, edges = list(node_rows(shown)), list(edge_rows(shown))
    dated = any(spells != (ALWAYS,) for spells in (*(row.spells for row in nodes), *(row.spells for row in edges)))
    mode = {"mode": "dynamic", "timeformat": "date"} if dated else {"mode": "static"}
    drawing = draw(shown.network).node
    lines = [DECLARATION, tag("gexf", _SCHEMA), _meta(shown), tag("graph", {"defaultedgetype": "undirected", **mode})]
    lines += [_declared("node", NODE_FACTS), _declared("edge", EDGE_FACTS)]
    lines += ["<nodes>", *(_node(node, drawing[node.id]) for node in nodes), "</nodes>"]
    lines += ["<edges>", *map(_edge, edges), "</edges>"]
    lines.append("</graph></gexf>\n")
    return "\n".join(lines).encode()


def _meta(shown: DayNetwork) -> str:
    """Return the head; it carries the day of the network, so that the same network gives the same bytes."""
    said = "; ".join(f"{name}: {value}" for name, value in frame_of(shown).items())
    inside = (
        element("creator", {}, ["Samverkanskartan"]),
        element("description", {}, [text(f"{title_of(shown)}: samverkan. {said}")]),
    )
    return element("meta", {"lastmodifieddate": shown.day.isoformat()}, inside)


def _declared(owner: str, facts: Mapping[str, type[Value]]) -> str:
    said = ({"id": name, "title": name, "type": _TYPES[kind]} for name, kind in facts.items())
    declared = (tag("attribute", attribute, empty=True) for attribute in said)
    return element("attributes", {"class": owner, "mode": "static"}, declared)


def _node(node: NodeRow, drawn: DrawnNode) -> str:
    red, green, blue = COLOURS[drawn.sector]
    shape = (
        tag("viz:color", {"r": red, "g": green, "b": blue}, empty=True),
        tag("viz:position", {"x": drawn.x, "y": -drawn.y, "z": 0.0}, empty=True),
        tag("viz:size", {"value": drawn.radius}, empty=True),
    )
    return element("node", {"id": node.id, "label": node.name}, [_values(node.facts), _spells(node.spells), *shape])


def _edge(edge: EdgeRow) -> str:
    said: dict[str, Value | None] = {
        "id": edge.id,
        "source": edge.a,
        "target": edge.b,
        "label": edge.label,
        "weight": edge.strength,
    }
    width = tag("viz:thickness", {"value": line_width(edge.strength)}, empty=True)
    return element("edge", said, [_values(edge.facts), _spells(edge.spells), width])


def _values(facts: Mapping[str, Value]) -> str:
    values = (tag("attvalue", {"for": name, "value": value}, empty=True) for name, value in facts.items())
    return element("attvalues", {}, values)


def _spells(spells: Spells) -> str:
    """Return the spells; nothing says that there is no end to either side."""
    if spells == (ALWAYS,):
        return ""
    return element("spells", {}, (tag("spell", bounds, empty=True) for bounds in inclusive(spells)))


def inclusive(spells: Spells) -> Iterator[dict[str, str | None]]:
    """Yield the first and the last day of each spell, None where it is open."""
    for start, after in spells:
        yield {
            "start": None if start == date.min else start.isoformat(),
            "end": None if after == date.max else (after - timedelta(days=1)).isoformat(),
        }
