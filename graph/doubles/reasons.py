"""Why two organisations may be the same: a closed set of grounds, each told with the words that were compared."""

from dataclasses import dataclass
from enum import StrEnum

from graph.doubles.likeness import LIKE_AS_A_WHOLE, spelled_alike, whole_likeness
from graph.doubles.terms import Term
from graph.message import Message
from graph.packages.remarks import masked

LONGEST_SHOWN = 120
"""Letters of a name that a reason repeats."""


class Ground(StrEnum):
    """What two organisations have in common."""

    SAME_NUMBER = "same_number"
    SHARED_NUMBER = "shared_number"
    SAME_NAME = "same_name"
    SAME_BUT_FOR_PLACE = "same_but_for_place"
    OTHER_NAME = "other_name"
    SPELLED_ALIKE = "spelled_alike"
    SHORT_FOR = "short_for"
    SAME_BUT_FOR_SORT = "same_but_for_sort"


BY_NUMBER = frozenset({Ground.SAME_NUMBER, Ground.SHARED_NUMBER})
"""The grounds that compare organisation numbers, which were read as such."""

SCORES = {
    Ground.SAME_NUMBER: 1.0,
    Ground.SAME_NAME: 0.97,
    Ground.OTHER_NAME: 0.93,
    Ground.SAME_BUT_FOR_PLACE: 0.9,
    Ground.SAME_BUT_FOR_SORT: 0.8,
    Ground.SHORT_FOR: 0.75,
    Ground.SHARED_NUMBER: 0.6,
}
"""How much each ground says, from 0 to 1; of names in nearly the same spelling the likeness does."""

ALIAS_LOSS = 0.04
"""What another name loses in score beside a first name."""

SPELLED_SCORE = 0.92
"""What a name says that is the same but for spaces, hyphens and dots; the others are below it."""

_SAID = {
    Ground.SAME_NUMBER: Message("samma organisationsnummer: {one}"),
    Ground.SHARED_NUMBER: Message(
        "samma organisationsnummer ({one}), men fler har det: det kan vara olika delar av en organisation"
    ),
    Ground.SAME_NAME: Message("samma namn: ”{one}” och ”{other}”"),
    Ground.SAME_BUT_FOR_PLACE: Message("samma namn, bortsett från platsen: ”{one}” och ”{other}”"),
    Ground.SAME_BUT_FOR_SORT: Message("samma namn, bortsett från ord för slag eller del: ”{one}” och ”{other}”"),
    Ground.OTHER_NAME: Message("ett annat namn är detsamma: ”{one}” och ”{other}”"),
    Ground.SPELLED_ALIKE: Message("namnet skrivs nästan likadant: ”{one}” och ”{other}”"),
    Ground.SHORT_FOR: Message("”{one}” kan vara en förkortning av ”{other}”"),
}


@dataclass(frozen=True)
class Reason:
    """One ground on which two organisations may be the same.

    Attributes:
        ground: which.
        one, other: what was compared; of a short name first the short one, then the long.
        score: how much it says, from 0 to 1.
    """

    ground: Ground
    one: str
    other: str
    score: float

    @property
    def said(self) -> Message:
        """The reason as a part of a sentence; what may be a personal number in a name is hidden."""
        show = str if self.ground in BY_NUMBER else _shown
        return Message(_SAID[self.ground].text, {"one": show(self.one), "other": show(self.other)})


def _shown(name: str) -> str:
    text = masked(name)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def number_reason(ground: Ground, number: str) -> Reason:
    """Return that two organisations have the same number."""
    return Reason(ground, number, number, SCORES[ground])


def name_reason(one: Term, other: Term) -> Reason | None:
    """Return the strongest ground on which two names may be the same organisation's; None when they are not alike."""
    if one.is_loose or other.is_loose or not one.may_be(other):
        return _loose_reason(one, other)
    alias = one.is_alias or other.is_alias
    if one.key.words == other.key.words:
        return _of(Ground.OTHER_NAME if alias else Ground.SAME_NAME, one, other)
    if one.words == other.words and one.run_together != other.run_together:
        ground = Ground.OTHER_NAME if alias else Ground.SAME_BUT_FOR_PLACE
        return Reason(ground, one.text, other.text, SCORES[Ground.SAME_BUT_FOR_PLACE] - alias * ALIAS_LOSS)
    if one.joined & other.joined:
        return Reason(Ground.SPELLED_ALIKE, one.text, other.text, SPELLED_SCORE)
    if one.word_lists & other.short_forms():
        return _of(Ground.SHORT_FOR, one, other)
    if other.word_lists & one.short_forms():
        return _of(Ground.SHORT_FOR, other, one)
    likeness = whole_likeness(one.words, other.words)
    if likeness >= LIKE_AS_A_WHOLE and spelled_alike(one.words, other.words):
        return Reason(Ground.SPELLED_ALIKE, one.text, other.text, round(SPELLED_SCORE * likeness / 100, 3))
    return None


def _loose_reason(one: Term, other: Term) -> Reason | None:
    """Return that one name is the other without the words for its sort; of two cut down nothing is known."""
    alike = one.is_loose != other.is_loose and one.words == other.words and one.may_be(other)
    return _of(Ground.SAME_BUT_FOR_SORT, one, other) if alike else None


def _of(ground: Ground, one: Term, other: Term) -> Reason:
    return Reason(ground, one.text, other.text, SCORES[ground])
