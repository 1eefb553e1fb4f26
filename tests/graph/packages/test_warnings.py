"""What is left aside or looks incomplete is told, and hinders nothing."""

import pytest

from graph.packages import check_package, read_package
from graph.register import Register
from tests.packages import ACTORS, PLACES, checked, drawn_register, zipped

WARNINGS = {
    "a column that nobody knows": (
        {"actors": "id,name,sector,Kontaktperson\na1,A,state,x\n"},
        "actors.csv:1:kontaktperson: kolumnen hör inte till filen och är inte läst",
    ),
    "a column that is nearly right": (
        {"actors": "id,name,sector,org_nummer\na1,A,state,x\n"},
        "actors.csv:1:org_nummer: kolumnen hör inte till filen och är inte läst; menade du org_number?",
    ),
    "an empty file": ({"actors": ""}, "actors.csv: filen är tom"),
    "a forum without members": (
        {"forums": "id,name\nf1,F\n"},
        "forums.csv:2:id: forumet har inga registrerade medlemmar",
    ),
    "an activity without actors": (
        {"activities": "id,title\ni1,I\n"},
        "activities.csv:2:id: insatsen har inga registrerade aktörer",
    ),
    "a wish that does not say what": (
        {"ties": "id,actor_a,actor_b,desired_by\nt9,k1,c1,k1\n"},
        "ties.csv:2:desired_level: desired_by är ifyllt men inte desired_level; önskan räknas inte",
    ),
}


@pytest.mark.parametrize(("files", "expected"), WARNINGS.values(), ids=WARNINGS)
def test_a_warning_is_told_where_it_stands(files, expected):
    found = checked(drawn_register(), **files)

    assert found.errors == ()
    assert [str(warning) for warning in found.warnings] == [expected]


def test_a_file_that_nobody_knows_is_a_warning_and_a_readme_is_nothing():
    raw = read_package(
        zipped({"places.csv": PLACES, "actors.csv": ACTORS, "people.csv": "x\n", "inre.zip": b"PK", "README.md": "x"}),
        "test",
    )
    found = check_package(raw, Register())

    assert found.errors == ()
    assert [str(warning) for warning in found.warnings] == [
        "people.csv: filen hör inte till paketet och är inte läst",
        "inre.zip: filen hör inte till paketet och är inte läst",
    ]
