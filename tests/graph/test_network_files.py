"""Networks read from two CSV files: what is a network, and what is said where it is none."""

import pytest

from graph import network_files
from graph.network_files import FiledNetwork, NetworkFile, read_network

NODES = "id,kind\na,x\nb,x\nc,\n"


def read(nodes, edges, **options):
    return read_network(
        NetworkFile("n.csv", nodes if isinstance(nodes, bytes) else nodes.encode()),
        NetworkFile("e.csv", edges if isinstance(edges, bytes) else edges.encode()),
        **options,
    )


def network(nodes, edges, **options):
    found = read(nodes, edges, **options)
    assert isinstance(found, FiledNetwork), found
    return found


def errors(nodes, edges, **options):
    found = read(nodes, edges, **options)
    assert isinstance(found, list)
    return [str(error) for error in found]


def arcs(found):
    dyads = found.dyads
    rows = zip(dyads.starts[dyads.ties], dyads.ends[dyads.ties], dyads.strengths[dyads.ties], strict=True)
    return sorted((found.ids[a], found.ids[b], float(s)) for a, b, s in rows)


def test_self_loops_and_repeated_edges_are_counted_and_left_out():
    # a-b three times, once the other way round, and b-b twice.
    found = network(NODES, "source,target\na,b\nb,a\na,b\nb,b\nb,b\nb,c\n")

    assert (found.dyads.edges, found.self_loops, found.duplicates) == (2, 2, 2)


def test_with_direction_the_other_way_round_is_no_repetition():
    found = network(NODES, "source,target\na,b\nb,a\na,b\n", directed=True)

    assert (found.dyads.edges, found.self_loops, found.duplicates) == (2, 0, 1)


def test_of_repeated_edges_the_strongest_counts():
    found = network(NODES, "source,target,weight\na,b,1\nb,a,3\na,b,2\n")

    assert found.weighted
    assert arcs(found) == [("a", "b", 3.0), ("b", "a", 3.0)]


def test_edges_without_weights_count_as_one():
    found = network(NODES, "source,target\na,b\n", directed=True)

    assert not found.weighted
    assert arcs(found) == [("a", "b", 1.0)]


def test_ids_are_texts():
    found = network("id\n1\n01\n1.0\n", "source,target\n1,01\n")

    assert found.ids == ["1", "01", "1.0"]
    assert arcs(found) == [("01", "1", 1.0), ("1", "01", 1.0)]


@pytest.mark.parametrize(
    ("nodes", "edges"),
    [
        ("Id;Label\na;x\nb;y\n", "Source;Target;Weight\na;b;1,5\n"),
        ("id\tname\na\tx\nb\ty\n", "source\ttarget\tweight\na\tb\t1.5\n"),
        ("\ufeffid\r\na\r\nb\r\n\r\n", "weight,target,other,source\r\n\r\n1.5, b ,?,a\r\n"),
    ],
)
def test_files_as_other_programs_write_them_are_read(nodes, edges):
    assert arcs(network(nodes, edges)) == [("a", "b", 1.5), ("b", "a", 1.5)]


def test_an_empty_cell_is_no_group():
    found = network(NODES, "source,target\n", group="kind").groups

    assert found is not None
    assert (found.names, list(found.of_node)) == (["x"], [0, 0, -1])


def test_headings_alone_are_an_empty_network():
    found = network("id\n", "source,target\n")

    assert (found.ids, found.dyads.edges) == ([], 0)


@pytest.mark.parametrize(
    ("nodes", "edges", "said"),
    [
        ("", "source,target\n", ["n.csv:1:id: kolumnen saknas: filen är tom"]),
        ("name\nx\n", "source,target\n", ["n.csv:1:id: kolumnen saknas; filens kolumner är ”name”"]),
        ("id\na\n", "from,to\n", ["e.csv:1:source: kolumnen saknas; filens kolumner är ”from”, ”to”"]),
        ("id\na\n\na\n", "source,target\n", ["n.csv:4:id: ”a” står redan på en tidigare rad"]),
        ("id,x\n ,1\n", "source,target\n", ["n.csv:2:id: saknas men måste fyllas i"]),
        (b"id\na\nm\xe5l\n", "source,target\n", ["n.csv:3: filen är inte UTF-8"]),
        ('id\n"a"b\n', "source,target\n", ["n.csv:2: raden kan inte delas upp i celler"]),
        (
            NODES,
            "source,target\na,b\nq,A\n",
            ["e.csv:3:source: ”q” är ingen nod i n.csv", "e.csv:3:target: ”A” är ingen nod i n.csv"],
        ),
        (NODES, "source,target\na\n", ["e.csv:2:target: saknas men måste fyllas i"]),
        (NODES, "source,target,weight\na,b\n", ["e.csv:2:weight: ”” är ingen vikt"]),
    ],
)
def test_what_cannot_be_read_is_told_by_file_row_and_column(nodes, edges, said):
    found = errors(nodes, edges)

    assert len(found) == len(said)
    assert all(error.startswith(start) for error, start in zip(found, said, strict=True)), found


@pytest.mark.parametrize("weight", ["1e13", "1e308", "1e400"])
def test_a_weight_too_large_to_calculate_with_is_called_too_large(weight):
    (error,) = errors(NODES, f"source,target,weight\na,b,{weight}\n")

    assert error == (
        f"e.csv:2:weight: ”{weight}” är en för stor vikt; den kan vara högst 1000000000000; "
        "dela alla vikter med samma tal"
    )


def test_nul_inside_an_id_is_refused():
    said = "raden har ett tecken som inte hör hemma i text (NUL); spara filen på nytt som ”CSV UTF-8”"

    assert errors("id\na\nb\0c\n", "source,target\na,b\n") == [f"n.csv:3: {said}"]
    assert errors(NODES, "source,target\na,b\0\n") == [f"e.csv:2: {said}"]


@pytest.mark.parametrize("weight", ["0", "-1", "nan", "inf", "stark", "", "1,5,0"])
def test_a_weight_is_a_number_above_zero(weight):
    (error,) = errors(NODES, f'source,target,weight\na,b,"{weight}"\n')

    assert error.startswith(f"e.csv:2:weight: ”{weight}” är ingen vikt; skriv ett tal större än noll")


def test_an_unknown_column_of_groups_names_the_columns_that_there_are():
    (error,) = errors(NODES, "source,target\n", group="sector")

    assert error == "n.csv:1:sector: kolumnen saknas; filens kolumner är ”id”, ”kind”"


def test_a_column_with_a_value_for_each_node_is_no_column_of_groups(monkeypatch):
    monkeypatch.setattr(network_files, "MOST_GROUPS", 2)
    (error,) = errors("id\na\nb\nc\n", "source,target\n", group="id")

    assert error.startswith("n.csv:1:id: kolumnen har 3 olika värden")


def test_rows_beyond_what_can_be_measured_are_refused(monkeypatch):
    monkeypatch.setattr(network_files, "MOST_EDGES", 2)

    assert network(NODES, "source,target\na,b\nb,c\n").dyads.edges == 2
    assert errors(NODES, "source,target\na,b\nb,c\na,c\n") == [
        "e.csv:4: filen har fler än 2 rader; större nätverk kan inte mätas"
    ]


def test_somebody_who_chose_the_wrong_file_need_not_read_a_million_errors():
    found = errors(NODES, "source,target\n" + "q,q\n" * 500)

    assert len(found) == 101
    assert found[-1] == "e.csv: fler fel är inte visade; rätta de här först"
