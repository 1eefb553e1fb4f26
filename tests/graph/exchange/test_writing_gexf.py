"""GEXF 1.3, opened by networkx and read as XML: spells, places and colours, and nobody lost."""

import io
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

from graph.drawing.layout import draw
from graph.exchange.gexf import COLOURS, inclusive, write_gexf
from graph.exchange.spells import Spell
from models.vocabulary import Sector
from tests.graph.exchange.written_networks import (
    CLEANED,
    EDGES,
    ISOLATE,
    NAMES,
    nobody,
    odd_names,
    only_isolates,
    with_control_characters,
)

STYLES = Path(__file__).resolve().parents[3] / "frontend" / "static" / "base.css"
GEXF = "{http://gexf.net/1.3}"


def by_networkx(written: bytes):
    return nx.read_gexf(io.BytesIO(written), version="1.3")


@pytest.fixture
def network():
    return by_networkx(write_gexf(odd_names()))


def test_networkx_finds_every_actor_and_edge(network):
    assert not network.is_directed()
    assert dict(network.nodes(data="label")) == NAMES
    assert {(a, b): strength for a, b, strength in network.edges(data="strength")} == EDGES
    assert {(a, b): weight for a, b, weight in network.edges(data="weight")} == EDGES
    assert list(nx.isolates(network)) == [ISOLATE]


def test_spells_end_on_the_last_day_that_counts(network):
    # A tie to 2022-01-01 does not count on that day, and the bounds of GEXF 1.3 are inclusive. No start or end is open.
    assert network.edges["a", "b"]["spells"] == [("2019-01-01", "2021-12-31"), ("2024-01-01", "2027-12-31")]
    assert network.nodes[ISOLATE]["spells"] == [("2020-01-01", "None")]
    assert "spells" not in network.nodes["a"]
    assert "spells" not in network.edges["a", "d"]


def test_a_spell_of_a_single_day_begins_and_ends_on_it():
    assert list(inclusive((Spell(date(2026, 11, 1), date(2026, 11, 2)),))) == [
        {"start": "2026-11-01", "end": "2026-11-01"}
    ]


def test_a_network_with_dates_is_dynamic_and_one_without_is_not():
    graphs = [ElementTree.fromstring(write_gexf(drawing())).find(f"{GEXF}graph") for drawing in (odd_names, nobody)]
    assert [graph.attrib for graph in graphs if graph is not None] == [
        {"defaultedgetype": "undirected", "mode": "dynamic", "timeformat": "date"},
        {"defaultedgetype": "undirected", "mode": "static"},
    ]


def test_actors_stand_where_they_stand_on_our_map_and_y_grows_upwards(network):
    drawn = draw(odd_names().network).node
    found = {node: (viz["position"]["x"], viz["position"]["y"], viz["size"]) for node, viz in network.nodes(data="viz")}
    assert found == {node: (one.x, -one.y, one.radius) for node, one in drawn.items()}


def test_sectors_have_the_colours_of_the_style_sheet(network):
    styles = STYLES.read_text("utf-8")
    for sector in Sector:
        hexadecimal = re.search(rf"--sector-{sector}: #(\w+);", styles)
        assert hexadecimal is not None
        assert bytes(COLOURS[sector]).hex() == hexadecimal[1]
    assert network.nodes["d"]["viz"]["color"] == {"r": 0x8A, "g": 0x58, "b": 0x00, "a": 1.0}


def test_facts_are_those_of_every_format(network):
    facts = network.nodes["a"]
    assert (facts["sector"], facts["at_home"], facts["tags"]) == ("municipality", True, "x¦y|<i>")
    assert network.edges["d", "e"]["confirmation"] == "third_party"
    assert network.edges["a", "d"]["evidence"] == "agreements:v1|ties:t-a-d"


@pytest.mark.parametrize(("drawing", "count"), [(nobody, 0), (only_isolates, 2)])
def test_a_network_without_edges_is_a_network(drawing, count):
    assert len(by_networkx(write_gexf(drawing()))) == count


def test_characters_that_xml_cannot_write_break_no_file():
    assert dict(by_networkx(write_gexf(with_control_characters())).nodes(data="label")) == {"p": CLEANED, "q": "Q"}


def test_the_head_carries_the_day_so_that_the_same_network_gives_the_same_bytes():
    written = write_gexf(odd_names())
    meta = ElementTree.fromstring(written).find(f"{GEXF}meta")
    assert meta is not None
    assert meta.attrib == {"lastmodifieddate": "2026-11-01"}
    assert written == write_gexf(odd_names())
