"""G09, G10 and G16: knowledge far from the mandate, silos inside a house, levels that do not meet."""

import pytest

from graph.system import Reading, View
from tests.graph.drawn import actor, actors, complete, findings_of, forum, inventory, mandate, need, tie, ties

HEALTH = {"theme": "health"}
DEPARTMENT = {"kind": "department"}


def one(code, *drawn, **options):
    (finding,) = findings_of(code, *drawn, **options)
    return finding


def units(text, parent="k"):
    return [actor(unit, parent_id=parent) for unit in text.split()]


def levelled(text):
    """Return actors drawn as `a:area k:municipality x`; without a level none is said."""
    return [actor(word.partition(":")[0], level=word.partition(":")[2] or None) for word in text.split()]


# G09: the distance between those who sight a need and those who decide on its theme

CHAIN = (actors("a b c d e"), ties("a - b, b - c, c - d, d - e"), need("n1", "a", **HEALTH))


@pytest.mark.parametrize(
    ("decider", "urgencies"), [("a", []), ("b", []), ("c", []), ("d", [0.5]), ("e", [1.0])], ids=str
)
def test_three_steps_are_half_urgent_and_more_are_fully(decider, urgencies):
    assert [finding.urgency for finding in findings_of("G09", *CHAIN, mandate("m1", decider))] == urgencies


def test_a_mandate_three_steps_away_is_found_with_the_way_to_it():
    # 100 · 0.5 · 0.75 = 37.5. Pairs of a and d with the five: 4 + 3 = 7, of which a-b, c-d, d-e are known: 3/7.
    finding = one("G09", *CHAIN, mandate("m2", "d"), mandate("m1", "d"), inventory("mandates"))

    assert (finding.subjects, finding.urgency, finding.severity) == (("n1",), 0.5, 38)
    assert (finding.kappa, finding.status) == (pytest.approx(3 / 7), "ask_first")
    assert finding.evidence == ("needs:n1", "mandates:m1", "mandates:m2")
    assert finding.sentence.render(str) == (
        "Från dem som ser behovet ”N1” till dem som beslutar i frågan är det 3 steg."
    )
    assert finding.next_step.render(str) == "Gå via B och C för att föra samman A och D."


def test_kappa_is_that_of_the_pairs_of_seers_and_deciders():
    # As above, and b spoke: a-b, b-d, c-d, d-e of a-b a-c a-d a-e d-b d-c d-e: 4 of 7. c-e and b-c are not asked.
    assert one("G09", *CHAIN, mandate("m1", "d"), complete("b")).kappa == pytest.approx(4 / 7)


def test_the_shortest_of_all_pairs_counts():
    assert findings_of("G09", *CHAIN, mandate("m1", "e"), mandate("m2", "c")) == []
    assert findings_of("G09", *CHAIN[:2], need("n1", "a c", **HEALTH), mandate("m1", "e")) == []
    assert one("G09", *CHAIN, mandate("m1", "e"), mandate("m2", "d")).urgency == 0.5


def test_a_mandate_that_no_path_leads_to_is_full_urgent():
    finding = one("G09", *CHAIN, actors("x"), mandate("m1", "x"))

    # a and x with the six: 5 + 4 = 9 pairs, a-b is known.
    assert (finding.urgency, finding.severity, finding.kappa) == (1.0, 75, pytest.approx(1 / 9))
    assert finding.next_step.render(str) == (
        "Låt A ta kontakt med X, fråga om samverkan som inte är registrerad och bjuda in till ett första möte."
    )


def test_a_decider_from_outside_the_system_is_not_reached():
    # r1 shares no record with the place. κ: the pairs of a alone, one of four.
    finding = one("G09", *CHAIN, actors("r1@lan"), mandate("m1", "r1"))

    assert (finding.urgency, finding.kappa) == (1.0, 0.25)


def test_where_nobody_decides_it_is_the_mandate_gap_s_alone():
    assert findings_of("G09", *CHAIN) == []
    assert findings_of("G09", *CHAIN, mandate("m1", "e", status="proposed")) == []
    assert findings_of("G09", *CHAIN, mandate("m1", "e", kind="knowledge")) == []
    assert findings_of("G09", *CHAIN, mandate("m1", "e", "safety")) == []


def test_a_mandate_for_another_area_does_not_cover_the_need():
    drawn = (*CHAIN[:2], need("n1", "a", "ng", **HEALTH))

    assert findings_of("G09", *drawn, mandate("m1", "e", place_id="sg")) == []
    assert one("G09", *drawn, mandate("m1", "e", place_id="ng")).urgency == 1.0


def test_a_need_that_nobody_sees_or_without_theme_has_no_distance():
    assert findings_of("G09", *CHAIN[:2], need("n1", **HEALTH), mandate("m1", "e")) == []
    assert findings_of("G09", *CHAIN[:2], need("n1", "a"), mandate("m1", "e")) == []


def test_the_distance_is_that_of_the_reading():
    drawn = (*CHAIN, tie("a - d", confirmation="one_party"), mandate("m1", "d"))

    assert findings_of("G09", *drawn) == []
    assert one("G09", *drawn, reading=Reading.MINUS).urgency == 0.5


def test_a_need_is_linked_to_itself_alone():
    drawn = (*CHAIN[:2], need("n1", "a", priority="low", **HEALTH), need("n2", "a", priority="high"))

    assert one("G09", *drawn, mandate("m1", "d")).priority == 0.5


def test_in_the_organisation_view_a_unit_sees_for_its_legal_person():
    # a is a unit of e: who sees and who decides are one.
    drawn = (actors("e b c d"), actor("a", parent_id="e"), *CHAIN[1:], mandate("m1", "e"))

    assert one("G09", *drawn).urgency == 1.0
    assert findings_of("G09", *drawn, view=View.ORGANISATION) == []


# G10: three or more departments of one legal person that do not collaborate


def test_departments_without_collaboration_are_silos():
    # One of three pairs: 1 - 1/3; 100 · 2/3 · 0.75 = 50. d1 spoke: d1-d2 and d1-d3 known, d2-d3 not: 2/3.
    drawn = (actors("k c1"), units("d1 d2 d3"), ties("d1 - d2, d3 - c1"), complete("d1 c1"))
    finding = one("G10", *drawn)

    assert (finding.subjects, finding.urgency, finding.severity) == (("k",), pytest.approx(2 / 3), 50)
    assert (finding.kappa, finding.status) == (pytest.approx(2 / 3), "possible")
    assert [(pair.a, pair.b, pair.state) for pair in finding.pairs] == [("d1", "d3", "no"), ("d2", "d3", "unknown")]
    assert finding.evidence == ("actors:d1", "actors:d2", "actors:d3")
    assert finding.sentence.render(str) == "2 av 3 par av förvaltningar inom K har ingen registrerad samverkan."


@pytest.mark.parametrize(
    ("drawn", "urgencies"),
    [
        # Two of three pairs, nobody isolated: 1/3 < 0.5.
        ("d1 - d2, d2 - d3", []),
        # Three of six pairs: exactly 0.5.
        ("d1 - d2, d2 - d3, d3 - d4", [0.5]),
        # Four of six: 1/3 and nobody isolated.
        ("d1 - d2, d2 - d3, d3 - d4, d1 - d4", []),
        # Six of ten: 0.4 < 0.5, but d5 is isolated, whomever it meets outside the house.
        ("d1 - d2, d1 - d3, d1 - d4, d2 - d3, d2 - d4, d3 - d4, d5 - c1", [0.4]),
    ],
)
def test_half_of_the_pairs_open_or_an_isolated_department_is_a_silo(drawn, urgencies):
    named = sorted({end for pair in drawn.split(", ") for end in pair.split(" - ")} - {"c1"})
    found = findings_of("G10", actors("k c1"), units(" ".join(named)), ties(drawn))

    assert [finding.urgency for finding in found] == pytest.approx(urgencies)


def test_two_departments_are_too_few():
    assert findings_of("G10", actors("k"), units("d1 d2")) == []


def test_the_root_counts_when_it_is_itself_a_department():
    assert one("G10", actor("k", **DEPARTMENT), units("d1 d2")).evidence == ("actors:d1", "actors:d2", "actors:k")
    assert findings_of("G10", actor("k", kind="municipality"), units("d1 d2")) == []


def test_units_of_units_are_departments_of_the_same_legal_person():
    finding = one("G10", actors("k"), units("d1"), units("d2 d3", parent="d1"))

    assert (finding.subjects, finding.evidence) == (("k",), ("actors:d1", "actors:d2", "actors:d3"))


def test_only_units_of_the_system_count_and_the_root_need_not_be_in_it():
    elsewhere = [actor("k", place_id="bn"), actor("d4", place_id="bn", parent_id="k")]

    assert one("G10", elsewhere, units("d1 d2 d3")).evidence == ("actors:d1", "actors:d2", "actors:d3")
    assert findings_of("G10", elsewhere, units("d1 d2")) == []


def test_each_legal_person_is_found_by_itself():
    drawn = (actors("k l"), units("d1 d2 d3"), units("e1 e2 e3", parent="l"))

    assert [finding.subjects for finding in findings_of("G10", *drawn)] == [("k",), ("l",)]


def test_members_of_a_federation_are_no_departments():
    members = [actor(one_of, "civil_society", federation_ids="k") for one_of in ("c1", "c2", "c3")]

    assert findings_of("G10", actors("k"), members) == []


def test_silos_are_seen_in_the_unit_view_alone():
    drawn = (actor("k", **DEPARTMENT), units("d1 d2"))

    assert len(findings_of("G10", *drawn)) == 1
    assert findings_of("G10", *drawn, view=View.ORGANISATION) == []


def test_silos_are_those_of_the_reading():
    drawn = (actors("k"), units("d1 d2 d3"), ties("d1 - d2, d2 - d3, d1 - d3", confirmation="one_party"))

    assert findings_of("G10", *drawn) == []
    # No confirmed edge is left, but κ stays that of the registered reading.
    assert (one("G10", *drawn, reading=Reading.MINUS).urgency, one("G10", *drawn, reading=Reading.MINUS).kappa) == (
        1,
        1,
    )


def test_a_legal_person_is_linked_to_the_needs_of_its_units():
    drawn = (actors("k c1"), units("d1 d2 d3"))

    assert one("G10", *drawn, need("n1", "d2", priority="high")).priority == 1.0
    assert one("G10", *drawn, need("n1", "c1", priority="high")).priority == 0.75


# G16: actors of the place that reach no region or nation in two steps


def test_the_share_that_reaches_no_higher_level_is_found():
    # r - a - b - c: a and b reach r, c and d do not: 2 of 4; 100 · 0.5 · 0.75 = 37.5.
    # The place has ten pairs: a-r, a-b, b-c have edges, d spoke for its four: 7/10.
    drawn = (
        levelled("r:region a:area b:municipality c:municipality d:area"),
        ties("r - a, a - b, b - c"),
        complete("d"),
        need("n1", "c", priority="high"),
    )
    finding = one("G16", *drawn)

    assert (finding.subjects, finding.urgency, finding.priority, finding.severity) == (("kn",), 0.5, 0.75, 38)
    assert (finding.kappa, finding.status) == (pytest.approx(0.7), "possible")
    assert finding.evidence == ("actors:c", "actors:d")
    assert finding.sentence.values["cut_off"] == 2
    assert finding.sentence.values["local"] == 4


def test_less_than_half_is_no_finding():
    # b and c reach r, d does not: 1 of 3.
    assert findings_of("G16", levelled("r:nation b:area c:area d:area"), ties("r - b, r - c")) == []


def test_actors_without_level_are_left_out_but_may_lie_on_the_way():
    drawn = (levelled("r:region x y z a:area"), ties("r - x, x - a"))

    assert findings_of("G16", *drawn) == []
    assert one("G16", levelled("r:region x y z a:area"), ties("r - x, y - a, x - y")).urgency == 1.0


def test_where_nobody_is_of_a_higher_level_all_are_cut_off():
    assert one("G16", levelled("a:area b:municipality"), tie("a - b")).urgency == 1.0


def test_where_nobody_is_of_area_or_municipality_level_there_is_no_gap():
    assert findings_of("G16", levelled("r:region n:nation x")) == []


def test_the_levels_are_those_of_the_legal_person_in_the_organisation_view():
    drawn = (actor("n", level="nation"), actor("n1", level="area", parent_id="n"), levelled("a:area"), tie("n1 - a"))

    # Units: n1 and a reach nobody: 2 of 2. As one, n is a nation and a is beside it.
    assert one("G16", *drawn).urgency == 1.0
    assert findings_of("G16", *drawn, view=View.ORGANISATION) == []


def test_the_way_up_is_that_of_the_reading():
    drawn = (levelled("r:region a:area"), tie("r - a", confirmation="third_party"))

    assert findings_of("G16", *drawn) == []
    assert (one("G16", *drawn, reading=Reading.MINUS).urgency, one("G16", *drawn, reading=Reading.MINUS).kappa) == (
        1,
        1,
    )


def test_a_forum_is_a_way_up_for_its_members():
    drawn = (levelled("r:region a:area"), forum("f1", "a r"))

    assert findings_of("G16", *drawn) == []
