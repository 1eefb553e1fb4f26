"""What may be a personal number is refused and stands in no sentence, representation or log.

The number is made up: it is the example in the manual of python-stdnum.
"""

import logging

import pytest

from graph.packages import check_package, read_package
from graph.packages.remarks import masked, quoted
from graph.register import Register
from tests.packages import checked, package, register, told

NUMBER = "8803200016"
WRITTEN = ["880320-0016", "8803200016", "198803200016", "19880320-0016", "880320+0016", "8803200016.0", "880320 0016"]


@pytest.mark.parametrize("number", WRITTEN)
def test_an_actor_with_a_personal_number_is_refused(number):
    found = checked(actors=f"id,name,sector,org_number\na1,A,state,{number}\n")

    assert [(error.file, error.row, error.column) for error in found.errors] == [("actors.csv", 2, "org_number")]
    assert found.records["actors"] == ()


@pytest.mark.parametrize("number", WRITTEN)
@pytest.mark.parametrize("column", ["id", "sector", "org_number", "mentor", "valid_from", "email", "parent_id"])
def test_a_personal_number_in_any_column_is_not_repeated(column, number, caplog):
    row = {"id": "a1", "name": "A", "sector": "state", column: number}
    files = {"actors": f"{','.join(row)}\n{','.join(row.values())}\n{','.join(row.values())}\n"}

    with caplog.at_level(logging.DEBUG):
        raw = read_package(package(**files), "test")
        found = check_package(raw, Register())

    said = " ".join([*told(found), repr(raw), repr(found), caplog.text])
    assert found.errors
    assert number not in said
    assert NUMBER[-4:] not in said


def test_a_personal_number_in_a_heading_is_not_repeated():
    found = checked(actors="id,name,sector,880320-0016\na1,A,state,x\n")

    assert [str(warning) for warning in found.warnings] == [
        "actors.csv:1:…: kolumnen hör inte till filen och är inte läst"
    ]


def test_the_stored_number_stays_when_the_new_one_is_refused():
    stored = register(actors="id,name,sector,org_number\na1,A,state,802002-8711\n")
    found = checked(stored, accept_valid=True, actors=f"id,org_number\na1,{NUMBER}\n")

    assert found.changes == ()
    assert [error.column for error in found.errors] == ["org_number"]


def test_a_long_value_is_repeated_only_in_part():
    (error,) = checked(actors=f"id,name,sector\na1,A,{'x' * 100}\n").errors

    assert error.reason.startswith(f"”{'x' * 39}…” är ingen kod")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Brf 880320-0016", "Brf …"),
        ("2026-11-01", "2026-11-01"),
        ("dnr 2026/123456", "dnr 2026/123456"),
        ("\x1b[31mrött", "�[31mrött"),
        ("vänster\u202eregöh", "vänster�regöh"),
    ],
)
def test_only_what_may_be_a_number_or_disturb_is_hidden(text, shown):
    assert masked(text) == shown


def test_a_number_that_would_be_cut_in_two_is_hidden_before():
    assert quoted("x" * 32 + "880320-0016") == f"”{'x' * 32}…”"
