"""Published numbers of organisations, and numbers that are wrong: see tests/data/README.md."""

import csv
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from models.organisation_number import OrganisationNumber

READ = TypeAdapter(OrganisationNumber)
FILE = Path(__file__).resolve().parents[1] / "data" / "organisation_numbers.csv"
ROWS = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))


def test_the_list_is_whole():
    assert len(ROWS) == 25
    assert sum(1 for row in ROWS if row["read"]) == 20


@pytest.mark.parametrize("row", [row for row in ROWS if row["read"]], ids=lambda row: row["written"])
def test_a_published_number_is_read(row):
    assert READ.validate_python(row["written"]) == row["read"]


@pytest.mark.parametrize("row", [row for row in ROWS if not row["read"]], ids=lambda row: row["note"])
def test_a_wrong_number_is_refused_and_not_repeated(row):
    with pytest.raises(ValidationError) as refused:
        READ.validate_python(row["written"])

    assert row["written"] not in refused.value.errors()[0]["msg"]
