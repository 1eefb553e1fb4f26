"""What is wrong in a list, in the words of whoever reads it: names where a package says ids, no names of tables."""

import re
from collections.abc import Iterator
from dataclasses import replace

from api.lists.contents import PACKAGE, FileRows
from api.lists.outcome import Judgement, Located
from api.lists.surroundings import Surroundings
from api.pages.history.words import FIELDS
from graph.packages.references import LEFT_OUT
from graph.packages.remarks import quoted

_LEFT_OUT = re.compile(LEFT_OUT.format(reference="(?P<reference>”[^”]*”)", file=r"(?P<file>\w+)"))
_QUOTED = re.compile("”[^”]*”")

NAMES_LEFT_OUT = "nämner {name}, som inte kan läsas in förrän det som är fel med den raden är rättat"
_SAID_LEFT_OUT = re.compile(NAMES_LEFT_OUT.format(name="”[^”]*”"))


def in_words(judgement: Judgement, around: Surroundings) -> Judgement:
    """Return a judgement whose errors and warnings name records by their names.

    An exchange package keeps its own words, for whoever has made one knows its ids and columns.
    """
    held = judgement.content.held
    if isinstance(held, FileRows) and held.form == PACKAGE:
        return judgement
    names = dict(_names(judgement, around))
    errors, warnings = (tuple(_said(one, names) for one in told) for told in (judgement.errors, judgement.warnings))
    return replace(judgement, errors=errors, warnings=warnings)


def names_left_out(error: Located) -> bool:
    """Tell whether an error, in words, is only that the row names another one at fault."""
    return _SAID_LEFT_OUT.fullmatch(error.reason) is not None


def _names(judgement: Judgement, around: Surroundings) -> Iterator[tuple[str, str]]:
    """Yield the ids of what is registered and seen, and of what a file has, as sentences quote them, with the names."""
    for actor in around.actors.values():
        yield quoted(actor.id), quoted(actor.name)
    for forum in around.forums:
        yield quoted(forum.id), quoted(forum.name)
    for place in around.places:
        yield quoted(place.id), quoted(place.name)
    for agreement in around.agreements:
        yield quoted(agreement.id), quoted(agreement.title)
    held = judgement.content.held
    for sheet in held.sheets if isinstance(held, FileRows) else ():
        for _number, cells in sheet.dicts():
            if name := cells.get("name") or cells.get("title"):
                yield quoted(cells.get("id", "")), quoted(name)


def _said(error: Located, names: dict[str, str]) -> Located:
    reason = _LEFT_OUT.sub(lambda found: NAMES_LEFT_OUT.format(name=found["reference"]), error.reason)
    reason = _QUOTED.sub(lambda found: names.get(found.group(), found.group()), reason)
    return replace(error, reason=reason, title=FIELDS.get(error.title, error.title))
