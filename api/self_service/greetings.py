"""What an actor tells whoever coordinates: read as any text of the register is, and shorter."""

from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from api.language import message
from models.personal_data import personal_data_in
from models.text import clean_text
from models.vocabulary import PersonalData

LONGEST_GREETING = 1_000

TOO_LONG = message("är längre än 1 000 tecken; korta den")
UNREADABLE = message("innehåller ett tecken som inte kan sparas; skriv om texten")


@dataclass(frozen=True)
class Greeting:
    """A greeting, read.

    Attributes:
        text: as it is to be stored.
        fault: why it cannot be, a Swedish message; empty when it can.
        traces: what looks as if it belonged to a person.
    """

    text: str
    fault: str = ""
    traces: tuple[PersonalData, ...] = ()


def read_greeting(typed: str) -> Greeting:
    """Return a greeting as somebody typed it."""
    try:
        text = clean_text(typed)
    except PydanticCustomError:
        return Greeting(typed, UNREADABLE)
    if len(text) > LONGEST_GREETING:
        return Greeting(text, TOO_LONG)
    return Greeting(text, traces=personal_data_in(text))
