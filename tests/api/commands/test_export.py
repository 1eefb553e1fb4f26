"""The command `export` with networks, as a person calls it."""

import json
from pathlib import Path

import networkx as nx
import pytest

from api.__main__ import main

DAY = ["--date", "2026-11-01"]


@pytest.fixture
def register(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, demo_folder: Path) -> Path:
    """A folder beside a register that holds the example place."""
    monkeypatch.setenv("SAMVERKAN_DATABASE_URL", sqlite_url)
    assert main(["import", str(demo_folder / "place-a")]) == 0
    return tmp_path


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("kn.graphml", []),
        ("kn.gexf", []),
        ("kn.json", []),
        ("kn.gephi.zip", []),
        ("kn.xml", ["--format", "graphml"]),
        ("kn.zip", ["--format", "gephi"]),
    ],
)
def test_a_network_is_written_in_the_format_that_its_name_or_a_word_says(
    register: Path, capsys: pytest.CaptureFixture[str], name: str, arguments: list[str]
) -> None:
    capsys.readouterr()
    assert main(["export", str(register / "new" / name), "--place", "kn", *DAY, *arguments]) == 0
    assert capsys.readouterr().err == f"{register / 'new' / name}: actors 12, edges 17\n"
    assert (register / "new" / name).is_file()


def test_the_network_written_is_the_one_that_is_analysed(register, capsysbinary):
    for choice in ([], ["--view", "organisation"], ["--readings", "minus"]):
        assert main(["export", str(register / "kn.graphml"), "--place", "kn", *DAY, *choice]) == 0
        capsysbinary.readouterr()
        assert main(["analyse", "kn", *DAY, *choice]) == 0
        analysed = json.loads(capsysbinary.readouterr().out)["network"]
        written = nx.read_graphml(register / "kn.graphml")
        assert set(written) == {node["id"] for node in analysed["nodes"]}
        edges = {tuple(sorted(ends)): written.edges[ends]["strength"] for ends in written.edges}
        assert edges == {(edge["source"], edge["target"]): edge["strength"] for edge in analysed["edges"]}


def test_the_network_of_what_was_known_at_a_moment_knows_no_more(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(register / "whole.gexf"), *DAY, "--at", "2020-01-01"]) == 0
    assert capsys.readouterr().err == f"{register / 'whole.gexf'}: actors 0, edges 0\n"
    assert main(["export", str(register / "kn.gexf"), "--place", "kn", *DAY, "--at", "2020-01-01"]) == 1


@pytest.mark.parametrize("choice", [DAY, ["--view", "organisation"], ["--readings", "minus"]])
def test_a_package_refuses_what_is_of_networks_alone(
    register: Path, capsys: pytest.CaptureFixture[str], choice: list[str]
) -> None:
    capsys.readouterr()
    assert main(["export", str(register / "out.zip"), *choice]) == 1
    assert "innehåller poster från alla dagar" in capsys.readouterr().err
    assert not (register / "out.zip").exists()


def test_the_network_of_an_unknown_place_is_not_found(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["export", str(register / "x.gexf"), "--place", "atlantis"]) == 1
    assert capsys.readouterr().err == "Det finns ingen post med id ”atlantis”.\n"
    assert not (register / "x.gexf").exists()
