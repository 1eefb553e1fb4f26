"""Two invented places whose whole analysis an independent reference has computed."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import networkx as nx
import pytest

from graph.analysis_object import analysis_object
from graph.comparison.places import difference, edge_jaccard, partner_match, similarity
from graph.gaps import RULES
from graph.suggestions import Introducer, Introduction
from graph.system import Reading, View, build_system
from models.vocabulary import Sector
from tests.graph.conftest import expected

TOLERANCE = 1e-6
PARTS = ("kappa", "confirmation", "network", "brokers", "sectors")
EXACT = ("code", "subjects", "status", "questions")
NEAR = ("severity", "urgency", "priority", "kappa")

PLACES = pytest.mark.parametrize("place_id", ["kn", "bn"])
VIEWS = pytest.mark.parametrize("view", list(View))
REGISTERS = pytest.mark.parametrize("together", [False, True], ids=["alone", "among_all_demo_packages"])


def differences(actual: Any, wanted: Any, path: str = "") -> Iterator[str]:
    """Yield where `actual` lacks something of `wanted`, numbers compared to 1e-6."""
    if isinstance(wanted, Mapping):
        for name, value in wanted.items():
            yield from differences(actual[name], value, f"{path}.{name}")
    elif isinstance(wanted, list):
        if len(actual) != len(wanted):
            yield f"{path}: {len(actual)} instead of {len(wanted)}"
        for number, (one, other) in enumerate(zip(actual, wanted, strict=False)):
            yield from differences(one, other, f"{path}[{number}]")
    elif isinstance(wanted, float) and isinstance(actual, float | int):
        if abs(actual - wanted) > TOLERANCE:
            yield f"{path}: {actual} instead of {wanted}"
    elif actual != wanted:
        yield f"{path}: {actual!r} instead of {wanted!r}"


def wanted_of(place_id: str, view: View) -> dict[str, Any]:
    whole = expected(place_id)
    return whole if view is View.UNIT else whole["more"]["organisation"]


@PLACES
@VIEWS
@REGISTERS
def test_network_brokers_and_sectors_are_those_of_the_reference(acceptance, place_id, view, together):
    found = analysis_object(acceptance(place_id, view, together=together))
    wanted = wanted_of(place_id, view)

    assert list(differences(found, {part: wanted[part] for part in PARTS})) == []


@PLACES
@VIEWS
@REGISTERS
def test_the_findings_are_those_of_the_reference(acceptance, place_id, view, together):
    found = analysis_object(acceptance(place_id, view, together=together))["gaps"]
    wanted = [gap for gap in wanted_of(place_id, view)["gaps"] if gap["code"] in RULES]
    compared = [{name: gap[name] for name in (*EXACT, *NEAR)} for gap in wanted]

    assert list(differences(found, compared)) == []


@PLACES
@VIEWS
def test_the_findings_name_at_least_the_evidence_of_the_reference(acceptance, place_id, view):
    found = analysis_object(acceptance(place_id, view))["gaps"]
    wanted = [gap["evidence"] for gap in wanted_of(place_id, view)["gaps"] if gap["code"] in RULES]

    assert [set(least) - set(gap["evidence"]) for gap, least in zip(found, wanted, strict=True)] == [
        set() for _ in wanted
    ]


@PLACES
@VIEWS
@REGISTERS
def test_the_indicators_and_their_errors_are_those_of_the_reference(acceptance, place_id, view, together):
    found = analysis_object(acceptance(place_id, view, together=together))["indicators"]
    wanted = wanted_of(place_id, view)["indicators"]

    assert list(found) == list(wanted)
    assert list(differences(found, wanted)) == []


@REGISTERS
def test_the_two_places_compare_as_in_the_reference(acceptance, place_a, together):
    a, b = (acceptance(place_id, View.ORGANISATION, together=together) for place_id in ("kn", "bn"))
    wanted = place_a["more"]["with_place_b"]
    match = partner_match(a.system, a.gaps, b.system)
    told = difference(a.indicators["sector_connection"], b.indicators["sector_connection"])

    assert similarity(a.system, b.system) == wanted["jaccard"]
    assert [match.share, list(match.themes)] == [
        wanted["partner_match_a_to_b"][name] for name in ("partner_match", "themes")
    ]
    assert told.t == pytest.approx(wanted["sector_connection"]["t"], abs=TOLERANCE)
    assert told.verdict.render(str) == wanted["sector_connection"]["verdict"]


def test_the_result_says_its_place_date_view_and_reading(acceptance, place_a):
    found = analysis_object(acceptance("kn"))

    assert {name: found[name] for name in ("place", "date", "view", "readings")} == {
        name: place_a[name] for name in ("place", "date", "view", "readings")
    }


@REGISTERS
def test_the_confirmed_reading_is_that_of_the_reference(acceptance, place_a, together):
    wanted = place_a["more"]["minus_unit"]
    found = acceptance("kn", reading=Reading.MINUS, together=together)
    edges = analysis_object(found)["network"]["edges"]

    assert [[edge["source"], edge["target"]] for edge in edges] == wanted["edges"]
    assert [broker.id for broker in found.brokers if broker.loss.articulation] == wanted["articulation"]
    assert found.system.knowledge.kappa() == pytest.approx(wanted["kappa"], abs=TOLERANCE)


def test_a_past_date_shows_what_held_then(acceptance, place_a, place_a_register):
    wanted = place_a["more"]["2025-11-01"]
    system = build_system(place_a_register, "kn", date(2025, 11, 1))
    then = system.network
    now = [[edge["source"], edge["target"]] for edge in place_a["network"]["edges"]]
    kept = [pair for pair in now if then.has_edge(*pair)]

    assert then.number_of_edges() == wanted["edges"]
    assert [pair for pair in now if pair not in kept] == wanted["missing_then"]
    assert edge_jaccard(system, acceptance("kn").system) == pytest.approx(wanted["edge_jaccard"], abs=TOLERANCE)


def test_the_components_are_those_of_the_reference(acceptance, place_a):
    network = acceptance("kn").system.network

    assert [sorted(part) for part in nx.connected_components(network)] == place_a["more"]["components"]


def test_the_unknown_pairs_are_those_of_the_reference(acceptance, place_a):
    system = acceptance("kn").system
    nodes = list(system.network)
    pairs = [[a, b] for a in nodes for b in nodes if a < b]

    assert [
        pair for pair in pairs if system.knowledge.counts(*pair) and system.knowledge.state(*pair) == "unknown"
    ] == place_a["more"]["unknown_pairs"]


def test_the_brokers_suggested_are_those_of_the_reference(acceptance, place_a):
    introducer = Introducer(acceptance("kn").system)
    common, chain, invitation = place_a["more"]["suggestions"]
    first, second, third = (
        introducer.suggest(Introduction((a,), (b,)))
        for a, b in (suggested["pair"] for suggested in (common, chain, invitation))
    )

    assert first is not None
    assert (first.broker, list(first.path)) == (common["broker"], ["s2", "k1", "c1"])
    assert second is not None
    assert list(second.path) == chain["path"]
    assert third is not None
    assert (third.broker, third.path, third.forum) == (invitation["broker"], (), invitation["forum"])


def test_the_sector_of_research_is_missing_in_the_larger_place(acceptance):
    cells = acceptance("kn").sectors.cells

    assert {cell.state for cell in cells if Sector.RESEARCH in (cell.a, cell.b)} == {"sector_missing"}
