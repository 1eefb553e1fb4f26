"""Gephi's tables, opened as any CSV and by igraph: the same actors, edges and strengths, and nothing to run."""

import csv
import io
import zipfile

import igraph  # type: ignore[import-untyped]
import pytest

from graph.exchange.gephi_tables import EDGE_COLUMNS, NODE_COLUMNS, write_gephi
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


def tables(written: bytes) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert archive.namelist() == ["nodes.csv", "edges.csv"]
        nodes, edges = (archive.read(name).decode() for name in archive.namelist())
    return rows(nodes), rows(edges)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_actor_and_edge_has_a_row():
    nodes, edges = tables(write_gephi(odd_names()))
    assert [tuple(rows[0]) for rows in (nodes, edges)] == [NODE_COLUMNS, EDGE_COLUMNS]
    assert {row["Id"]: row["Label"].removeprefix("'") for row in nodes} == NAMES
    assert {(row["Source"], row["Target"]): float(row["Weight"]) for row in edges} == EDGES
    assert all(row["Weight"] == row["strength"] for row in edges)
    assert {row["Type"] for row in edges} == {"Undirected"}
    assert [row["Id"] for row in edges] == ["a~b", "a~d", "d~e"]


def test_igraph_makes_the_same_network_of_them():
    nodes, edges = tables(write_gephi(odd_names()))
    graph = igraph.Graph.DictList(nodes, edges, vertex_name_attr="Id", edge_foreign_keys=("Source", "Target"))
    assert graph.vs["Id"] == list(NAMES)
    ends = [tuple(graph.vs[end]["Id"] for end in edge.tuple) for edge in graph.es]
    assert dict(zip(ends, map(float, graph.es["Weight"]), strict=True)) == EDGES
    assert [vertex["Id"] for vertex in graph.vs if vertex.degree() == 0] == [ISOLATE]


def test_no_cell_is_a_formula():
    nodes, edges = tables(write_gephi(odd_names()))
    cells = [cell for row in (*nodes, *edges) for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == []
    assert {row["Label"] for row in nodes if row["Label"].startswith("'")} == {
        "'" + NAMES[one] for one in ("b", "d", "e")
    }


def test_time_intervals_are_written_as_gephi_reads_them():
    nodes, edges = tables(write_gephi(odd_names()))
    assert [row["Time Interval"] for row in edges] == ["<[2019-01-01, 2021-12-31]; [2024-01-01, 2027-12-31]>", "", ""]
    assert {row["Id"]: row["Time Interval"] for row in nodes if row["Time Interval"]} == {
        ISOLATE: "<[2020-01-01, Infinity]>"
    }


@pytest.mark.parametrize(("drawing", "count"), [(nobody, 0), (only_isolates, 2)])
def test_a_network_without_edges_is_a_network(drawing, count):
    nodes, edges = tables(write_gephi(drawing()))
    assert (len(nodes), len(edges)) == (count, 0)


def test_characters_that_no_text_may_hold_are_replaced():
    nodes, _ = tables(write_gephi(with_control_characters()))
    assert [(row["Label"], row["tags"]) for row in nodes] == [(CLEANED, "\ufffd"), ("Q", "")]


def test_the_same_network_gives_the_same_bytes():
    assert write_gephi(odd_names()) == write_gephi(odd_names())
