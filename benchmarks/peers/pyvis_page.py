"""The map as pyvis makes it: every node and edge added one by one, and laid out by physics in the browser."""

import json

from pyvis.network import Network as Drawn

from api.static_files import STATIC_FOLDER
from graph.derivation import Network

VIS_NETWORK = STATIC_FOLDER / "vendor" / "vis-network" / "vis-network.min.js"

PAGE = """<!doctype html>
<html lang="sv"><meta charset="utf-8"><title>pyvis</title>
<div id="map" style="width: 100%; height: 600px"></div>
<script src="{script}"></script>
<script>
const network = new vis.Network(
  document.getElementById("map"), {{ nodes: {nodes}, edges: {edges} }}, {options});
network.once("stabilizationIterationsDone", () => performance.mark("{mark}"));
</script>
"""
"""What pyvis' own page does, without the style sheets and scripts that it loads from other hosts."""


def pyvis_page(network: Network, mark: str) -> str:
    """Return the page of a network, which sets a mark once its layout is done and the map answers.

    Args:
        network: its nodes carry a name and a sector.
        mark: the name of the mark in the browser's timeline.
    """
    drawn = Drawn(height="600px", width="100%")
    for node, attributes in network.nodes(data=True):
        drawn.add_node(node, label=attributes["name"], group=attributes["sector"].value)
    for a, b, attributes in network.edges(data=True):
        drawn.add_edge(a, b, value=attributes["strength"])
    return PAGE.format(
        script=VIS_NETWORK.as_uri(),
        nodes=json.dumps(drawn.nodes),
        edges=json.dumps(drawn.edges),
        options=drawn.options.to_json(),
        mark=mark,
    )
