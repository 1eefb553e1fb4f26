"""A network as GraphML, which networkx, igraph, R, Gephi, Cytoscape and yEd read.

The format: http://graphml.graphdrawing.org/primer/graphml-primer.html
"""

from collections.abc import Iterable, Iterator, Mapping

from graph.exchange.day_network import DayNetwork
from graph.exchange.markup import DECLARATION, element, tag, text
from graph.exchange.network_rows import EDGE_FACTS, NODE_FACTS, Value, edge_rows, frame_of, node_rows

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_SCHEMA = {
    "xmlns": NAMESPACE,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{NAMESPACE} {NAMESPACE}/1.0/graphml.xsd",
}
_TYPES = {str: "string", float: "double", bool: "boolean"}


def write_graphml(shown: DayNetwork) -> bytes:
    """Return a network as GraphML: an undirected graph whose nodes have a label and whose edges a strength."""
    frame = frame_of(shown)
    lines = [DECLARATION, tag("graphml", _SCHEMA)]
    lines += _keys("graph", dict.fromkeys(frame, str))
    lines += _keys("node", {"label": str, **NODE_FACTS})
    lines += _keys("edge", EDGE_FACTS)
    lines += [tag("graph", {"id": "network", "edgedefault": "undirected"}), *_data("graph", frame)]
    for node in node_rows(shown):
        lines.append(element("node", {"id": node.id}, _data("node", {"label": node.name, **node.facts})))
    for edge in edge_rows(shown):
        ends: dict[str, Value | None] = {"id": edge.id, "source": edge.a, "target": edge.b}
        lines.append(element("edge", ends, _data("edge", edge.facts)))
    lines.append("</graph></graphml>\n")
    return "\n".join(lines).encode()


def _keys(owner: str, facts: Mapping[str, type[Value]]) -> Iterator[str]:
    """Yield the declarations of facts. A key's id is unique in the file, also where nodes and edges share a name."""
    for name, kind in facts.items():
        said = {"id": f"{owner}.{name}", "for": owner, "attr.name": name, "attr.type": _TYPES[kind]}
        yield tag("key", said, empty=True)


def _data(owner: str, facts: Mapping[str, Value]) -> Iterable[str]:
    return (f'<data key="{owner}.{name}">{text(value)}</data>' for name, value in facts.items())
