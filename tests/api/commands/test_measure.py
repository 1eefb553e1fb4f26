"""The command `measure`, as a person calls it."""

import json
from pathlib import Path

import pytest

from api.__main__ import main

ORACLES = Path(__file__).resolve().parents[2] / "oracles" / "data"
CHEYENNE = [f"--{kind}={ORACLES / f'emon_cheyenne.{kind}.csv'}" for kind in ("nodes", "edges")]


@pytest.fixture(autouse=True)
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whoever asks for the database find that there is none."""
    monkeypatch.setenv("SAMVERKAN_DATABASE_URL", "sqlite:////dev/null/register.db")


def test_measure_prints_the_object_without_a_database(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", *CHEYENNE, "--group", "sponsorship", "--directed"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["directed"], printed["nodes"], printed["edges"]) == (True, 14, 83)
    assert printed["actors"][0]["betweenness"] == 8.15
    assert printed["groups"]["order"] == sorted(printed["groups"]["order"])


def test_direction_and_groups_are_left_out_unless_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", *CHEYENNE]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["directed"], printed["edges"] + printed["duplicates"]) == (False, 83)
    assert "groups" not in printed


def test_what_cannot_be_read_is_told_row_by_row_and_nothing_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edges = tmp_path / "mine.csv"
    edges.write_text("source,target\nn01,n02\nn01,n99\n", encoding="utf-8")
    assert main(["measure", CHEYENNE[0], "--edges", str(edges)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("mine.csv:3:target: ”n99” är ingen nod i emon_cheyenne.nodes.csv")


def test_a_file_that_does_not_exist_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", CHEYENNE[0], "--edges", "no-such-file.csv"]) == 1
    assert capsys.readouterr().err == "”no-such-file.csv” kan inte läsas. Kontrollera sökvägen.\n"


def test_a_file_too_large_to_read_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("graph.network_files.LARGEST_FILE", 3)
    assert main(["measure", *CHEYENNE]) == 1
    assert "är större än" in capsys.readouterr().err


def test_both_files_have_to_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["measure", CHEYENNE[0]])
    assert ended.value.code == 2
    assert "--edges" in capsys.readouterr().err
