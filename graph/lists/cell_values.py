"""What a row says about a meaning, as the package writes it: one reader for each meaning, in any kind of list."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from graph.lists.context import ListContext
from graph.lists.lines import Line, said
from graph.lists.meanings import Meaning
from graph.lists.organisations import sort_by_type
from graph.lists.words import understood
from graph.message import Message
from graph.packages.remarks import quoted
from models.vocabulary import (
    AgreementKind,
    AgreementStage,
    Attendance,
    Capacity,
    Confirmation,
    Entity,
    ForumKind,
    ForumRole,
    Ladder,
    Level,
    Sector,
    Theme,
    TieStatus,
    TieType,
    YesNoUnknown,
)
from models.vocabulary.codes import Code

CODED: Mapping[Meaning, type[Code]] = {
    Meaning.ENTITY: Entity,
    Meaning.LEVEL: Level,
    Meaning.CAPACITY: Capacity,
    Meaning.COLLABORATION_MANDATE: YesNoUnknown,
    Meaning.LADDER: Ladder,
    Meaning.DESIRED_LADDER: Ladder,
    Meaning.TIE_TYPE: TieType,
    Meaning.TIE_STATUS: TieStatus,
    Meaning.CONFIRMATION: Confirmation,
    Meaning.FORUM_KIND: ForumKind,
    Meaning.ROLE: ForumRole,
    Meaning.ATTENDANCE: Attendance,
    Meaning.AGREEMENT_KIND: AgreementKind,
    Meaning.STAGE: AgreementStage,
}
"""The meanings whose cells are one code."""

_LEVELS: Mapping[object, int] = {level: place for place, level in enumerate(Level)}
_ADDRESS = re.compile(r"(?<![^@\s<>,;])[^@\s<>,;]++@[^@\s<>,;]+\.[^@\s<>,;]+")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?")
_OF_A_MUNICIPALITY = " kommun"
_AMOUNT = re.compile(r"(\d+)(?:[.,]0+)?(?:kr|kronor|sek|:-)?")
_THOUSANDS = re.compile(r"\s|(?<=\d)\.(?=\d{3}(?:\D|$))")


def value_of(line: Line, meaning: Meaning, context: ListContext) -> str:
    """Return what a row says about a meaning, as the package writes it; empty for nothing."""
    if meaning in CODED:
        return line.code(meaning, CODED[meaning])
    read = _READERS.get(meaning)
    return read(line, meaning, context) if read else line.text(meaning)


def _words(line: Line, meaning: Meaning, _context: ListContext) -> str:
    return line.words(meaning)


def _themes(line: Line, meaning: Meaning, _context: ListContext) -> str:
    return line.codes(meaning, Theme)


def _yes_or_no(line: Line, meaning: Meaning, _context: ListContext) -> str:
    answer = line.code(meaning, YesNoUnknown)
    return "" if answer == YesNoUnknown.UNKNOWN else answer


def _sector(line: Line, meaning: Meaning, _context: ListContext) -> str:
    """Return the sector, which may be told by a sort of organisation."""
    text = line.text(meaning)
    sort = sort_by_type(text) if text and not understood(text, Sector) else None
    if sort is None:
        return line.code(meaning, Sector)
    line.guess(meaning, Message("{written} är läst som ”{word}”.", said(text, sort.sector)))
    return str(sort.sector)


def _source(line: Line, meaning: Meaning, context: ListContext) -> str:
    return line.text(meaning) or context.source


def _note(line: Line, _meaning: Meaning, _context: ListContext) -> str:
    return line.notes()


def _first_day(line: Line, _meaning: Meaning, _context: ListContext) -> str:
    return line.first_day()


def _day_after(line: Line, _meaning: Meaning, _context: ListContext) -> str:
    return line.day_after()


def _actor(line: Line, meaning: Meaning, context: ListContext) -> str:
    return line.one_named(meaning, context.actors)


UNKNOWN_PLACE = Message("{place} är ingen registrerad plats och är inte läst.")
OUT_OF_REACH = Message("{place} är en plats där du inte registrerar, och är inte läst.")


def _place(line: Line, meaning: Meaning, context: ListContext) -> str:
    """Return the smallest place that the row names; one that is not known, or not the user's, is told and not read."""
    found = []
    for cell in line.cells(meaning):
        is_long = cell.text.casefold().endswith(_OF_A_MUNICIPALITY)
        spellings = (cell.text, cell.text[: -len(_OF_A_MUNICIPALITY)] if is_long else cell.text)
        known = next((text for text in spellings if context.places.knows(text)), None)
        place = context.places.find(known) if known is not None else None
        if place and place.id not in context.elsewhere:
            found.append(place)
        elif len(context.places):
            why = OUT_OF_REACH if place else UNKNOWN_PLACE
            line.leave_out(replace(why, values={"place": quoted(cell.text)}))
    found.sort(key=lambda place: _LEVELS.get(getattr(place, "level", None), len(_LEVELS)))
    return found[0].id if found else ""


def _website(line: Line, meaning: Meaning, _context: ListContext) -> str:
    """Return the first address on the web, with how it is reached; another word is no address."""
    text = line.text(meaning)
    first = re.split(r"[\s,;]+", text)[0]
    if not text or "://" in first:
        return first
    if _DOMAIN.fullmatch(first) and "@" not in first:
        return f"https://{first}"
    line.leave_out(Message("{text} är ingen webbadress och är inte läst.", {"text": quoted(text)}))
    return ""


def _email(line: Line, meaning: Meaning, _context: ListContext) -> str:
    """Return the first address of a function; what is no address at all is told when the package is checked."""
    text = line.text(meaning).replace("mailto:", "")
    found = _ADDRESS.findall(text)
    if not found:
        return "" if not text.strip(" ,;…") else text
    if len(found) > 1:
        line.leave_out(Message("Bara den första e-postadressen är läst."))
    return str(found[0])


def _amount(line: Line, meaning: Meaning, _context: ListContext) -> str:
    """Return an amount in whole kronor, `1 250 000 kr`; what is none is told when the package is checked."""
    text = line.text(meaning)
    found = _AMOUNT.fullmatch(_THOUSANDS.sub("", text.casefold()))
    return found[1] if found else text


_READERS: Mapping[Meaning, Callable[[Line, Meaning, ListContext], str]] = {
    Meaning.ALIASES: _words,
    Meaning.TAGS: _words,
    Meaning.THEMES: _themes,
    Meaning.REPRESENTS_RESIDENTS: _yes_or_no,
    Meaning.MENTOR: _yes_or_no,
    Meaning.SECTOR: _sector,
    Meaning.SOURCE: _source,
    Meaning.NOTE: _note,
    Meaning.VALID_FROM: _first_day,
    Meaning.VALID_TO: _day_after,
    Meaning.DESIRED_BY: _actor,
    Meaning.PLACE: _place,
    Meaning.WEBSITE: _website,
    Meaning.EMAIL: _email,
    Meaning.AMOUNT: _amount,
}
