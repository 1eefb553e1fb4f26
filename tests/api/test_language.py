"""The English catalogue: complete, without leftovers, and with the same places for facts as the Swedish."""

import re

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from api.language import LOCALE_FOLDER, languages
from tests.api.catalogue import MessageId, messages_in_use

PLACE_FOR_FACT = re.compile(r"%\(\w+\)s|\{\w+\}")


@pytest.fixture(scope="module")
def english() -> dict[MessageId, Message]:
    with (LOCALE_FOLDER / "en.po").open("rb") as file:
        catalogue = read_po(file, locale="en", abort_invalid=True)
    return {_key(message.id): message for message in catalogue if message.id}


def _key(message: object) -> MessageId:
    return tuple(message) if isinstance(message, list | tuple) else str(message)


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text),)


def test_everything_that_pages_say_is_said_in_english(english: dict[MessageId, Message]) -> None:
    missing = {
        message: where
        for message, where in messages_in_use().items()
        if has_words(message) and (message not in english or not all(_forms(english[message].string)))
    }
    assert missing == {}


def has_words(message: MessageId) -> bool:
    """Tell whether there is anything to translate beside the places for facts."""
    return any(character.isalpha() for character in PLACE_FOR_FACT.sub("", "".join(_forms(message))))


def test_nothing_is_translated_that_no_page_says(english: dict[MessageId, Message]) -> None:
    assert set(english) - set(messages_in_use()) == set()


def test_a_translation_has_the_same_places_for_facts(english: dict[MessageId, Message]) -> None:
    different = [
        message
        for message, translated in english.items()
        if not facts(_forms(translated.string)) <= facts(_forms(message))
        or (isinstance(message, str) and facts(_forms(translated.string)) != facts((message,)))
    ]
    assert different == []


def facts(forms: tuple[str, ...]) -> set[str]:
    return {place for form in forms for place in PLACE_FOR_FACT.findall(form)}


def test_swedish_says_what_the_source_says() -> None:
    assert languages()["sv"].say("Lucka") == "Lucka"


def test_english_is_said_in_english() -> None:
    assert languages()["en"].say("Lucka") == "Gap"
