"""What is loaded for one place is enough: its analysis equals the one of the whole register."""

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from api.access.seen import Seen
from api.access.window import Window
from api.database import make_engine
from api.queries.reach import reach_of
from api.queries.register import load_register
from graph.analysis import analyse
from graph.analysis_object import analysis_object
from graph.register import Register
from graph.system import View

DAYS = (date(2020, 9, 1), date(2026, 11, 1))
PLACES = ("kn", "ng", "lan", "bn", "umea", "goteborg", "nacka", "rinkeby", "stockholms-lan", "varmlands-lan", "lulea")


@pytest.fixture(scope="module")
def seen(demo_url: str) -> Iterator[Seen]:
    engine = make_engine(demo_url)
    with Window(engine).seeing() as seen:
        yield seen
    engine.dispose()


@pytest.fixture(scope="module")
def everything(seen: Seen) -> Register:
    return load_register(seen)


@pytest.mark.parametrize("place", PLACES)
def test_a_place_has_the_same_analysis_from_what_it_can_reach_as_from_everything(
    seen: Seen, everything: Register, place: str
) -> None:
    reached = load_register(seen, reach_of(seen, place))
    for day, view in product(DAYS, View):
        of_all = analyse(everything, place, day, view, tests=False)
        of_reached = analyse(reached, place, day, view, tests=False)
        assert analysis_object(of_reached) == analysis_object(of_all), (day, view)


def test_a_municipality_does_not_load_the_country(seen: Seen) -> None:
    reached = load_register(seen, reach_of(seen, "kn"))
    assert len(reached.actors) == 12  # those of place-a, and nobody of the other 156
    assert {tie.id for tie in reached.ties} == {"t1", "t2", "t3", "t4", "t5", "t6", "t7"}


def test_a_place_that_does_not_exist_reaches_nobody(seen: Seen) -> None:
    assert load_register(seen, reach_of(seen, "atlantis")).actors == ()
