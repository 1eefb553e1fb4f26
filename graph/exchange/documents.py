"""JSON files within limits, and their objects as tables.

What a file holds is counted before it is read: a list of a million empty lists takes a hundred times its own
size. Of two equal keys a reader would silently take the last, and NaN is no JSON: both are refused. Numbers
stay the text that stands in the file, so that none is rounded, overflows or becomes infinite.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.exchange.tables import MORE_VALUES, Table
from graph.packages.limits import LONGEST_CELL, MOST_COLUMNS
from graph.packages.remarks import quoted
from models.errors import PackageError

MOST_PARTS = 1_000_000
"""Brackets, commas and colons of a file: about as many values as it can hold."""

MOST_OBJECTS = 50_000
"""Objects of one list, each of which is a row."""

DEEPEST = 6
"""Objects inside objects that become columns; the formats that are read need three."""

NOT_UTF_8 = "Filen är inte UTF-8, som JSON alltid ska vara. Exportera den på nytt och försök igen."
BROKEN = "Filen är inte giltig JSON: det tar slut eller går fel på rad {row}. Exportera den på nytt och försök igen."
TOO_MANY = f"Filen har fler än {MOST_PARTS} värden. Dela den i flera."
TOO_MANY_OBJECTS = f"Filen har en lista med fler än {MOST_OBJECTS} poster. Dela den i flera."
TOO_DEEP = "Filen har listor och objekt i för många nivåer. Den är inte skriven i något format som kan läsas."
TWICE = "Filen har samma nyckel två gånger i ett objekt ({key}). Ta bort den ena och försök igen."
NO_NUMBER = "Filen har värdet {value}, som inte är ett tal i JSON. Töm det och försök igen."
TOO_WIDE = f"En post i filen har fler än {MOST_COLUMNS} olika fält. Den är inte skriven i något format som kan läsas."
TOO_LONG = f"En text i filen har fler än {LONGEST_CELL} tecken. Korta den och försök igen."


@dataclass(frozen=True)
class Document:
    """A JSON file: what the user calls it, and its value, in which numbers are texts."""

    label: str
    value: object = field(repr=False)

    def listed(self, *keys: str) -> list[Mapping[str, object]]:
        """Return the objects of the first of these lists that the document has."""
        value = self.value
        for key in keys:
            found = value.get(key) if isinstance(value, dict) else None
            if isinstance(found, list):
                return objects(found)
        return []


def read_json(data: bytes, label: str) -> Document:
    """Read a JSON file.

    Raises:
        PackageError: it is too large, too deep, ambiguous or no JSON.
    """
    if sum(map(data.count, (b",", b"[", b"{", b":"))) > MOST_PARTS:
        raise PackageError(TOO_MANY)
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(
            text, object_pairs_hook=_once, parse_constant=_refuse, parse_int=_written, parse_float=_written
        )
    except UnicodeDecodeError as error:
        raise PackageError(NOT_UTF_8) from error
    except json.JSONDecodeError as error:
        raise PackageError(BROKEN.format(row=error.lineno)) from error
    except RecursionError as error:
        raise PackageError(TOO_DEEP) from error
    return Document(label, value)


def objects(items: Iterable[object]) -> list[Mapping[str, object]]:
    """Return those items of a list that are objects."""
    return [item for item in items if isinstance(item, dict)]


def table_of(label: str, stem: str, items: Iterable[Mapping[str, object]]) -> Table:
    """Return objects as a table with a column for each of their fields, and the fields of these as `a/b`."""
    places: dict[str, int] = {}
    body = []
    for number, item in enumerate(items, 1):
        if number > MOST_OBJECTS:
            raise PackageError(TOO_MANY_OBJECTS)
        flat = flattened(item)
        for column in flat:
            places.setdefault(column, len(places))
        if len(places) > MOST_COLUMNS:
            raise PackageError(TOO_WIDE)
        cells = [""] * len(places)
        for column, text in flat.items():
            cells[places[column]] = text
        body.append((number, cells))
    return Table(label, stem, 0, tuple(places), body)


def flattened(item: Mapping[str, object], depth: int = 0) -> dict[str, str]:
    """Return the fields of an object as texts.

    A list of texts becomes one text divided by `|`. Of a list of objects the first is taken apart, and how many
    more there are stands under the key with `/…`, so that they are told and not lost in silence.

    >>> flattened({"a": {"b": "1"}, "c": ["x", "y"], "d": [{"e": "2"}, {"e": "3"}], "f": None})
    {'a/b': '1', 'c': 'x|y', 'd/…': '1', 'd/0/e': '2'}
    """
    if len(item) > MOST_COLUMNS:
        raise PackageError(TOO_WIDE)
    found: dict[str, str] = {}
    for key, value in item.items():
        inner: Mapping[str, object] | None = value if isinstance(value, dict) else None
        prefix = f"{key}/"
        if isinstance(value, list):
            inside = objects(value)
            inner, prefix = (inside[0], f"{key}/0/") if inside else (None, prefix)
            found |= {key + MORE_VALUES: str(len(inside) - 1)} if len(inside) > 1 else {}
            found |= _filled(key, "|".join(text for part in value if (text := _text(part))))
        elif inner is None:
            found |= _filled(key, _text(value))
        if inner is not None and depth < DEEPEST:
            found |= {prefix + name: text for name, text in flattened(inner, depth + 1).items()}
    return found


def _filled(key: str, text: str) -> dict[str, str]:
    if len(text) > LONGEST_CELL:
        raise PackageError(TOO_LONG)
    return {key: text} if text else {}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else ""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise PackageError(TWICE.format(key=quoted(key)))
        found[key] = value
    return found


def _refuse(value: str) -> object:
    raise PackageError(NO_NUMBER.format(value=value))


def _written(number: str) -> str:
    return number
