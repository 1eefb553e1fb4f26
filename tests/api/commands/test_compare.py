"""The command `compare`, as a person calls it."""

import json

import pytest

from api.__main__ import main
from models.dates import now


@pytest.fixture(autouse=True)
def register(sqlite_demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMVERKAN_DATABASE_URL", sqlite_demo)


def test_compare_prints_the_places_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "kn", "bn", "--date", "2026-11-01"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(place["place"]["id"], place["view"]) for place in told["places"]] == [
        ("kn", "organisation"),
        ("bn", "organisation"),
    ]
    assert told["places"][1]["indicators"]["sector_connection"] == {"plus": 0.4, "minus": 0.4, "se": 0.242925}
    assert told["differences"][0]["indicators"]["sector_connection"]["verdict"] == "ingen säker skillnad"


def test_without_a_date_today_is_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "kn", "bn"]) == 0
    assert json.loads(capsys.readouterr().out)["places"][0]["date"] == now().date().isoformat()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["kn"], "Välj minst två och högst 12 olika platser att jämföra.\n"),
        (["kn", "atlantis"], "Det finns ingen post med id ”atlantis”.\n"),
    ],
)
def test_what_cannot_be_compared_is_told_in_a_sentence(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["compare", *words]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", said)


@pytest.mark.parametrize(
    ("words", "said"), [([], "PLATS"), (["kn", "bn", "--date", "i-går"], "”i-går” är inget datum")]
)
def test_a_command_that_cannot_be_understood_says_why(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["compare", *words])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err
