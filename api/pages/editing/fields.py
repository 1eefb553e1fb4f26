"""The fields of forms: what each asks for in words, and how it is filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from api.language import message
from models.vocabulary import Code, Confirmation, Ladder, Theme


class Shape(StrEnum):
    """How a field is filled in, and how what was filled in is read.

    A side is a choice among the form's own fields: the one whose value is the answer.
    """

    TEXT = "text"
    LONG_TEXT = "long_text"
    EMAIL = "email"
    AMOUNT = "amount"
    CHOICE = "choice"
    RADIOS = "radios"
    SIDE = "side"
    CHECKS = "checks"
    WORDS = "words"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    ACTOR = "actor"
    ACTORS = "actors"
    PLACE = "place"


NAMING = frozenset({Shape.ACTOR, Shape.ACTORS})
"""Where actors are named."""

FREE_TEXTS = frozenset({Shape.TEXT, Shape.LONG_TEXT, Shape.EMAIL, Shape.WORDS})
"""Where somebody may write what belongs to a person."""


@dataclass(frozen=True)
class Option:
    """One of the answers that can be chosen, with a short explanation where the word alone does not say enough."""

    value: str
    label: str
    help: str = ""


@dataclass(frozen=True)
class Field:
    """A question of a form.

    Attributes:
        name: the field of the record.
        label: the question, a Swedish message.
        shape: how it is filled in.
        help: what to write, a Swedish message.
        required: whether it has to be filled in.
        options: the answers to choose from.
        optional_word: what the choice of no answer is called.
        usual: the value that a new form begins with.
    """

    name: str
    label: str
    shape: Shape = Shape.TEXT
    help: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    optional_word: str = message("inte uppgivet")
    usual: str = ""


def options_of(vocabulary: type[Code], helps: Mapping[str, str] | None = None) -> tuple[Option, ...]:
    """Return the codes of a vocabulary as options, by their Swedish words."""
    return tuple(Option(code, code.label, (helps or {}).get(code, "")) for code in vocabulary)


YES_NO = (Option("yes", message("ja")), Option("no", message("nej")))

LADDER_HELP: Mapping[str, str] = {
    Ladder.INFORMATION: message("den ena berättar för den andra"),
    Ladder.CONSULTATION: message("den ena frågar om synpunkter innan den bestämmer"),
    Ladder.DIALOGUE: message("båda samtalar återkommande och påverkar varandra"),
    Ladder.PARTNERSHIP: message("båda bestämmer, arbetar och ansvarar tillsammans"),
    Ladder.UNKNOWN: message("de samverkar, men det är inte känt hur nära"),
}
LADDER = tuple(
    replace(option, help=LADDER_HELP[option.value]) for option in (*options_of(Ladder)[1:], *options_of(Ladder)[:1])
)
"""The steps from the lowest, and last that the step is not known."""

THEMES = Field("themes", message("Sakfrågor"), Shape.CHECKS, options=options_of(Theme))
TAGS = Field(
    "tags",
    message("Nyckelord"),
    Shape.WORDS,
    message("Egna ord, ett per rad eller med komma emellan. Till exempel mötesplatser, barn och unga."),
)
PLACE = Field(
    "place_id",
    message("Plats"),
    Shape.PLACE,
    optional_word=message("ingen särskild plats"),
)
FIRST_DAY = Field(
    "valid_from",
    message("Från och med"),
    Shape.FIRST_DAY,
    message("Till exempel 2026-11-01. Vet du bara månaden eller året räcker 2026-11 eller 2026."),
)
LAST_DAY = Field(
    "valid_to",
    message("Till och med"),
    Shape.LAST_DAY,
    message("Sista dagen som gäller. 2026 betyder till och med den 31 december 2026. Lämna tomt om det fortsätter."),
)
SOURCE = Field(
    "source",
    message("Källa"),
    help=message("Varifrån uppgiften kommer: ett dokument, en webbadress, ett möte. Skriv inte namn på personer."),
)
NOTE = Field("note", message("Anmärkning"), Shape.LONG_TEXT)
GROUNDS = (FIRST_DAY, LAST_DAY, SOURCE, NOTE)
GROUNDS_TITLE = message("När det gäller och var uppgiften kommer ifrån")
CONFIRMATION = Field(
    "confirmation",
    message("Vem står bakom uppgiften?"),
    Shape.CHOICE,
    message("Bekräftad är den när båda parter säger samma sak, eller när den finns i ett dokument."),
    options=options_of(Confirmation),
    usual=Confirmation.THIRD_PARTY,
)
ROW_CONFIRMATION = Field(
    "confirmation",
    message("Vem står bakom uppgiften?"),
    Shape.CHOICE,
    options=options_of(Confirmation),
    usual=Confirmation.THIRD_PARTY,
)
ROW_ACTOR = Field("actor_id", message("Aktör"), Shape.ACTOR)
