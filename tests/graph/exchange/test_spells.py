"""When edges hold: spells worked out by hand, and every day held against the network derived for that day."""

from datetime import date, timedelta
from random import Random

import pytest

from graph.derivation import derive_network
from graph.evidence import collect_evidence
from graph.exchange.dated_evidence import edge_spells, node_spells
from graph.exchange.day_network import DayNetwork, network_of_register, network_of_system
from graph.exchange.spells import ALWAYS, Spell
from graph.register import Register
from graph.snapshot import take_snapshot
from graph.system import Reading, View, build_system
from tests.graph.drawn import (
    DAY,
    PLACE,
    activity,
    actor,
    actors,
    agreement,
    forum,
    make_register,
    make_system,
    member,
    party,
    tie,
    ties,
)
from tests.graph.odd_register import OddRegister


def spell(start: str | None, after: str | None) -> Spell:
    return Spell(
        date.fromisoformat(start) if start else date.min,
        date.fromisoformat(after) if after else date.max,
    )


def spells_of(*drawn, **options) -> dict[str, list[Spell]]:
    found = edge_spells(network_of_system(make_system(*drawn, **options)))
    return {" - ".join(edge): list(spells) for edge, spells in found.items()}


def test_an_edge_without_dates_holds_always():
    assert spells_of(actors("a b"), ties("a - b")) == {"a - b": [ALWAYS]}


def test_evidence_that_lapsed_and_came_back_gives_two_spells():
    drawn = [
        actors("a b"),
        agreement("v1", "a b", valid_from="2020-01-01", valid_to="2022-01-01"),
        tie("a - b", valid_from="2024-06-01"),
    ]
    assert spells_of(*drawn) == {"a - b": [spell("2020-01-01", "2022-01-01"), spell("2024-06-01", None)]}


def test_evidence_that_follows_on_gives_one_spell():
    drawn = [
        actors("a b"),
        agreement("v1", "a b", valid_from="2020-01-01", valid_to="2024-06-01"),
        tie("a - b", valid_from="2024-06-01", valid_to="2027-01-01"),
    ]
    assert spells_of(*drawn) == {"a - b": [spell("2020-01-01", "2027-01-01")]}


def test_an_edge_lives_no_longer_than_its_actors():
    drawn = [
        actor("a", valid_from="2023-01-01"),
        actor("b", valid_to="2028-01-01"),
        tie("a - b", valid_from="2020-01-01"),
    ]
    assert spells_of(*drawn) == {"a - b": [spell("2023-01-01", "2028-01-01")]}


def test_an_edge_by_a_forum_that_grew_too_large_ends():
    # In a forum of k at dialogue (0.6) a pair counts 0.6 * min(1, 4 / (k - 1)): 0.2 at 13, 0.1846 at 14.
    names = [f"m{number:02}" for number in range(13)]
    last = member("f", "z", valid_from="2027-01-01")
    found = spells_of(actors(" ".join([*names, "z"])), forum("f", " ".join(names)), last)
    assert found["m00 - m01"] == [spell(None, "2027-01-01")]
    assert len(found) == 13 * 12 // 2


def test_the_confirmed_reading_has_the_spells_of_what_is_confirmed():
    drawn = [
        actors("a b"),
        tie("a - b", "t1", valid_from="2020-01-01", confirmation="third_party"),
        tie("a - b", "t2", valid_from="2025-01-01"),
    ]
    assert spells_of(*drawn) == {"a - b": [spell("2020-01-01", None)]}
    assert spells_of(*drawn, reading=Reading.MINUS) == {"a - b": [spell("2025-01-01", None)]}


def test_a_legal_person_has_the_spells_of_all_its_units():
    drawn = [
        actor("k"),
        actor("k1", parent_id="k", valid_to="2030-01-01"),
        actor("k2", parent_id="k"),
        actor("c"),
        tie("c - k1", valid_from="2026-01-01"),
        tie("c - k2", valid_to="2024-01-01"),
    ]
    shown = network_of_system(make_system(*drawn, view=View.ORGANISATION))
    assert edge_spells(shown) == {("c", "k"): (spell(None, "2024-01-01"), spell("2026-01-01", "2030-01-01"))}
    assert node_spells(shown) == {"c": (ALWAYS,), "k": (ALWAYS,)}


def test_a_node_holds_as_long_as_its_actor():
    shown = network_of_system(make_system(actor("a", valid_from="2024-01-01")))
    assert node_spells(shown) == {"a": (spell("2024-01-01", None),)}


def days_of_change(register: Register) -> set[date]:
    bounds = {
        bound
        for rows in register.tables().values()
        for row in rows
        for bound in (getattr(row, "valid_from", None), getattr(row, "valid_to", None))
        if bound
    }
    return {day for bound in bounds for day in (bound, bound - timedelta(days=1))}


def edges_of(shown: DayNetwork, day: date) -> set[tuple[str, str]]:
    """Return the edges of the network that the rules for a single day give between the same nodes."""
    snapshot = take_snapshot(shown.register, day)
    present = {one for one in shown.node_of if one in snapshot.actors}
    evidence = collect_evidence(snapshot, present, shown.home, shown.inside)
    counted = (piece for piece in evidence if shown.reading is Reading.PLUS or piece.confirmed)
    derived = derive_network([snapshot.actors[one] for one in present], shown.home, counted)
    ends = (sorted((shown.node_of[a], shown.node_of[b])) for a, b in derived.edges)
    return {(a, b) for a, b in ends if shown.network.has_edge(a, b)}


def coming_and_going(seed: int) -> Register:
    """Return few actors with many dated facts among them, so that evidence comes, goes and comes again."""
    random = Random(seed)
    names = ["a", "b", "c", "d", "e@bn", "f@bn"]
    ids = [name[0] for name in names]

    def dates() -> dict[str, str]:
        first = random.choice([2019, 2020, 2022, 2023, 2025, 2026, 2028])
        return {"valid_from": f"{first}-07-01", "valid_to": f"{first + random.choice([1, 2, 4])}-07-01"}

    def standing() -> str:
        return random.choice(["both", "documented", "third_party", "disputed"])

    drawn = [actor(one[0], place_id=one[2:] or "kn", parent_id="a" if one == "b" else None) for one in names]
    drawn[0] = actor("a", valid_to="2029-01-01")
    for number in range(24):
        a, b = random.sample(ids, 2)
        fields = {"place_id": random.choice(["kn", "bn", None]), "confirmation": standing()}
        level = random.choice(["information", "dialogue", "unknown"])
        drawn.append(tie(f"{a} - {b}", f"t{number}", level=level, **fields, **dates()))
    for number in range(3):
        drawn += agreement(f"v{number}", place_id=random.choice(["kn", "bn", None]), **dates())
        drawn += [party(f"v{number}", one, standing()) for one in random.sample(ids, 3)]
        drawn += activity(f"x{number}", " ".join(random.sample(ids, 2)), **dates())
        drawn += forum(f"f{number}", collaboration_level="information", **dates())
        drawn += [member(f"f{number}", one, confirmation=standing(), **dates()) for one in random.sample(ids, 6)]
        drawn.append(member(f"f{number}", ids[number], role="convenor", **dates()))
    return make_register(drawn)


@pytest.mark.parametrize("reading", list(Reading))
@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("drawing", [coming_and_going, lambda seed: OddRegister(seed, actors=8).drawn()])
def test_the_spells_say_of_every_day_what_the_network_of_that_day_says(drawing, view, reading):
    several = 0
    for seed in range(5):
        register = drawing(seed)
        system = build_system(register, PLACE, DAY, view, reading)
        for shown in (network_of_system(system), network_of_register(register, DAY, view, reading)):
            spells = edge_spells(shown)
            assert spells.keys() == {tuple(sorted(edge)) for edge in shown.network.edges}
            assert all(any(spell.holds_at(DAY) for spell in held) for held in spells.values())
            several += sum(len(held) > 1 for held in spells.values())
            for day in days_of_change(register):
                told = {edge for edge, held in spells.items() if any(spell.holds_at(day) for spell in held)}
                assert told == edges_of(shown, day), (seed, day)
    assert several > 3 or drawing is not coming_and_going


def test_the_network_of_everything_has_actors_of_every_place_and_of_none():
    register = make_register(actors("a b@bn c@- d"), ties("b - c"), tie("a - d", valid_to="2026-01-01"))
    shown = network_of_register(register, DAY)
    assert sorted(shown.network) == ["a", "b", "c", "d"]
    assert [sorted(edge) for edge in shown.network.edges] == [["b", "c"]]
    assert edge_spells(shown) == {("b", "c"): (ALWAYS,)}
