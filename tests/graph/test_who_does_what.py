"""Who does what where: actors of the system, activities that are done, and the money that an actor holds."""

import pytest

from graph.system import View
from graph.who_does_what import Selection, deeds, selected, who_does_what_object, without_actor
from graph.who_does_what_sheet import who_does_what_csv
from models.records import Grant
from models.vocabulary import Direction, Sector, Theme
from tests.graph.drawn import activity, actor, actors, make_system, runner


def grant(grant_id, grantor, recipient, status="paid", **fields):
    ends = {"id": grant_id, "grantor_id": grantor, "recipient_id": recipient}
    return Grant.model_validate(ends | {"status": status} | fields)


def rows(*drawn, asked=None, **options):
    system = make_system(*drawn, **options)
    return [(deed.actor, deed.activity.id) for deed in selected(system, deeds(system), asked or Selection())]


def funders(*drawn, **options):
    return {deed.actor: deed.funders for deed in deeds(make_system(*drawn, **options))}


def test_an_activity_stands_with_everybody_of_the_system_who_takes_part():
    drawn = (actors("k1 c1 x1@bn"), activity("b", "c1 k1"), activity("a", "c1"), activity("o", "x1", "bn"))

    assert rows(*drawn) == [("c1", "a"), ("c1", "b"), ("k1", "b")]


@pytest.mark.parametrize(
    ("fields", "listed"),
    [
        ({"status": "ongoing"}, True),
        ({"status": "completed"}, True),
        ({}, True),
        ({"status": "planned"}, False),
        ({"status": "cancelled"}, False),
        ({"valid_to": "2026-11-01"}, False),
    ],
    ids=str,
)
def test_only_what_is_done_on_the_day_is_listed(fields, listed):
    assert bool(rows(actors("k1"), activity("a", "k1", **fields))) is listed


def test_what_is_done_above_the_place_counts_for_its_own_actors():
    drawn = (actors("k1 r1:region@lan"), activity("a", "k1 r1", "lan"), activity("b", "r1", "lan"))

    # Sharing `a` brings r1 in, and with it what it runs above the place.
    assert rows(*drawn) == [("k1", "a"), ("r1", "a"), ("r1", "b")]


def test_a_disputed_part_does_not_count_and_leaves_the_activity_without_actor():
    system = make_system(actors("k1"), activity("a"), runner("a", "k1", "disputed"), activity("b", "k1"))

    assert [deed.activity.id for deed in deeds(system)] == ["b"]
    assert [found.id for found in without_actor(system)] == ["a"]


def test_without_place_it_is_done_at_the_place_analysed():
    assert deeds(make_system(actors("k1"), activity("a", "k1", None)))[0].place == "kn"


def test_in_the_organisation_view_units_are_one_with_the_best_confirmation_and_all_grants():
    drawn = (
        actors("k s:state"),
        [actor("k1", parent_id="k"), actor("k2", parent_id="k")],
        activity("a"),
        runner("a", "k1", "third_party"),
        runner("a", "k2", "documented"),
        grant("g1", "s", "k2"),
        grant("g2", "s", "k"),
    )
    (one,) = deeds(make_system(*drawn, view=View.ORGANISATION))

    assert (one.actor, one.confirmation) == ("k", "documented")
    assert [held.id for held in one.grants] == ["g1", "g2"]
    assert funders(*drawn) == {"k1": frozenset(), "k2": frozenset({"s"})}


@pytest.mark.parametrize(
    ("fields", "funded"),
    [
        ({"status": "granted"}, True),
        ({"status": "paid"}, True),
        ({"status": "applied"}, False),
        ({"status": "rejected"}, False),
        ({"status": None}, False),
        ({"valid_to": "2026-11-01"}, False),
        ({"valid_from": "2026-11-02"}, False),
    ],
    ids=str,
)
def test_a_grant_counts_when_it_is_given_and_holds(fields, funded):
    drawn = (actors("k1 s1:state@-"), activity("a", "k1"), grant("g1", "s1", "k1", **fields))

    assert funders(*drawn)["k1"] == (frozenset({"s1"}) if funded else frozenset())


DRAWN = (
    actors("k1 c1:civil_society s1:state@-"),
    activity("a", "k1", "kn", themes="health", direction="cause", title="Öppen hälsa"),
    activity("b", "c1", "ng", themes="education;health", target_groups="13-25", tags="läxhjälp"),
    activity("c", "c1 k1", "sg", themes="education", direction="consequence"),
    grant("g1", "s1", "c1"),
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"theme": Theme.HEALTH}, ["c1 b", "k1 a"]),
        ({"place": "ng"}, ["c1 b"]),
        ({"place": "kn"}, ["c1 b", "c1 c", "k1 a", "k1 c"]),
        ({"actor": "k1"}, ["k1 a", "k1 c"]),
        ({"sector": Sector.CIVIL_SOCIETY}, ["c1 b", "c1 c"]),
        ({"funder": "s1"}, ["c1 b", "c1 c"]),
        ({"direction": Direction.CONSEQUENCE}, ["c1 c", "k1 c"]),
        ({"text": "ÖPPEN "}, ["k1 a"]),
        ({"text": "LÄXHJÄLP"}, ["c1 b"]),
        ({"text": "13-25"}, ["c1 b"]),
        ({"text": "k1"}, ["k1 a", "k1 c"]),
        ({"theme": Theme.EDUCATION, "actor": "k1", "text": "c"}, ["k1 c"]),
        ({"actor": "nobody"}, []),
    ],
    ids=str,
)
def test_a_selection_keeps_what_fits_all_of_it(asked, found):
    assert [" ".join(row) for row in rows(*DRAWN, asked=Selection(**asked))] == found


def test_the_legal_person_s_deeds_are_found_by_one_of_its_units():
    drawn = (actors("k"), actor("k1", parent_id="k"), activity("a", "k1"))

    assert rows(*drawn, asked=Selection(actor="k1"), view=View.ORGANISATION) == [("k", "a")]


def test_the_object_names_everything_with_its_id():
    system = make_system(*DRAWN)
    (told,) = who_does_what_object(system, selected(system, deeds(system), Selection(text="läxhjälp")))

    assert told == {
        "actor": {"id": "c1", "name": "C1", "sector": "civil_society"},
        "activity": {"id": "b", "title": "B"},
        "place": {"id": "ng", "name": "NG"},
        "themes": ["education", "health"],
        "direction": "unknown",
        "scope": "unknown",
        "target_groups": ["13-25"],
        "status": "unknown",
        "funding": "unknown",
        "funders": [{"id": "s1", "name": "S1", "grant": "g1", "amount_sek": None, "purpose": None, "status": "paid"}],
        "confirmation": "both",
        "valid_from": None,
        "valid_to": None,
        "source": None,
    }


def test_the_file_is_read_by_a_spreadsheet_and_runs_no_formula():
    system = make_system(actors("k1"), activity("a", "k1", title="=SUM(A1)", valid_to="2026-12"))
    lines = who_does_what_csv(system, deeds(system), str).decode("utf-8-sig").splitlines()

    assert who_does_what_csv(system, (), str).startswith(b"\xef\xbb\xbf")
    assert lines[0].startswith('"Aktör";"Sektor";"Verksamhet";"Plats";"Sakfrågor"')
    assert lines[1:] == [
        '"K1";"Kommun";"\'=SUM(A1)";"KN";"";"";"okänt";"okänt";"okänt";"okänt";"";"";"2027-01-01";"";"2026-11-01"'
    ]
