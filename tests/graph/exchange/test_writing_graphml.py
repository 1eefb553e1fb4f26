"""GraphML, opened by networkx and igraph: the same actors, edges and strengths, and nobody lost."""

import io
from pathlib import Path
from typing import Any

import igraph  # type: ignore[import-untyped]
import networkx as nx
import pytest

from graph.exchange.graphml import write_graphml
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


@pytest.fixture
def by_networkx():
    return nx.read_graphml(io.BytesIO(write_graphml(odd_names())))


def by_igraph(data: bytes, folder: Path) -> Any:
    file = folder / "network.graphml"
    file.write_bytes(data)
    return igraph.Graph.Read_GraphML(str(file))


def test_networkx_finds_every_actor_and_edge(by_networkx):
    assert not by_networkx.is_directed()
    assert dict(by_networkx.nodes(data="label")) == NAMES
    assert {(a, b): strength for a, b, strength in by_networkx.edges(data="strength")} == EDGES
    assert list(nx.isolates(by_networkx)) == [ISOLATE]


def test_igraph_finds_every_actor_and_edge(tmp_path):
    graph = by_igraph(write_graphml(odd_names()), tmp_path)
    assert not graph.is_directed()
    assert dict(zip(graph.vs["id"], graph.vs["label"], strict=True)) == NAMES
    ends = [tuple(graph.vs[end]["id"] for end in edge.tuple) for edge in graph.es]
    assert dict(zip(ends, graph.es["strength"], strict=True)) == EDGES
    assert [vertex["id"] for vertex in graph.vs if vertex.degree() == 0] == [ISOLATE]


def test_an_actor_comes_with_what_is_known_of_it_and_nothing_blank(by_networkx):
    assert by_networkx.nodes["a"] == {
        "label": NAMES["a"],
        "sector": "municipality",
        "entity": "organisation",
        "at_home": True,
        "place": "kn",
        "aliases": "=1+1",
        "themes": "health",
        "tags": "x¦y|<i>",
    }
    assert by_networkx.nodes[ISOLATE]["actor_kind"] == "association"
    assert by_networkx.nodes[ISOLATE]["valid_from"] == "2020-01-01"


def test_an_edge_comes_with_what_it_rests_on_and_the_days_of_its_present_spell(by_networkx):
    assert by_networkx.edges["a", "b"] == {
        "id": "a~b",
        "relation": "collaboration",
        "strength": 0.6,
        "step": "dialogue",
        "channels": "direct",
        "confirmation": "both",
        "themes": "health|safety",
        "evidence": "ties:t2",
        "valid_from": "2024-01-01",
        "valid_to": "2028-01-01",
    }
    assert by_networkx.edges["a", "d"]["channels"] == "agreement|direct"
    assert by_networkx.edges["a", "d"]["evidence"] == "agreements:v1|ties:t-a-d"


def test_the_file_says_what_it_is_of(by_networkx):
    said = {name: by_networkx.graph[name] for name in ("place", "place_name", "date", "view", "readings")}
    assert said == {"place": "kn", "place_name": "KN", "date": "2026-11-01", "view": "unit", "readings": "plus"}


@pytest.mark.parametrize(("drawing", "count"), [(nobody, 0), (only_isolates, 2)])
def test_a_network_without_edges_is_a_network(drawing, count, tmp_path):
    written = write_graphml(drawing())
    assert len(nx.read_graphml(io.BytesIO(written))) == count
    assert by_igraph(written, tmp_path).vcount() == count


def test_characters_that_xml_cannot_write_break_no_file(tmp_path):
    written = write_graphml(with_control_characters())
    found = nx.read_graphml(io.BytesIO(written))
    assert dict(found.nodes(data="label")) == {"p": CLEANED, "q": "Q"}
    assert by_igraph(written, tmp_path).vs["label"] == [CLEANED, "Q"]


def test_keys_have_ids_of_their_own():
    written = write_graphml(odd_names()).decode()
    keys = [line.split('"')[1] for line in written.splitlines() if line.startswith("<key ")]
    assert len(keys) == len(set(keys)) == 5 + 15 + 9


def test_the_same_network_gives_the_same_bytes():
    assert write_graphml(odd_names()) == write_graphml(odd_names())
