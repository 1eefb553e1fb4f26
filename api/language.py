"""The languages of the pages: Swedish, whose words are the message ids, and English by choice."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol
from starlette.requests import Request

from api.settings import ROOT

LOCALE_FOLDER = ROOT / "frontend" / "locale"
LANGUAGE_COOKIE = "lang"


@dataclass(frozen=True)
class Language:
    """A language that the pages can be read in.

    Attributes:
        code: its two letters, also the `lang` attribute of the pages.
        name: its name for itself, as the link that chooses it says.
        locale: how it writes dates and numbers.
        translations: what its catalogue says for each Swedish message.
    """

    code: str
    name: str
    locale: Locale
    translations: NullTranslations

    def say(self, message: str) -> str:
        """Return a Swedish message in this language."""
        return self.translations.gettext(message)

    @property
    def decimal_sign(self) -> str:
        """What stands before the decimals of a number."""
        return get_decimal_symbol(self.locale)


def message(text: str) -> str:
    """Mark a Swedish text that stands in Python as one to translate, and return it as it is."""
    return text


@functools.cache
def languages() -> Mapping[str, Language]:
    """The languages by their code; the first is the one that nobody has to choose."""
    return {
        "sv": Language("sv", "Svenska", Locale("sv"), NullTranslations()),
        "en": Language("en", "English", Locale("en", "GB"), _translations("en")),
    }


@functools.cache
def known_messages() -> frozenset[str]:
    """Return every message of our own, in Swedish; the catalogue is complete."""
    ids = (entry.id for entry in _catalogue("en") if entry.id)
    return frozenset(part for found in ids for part in (found if isinstance(found, tuple | list) else (found,)))


def chosen_language(request: Request) -> Language:
    """Return the language that the visitor has chosen, Swedish when none or an unknown one."""
    known = languages()
    return known.get(request.cookies.get(LANGUAGE_COOKIE, "sv"), known["sv"])


def _translations(code: str) -> GNUTranslations:
    """Compile a catalogue in memory, so that no compiled file can be older than its source."""
    compiled = BytesIO()
    write_mo(compiled, _catalogue(code))
    compiled.seek(0)
    return GNUTranslations(compiled)


@functools.cache
def _catalogue(code: str) -> Catalog:
    with (LOCALE_FOLDER / f"{code}.po").open("rb") as source:
        return read_po(source, locale=code)
