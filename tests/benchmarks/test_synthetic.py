"""The made-up register: the same for the same seed, and with the network that was asked for."""

from pathlib import Path

import pytest

from benchmarks.synthetic import DAY, PLACE, Size, make_register
from graph.packages import check_package, read_package, write_folder
from graph.register import Register
from graph.system import build_system
from models.vocabulary import Sector

SMALL = Size(actors=60, edges=200, forums=2, agreements=5, activities=10, needs=4, unfinished=7)


def test_the_same_seed_gives_the_same_records_and_another_seed_others() -> None:
    assert make_register(SMALL, seed=7) == make_register(SMALL, seed=7)
    assert make_register(SMALL, seed=7) != make_register(SMALL, seed=8)


def test_the_derived_network_has_the_actors_and_edges_asked_for_in_all_sectors() -> None:
    network = build_system(make_register(SMALL), PLACE, DAY).network
    assert (len(network), network.number_of_edges()) == (60, 200)
    assert {attributes["sector"] for _, attributes in network.nodes(data=True)} == set(Sector)


def test_the_package_of_a_made_up_register_has_no_errors(tmp_path: Path) -> None:
    write_folder(make_register(SMALL), tmp_path)
    assert check_package(read_package(tmp_path, "made up"), Register()).errors == ()


def test_groups_that_join_more_pairs_than_the_edges_asked_for_are_refused() -> None:
    with pytest.raises(ValueError, match="more than 3"):
        make_register(Size(actors=60, edges=3))
