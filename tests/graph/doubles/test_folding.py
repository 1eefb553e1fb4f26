import pytest

from graph.doubles.folding import folded_records, joined_text, unkept
from models.records import ForumMember
from models.text import LONGEST_TEXT
from tests.graph.drawn import actor, member


def folded(one, other):
    together = folded_records(member("f", "a", **one), member("f", "a", **other))
    assert isinstance(together, ForumMember)
    return together


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("one_party", "documented", "documented"),
        ("both", "third_party", "both"),
        ("disputed", "both", "disputed"),
        ("documented", "disputed", "disputed"),
    ],
)
def test_the_better_confirmation_counts_but_a_dispute_stays(one, other, together):
    assert folded({"confirmation": one}, {"confirmation": other}).confirmation == together


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [("2024", "2026", "2027-01-01"), (None, "2026", "None"), ("2026", None, "None")],
)
def test_the_later_end_counts_and_no_end_is_the_latest(one, other, together):
    assert str(folded({"valid_to": one}, {"valid_to": other}).valid_to) == together


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [("unknown", "on_paper", "on_paper"), ("active", "unknown", "active"), ("active", "on_paper", "active")],
)
def test_an_attendance_that_is_known_counts(one, other, together):
    assert folded({"attendance": one}, {"attendance": other}).attendance == together


def test_sources_are_joined_and_what_only_one_knows_is_kept():
    together = folded({"source": "Protokoll"}, {"source": "Webben", "note": "Suppleant"})

    assert (together.source, together.note) == ("Protokoll; Webben", "Suppleant")


def test_texts_that_are_too_long_together_stay_apart():
    long = "a" * (LONGEST_TEXT - 2)

    assert joined_text(long, "b") == long
    assert joined_text("a" * (LONGEST_TEXT - 3), "b") == "a" * (LONGEST_TEXT - 3) + "; b"


def test_what_is_said_no_longer_is_told():
    before = actor("b", name="Kupan", website="https://kupan.se", tags="x;y", source="Webben")
    after = actor(
        "a", name="Navet", aliases="kupan", website="https://navet.se", tags="x;z;y", source="Protokoll; Webben"
    )

    assert unkept(before, after) == ("website",)
    assert unkept(before, actor("a", name="Navet", tags="x")) == ("name", "tags", "website", "source")
