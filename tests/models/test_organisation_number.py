"""Organisation numbers: read tolerantly, and never a person's."""

import pytest
from pydantic import TypeAdapter, ValidationError

from models.organisation_number import OrganisationNumber

READ = TypeAdapter(OrganisationNumber)


@pytest.mark.parametrize(
    "cell",
    ["802002-8711", "8020028711", " 802002 8711 ", "168020028711", "16802002-8711", "8020028711.0", "802002\u20138711"],
)
def test_one_number_written_in_many_ways_is_read_as_one(cell):
    assert READ.validate_python(cell) == "802002-8711"


@pytest.mark.parametrize("cell", ["212000-0142", "232100-0016", "556703-7485"])
def test_municipalities_regions_and_companies_have_numbers(cell):
    assert READ.validate_python(cell) == cell


@pytest.mark.parametrize(
    "cell", ["8112189876", "811218-9876", "198112189876", "19811218-9876", "168112189876", "401218-0000", "001218-0000"]
)
def test_what_may_be_a_personal_number_is_refused_without_repeating_it(cell):
    with pytest.raises(ValidationError) as refused:
        READ.validate_python(cell)
    message = refused.value.errors()[0]["msg"]

    assert message.startswith("kan vara ett personnummer")
    assert not any(character.isdigit() for character in message)


@pytest.mark.parametrize("cell", ["802002-8712", "80200287", "abc", "", "8020028711123", "٨٠٢٠٠٢٨٧١١"])
def test_what_is_no_number_is_refused_without_repeating_it(cell):
    with pytest.raises(ValidationError) as refused:
        READ.validate_python(cell)
    message = refused.value.errors()[0]["msg"]

    assert message.startswith("är inget organisationsnummer")
    assert not cell or cell not in message
