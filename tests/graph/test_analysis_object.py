"""The analysis as JSON: plain, sorted, rounded, and the same whatever the order of the records."""

import json
from datetime import date
from math import isfinite

import pytest

from graph.analysis import analyse
from graph.analysis_object import analysis_object, plain
from graph.gaps import Status
from graph.system import Reading, View
from models.vocabulary import Sector
from tests.graph.drawn import DAY, actors, forum, make_register, need, tie
from tests.graph.odd_register import OddRegister, shuffled

SEEDS = pytest.mark.parametrize("seed", range(8))


def analysed(register, place_id="kn", view=View.UNIT, reading=Reading.PLUS, tests=True):
    return analysis_object(analyse(register, place_id, DAY, view, reading, tests=tests))


def dumped(found):
    return json.dumps(found, ensure_ascii=False, allow_nan=False)


def numbers(found):
    if isinstance(found, dict):
        for value in found.values():
            yield from numbers(value)
    elif isinstance(found, list):
        for value in found:
            yield from numbers(value)
    elif isinstance(found, float):
        yield found


@SEEDS
@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("reading", list(Reading))
def test_whatever_is_odd_but_valid_can_be_analysed_at_every_place(seed, view, reading):
    register = OddRegister(seed).drawn()

    for place_id in ("lan", "kn", "sg"):
        found = analysed(register, place_id, view, reading, tests=False)

        assert all(isfinite(number) for number in numbers(found))
        assert json.loads(dumped(found)) == found


@SEEDS
def test_the_order_of_the_records_changes_not_a_byte(seed):
    register = OddRegister(seed, actors=9).drawn()

    assert dumped(analysed(shuffled(register, seed), "lan")) == dumped(analysed(register, "lan"))


@SEEDS
def test_lists_are_sorted(seed):
    found = analysed(OddRegister(seed).drawn(), "lan", tests=False)
    nodes = [node["id"] for node in found["network"]["nodes"]]
    edges = [(edge["source"], edge["target"]) for edge in found["network"]["edges"]]
    gaps = [(-gap["severity"], gap["code"], gap["subjects"]) for gap in found["gaps"]]

    assert nodes == sorted(nodes) == [broker["id"] for broker in found["brokers"]]
    assert edges == sorted(edges)
    assert all(source < target for source, target in edges)
    assert gaps == sorted(gaps)
    assert all(edge["channels"] == sorted(edge["channels"]) for edge in found["network"]["edges"])


@SEEDS
def test_numbers_have_six_decimals_at_most(seed):
    assert all(number == round(number, 6) for number in numbers(analysed(OddRegister(seed, 9).drawn())))


def test_the_frame_says_what_was_asked_for():
    found = analysed(make_register(actors("a b c"), tie("a - b")), reading=Reading.MINUS)
    frame = {
        "place": {"id": "kn", "name": "KN"},
        "date": "2026-11-01",
        "view": "unit",
        "readings": "minus",
        "kappa": 0.333333,
        "confirmation": 1.0,
    }

    assert {name: found[name] for name in frame} == frame


def test_an_edge_is_shown_with_source_before_target():
    (edge,) = analysed(make_register(actors("k1 c1"), tie("k1 - c1", themes="health")))["network"]["edges"]

    assert edge == {
        "source": "c1",
        "target": "k1",
        "strength": 0.6,
        "step": "dialogue",
        "channels": ["direct"],
        "confirmation": "both",
        "themes": ["health"],
        "evidence": ["ties:t-k1-c1"],
    }


def test_an_empty_place_has_a_whole_analysis():
    found = analysed(make_register(), "sg")

    assert (found["kappa"], found["confirmation"]) == (1.0, None)
    assert found["network"] == {"nodes": [], "edges": []}
    assert found["brokers"] == []
    assert len(found["sectors"]["cells"]) == 21
    assert found["sectors"]["ei"] == {
        "value": None,
        "expected": None,
        "external": 0,
        "internal": 0,
        "p_lower": None,
        "p_upper": None,
    }


def test_one_actor_alone_has_a_whole_analysis():
    (broker,) = analysed(make_register(actors("k1"), forum("f1", "k1"), need("b1", "k1")))["brokers"]

    assert {name: broker[name] for name in ("degree", "effective_size", "constraint", "p_cross_sector")} == {
        "degree": 0,
        "effective_size": None,
        "constraint": None,
        "p_cross_sector": 1.0,
    }


def test_a_node_without_level_or_kind_says_null():
    (node,) = analysed(make_register(actors("k1")))["network"]["nodes"]

    assert node == {
        "id": "k1",
        "name": "K1",
        "sector": "municipality",
        "level": None,
        "kind": None,
        "home": True,
    }


def test_the_words_of_a_finding_are_translated():
    analysis = analyse(make_register(actors("k1")), "kn", DAY, tests=False)
    marked = analysis_object(analysis, lambda text: f"<{text}>")["gaps"][0]
    spoken = analysis_object(analysis)["gaps"][0]

    assert marked["trap"] == f"<{spoken['trap']}>"
    assert marked["title"] == f"<{spoken['title']}>"
    assert marked["sentence"].startswith("<")
    assert marked["code"] == spoken["code"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2 / 3, 0.666667),
        (Sector.STATE, "state"),
        (Status.GAP, "gap"),
        ((Sector.STATE, 1, None, True), ["state", 1, None, True]),
        ({"a": (0.1234567,)}, {"a": [0.123457]}),
    ],
)
def test_values_become_plain_json(value, shown):
    assert plain(value) == shown
    assert type(plain(value)) is type(shown)


def test_the_same_register_on_another_day_is_another_analysis():
    register = make_register(actors("a b"), tie("a - b", valid_from="2026-11-01"))
    before = analysis_object(analyse(register, "kn", date(2026, 10, 31)))

    assert (before["date"], before["network"]["edges"]) == ("2026-10-31", [])
    assert before["confirmation"] is None
