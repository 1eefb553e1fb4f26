"""The commands that know the past, and the one that erases what is kept too long."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from api.__main__ import main
from api.database import make_engine, writing
from api.past_exports import package_at
from api.storing import store
from models.tables import TABLES
from tests.api.history_drawn import START, begin, change, drawn_history, stored


@pytest.fixture
def engine(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> sa.Engine:
    """The drawn records, of which one was renamed an hour later, as the register of the environment."""
    monkeypatch.setenv("SAMVERKAN_DATABASE_URL", sqlite_url)
    made = make_engine(sqlite_url)
    with writing(made) as connection:
        store(connection, drawn_history().tables(), [], begin(connection, 0))
    with writing(made) as connection:
        changes = [change("actors", drawn_history().actor["a"], name="Alfabet")]
        store(connection, {}, changes, begin(connection, 1))
    return made


def test_an_analysis_knows_no_more_than_was_known(
    engine: sa.Engine, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    names = []
    for at in ("2026-03-01T12:30:00Z", "2026-03-01"):
        assert main(["analyse", "kn", "--date", "2026-03-01", "--at", at]) == 0
        nodes = json.loads(capsysbinary.readouterr().out)["network"]["nodes"]
        names.append(next(node["name"] for node in nodes if node["id"] == "a"))
    assert names == ["Alfa", "Alfabet"]
    assert main(["analyse", "kn", "--at", "2026-02-28"]) == 1


def test_an_export_holds_what_was_stored(engine: sa.Engine, tmp_path: Path) -> None:
    for at, name in (("2026-03-01T12:30:00Z", "Alfa"), ("2026-03-02", "Alfabet")):
        assert main(["export", str(tmp_path / name), "--at", at]) == 0
        assert f"a,{name}," in (tmp_path / name / "actors.csv").read_text("utf-8-sig")


def test_a_place_of_the_past_comes_with_all_that_it_refers_to(engine: sa.Engine) -> None:
    part = package_at(engine, START, "ng")
    assert part.actor["a"].name == "Alfa"
    assert [tie.id for tie in part.ties] == ["t1", "t2"]
    assert package_at(engine, START) == drawn_history()


def test_no_moment_is_a_command_that_cannot_be_understood(engine: sa.Engine) -> None:
    with pytest.raises(SystemExit):
        main(["export", "ut", "--at", "snart"])


def test_retention_tells_first_and_erases_when_told_to(engine: sa.Engine, capsys: pytest.CaptureFixture[str]) -> None:
    with writing(engine) as connection:
        ended = change("actors", stored(engine).actor["d"], valid_to="2020-01-01", email="d@exempel.se")
        store(connection, {}, [ended], begin(connection, 2))

    assert main(["retention"]) == 0
    told = capsys.readouterr().out
    assert "kontaktuppgifter till 1 aktörer" in told
    assert "  0 utkast till listor som ingen har rört på 90 dagar\n" in told
    assert stored(engine).actor["d"].email == "d@exempel.se"

    assert main(["retention", "--carry-out"]) == 0
    assert capsys.readouterr().out.startswith("Raderat:")
    assert stored(engine).actor["d"].email is None
    with writing(engine) as connection:
        kinds = connection.execute(sa.select(TABLES["change_sets"].c.kind)).scalars().all()
    assert kinds[-1] == "erasure"
