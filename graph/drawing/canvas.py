"""What the browser's canvas gets: the map as the nodes, edges and options of a pyvis network.

Nothing of pyvis but its data model is used. Its HTML loads scripts from other hosts and lets names through
unescaped, and an undirected network of it drops parallel edges; adding one by one searches a list each time.
So the network is directed with its arrows left out, and nodes and edges are assigned in bulk.
"""

import json
from typing import Any

from graph.derivation import Network
from graph.drawing.labels import settings
from graph.drawing.marks import DASHES, SHAPES, line_width
from graph.drawing.sheet import Drawing, DrawnNode

# The coordinates are ours, and the page around the map keeps its keys, its scrolling and its focus.
OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "edges": {
        "smooth": False,
        "arrows": {"to": {"enabled": False}},
        "chosen": False,
        "selectionWidth": 0,
        "hoverWidth": 0,
    },
    "nodes": {"shape": "custom", "chosen": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "hoverConnectedEdges": False,
        "keyboard": False,
        "multiselect": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 300,
        "zoomView": False,
    },
}


def canvas_data(network: Network, drawing: Drawing) -> dict[str, Any]:
    """Return what the page's script draws: nodes, edges, options, shapes by sector, and the sectors' grounds.

    All of it is plain JSON. Nodes keep sector, level (as `tier`, since
    `level` means a row of a hierarchy to vis), home, entity and, where they do not stand in a row, the ways to set
    their name, edges their channels, so that the script can filter and zoom without asking the server.
    """
    model = _model(network, drawing)
    return {
        "nodes": model.nodes,
        "edges": model.edges,
        "options": model.options,
        "shapes": {str(sector): path for sector, path in SHAPES.items()},
        "regions": [
            {"sector": region.sector, "box": _corners(region.box), "parking": _corners(region.parking)}
            for region in drawing.regions
        ],
        "width": round(drawing.width, 1),
        "height": round(drawing.height, 1),
        "unit": round(drawing.unit, 3),
    }


def _model(network: Network, drawing: Drawing) -> Any:
    # Imported here, because pyvis loads IPython: a third of a second that only the map has use for.
    from pyvis.edge import Edge
    from pyvis.network import Network as Model
    from pyvis.node import Node

    model = Model(directed=True)
    model.nodes = [_node(Node, node, network.nodes[node.id]) for node in drawing.nodes]
    model.node_ids = [node["id"] for node in model.nodes]
    model.node_map = dict(zip(model.node_ids, model.nodes, strict=True))
    model.edges = [
        _edge(Edge, number, edge.source, edge.target, network.edges[edge.source, edge.target])
        for number, edge in enumerate(drawing.edges)
    ]
    model.set_options(json.dumps(OPTIONS))
    return model


def _node(make: Any, node: DrawnNode, actor: dict[str, Any]) -> dict[str, Any]:
    made = make(
        node.id,
        "custom",
        actor["name"],
        ways=[] if node.parked else settings(actor["name"]),
        x=node.x,
        y=node.y,
        size=node.radius,
        parked=node.parked,
        sector=actor["sector"],
        tier=actor["level"],
        home=actor["home"],
        entity=actor.get("entity"),
    )
    options: dict[str, Any] = made.options
    return options


def _edge(make: Any, number: int, source: str, target: str, tie: dict[str, Any]) -> dict[str, Any]:
    made = make(
        source,
        target,
        id=number,
        width=line_width(tie["strength"]),
        dashes=DASHES[tie["step"]] or False,
        channels=tie["channels"],
    )
    options: dict[str, Any] = made.options
    return options


def _corners(box: Any) -> list[float] | None:
    return None if box is None else [round(side, 1) for side in (box.left, box.top, box.width, box.height)]
