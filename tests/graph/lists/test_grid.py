"""Corrections make a new list; what is written into a cell is screened as what was read."""

import json

import pytest

from graph.lists import Grid, read_grid
from graph.lists.grid import letter
from models.errors import InvalidRequestError
from models.vocabulary import PersonalData


@pytest.fixture
def grid() -> Grid:
    return read_grid(
        "Namn;Org.nr;Kontaktperson;Ort\nBron;880320-0016;Eva Ek\nÅn;802002-8711;Bo Berg;Luleå\n", "partner"
    )


def test_an_edited_cell_stands_in_a_new_list_and_the_old_one_is_as_it_was(grid):
    edited = grid.edited(2, 3, " Umeå ")

    assert (edited.cell(2, 3), grid.cell(2, 3)) == ("Umeå", "")
    assert [row.number for row in edited.rows] == [2, 3]


def test_what_is_written_into_a_cell_is_screened(grid):
    edited = grid.edited(3, 0, "Ån 880320-0016")

    assert edited.cell(3, 0) == "Ån …"
    assert edited.withheld[3, 0] == PersonalData.PERSONAL_NUMBER


def test_a_cell_that_is_put_right_withholds_nothing_any_more(grid):
    assert grid.withheld == {(2, 1): PersonalData.PERSONAL_NUMBER}
    assert grid.edited(2, 1, "802002-8711").withheld == {}


def test_a_row_can_be_left_out_with_what_was_withheld_in_it(grid):
    shorter = grid.without(2)

    assert [row.number for row in shorter.rows] == [3]
    assert shorter.withheld == {}


@pytest.mark.parametrize(
    ("row", "column", "text"), [(9, 0, "x"), (2, 4, "x"), (2, -1, "x"), (2, 2, "x"), (2, 0, "x" * 40_000)]
)
def test_what_cannot_be_edited_is_refused(grid, row, column, text):
    with pytest.raises(InvalidRequestError):
        grid.edited(row, column, text)


def test_a_row_that_is_not_there_cannot_be_left_out(grid):
    with pytest.raises(InvalidRequestError):
        grid.without(1)


def test_a_list_comes_back_from_json_as_it_was(grid):
    assert Grid.of(json.loads(json.dumps(grid.values()))) == grid


def test_a_list_is_not_shown_in_its_representation(grid):
    assert "Bron" not in repr(grid)
    assert repr(grid.rows[0]) == "GridRow(2, 3 cells)"


def test_a_column_is_called_by_its_heading_or_by_its_letter(grid):
    assert (grid.title(1), grid.title(30), letter(25), letter(26)) == ("Org.nr", "AE", "Z", "AA")
