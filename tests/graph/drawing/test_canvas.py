"""What the browser gets to draw: plain data in vis's words, with the coordinates of the drawing."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

from graph.drawing.canvas import OPTIONS, canvas_data
from graph.drawing.layout import draw
from tests.graph.drawn import make_network, random_network

ROOT = Path(__file__).resolve().parents[3]
VENDORED = ROOT / "frontend" / "static" / "vendor" / "vis-network"


def test_nodes_and_edges_are_those_of_the_drawing() -> None:
    network = make_network("a - b:state = 0.8, c", outside=["b"])
    drawing = draw(network)
    data = canvas_data(network, drawing)
    assert data["nodes"][1] == {
        "id": "b",
        "label": "b",
        "shape": "custom",
        "x": drawing.node["b"].x,
        "y": drawing.node["b"].y,
        "size": drawing.node["b"].radius,
        "parked": False,
        "sector": "state",
        "tier": None,
        "home": False,
        "entity": "organisation",
        "ways": [("b",)],
    }
    # 1 + 3 · 0.8 = 3.4 pixels wide, and the unbroken line of a partnership.
    assert data["edges"] == [{"id": 0, "from": "a", "to": "b", "width": 3.4, "dashes": False, "channels": ("direct",)}]


def test_no_edge_is_lost_whichever_way_it_points() -> None:
    network = random_network(50, 0.2, 4)
    edges = canvas_data(network, draw(network))["edges"]
    assert {frozenset((edge["from"], edge["to"])) for edge in edges} == set(map(frozenset, network.edges))


def test_the_network_is_left_as_it_was() -> None:
    network = make_network("a - b, c")
    before = network.copy()
    canvas_data(network, draw(network))
    assert list(network.nodes(data=True)) == list(before.nodes(data=True))
    assert list(network.edges(data=True)) == list(before.edges(data=True))


def test_the_data_are_json_of_their_own() -> None:
    network = random_network(20, 0.2, 1)
    data = canvas_data(network, draw(network))
    assert json.loads(json.dumps(data))["options"] == OPTIONS


def test_the_browser_neither_moves_nodes_nor_takes_keys_and_wheel() -> None:
    assert OPTIONS["physics"] == {"enabled": False}
    assert (OPTIONS["interaction"]["keyboard"], OPTIONS["interaction"]["zoomView"]) == (False, False)


def test_pyvis_is_loaded_for_maps_alone() -> None:
    code = "import sys, graph.drawing.canvas; sys.exit('pyvis' in sys.modules or 'IPython' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_vendored_script_is_the_published_one() -> None:
    readme = (VENDORED / "README.md").read_text(encoding="utf-8")
    published = re.search(r"`dist/vis-network\.min\.js` \| `([0-9a-f]{64})`", readme)
    assert published is not None
    assert hashlib.sha256((VENDORED / "vis-network.min.js").read_bytes()).hexdigest() == published[1]
