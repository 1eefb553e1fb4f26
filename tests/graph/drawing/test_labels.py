"""Names on the map: how they are broken, and that those set leave marks and each other alone."""

import pytest

from graph.drawing.labels import MANY, Paper, Spot, fitted, set_labels, settings, text_width, wrapped
from graph.drawing.sheet import Box


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Polisen", ("Polisen",)),
        ("Kvinno- och tjejjouren i Umeå", ("Kvinno- och", "tjejjouren i Umeå")),
        ("Bostadsförmedlingsförvaltningen", ("Bostadsförmedling…",)),
        ("Nationellt organ för dialog och samråd", ("Nationellt organ", "för dialog och…")),
    ],
)
def test_a_name_is_broken_between_words_and_cut_with_an_ellipsis(name: str, lines: tuple[str, ...]) -> None:
    assert wrapped(name, 18, 2) == lines


def test_a_whole_name_is_tried_before_a_cut_one() -> None:
    # 31 letters fit on no line of 26, but on one of 34.
    assert settings("Bostadsförmedlingsförvaltningen") == [
        ("Bostadsförmedlingsförvaltningen",),
        ("Bostadsförmedlingsför…",),
        ("Bostadsförmedl…",),
    ]


def test_a_line_keeps_within_its_room() -> None:
    name = "Myndigheten för ungdoms- och civilsamhällesfrågor"
    line = fitted(name, 12)
    assert line == "Myndigheten för ungdo…"
    assert text_width(line) <= 12 < text_width(name)


def test_nothing_is_written_where_not_even_a_few_letters_fit() -> None:
    assert fitted("Polisen", 1.5) == ""


def test_a_name_stands_below_its_mark_when_there_is_room() -> None:
    label = set_labels([Spot("Polisen", 100, 100, 8)], Paper(200, 200, 3), 1.0)[0]
    assert label is not None
    assert (label.lines, label.anchor, label.x) == (("Polisen",), "middle", 100)
    assert label.box.top == 112.5  # the radius 8 and a gap of 4.5 below the middle


def test_a_name_moves_to_another_side_when_the_first_is_taken() -> None:
    paper = Paper(200, 200, 3)
    paper.take(Box(0, 110, 200, 90))
    label = set_labels([Spot("Polisen", 100, 100, 8)], paper, 1.0)[0]
    assert label is not None
    assert label.anchor == "start"


def test_the_less_important_of_two_names_yields() -> None:
    # The sheet is as wide as one name beside nothing: only the place below is left, and it is taken.
    paper = Paper(70, 40, 3)
    first, second = set_labels([Spot("Polisen", 35, 12, 4), Spot("Frivården", 37, 12, 4)], paper, 1.0)
    assert first is not None
    assert second is None


def test_a_name_with_room_on_its_line_stands_to_the_right_alone() -> None:
    paper = Paper(200, 40, 3)
    label = set_labels([Spot("Hälsinglands utbildningsförbund", 10, 20, 4, 120)], paper, 1.0)[0]
    assert label is not None
    assert label.lines == ("Hälsinglands utbildn…",)
    assert label.box.width <= 120


def test_among_many_actors_only_the_most_important_are_named() -> None:
    spots = [Spot("A", 50 + 100 * number, 50, 4) for number in range(MANY + 1)]
    found = set_labels(spots, Paper(100 * MANY + 200, 100, 3), 1.0)
    assert len(found) == MANY + 1
    assert [label is not None for label in found] == [True] * 120 + [False] * (MANY + 1 - 120)
