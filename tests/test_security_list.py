"""The list of security requirements counts itself rightly, and what it names as evidence is there."""

import re
from collections import Counter

import pytest

from api.settings import ROOT

LIST = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (V\d+\.\d+\.\d+) \| ([^|]+) \| (.+) \|$", LIST, re.MULTILINE)
OF_WEBRTC = 7
"""The requirements of V17 at levels 1 and 2, which stand in one line."""

FOLDERS = ("api", "benchmarks", "docs", "frontend", "graph", "models", "tests")


def test_the_totals_are_those_of_the_rows() -> None:
    told = re.search(
        r"Of (\d+) requirements (\d+) are met, (\d+) partly, (\d+) not, and (\d+)\s+do not apply, the seven of V17",
        LIST,
    )
    assert told is not None
    every, met, partly, not_met, other = map(int, told.groups())
    counted = Counter(status for _, status, _ in ROWS)
    assert set(counted) == {"met", "partly", "not met", "n/a"}
    assert (counted["met"], counted["partly"], counted["not met"]) == (met, partly, not_met)
    assert counted["n/a"] + OF_WEBRTC == other
    assert len(ROWS) + OF_WEBRTC == every == 253


def test_every_requirement_stands_there_once_and_in_order() -> None:
    numbers = [tuple(map(int, number[1:].split("."))) for number, _, _ in ROWS]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(("number", "evidence"), [(number, evidence) for number, _, evidence in ROWS])
def test_the_evidence_is_there(number: str, evidence: str) -> None:
    named = re.findall(r"`([^`]+)`", evidence)
    paths = [name for name in named if name.startswith(tuple(f"{folder}/" for folder in FOLDERS))]
    assert [path for path in paths if not (ROOT / path).exists()] == []
    tests = "".join((ROOT / path).read_text(encoding="utf-8") for path in paths if path.endswith(".py"))
    assert [name for name in named if name.startswith("test_") and f"def {name}(" not in tests] == []
