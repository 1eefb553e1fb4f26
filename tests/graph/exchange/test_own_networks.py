"""A network that we wrote ourselves, read back into the register: nothing is doubled and nothing is made up."""

import pytest

from graph.exchange.day_network import network_of_system
from graph.exchange.foreign import Foreign
from graph.exchange.gephi_tables import write_gephi
from graph.exchange.kumu_map import write_kumu
from graph.exchange.own_networks import DERIVED, REGISTERED
from graph.register import Register
from tests.graph.drawn import actor, actors, forum, make_register, make_system, tie
from tests.graph.exchange.foreign_files import cells, context, guesses, losses, read

DRAWN = (
    actors("a b d"),
    actor("alone", name="Ensam"),
    tie("a - b", "t1", level="dialogue"),
    forum("f", "b d"),
)
WRITERS = {"karta.json": write_kumu, "karta.gephi.zip": write_gephi}


def read_back(name: str, into: Register | None) -> Foreign:
    written = WRITERS[name](network_of_system(make_system(*DRAWN)))
    return read(written, name, context(into))


@pytest.mark.parametrize("name", WRITERS)
def test_into_its_own_register_nothing_comes_twice_though_an_actor_was_renamed_since(name: str):
    renamed = actor("b", name="Nytt namn")
    foreign = read_back(name, make_register(actors("a d"), renamed, *DRAWN[1:]))

    assert foreign.raw.sheets == {}
    assert [(loss.what, loss.rows) for loss in foreign.unmapped if loss.what in (DERIVED, REGISTERED)] == [
        (REGISTERED, 1),
        (DERIVED, 1),
    ]


@pytest.mark.parametrize("name", WRITERS)
def test_into_another_register_only_what_rests_on_a_tie_is_one(name: str):
    foreign = read_back(name, None)

    (row,) = cells(foreign, "ties")

    assert (row["actor_a"], row["actor_b"], row["level"]) == ("a", "b", "dialogue")
    assert len(cells(foreign, "actors")) == 4
    assert [loss.rows for loss in foreign.unmapped if loss.what == DERIVED] == [1]


def test_edges_alone_mean_the_registered_ids():
    csv = "Source,Target,evidence\na,d,ties:other\n"
    foreign = read(csv.encode(), "edges.csv", context(make_register(*DRAWN)))

    assert list(foreign.raw.sheets) == ["ties"]
    assert [(row["actor_a"], row["actor_b"]) for row in cells(foreign, "ties")] == [("a", "d")]


def test_edges_that_say_their_channels_alone_are_known_by_them():
    csv = "Source,Target,channels\nA,B,forum|agreement\nA,D,direct|forum\n"
    foreign = read(csv.encode(), "edges.csv", context())

    assert [row["row"] for row in cells(foreign, "ties")] == ["3"]
    assert losses(foreign) == [f"edges.csv: {DERIVED} (rad 2)"]


def test_the_ids_of_another_tool_mean_nobody_who_has_another_name():
    nodes = "Id,Label\na,Något helt annat\n"
    foreign = read(nodes.encode(), "nodes.csv", context(make_register(*DRAWN)))

    assert [row["name"] for row in cells(foreign, "actors")] == ["Något helt annat"]
    assert "finns redan" not in str(guesses(foreign))
