"""What is written to the actors of a place: a text with fields, and for each actor the letter that it becomes."""

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import quote

from babel.dates import format_date

from api.language import Language, languages, message
from api.self_service.following import Followed
from graph.message import Message
from models.instants import swedish_time

LONGEST_SUBJECT, LONGEST_TEXT = 200, 10_000


class LetterKind(StrEnum):
    """Why somebody is written to."""

    INVITATION = "invitation"
    REMINDER = "reminder"


class LetterField(StrEnum):
    """What a text leaves open, to be filled in for each actor."""

    ACTOR = "actor"
    PLACE = "place"
    LINK = "link"
    LAST_DAY = "last_day"


FIELD_NAMES: Mapping[LetterField, str] = {
    LetterField.ACTOR: message("aktör"),
    LetterField.PLACE: message("plats"),
    LetterField.LINK: message("länk"),
    LetterField.LAST_DAY: message("sista dag"),
}
"""What the fields are called, in braces. Their names in every language are understood in every text."""

SUBJECTS: Mapping[LetterKind, str] = {
    LetterKind.INVITATION: message("Stämmer det som står om {aktör} i Samverkanskartan?"),
    LetterKind.REMINDER: message("Påminnelse: stämmer det som står om {aktör} i Samverkanskartan?"),
}

TEXTS: Mapping[LetterKind, str] = {
    LetterKind.INVITATION: message(
        "Hej!\n\n"
        "{aktör} finns med i Samverkanskartan för {plats}, som visar vilka som samarbetar mot segregation och var "
        "något saknas.\n\n"
        "Vill ni se efter att det som står om er stämmer? Det tar några minuter och kräver inget konto. Öppna "
        "länken, rätta det som är fel och lägg till det som saknas:\n\n"
        "{länk}\n\n"
        "Länken gäller till och med {sista dag}. Den som har den kan ändra era uppgifter, så skicka den bara vidare "
        "inom er organisation. Vill ni inte vara med kan ni säga det på samma sida.\n\n"
        "Tack för hjälpen!\n"
    ),
    LetterKind.REMINDER: message(
        "Hej!\n\n"
        "Vi har tidigare frågat om det som står om {aktör} i Samverkanskartan för {plats} stämmer, men inte fått ert "
        "svar. Det tar några minuter och kräver inget konto:\n\n"
        "{länk}\n\n"
        "Länken gäller till och med {sista dag}. Har ni redan svarat kan ni bortse från det här brevet.\n\n"
        "Tack för hjälpen!\n"
    ),
}

NO_SUBJECT = message("Ämnet saknas.")
NO_TEXT = message("Texten saknas.")
SUBJECT_OF_LINES = message("Ämnet får bara vara en rad.")
LONG_SUBJECT = message("Ämnet får ha högst {most} tecken.")
LONG_TEXT = message("Texten får ha högst {most} tecken.")
NO_LINK = message("Texten saknar {field}, så den som får brevet kan inte svara.")
UNKNOWN_FIELD = message("Texten har fältet {field}, som inte finns. Fälten är {known}.")

_FIELD = re.compile(r"\{([^{}\n]{0,60})\}")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class LetterText:
    """A subject and a text, with fields in them."""

    subject: str
    text: str

    def faults(self, language: Language) -> tuple[Message, ...]:
        """Return what keeps this from becoming letters.

        Args:
            language: the one in which the writer reads the names of the fields.
        """
        return tuple(_faults(self, language))


@dataclass(frozen=True)
class Letter:
    """What one actor is written.

    Attributes:
        actor_id, name: who it is for.
        link_id: the link in it.
        recipient: the address; blank when nobody has registered one.
        address: where the link leads.
        last_day: the last day on which it does, as the letter writes it.
    """

    actor_id: str
    name: str
    link_id: str
    recipient: str
    subject: str
    text: str
    address: str
    last_day: str

    @property
    def mailto(self) -> str:
        """The address that opens the letter in the reader's own program; blank without a recipient."""
        if not self.recipient:
            return ""
        body = self.text.replace("\n", "\r\n")
        return f"mailto:{quote(self.recipient, safe='@')}?subject={quote(self.subject)}&body={quote(body)}"


def usual_text(kind: LetterKind, language: Language) -> LetterText:
    """Return the text that nobody has changed yet."""
    texts = [language.say(SUBJECTS[kind]), language.say(TEXTS[kind])]
    for field, name in FIELD_NAMES.items():
        texts = [text.replace(f"{{{name}}}", field_name(field, language)) for text in texts]
    return LetterText(*texts)


def field_name(field: LetterField, language: Language) -> str:
    """Return how a language writes a field, with its braces."""
    return f"{{{language.say(FIELD_NAMES[field])}}}"


def field_names(language: Language) -> tuple[str, ...]:
    """Return how a language writes the fields, with their braces."""
    return tuple(field_name(field, language) for field in LetterField)


def write_letters(
    written: LetterText,
    followed: Iterable[Followed],
    place: str,
    site: str,
    language: Language,
    paths: Mapping[str, str],
) -> tuple[Letter, ...]:
    """Return the letters to actors that have a link.

    Args:
        written: a text without faults.
        place: what the place is called.
        site: where the service is reached, without a path.
        language: how the last day is written.
        paths: where the links lead, by their ids.
    """
    found = []
    for one in followed:
        if one.link is None or one.link.id not in paths:
            continue
        address = f"{site}{paths[one.link.id]}"
        last_day = _last_day(one.link.expires_at, language)
        values = {
            LetterField.ACTOR: one.name,
            LetterField.PLACE: place,
            LetterField.LINK: address,
            LetterField.LAST_DAY: last_day,
        }
        subject, text = _filled(written.subject, values), _filled(written.text, values)
        found.append(
            Letter(one.actor_id, one.name, one.link.id, one.email, " ".join(subject.split()), text, address, last_day)
        )
    return tuple(found)


def _faults(written: LetterText, language: Language) -> Iterable[Message]:
    subject, text = written.subject.strip(), written.text
    if not subject:
        yield Message(NO_SUBJECT)
    if "\n" in subject or "\r" in subject or _UNSEEN.search(subject):
        yield Message(SUBJECT_OF_LINES)
    if len(subject) > LONGEST_SUBJECT:
        yield Message(LONG_SUBJECT, {"most": LONGEST_SUBJECT})
    if not text.strip():
        yield Message(NO_TEXT)
    elif len(text) > LONGEST_TEXT:
        yield Message(LONG_TEXT, {"most": LONGEST_TEXT})
    elif LetterField.LINK not in map(_field_called, _FIELD.findall(text)):
        yield Message(NO_LINK, {"field": field_name(LetterField.LINK, language)})
    known = ", ".join(field_names(language))
    for name in dict.fromkeys(_FIELD.findall(subject) + _FIELD.findall(text)):
        if _field_called(name) is None:
            yield Message(UNKNOWN_FIELD, {"field": f"{{{name}}}", "known": known})


def _filled(text: str, values: Mapping[LetterField, str]) -> str:
    """Fill in the fields, once: what a name holds in braces is no field."""

    def value(match: re.Match[str]) -> str:
        field = _field_called(match[1])
        return values[field] if field else match[0]

    return _UNSEEN.sub("", _FIELD.sub(value, text))


def _field_called(name: str) -> LetterField | None:
    return _known_names().get(" ".join(name.split()).casefold())


@functools.cache
def _known_names() -> Mapping[str, LetterField]:
    return {
        spoken.say(name).casefold(): field for spoken in languages().values() for field, name in FIELD_NAMES.items()
    }


def _last_day(moment: datetime, language: Language) -> str:
    return format_date(moment.astimezone(swedish_time()), "d MMMM y", locale=language.locale)
