"""Headings and words as they are compared: caseless, without dots over letters, without punctuation."""

import re
import unicodedata

_IN_PARENTHESES = re.compile(r"[(\[][^)\]]*[)\]]")
_ASIDE = re.compile(r"[^a-z0-9]+")
_LONGEST = 200
"""Characters that are compared; a heading or a word has fewer."""


def plain(text: str) -> str:
    """Return words with plain letters and digits, divided by single spaces.

    >>> plain("Föreningens  e-post:")
    'foreningens e post'
    """
    letters = unicodedata.normalize("NFKD", text[:_LONGEST].casefold()).encode("ascii", "ignore").decode()
    return _ASIDE.sub(" ", letters).strip()


def joined(text: str) -> str:
    """Return words written together, so that `Org.nr`, `org nr` and `Orgnr` are the same.

    >>> joined("Org.nr")
    'orgnr'
    """
    return plain(text).replace(" ", "")


def parts_of(heading: str) -> tuple[str, ...]:
    """Return a heading, and what it says on either side of a stroke; remarks in parentheses are left out.

    >>> parts_of("Namn / Name (obligatoriskt)")
    ('namn name', 'namn', 'name')
    """
    said = _IN_PARENTHESES.sub(" ", heading[:_LONGEST])
    sides = [plain(side) for side in said.split("/")] if "/" in said else []
    return tuple(dict.fromkeys(part for part in (plain(said), *sides) if part))
