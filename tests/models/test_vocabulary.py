"""The codes are those that the exchange package and the interfaces promise, in their order."""

import pytest

from models import vocabulary
from models.vocabulary import (
    CONFIRMED,
    INVENTORY_SCOPES,
    PUBLIC_SECTORS,
    AgreementKind,
    Code,
    Confirmation,
    Ladder,
    Priority,
    Sector,
    Theme,
)

CODES = {
    "Sector": "municipality region state civil_society business research",
    "ActorKind": (
        "municipality department municipal_company municipal_association region county_board agency government "
        "association foundation study_association folk_high_school faith_community national_organisation umbrella "
        "local_branch social_enterprise union informal_group company property_owner university research_group other"
    ),
    "Entity": "organisation collective unnamed",
    "Level": "area municipality region nation",
    "Capacity": "small medium large",
    "YesNoUnknown": "yes no unknown",
    "Ladder": "unknown information consultation dialogue partnership",
    "ForumKind": (
        "association_council alliance meeting_place working_group dialogue_meeting citizen_dialogue network "
        "knowledge_alliance consultation crime_prevention_council compact_group steering_group other"
    ),
    "ForumRole": "convenor process_leader member resident_representative research_follower observer",
    "Attendance": "active on_paper unknown",
    "Governance": "shared lead coordinating_body unknown",
    "ForumStatus": "planned ongoing ended broken",
    "AgreementKind": "iop compact letter_of_intent contract assignment other",
    "AgreementStage": "approach dialogue draft decided in_force ended",
    "MandateKind": "decides responsible funds coordinates delivers knowledge voice",
    "MandateStatus": "held missing proposed",
    "Direction": "cause consequence unknown",
    "Scope": "targeted structural unknown",
    "Funding": "regular time_limited unknown",
    "ActivityStatus": "planned ongoing completed cancelled unknown",
    "Theme": "socioeconomic housing_services education labour_market democracy health safety",
    "NeedKind": "residents collaboration competence resources",
    "Priority": "high medium low",
    "ProblemLevel": "individual area structure unknown",
    "TieStatus": "planned ongoing completed broken declined hindered unknown",
    "TieType": "collaboration funding organisational assignment",
    "Confirmation": "both documented one_party third_party disputed",
    "InventoryStatus": "not_started ongoing done",
    "GrantStatus": "applied granted paid rejected",
    "Role": "admin editor reader member analyst",
    "TokenScope": "read write",
    "LinkPurpose": "invitation password_reset",
    "PlaceVisibility": "private shared public",
    "ActorVisibility": "public partners hidden",
    "ChangeKind": "import edit self_service merge undo erasure",
    "Obstacle": (
        "changed_later deleted_later came_back still_named names_missing contradicts role_held in_collection erased"
    ),
    "PersonalData": "personal_number phone email",
    "ReadSubject": "place actor register",
    "Topic": "own_data ties groups activities needs completeness",
    "RegistrationState": "waiting accepted same refused",
}


@pytest.mark.parametrize("name", CODES)
def test_the_codes_are_those_promised(name):
    assert list(getattr(vocabulary, name)) == CODES[name].split()


def test_no_vocabulary_is_left_out_of_this_test():
    closed = {
        name
        for name, found in vars(vocabulary).items()
        if isinstance(found, type) and issubclass(found, Code) and found is not Code
    }

    assert closed == set(CODES)


@pytest.mark.parametrize("name", CODES)
def test_every_code_has_a_swedish_word_of_its_own(name):
    labels = [code.label for code in getattr(vocabulary, name)]

    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_a_code_is_the_text_that_is_stored():
    assert next(code for code in Sector if code == "civil_society") is Sector.CIVIL_SOCIETY
    assert f"{Sector.CIVIL_SOCIETY}" == "civil_society"
    assert Sector.CIVIL_SOCIETY.label == "Civilsamhälle"


def test_the_sectors_have_the_names_that_readers_know():
    assert [sector.label for sector in Sector] == [
        "Kommun",
        "Region",
        "Stat",
        "Civilsamhälle",
        "Näringsliv",
        "Forskning",
    ]


def test_the_ladder_has_four_steps_and_one_unknown():
    assert {step.value: (step.step, step.strength) for step in Ladder} == {
        "unknown": (0, 0.4),
        "information": (1, 0.2),
        "consultation": (2, 0.4),
        "dialogue": (3, 0.6),
        "partnership": (4, 0.8),
    }


def test_agreements_are_as_strong_as_their_kind():
    assert {kind.value: kind.strength for kind in AgreementKind} == {
        "iop": 0.8,
        "compact": 0.6,
        "letter_of_intent": 0.4,
        "contract": 0.6,
        "assignment": 0.6,
        "other": 0.4,
    }


def test_confirmations_are_ranked_from_the_best():
    assert sorted(Confirmation, key=lambda confirmation: confirmation.rank) == list(Confirmation)
    assert {Confirmation.BOTH, Confirmation.DOCUMENTED} == CONFIRMED


def test_priorities_are_factors():
    assert [priority.factor for priority in Priority] == [1.0, 0.75, 0.5]


def test_the_public_sectors_are_three():
    assert {"municipality", "region", "state"} == PUBLIC_SECTORS


def test_scopes_of_inventory_are_sectors_themes_and_five_more():
    assert [f"sector:{sector}" for sector in Sector] == list(INVENTORY_SCOPES[:6])
    assert [f"theme:{theme}" for theme in Theme] == list(INVENTORY_SCOPES[6:13])
    assert INVENTORY_SCOPES[13:] == ("forums", "agreements", "mandates", "needs", "activities")
