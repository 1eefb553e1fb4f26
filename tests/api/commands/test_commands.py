"""The command line, as a person calls it."""

import json
from pathlib import Path

import pytest

from api.__main__ import main

EXPECTED = Path(__file__).resolve().parents[2] / "data" / "acceptance" / "place-a.json"


@pytest.fixture
def register(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the register that the commands work on, which is empty."""
    monkeypatch.setenv("SAMVERKAN_DATABASE_URL", sqlite_url)
    return tmp_path


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be neither a register nor the folder that it belongs in."""
    monkeypatch.setenv("SAMVERKAN_DATABASE_URL", f"sqlite:///{(tmp_path / 'new' / 'register.db').as_posix()}")


def test_analyse_prints_the_object_worked_out_by_hand(
    register: Path, demo_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(demo_folder / "place-a")]) == 0
    capsys.readouterr()
    assert main(["analyse", "kn", "--date", "2026-11-01"]) == 0
    printed, worked_out = json.loads(capsys.readouterr().out), json.loads(EXPECTED.read_text(encoding="utf-8"))
    for part in ("place", "date", "view", "readings", "kappa", "confirmation", "network"):
        assert printed[part] == worked_out[part], part
    assert all(broker.pop("betweenness_exact") for broker in printed["brokers"])
    assert printed["brokers"] == worked_out["brokers"]


def test_import_says_what_is_new_and_the_second_time_that_nothing_is(
    register: Path, demo_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(demo_folder / "place-b")]) == 0
    assert "actors: 6 nya, 0 ändrade, 0 oförändrade" in capsys.readouterr().out
    assert main(["import", str(demo_folder / "place-b")]) == 0
    told = capsys.readouterr().out
    assert "actors: 0 nya, 0 ändrade, 6 oförändrade" in told
    assert told.endswith("Inget att ändra: registret har redan allt detta.\n")


def test_import_of_a_package_with_errors_names_each_by_row_and_reads_nothing_in(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "package"
    package.mkdir()
    (package / "places.csv").write_text("id,name,level\nx,Xby,municipality\ny,Ystad,town\n", encoding="utf-8")
    assert main(["import", str(package)]) == 1
    told = capsys.readouterr()
    assert "places.csv:3:level: " in told.err
    assert "inget är inläst" in told.out
    assert main(["analyse", "x"]) == 1
    assert capsys.readouterr().err == "Det finns ingen post med id ”x”.\n"


def test_dry_run_changes_nothing(register: Path, demo_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(demo_folder / "place-a"), "--dry-run"]) == 0
    assert "Provkörning: inget är sparat." in capsys.readouterr().out
    assert main(["analyse", "kn"]) == 1


def test_accept_valid_reads_the_rest_in_and_still_says_that_there_were_errors(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "package"
    package.mkdir()
    (package / "places.csv").write_text("id,name,level\nx,Xby,municipality\ny,Ystad,town\n", encoding="utf-8")
    assert main(["import", str(package), "--accept-valid"]) == 1
    assert "places: 1 nya" in capsys.readouterr().out
    assert main(["analyse", "x", "--date", "2026-01-01"]) == 0


@pytest.mark.parametrize("out", ["folder", "package.zip", "package.xlsx"])
def test_what_is_exported_can_be_imported_again_and_changes_nothing(
    register: Path, demo_folder: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    main(["import", str(demo_folder / "place-a")])
    assert main(["export", str(register / out)]) == 0
    capsys.readouterr()
    assert main(["import", str(register / out)]) == 0
    assert capsys.readouterr().out.endswith("Inget att ändra: registret har redan allt detta.\n")


@pytest.mark.usefixtures("nowhere")
def test_the_demo_can_be_loaded_twice() -> None:
    assert main(["demo"]) == 0
    assert main(["demo"]) == 0
    assert main(["analyse", "bn", "--date", "2026-11-01"]) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["analyse", "kn", "--date", "i-går"], "”i-går” är inget datum"),
        (["import"], "PAKET"),
        (["fly"], "fly"),
    ],
)
def test_a_command_that_cannot_be_understood_says_why(
    register: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_package_that_does_not_exist_is_told_in_a_sentence(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "no-such-folder"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_setting_that_makes_no_sense_is_named_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAMVERKAN_DATABASE_URL", "mysql://user:secret@host/db")
    assert main(["migrate"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("SAMVERKAN_DATABASE_URL: ")
    assert "secret" not in told


def test_several_processes_on_sqlite_are_refused_with_the_reason(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--workers", "2"]) == 1
    assert "SQLite klarar bara en process" in capsys.readouterr().err


@pytest.mark.parametrize("url", ["postgresql://user:secret@127.0.0.1:1/register", "sqlite:////dev/null/register.db"])
def test_a_database_that_cannot_be_reached_is_told_in_a_sentence_without_its_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    monkeypatch.setenv("SAMVERKAN_DATABASE_URL", url)
    assert main(["analyse", "kn"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("Databasen går inte att nå. ")
    assert "secret" not in told
