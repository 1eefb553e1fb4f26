"""The command that adds the comparison of betweenness with chance."""

import json
from pathlib import Path

import pytest

from api.__main__ import main


def test_analyse_adds_the_comparison_only_when_it_is_asked_for(
    tmp_path: Path, demo_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAMVERKAN_DATABASE_URL", f"sqlite:///{(tmp_path / 'register.db').as_posix()}")
    assert main(["import", str(demo_folder / "place-b")]) == 0
    capsys.readouterr()
    assert main(["analyse", "bn", "--date", "2026-11-01"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert main(["analyse", "bn", "--date", "2026-11-01", "--betweenness-test"]) == 0
    told = capsys.readouterr()
    tested = json.loads(told.out)
    assert "betweenness_test" not in plain
    added = tested.pop("betweenness_test")
    assert tested == plain
    assert [actor["id"] for actor in added["actors"]] == [broker["id"] for broker in plain["brokers"]]
    # Six actors are too few to call anybody clear.
    assert {actor["verdict"] for actor in added["actors"]} <= {"too_few", "not_assessable"}
    assert told.err == ""  # Nobody watches, so no progress is written.
