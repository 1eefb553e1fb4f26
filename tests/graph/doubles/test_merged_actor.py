from typing import Any

import pytest

from graph.doubles import Choice, ImpossibleMergeError, usual_choices
from graph.doubles.merged_actor import merged_actor
from models.records import Actor
from tests.graph import drawn

KEEP, DROP, BOTH = Choice.KEEP, Choice.DROP, Choice.BOTH


def actor(actor_id: str, **fields: Any) -> Actor:
    made = drawn.actor(actor_id, **fields)
    assert isinstance(made, Actor)
    return made


def test_whoever_knows_something_is_believed_and_else_the_one_kept():
    merged = merged_actor(
        actor("a", name="Navet", website="https://navet.se", email="info@navet.se"),
        actor("b", name="Kupan", website="https://kupan.se", offers="Lokaler"),
        {},
    )

    assert (merged.id, merged.name, merged.website, merged.email, merged.offers) == (
        "a",
        "Navet",
        "https://navet.se",
        "info@navet.se",
        "Lokaler",
    )


def test_lists_sources_and_remarks_are_joined():
    merged = merged_actor(
        actor("a", themes="health;safety", tags="barn", source="Årsmötet"),
        actor("b", themes="safety;democracy", tags="kultur", source="Webben", note="Ny 2026"),
        {},
    )

    assert (merged.themes, merged.tags) == (("health", "safety", "democracy"), ("barn", "kultur"))
    assert (merged.source, merged.note) == ("Årsmötet; Webben", "Ny 2026")


def test_a_choice_decides_each_field():
    merged = merged_actor(
        actor("a", name="Navet", tags="barn", website="https://navet.se"),
        actor("b", name="Kupan", tags="kultur"),
        {"name": DROP, "tags": DROP, "website": DROP},
    )

    assert (merged.name, merged.aliases, merged.tags, merged.website) == ("Kupan", ("Navet",), ("kultur",), None)


def test_the_merged_actor_is_known_by_every_name():
    merged = merged_actor(
        actor("a", name="Navet", aliases="NAVET;Kraften"), actor("b", name="Kupan; Umeå", aliases="kraften"), {}
    )

    assert merged.aliases == ("Kraften", "Kupan, Umeå")


def test_the_name_of_the_dropped_actor_stays_although_its_aliases_do_not():
    merged = merged_actor(actor("a"), actor("b", name="Kupan", aliases="Kraften"), {"aliases": KEEP})

    assert merged.aliases == ("Kupan",)


def test_what_either_of_them_did_stays_inside_the_time_of_the_merged_actor():
    merged = merged_actor(
        actor("a", valid_from="2021", valid_to="2024"), actor("b", valid_from="2019", valid_to="2026"), {}
    )

    assert (str(merged.valid_from), str(merged.valid_to)) == ("2019-01-01", "2027-01-01")


@pytest.mark.parametrize(("one", "other"), [("hidden", "public"), ("public", "hidden")])
def test_who_was_hidden_stays_hidden(one, other):
    assert merged_actor(actor("a", visibility=one), actor("b", visibility=other), {}).visibility == "hidden"


def test_an_unnamed_actor_that_turns_out_to_be_an_organisation_is_one():
    assert merged_actor(actor("a", entity="unnamed"), actor("b"), {}).entity == "organisation"


def test_the_merged_actor_takes_the_place_of_the_one_it_was_a_part_of():
    whole = actor("b", parent_id="c")

    assert merged_actor(actor("a", parent_id="b"), whole, {}).parent_id == "c"
    assert merged_actor(actor("a", parent_id="b"), actor("b"), {}).parent_id is None
    assert merged_actor(whole, actor("a", parent_id="b"), {"parent_id": DROP}).parent_id == "c"


def test_the_merged_actor_is_no_member_of_itself():
    merged = merged_actor(actor("a", federation_ids="b;c"), actor("b", federation_ids="a;d"), {})

    assert merged.federation_ids == ("c", "d")


@pytest.mark.parametrize("chosen", [{"id": DROP}, {"nonsense": KEEP}, {"name": "other"}, {"name": BOTH}])
def test_a_choice_that_makes_no_sense_is_refused(chosen):
    with pytest.raises(ImpossibleMergeError, match="Gå tillbaka till jämförelsen"):
        merged_actor(actor("a"), actor("b"), chosen)


def test_the_usual_choices_are_those_of_fields_that_somebody_knows():
    chosen = usual_choices(actor("a", tags="x"), actor("b", tags="y", email="info@kupan.se"))

    assert chosen == {
        "name": KEEP,
        "sector": KEEP,
        "entity": KEEP,
        "place_id": KEEP,
        "tags": BOTH,
        "email": DROP,
        "visibility": KEEP,
    }
