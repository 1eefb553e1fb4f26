"""The records: their columns, what a blank is read as, and what is refused."""

from datetime import date

import pytest
from pydantic import ValidationError

from models.package_files import FILES, PACKAGE_FILES
from models.records import (
    Activity,
    Actor,
    Agreement,
    Completeness,
    Forum,
    ForumMember,
    Grant,
    Inventory,
    Mandate,
    Need,
    Place,
    Tie,
)
from models.vocabulary import MandateKind, Sector

COLUMNS = {
    "places": "id name level parent_id code group visibility needs_open",
    "actors": (
        "id name aliases org_number sector kind entity level place_id parent_id federation_ids capacity "
        "represents_residents collaboration_mandate mentor themes tags offers seeks website email visibility "
        "valid_from valid_to"
    ),
    "forums": (
        "id name kind level place_id collaboration_level themes tags goal follow_up charter governance status "
        "valid_from valid_to"
    ),
    "forum_members": "forum_id actor_id role attendance confirmation valid_from valid_to",
    "agreements": (
        "id title kind stage place_id themes tags purpose goal follow_up amount_sek diary_number valid_from valid_to"
    ),
    "agreement_parties": "agreement_id actor_id confirmation",
    "ties": (
        "id actor_a actor_b type level desired_level desired_by what themes tags place_id status confirmation "
        "valid_from valid_to"
    ),
    "mandates": "id actor_id theme issue place_id level kind status",
    "activities": (
        "id title place_id themes tags target_groups direction scope strategic funding follow_up status counteracts "
        "valid_from valid_to"
    ),
    "activity_actors": "activity_id actor_id confirmation",
    "needs": (
        "id title kind level place_id theme tags priority problem_level target_groups addressed_to valid_from valid_to"
    ),
    "need_sightings": "need_id actor_id",
    "grants": "id grantor_id recipient_id amount_sek purpose legal_basis status valid_from valid_to",
    "inventories": "place_id scope status date",
    "completeness": "actor_id date",
}
REQUIRED = {
    "places": "id name level",
    "actors": "id name sector",
    "forums": "id name",
    "forum_members": "forum_id actor_id",
    "agreements": "id title kind stage",
    "agreement_parties": "agreement_id actor_id",
    "ties": "id actor_a actor_b",
    "mandates": "id actor_id kind",
    "activities": "id title",
    "activity_actors": "activity_id actor_id",
    "needs": "id title",
    "need_sightings": "need_id actor_id",
    "grants": "id grantor_id recipient_id",
    "inventories": "place_id scope status",
    "completeness": "actor_id date",
}
KEYS = {
    "forum_members": ("forum_id", "actor_id", "role", "valid_from"),
    "agreement_parties": ("agreement_id", "actor_id"),
    "activity_actors": ("activity_id", "actor_id"),
    "need_sightings": ("need_id", "actor_id"),
    "inventories": ("place_id", "scope", "date"),
    "completeness": ("actor_id", "date"),
}
EVERY_FILE = pytest.mark.parametrize("name", COLUMNS)


def reason(record, **fields):
    """Return the message with which the first field is refused."""
    with pytest.raises(ValidationError) as refused:
        record.model_validate(fields)
    return refused.value.errors()[0]["msg"]


def test_the_package_has_fifteen_files():
    assert [file.name for file in PACKAGE_FILES] == list(COLUMNS)


@EVERY_FILE
def test_a_file_has_its_columns_and_source_and_note(name):
    assert set(FILES[name].columns) == {*COLUMNS[name].split(), "source", "note"}


@EVERY_FILE
def test_the_key_stands_first_and_provenance_last(name):
    columns, key = FILES[name].columns, KEYS.get(name, ("id",))

    assert columns[: len(key)] == FILES[name].key == key
    assert columns[-2:] == ("source", "note")


@EVERY_FILE
def test_only_the_required_columns_are_required(name):
    required = {field for field, info in FILES[name].record.model_fields.items() if info.is_required()}

    assert required == set(REQUIRED[name].split())


@EVERY_FILE
def test_references_name_files_of_the_package(name):
    assert set(FILES[name].references.values()) <= set(FILES)
    assert set(FILES[name].references) <= set(FILES[name].columns)


def test_a_blank_code_is_read_as_the_package_says():
    tie = Tie(id="t", actor_a="a", actor_b="b")
    forum, member = Forum(id="f", name="f"), ForumMember(forum_id="f", actor_id="a")
    activity, need = Activity(id="x", title="x"), Need(id="n", title="n")

    assert (tie.status, tie.type, tie.level, tie.confirmation) == (
        "ongoing",
        "collaboration",
        "unknown",
        "third_party",
    )
    assert tie.desired_level is None
    assert (forum.status, forum.collaboration_level) == ("ongoing", "unknown")
    assert (member.attendance, member.confirmation, member.role) == ("unknown", "third_party", "member")
    assert (activity.status, activity.direction, activity.funding) == ("unknown", "unknown", "unknown")
    assert Mandate(id="m", actor_id="a", kind=MandateKind.DECIDES).status == "held"
    assert need.priority == "medium"
    assert Actor(id="a", name="a", sector=Sector.STATE).entity == "organisation"


def test_lists_travel_with_semicolons():
    actor = Actor.model_validate(
        {"id": "a", "name": "a", "sector": "state", "tags": " barn ; unga;barn;", "themes": "safety;health"}
    )

    assert actor.tags == ("barn", "unga")
    assert actor.themes == ("safety", "health")


def test_lists_of_links_are_kept_in_the_order_of_ids():
    assert Activity(id="x", title="x", counteracts=("b", "a", "b")).counteracts == ("a", "b")


def test_an_empty_list_is_nothing_said():
    assert Need.model_validate({"id": "n", "title": "n", "tags": " ; ", "addressed_to": ""}).addressed_to == ()


@pytest.mark.parametrize("record_id", ["a", "0", "a.b_c-d", "x" * 100])
def test_ids_are_small_letters_digits_and_three_signs(record_id):
    assert Place.model_validate({"id": record_id, "name": "p", "level": "area"}).id == record_id


@pytest.mark.parametrize("record_id", ["", "A", "å", "-a", ".a", "a b", "a/b", "a\n", "x" * 101])
def test_other_ids_are_refused(record_id):
    with pytest.raises(ValidationError):
        Place.model_validate({"id": record_id, "name": "p", "level": "area"})


@pytest.mark.parametrize("group", ["A1/2023", "C9/2017"])
def test_a_municipality_group_says_its_year(group):
    assert Place.model_validate({"id": "p", "name": "p", "level": "municipality", "group": group}).group == group


@pytest.mark.parametrize("group", ["A1", "D1/2023", "A0/2023", "A1/23"])
def test_another_group_is_refused(group):
    with pytest.raises(ValidationError):
        Place.model_validate({"id": "p", "name": "p", "level": "municipality", "group": group})


@pytest.mark.parametrize(("cell", "read"), [("yes", True), ("no", False), (True, True), (None, None)])
def test_yes_and_no_are_read(cell, read):
    assert Forum.model_validate({"id": "f", "name": "f", "charter": cell}).charter is read


def test_another_answer_is_refused_in_swedish():
    assert reason(Forum, id="f", name="f", charter="ja") == "”ja” är inget svar; skriv yes eller no"


def test_a_mandate_for_collaboration_may_be_unknown():
    actor = Actor.model_validate({"id": "a", "name": "a", "sector": "state", "collaboration_mandate": "unknown"})

    assert actor.collaboration_mandate == "unknown"


@pytest.mark.parametrize("scope", ["sector:region", "theme:health", "forums", "activities"])
def test_scopes_of_inventory_are_read(scope):
    assert Inventory.model_validate({"place_id": "p", "scope": scope, "status": "done"}).scope == scope


@pytest.mark.parametrize("scope", ["sector", "sector:church", "theme:", "grants", ""])
def test_other_scopes_are_refused(scope):
    with pytest.raises(ValidationError):
        Inventory.model_validate({"place_id": "p", "scope": scope, "status": "done"})


@pytest.mark.parametrize("amount", [0, 10**15, "25000"])
def test_amounts_are_whole_kronor(amount):
    assert Grant.model_validate(
        {"id": "g", "grantor_id": "a", "recipient_id": "b", "amount_sek": amount}
    ).amount_sek == int(amount)


@pytest.mark.parametrize("amount", [-1, 10**15 + 1, 1.5, "much", float("inf"), float("nan")])
def test_other_amounts_are_refused(amount):
    with pytest.raises(ValidationError):
        Agreement.model_validate({"id": "v", "title": "v", "kind": "iop", "stage": "draft", "amount_sek": amount})


@pytest.mark.parametrize("address", ["info@exempel.se", " info@exempel.se "])
def test_an_address_is_read(address):
    assert (
        Actor.model_validate({"id": "a", "name": "a", "sector": "state", "email": address}).email == "info@exempel.se"
    )


@pytest.mark.parametrize("address", ["info", "info@exempel", "a b@exempel.se", "a@b@exempel.se"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ValidationError):
        Actor.model_validate({"id": "a", "name": "a", "sector": "state", "email": address})


def test_a_record_holds_in_its_half_open_interval():
    forum = Forum.model_validate({"id": "f", "name": "f", "valid_from": "2026-01", "valid_to": "2026-12"})

    assert not forum.holds_at(date(2025, 12, 31))
    assert forum.holds_at(date(2026, 1, 1))
    assert forum.holds_at(date(2026, 12, 31))
    assert not forum.holds_at(date(2027, 1, 1))


def test_a_declaration_of_completeness_may_name_only_its_month():
    assert Completeness.model_validate({"actor_id": "a", "date": "2026-06"}).date == date(2026, 6, 1)


def test_a_personal_number_is_not_repeated_by_the_error():
    # The whole text of the error may end up in a log.
    with pytest.raises(ValidationError) as refused:
        Actor.model_validate({"id": "a", "name": "a", "sector": "state", "org_number": "19811218-9876"})

    assert "9876" not in refused.value.errors()[0]["msg"]
    assert "9876" not in str(refused.value)
