from datetime import date

import pytest

from graph.doubles import Agreeing, FieldPair, compare_records
from models.records import Actor, Forum
from models.vocabulary import Sector
from tests.graph.drawn import actor, mandate


def test_fields_stand_beside_each_other_as_far_as_anybody_knows_them():
    one = Actor(id="a", name="Navet", sector=Sector.BUSINESS, tags=("barn", "kultur"), mentor=False, email="a@navet.se")
    other = Actor(
        id="b",
        name="Kupan",
        sector=Sector.BUSINESS,
        tags=("kultur", "barn"),
        mentor=True,
        valid_from=date(2020, 1, 1),
    )

    pairs = compare_records(one, other)

    assert [(pair.name, pair.one, pair.other, str(pair.agreeing)) for pair in pairs] == [
        ("name", "Navet", "Kupan", "different"),
        ("sector", "business", "business", "same"),
        ("entity", "organisation", "organisation", "same"),
        ("mentor", False, True, "different"),
        ("tags", ("barn", "kultur"), ("kultur", "barn"), "same"),
        ("email", "a@navet.se", None, "only_one"),
        ("visibility", "public", "public", "same"),
        ("valid_from", None, date(2020, 1, 1), "only_other"),
    ]


def test_both_answers_can_be_kept_of_lists_sources_and_remarks():
    one, other = (actor("a", tags="x", source="s", website="https://w.se") for _ in range(2))

    taken = {pair.name for pair in compare_records(one, other) if pair.takes_both}

    assert taken == {"tags", "source"}


def test_a_list_that_one_of_them_lacks_is_known_by_the_other():
    (pair,) = (pair for pair in compare_records(actor("a"), actor("a", tags="x")) if pair.name == "tags")

    assert pair == FieldPair("tags", (), ("x",), Agreeing.ONLY_OTHER)


def test_records_of_other_files_are_compared_alike():
    pairs = compare_records(mandate("m1", "a"), mandate("m2", "b"))

    assert {pair.name: pair.agreeing for pair in pairs} == {
        "actor_id": Agreeing.DIFFERENT,
        "theme": Agreeing.SAME,
        "kind": Agreeing.SAME,
        "status": Agreeing.SAME,
    }


def test_records_of_two_kinds_have_nothing_to_compare():
    with pytest.raises(ValueError, match="Actor cannot be compared with a Forum"):
        compare_records(actor("a"), Forum(id="f", name="F"))
