"""Which step of the collaboration ladder the words and numbers of other tools come nearest to."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.exchange.tables import plain
from models.vocabulary import Ladder, TieType

LADDER_HEADINGS = ("step", "steg", "level", "nivå", "ladder", "samverkanssteg", "collaboration level", "grad")
STRENGTH_HEADINGS = (
    "strength",
    "styrka",
    "weight",
    "vikt",
    "intensity",
    "relationship intensity",
    "frequency and intensity",
)
STEP_HEADINGS = (*LADDER_HEADINGS, *STRENGTH_HEADINGS)
"""Columns that may say how close a collaboration is; only in the first are numbers steps."""

_WORDS = {plain(word): step for step in Ladder for word in (str(step), step.label)} | {"okänd": Ladder.UNKNOWN}

# The scale of PARTNER, as its guide defines it: knowing of each other; exchanging information and attending
# meetings together; synchronising activities; mutual, binding relationships.
_PARTNER = {
    "aware": Ladder.INFORMATION,
    "cooperat": Ladder.CONSULTATION,
    "coordinat": Ladder.DIALOGUE,
    "integrat": Ladder.PARTNERSHIP,
}
_NO_TIE = frozenset({"none", "no relationship", "no interaction", "not applicable", "n/a", "ingen", "ingen kontakt"})
_STEPS = {str(step.step): step for step in Ladder if step.step}

_TYPES = {plain(word): kind for kind in TieType for word in (str(kind), kind.label)} | {
    "collaborates": TieType.COLLABORATION,
    "samarbete": TieType.COLLABORATION,
    "samarbetar": TieType.COLLABORATION,
    "partner": TieType.COLLABORATION,
    "grant": TieType.FUNDING,
    "funds": TieType.FUNDING,
    "funder": TieType.FUNDING,
    "bidrag": TieType.FUNDING,
    "finansierar": TieType.FUNDING,
}


def type_of(word: str) -> TieType | None:
    """Return the type of tie that a word stands for.

    >>> type_of("Finansiering"), type_of("Friends")
    (<TieType.FUNDING: 'funding'>, None)
    """
    return _TYPES.get(plain(word))


def step_of(word: str) -> Ladder | None:
    """Return the step that a word stands for, of the ladder itself or of PARTNER's scale.

    >>> step_of("Samråd"), step_of("Coordinated activities: timing events together"), step_of("Strong")
    (<Ladder.CONSULTATION: 'consultation'>, <Ladder.DIALOGUE: 'dialogue'>, None)
    """
    text = plain(word)
    nearest = (step for stem, step in _PARTNER.items() if text.startswith(stem))
    return _WORDS.get(text) or next(nearest, None)


def is_partner_word(word: str) -> bool:
    """Tell whether a word belongs to PARTNER's scale, which is only near to the ladder."""
    return plain(word).startswith(tuple(_PARTNER))


def says_no_tie(word: str) -> bool:
    """Tell whether a word says that there is no relationship."""
    return plain(word) in _NO_TIE


@dataclass(frozen=True)
class Scale:
    """How the values of one column are read.

    Attributes:
        steps: whether numbers from 1 to 4 are the steps of the ladder.
    """

    steps: bool

    @classmethod
    def of(cls, heading: str, values: Iterable[str]) -> "Scale":
        """Return the scale of a column.

        A strength or a weight counts whatever its tool counts, such as meetings, and its numbers are no steps. Under a
        heading that names a step they are, when all of them are numbers of steps.
        """
        numbers = {number for value in values if (number := _number(value)) is not None}
        return cls(steps=heading in LADDER_HEADINGS and numbers <= {1.0, 2.0, 3.0, 4.0})

    def read(self, value: str) -> Ladder | None:
        """Return the step that a value stands for; None when it cannot be told."""
        number = _number(value)
        if number is None:
            return step_of(value)
        return _STEPS.get(f"{number:g}") if self.steps else None


def is_number(text: str) -> bool:
    """Tell whether a value is a number."""
    return _number(text) is not None


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
