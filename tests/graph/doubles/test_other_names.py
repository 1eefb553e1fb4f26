"""Names that neither spelling nor plain initials bring together: full names, small words, words for a sort."""

import pytest

from graph.doubles import Candidate, Ground, find_doubles
from models.records import Place
from models.vocabulary import Level

PLACE = Place(id="umea", name="Umeå", level=Level.MUNICIPALITY)


def found(new: str, known: str) -> tuple[Ground, float] | None:
    """Return on what ground and with what score two names at one place may be one, whichever is asked about."""
    one, two = Candidate("n", new, place_id="umea"), Candidate("k", known, place_id="umea")
    here, there = (find_doubles([a], [b], places=[PLACE]) for a, b in ((one, two), (two, one)))
    assert [match.score for match in here] == [match.score for match in there]
    return (here[0].reasons[0].ground, here[0].score) if here else None


@pytest.mark.parametrize(
    ("new", "known"),
    [
        ("Polisen", "Polismyndigheten"),
        ("FK", "Försäkringskassan"),
        ("af", "Arbetsförmedlingen"),
        ("BRIS", "Barnens rätt i samhället"),
        ("SKL", "SKR"),
        ("Polisen Umeå", "Polismyndigheten i Umeå"),
    ],
)
def test_a_national_body_is_found_by_what_else_it_is_called(new: str, known: str) -> None:
    assert found(new, known) == (Ground.OTHER_NAME, 0.93)


def test_a_national_body_at_a_place_is_the_same_but_for_the_place() -> None:
    # 0.90 for the same name but for the place, less 0.04 because it is another name.
    assert found("Polisen Umeå", "Polismyndigheten") == (Ground.OTHER_NAME, 0.86)


def test_small_words_count_among_initials() -> None:
    assert found("VIU", "Vänner i umgänge") == (Ground.SHORT_FOR, 0.75)
    assert found("VU", "Vänner i umgänge") == (Ground.SHORT_FOR, 0.75)
    assert found("VXU", "Vänner i umgänge") is None


@pytest.mark.parametrize(
    ("new", "known"),
    [
        ("Poseidon", "Bostads AB Poseidon"),
        ("Poseidon AB", "Bostadsaktiebolaget Poseidon"),
        ("Rädda Barnen", "Rädda barnens lokalförening"),
        ("Kulturförvaltningen", "Kultur- och fritidsförvaltningen"),
        ("Fritidsförvaltningen", "Kultur- & fritidsförvaltningen"),
    ],
)
def test_what_is_the_same_but_for_words_for_its_sort_is_a_hint_that_forces_no_answer(new: str, known: str) -> None:
    assert found(new, known) == (Ground.SAME_BUT_FOR_SORT, 0.8)


@pytest.mark.parametrize(
    ("new", "known"),
    [
        ("Bostads AB Poseidon", "Fastighets AB Poseidon"),
        ("Föreningen Poseidon", "Bostads AB Poseidon"),
        ("Barnens krets", "Barnens lokalförening"),
        ("Miljöförvaltningen", "Kultur- och fritidsförvaltningen"),
        ("Polisens idrottsförening", "Polismyndigheten"),
        ("Fastighets AB", "Bostads AB"),
    ],
)
def test_what_differs_in_more_is_nobody(new: str, known: str) -> None:
    assert found(new, known) is None
