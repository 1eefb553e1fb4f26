"""Guesses what a column means by what stands in it, where its heading says nothing."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pydantic_core import PydanticCustomError

from graph.lists.meanings import ListKind, Meaning
from graph.lists.organisations import sort_by_type
from graph.lists.screening import HIDDEN
from graph.lists.words import understood
from models.organisation_number import read_organisation_number
from models.vocabulary import (
    ActorKind,
    AgreementKind,
    AgreementStage,
    Attendance,
    ForumRole,
    Ladder,
    Sector,
    TieStatus,
    TieType,
)
from models.vocabulary.codes import Code

_MOST = 0.6
"""The share of the filled cells that have to be of one sort."""

_ROWS_LOOKED_AT, _LONGEST_LOOKED_AT = 500, 200
_MOST_WORDS = 40
"""Different values beyond which a column does not hold codes."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_WEBSITE = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:se|nu|org|com|net|eu|info)(?:/\S*)?", re.IGNORECASE
)
_LETTERS = re.compile(r"[^\W\d_]")

_CODED: Mapping[ListKind, Mapping[Meaning, type[Code]]] = {
    ListKind.ACTORS: {Meaning.SECTOR: Sector, Meaning.KIND: ActorKind},
    ListKind.TIES: {Meaning.LADDER: Ladder, Meaning.TIE_STATUS: TieStatus, Meaning.TIE_TYPE: TieType},
    ListKind.MEMBERSHIPS: {Meaning.ROLE: ForumRole, Meaning.ATTENDANCE: Attendance},
    ListKind.AGREEMENTS: {Meaning.AGREEMENT_KIND: AgreementKind, Meaning.STAGE: AgreementStage},
}


def meaning_by_content(kind: ListKind, cells: Sequence[str]) -> Meaning | None:
    """Return what a column of a list of that kind probably means; None when its cells do not tell.

    Args:
        kind: what the list is a list of.
        cells: the cells of the column that are not blank.
    """
    looked_at = [cell[:_LONGEST_LOOKED_AT] for cell in cells[:_ROWS_LOOKED_AT]]
    if not looked_at:
        return None
    if kind == ListKind.ACTORS:
        for meaning, is_one in _PATTERNS:
            if _share(is_one(cell) for cell in looked_at) >= _MOST:
                return meaning
    words = Counter(looked_at)
    if len(words) > _MOST_WORDS:
        return None
    for meaning, vocabulary in _CODED[kind].items():
        if sum(count for word, count in words.items() if _means(word, vocabulary)) >= _MOST * len(looked_at):
            return meaning
    return None


def is_text(cells: Sequence[str]) -> bool:
    """Tell whether most cells of a column are words, as names are."""
    looked_at = cells[:_ROWS_LOOKED_AT]
    return bool(looked_at) and _share(_LETTERS.search(cell) is not None for cell in looked_at) >= _MOST


def _share(found: Iterable[bool]) -> float:
    answers = list(found)
    return sum(answers) / len(answers)


def _is_number(cell: str) -> bool:
    """Tell whether a cell is an organisation number; what was hidden may have been meant for one."""
    if cell == HIDDEN:
        return True
    try:
        read_organisation_number(cell)
    except PydanticCustomError:
        return False
    return True


def _is_email(cell: str) -> bool:
    return _EMAIL.search(cell) is not None


def _is_website(cell: str) -> bool:
    return _WEBSITE.fullmatch(cell) is not None


def _means(word: str, vocabulary: type[Code]) -> bool:
    return understood(word, vocabulary) is not None or (vocabulary is ActorKind and _is_short_type(word))


def _is_short_type(word: str) -> bool:
    return len(word.split()) == 1 and sort_by_type(word) is not None


_PATTERNS = ((Meaning.ORG_NUMBER, _is_number), (Meaning.EMAIL, _is_email), (Meaning.WEBSITE, _is_website))
