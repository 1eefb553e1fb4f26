"""Warnings about people in the free texts of a package."""

import pytest

from tests.packages import PLACES, checked


def test_a_text_about_a_person_is_warned_of_and_not_repeated() -> None:
    actors = (
        "id,name,sector,place_id,note,email,aliases,org_number\n"
        'a,Bron,civil_society,kn,"Ring 070-123 45 67, 811228-9874",eva.ek@exempel.se,Bron;Eva 08-12 34 56,\n'
        "b,Ån,civil_society,kn,,info@exempel.se,,802002-4231\n"
    )
    found = checked(places=PLACES, actors=actors)

    advice = "registret är till för organisationer; ta bort det, eller skriv en adress till en funktion"
    assert found.errors == ()
    assert sorted(str(warning) for warning in found.warnings) == [
        f"actors.csv:2:aliases: innehåller det som ser ut som ett telefonnummer; {advice}",
        f"actors.csv:2:email: innehåller det som ser ut som en e-postadress med ett personnamn; {advice}",
        f"actors.csv:2:note: innehåller det som ser ut som ett personnummer; {advice}",
        f"actors.csv:2:note: innehåller det som ser ut som ett telefonnummer; {advice}",
    ]


@pytest.mark.parametrize("column", ["diary_number", "id"])
def test_digits_that_mean_something_else_are_left_alone(column: str) -> None:
    row = {"id": "v", "title": "Avtal", "kind": "contract", "stage": "in_force", column: "0701234567"}
    text = ",".join(row) + "\n" + ",".join(row.values()) + "\n"
    warnings = checked(places=PLACES, agreements=text).warnings
    assert [warning for warning in warnings if "ser ut som" in warning.reason] == []
