"""Swedish organisation numbers among the identifiers of organisations that other tools carry."""

import re
from enum import Enum

from pydantic_core import PydanticCustomError

from models.organisation_number import read_organisation_number

_SWEDISH = re.compile(r"SE-[A-Z]+-(?P<number>.+)", re.IGNORECASE)


class Identified(Enum):
    """What an identifier is that is no organisation number."""

    NOTHING = "nothing"
    OTHER = "other"
    PERSON = "person"


def identified(identifier: str, number: str = "") -> str | Identified:
    """Return the organisation number that an identifier holds, or what it is instead.

    Args:
        identifier: as org-id.guide writes them, `SE-ON-802002-8711`, or a bare number.
        number: a number that stands beside it.

    >>> identified("SE-ON-8020028711"), identified("GB-CHC-1092948"), identified("SE-ON-880320-0016")
    ('802002-8711', <Identified.OTHER: 'other'>, <Identified.PERSON: 'person'>)
    """
    found: str | Identified = Identified.NOTHING
    for text in filter(None, (identifier, number)):
        match = _SWEDISH.fullmatch(text.strip())
        try:
            return read_organisation_number(match["number"] if match else text)
        except PydanticCustomError as error:
            if error.type == "may_be_a_personal_number":
                return Identified.PERSON
            found = Identified.OTHER
    return found
