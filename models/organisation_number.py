"""Swedish organisation numbers: read tolerantly, refuse whatever may be a person's number."""

import re
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError
from stdnum.se import orgnr

_FIRST_DIGITS = frozenset("12356789")


def read_organisation_number(text: str) -> str:
    """Return the number as ten digits with a hyphen, `802002-8711`.

    Spaces, hyphens, the century prefix 16 of the twelve-digit form and Excel's `.0` are taken away.

    Raises:
        PydanticCustomError: when it is no organisation number. The message never repeats the value:
            a third digit below 2 or an unknown first digit may be a personal identity number.
    """
    digits = re.sub(r"[\s\u2010-\u2015-]", "", re.sub(r"\.0$", "", text.strip()))
    if len(digits) == 12 and digits.startswith("16"):
        digits = digits[2:]
    if not re.fullmatch(r"[0-9]{10}|[0-9]{12}", digits):
        raise PydanticCustomError(
            "not_an_organisation_number",
            "är inget organisationsnummer; det ska ha tio siffror, till exempel 802002-8711",
        )
    if len(digits) == 12 or digits[2] < "2" or digits[0] not in _FIRST_DIGITS:
        raise PydanticCustomError(
            "may_be_a_personal_number",
            "kan vara ett personnummer och har inte lästs in; registret gäller organisationer, inte personer",
        )
    if not orgnr.is_valid(digits):
        raise PydanticCustomError(
            "not_an_organisation_number",
            "är inget organisationsnummer: kontrollsiffran stämmer inte; jämför med källan",
        )
    return f"{digits[:6]}-{digits[6:]}"


OrganisationNumber = Annotated[str, AfterValidator(read_organisation_number)]
