"""Why a value cannot be read, in Swedish sentences that say what to do."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any, get_args

from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from graph.packages.remarks import masked, quoted
from models.fields import LARGEST_AMOUNT
from models.package_files import FILES, PackageFile
from models.vocabulary import Code

MOST_CODES_LISTED = 8

_PATTERNS = {
    "email": "{value} är ingen e-postadress; skriv till exempel info@forening.se",
    "group": "{value} är ingen kommungrupp; skriv gruppen och årtalet, till exempel A1/2023",
}
_NOT_AN_ID = "{value} kan inte vara ett id; använd bara a–z, 0–9, punkt, bindestreck och understreck"
_SENTENCES = {
    "missing": "saknas men måste fyllas i",
    "string_too_short": "saknas men måste fyllas i",
    "string_too_long": "är längre än {max_length} tecken; korta texten",
    "int_parsing": "{value} är inget heltal; skriv bara siffror, till exempel 250000",
    "int_from_float": "{value} är inget heltal; skriv bara siffror, till exempel 250000",
    "int_parsing_size": f"är för stort; det största som kan sparas är {LARGEST_AMOUNT}",
    "less_than_equal": f"är för stort; det största som kan sparas är {LARGEST_AMOUNT}",
    "greater_than_equal": "{value} är mindre än noll; skriv beloppet utan minustecken",
    "string_type": "är ingen text",
    "int_type": "är inget heltal; skriv bara siffror, till exempel 250000",
    "bool_type": "är varken yes eller no",
    "bool_parsing": "är varken yes eller no",
    "tuple_type": "är ingen lista",
}
_OF_ANOTHER_KIND = "är av fel slag"
"""For what only JSON can hold where a text is expected: an object in place of a day, say."""

_BUILT_IN = frozenset(get_args(ErrorType))
NEVER_REPEATED = frozenset({"may_be_a_personal_number", "not_an_organisation_number"})


def reason_of(file: PackageFile, error: ErrorDetails) -> str:
    """Return the sentence for one error of validation. It never repeats what may be a personal number.

    Args:
        file: the file in which the value stands.
        error: the error, as Pydantic describes it.
    """
    kind, column = error["type"], str(error["loc"][0])
    if kind in NEVER_REPEATED:
        return error["msg"]
    if kind == "enum":
        return _wrong_code(vocabulary_of(file.name, column), str(error["input"]))
    value = quoted(str(error["input"]))
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(column, _NOT_AN_ID).format(value=value)
    if kind in _SENTENCES:
        return _SENTENCES[kind].format(value=value, **error.get("ctx", {}))
    return _OF_ANOTHER_KIND if kind in _BUILT_IN else masked(error["msg"])


@cache
def vocabulary_of(file: str, column: str) -> type[Code]:
    """Return the vocabulary whose codes stand in a column."""
    return next(_codes_in(FILES[file].record.model_fields[column].annotation))


def nearest(value: str, known: Iterable[str]) -> str:
    """Return the end of a sentence that proposes what was probably meant, or nothing."""
    found = get_close_matches(value[:100].casefold(), list(known), 1, 0.75)
    return f"; menade du {found[0]}?" if found else ""


def _codes_in(annotation: Any) -> Iterator[type[Code]]:
    if isinstance(annotation, type) and issubclass(annotation, Code):
        yield annotation
    for part in get_args(annotation):
        yield from _codes_in(part)


def _wrong_code(vocabulary: type[Code], value: str) -> str:
    codes = [str(code) for code in vocabulary]
    listed = ", ".join(codes[:MOST_CODES_LISTED]) + (" …" if len(codes) > MOST_CODES_LISTED else "")
    words = {code.label.casefold(): str(code) for code in vocabulary}
    meant = words.get(value.casefold())
    hint = f"; menade du {meant}?" if meant else nearest(value, codes)
    return f"{quoted(value)} är ingen kod; skriv en av {listed}{hint}"
