"""The acceptance places: their registers alone and among all demo packages, and what is expected of them."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from graph.analysis import Analysis, analyse
from graph.packages import check_package, read_package
from graph.register import Register
from graph.system import Reading, View
from models.package_files import FILES
from tests.graph.drawn import DAY

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "demo"
PACKAGE_OF = {"kn": "place-a", "bn": "place-b"}
ALL_PACKAGES = tuple(sorted(folder.name for folder in DEMO.iterdir() if folder.is_dir()))

Analysed = Callable[..., Analysis]


@cache
def demo_register(*packages: str) -> Register:
    """Return the demo packages named, read one after the other into one register."""
    stored = Register()
    for package in packages:
        checked = check_package(read_package(DEMO / package, package), stored)
        assert checked.errors == ()
        tables = {}
        for name, rows in stored.tables().items():
            key_of = FILES[name].key_of
            known = {key_of(row): row for row in (*rows, *checked.records.get(name, ()))}
            tables[name] = tuple(known.values())
        stored = Register.of(tables)
    return stored


@cache
def analysed(place_id: str, together: bool, view: View, reading: Reading) -> Analysis:
    packages = ALL_PACKAGES if together else (PACKAGE_OF[place_id],)
    # The exact tests of the larger place take a second; of the confirmed reading nothing asks for them.
    tests = reading is Reading.PLUS
    return analyse(demo_register(*packages), place_id, DAY, view, reading, tests=tests)


@pytest.fixture(scope="session")
def acceptance() -> Analysed:
    """The analysis of an acceptance place; each is computed once."""

    def found(
        place_id: str,
        view: View = View.UNIT,
        reading: Reading = Reading.PLUS,
        *,
        together: bool = False,
    ) -> Analysis:
        return analysed(place_id, together, view, reading)

    return found


def expected(place_id: str) -> dict[str, Any]:
    file = ROOT / "tests" / "data" / "acceptance" / f"{PACKAGE_OF[place_id]}.json"
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="session")
def place_a() -> dict[str, Any]:
    """What is expected of the larger place."""
    return expected("kn")


@pytest.fixture(scope="session")
def place_a_register() -> Register:
    return demo_register("place-a")
