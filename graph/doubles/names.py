"""The name of an organisation as it is compared: spelling evened out, legal forms and small words set aside."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from graph.doubles.words import (
    CONTRACTED_ENDINGS,
    CONTRACTED_WORDS,
    DOTTED_WORDS,
    FILLERS,
    FORM_WORDS,
    HEADS,
    LEGAL_PHRASES,
    MUNICIPALITY,
    LegalForm,
)
from models.text import LONGEST_NAME

_LETTERS = "åäö"
_NORDIC = str.maketrans({"æ": "ä", "ø": "ö"})
_DOTTED = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in sorted(DOTTED_WORDS, reverse=True))})(?!\w)")
_SPELLED_LETTERS = re.compile(r"(?<!\w)(?:\w\.){2,}\w?(?!\w)")
_APOSTROPHES = re.compile("['’`´]")
_WORD = re.compile(r"[^\W_]+")
_UNDOTTED = str.maketrans("åäö", "aao")
_ENDING_LENGTHS = sorted({len(ending) for ending in (*HEADS, *CONTRACTED_ENDINGS)}, reverse=True)
_LONGEST_PHRASE = max(map(len, LEGAL_PHRASES))


@dataclass(frozen=True, slots=True)
class NameKey:
    """A name as it is compared.

    Attributes:
        written: its words in order, without legal forms and small words.
        words: the same sorted, also without ”förening” and ”stiftelse” where another word is left.
        forms: what the name says of the legal form.
        spoken: its words in order with the small ones, of which people make initials too: ”BRIS”.
    """

    written: tuple[str, ...]
    words: tuple[str, ...]
    forms: frozenset[LegalForm]
    spoken: tuple[str, ...] = field(default=(), compare=False)


def name_key(name: str) -> NameKey:
    """Return a name as it is compared; a name without letters and digits has no words.

    >>> name_key("Föreningen Vän & Granne i Umeå, ideell fören.").words
    ('granne', 'umeå', 'vän')
    >>> name_key("Umeå kommun").words == name_key("Umeå förening").words
    False
    """
    spelled = [plain_word(word) for word in _WORD.findall(_spelled_out(folded(name[:LONGEST_NAME])))]
    words, forms = _without_legal_forms(spelled)
    written = [word for word in words if word not in FILLERS] or words or spelled
    # Cities call themselves either.
    if len(written) > 1 and written[-1] == "stad":
        written[-1] = MUNICIPALITY
    forms |= {FORM_WORDS[word] for word in written if word in FORM_WORDS}
    return NameKey(tuple(written), without_form_words(written), frozenset(forms), tuple(words))


def without_form_words(written: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Return the words sorted, and without those that only say the form, unless nothing else is left."""
    return tuple(sorted([word for word in written if word not in FORM_WORDS] or written))


def folded(text: str) -> str:
    """Return a text without case and accents; å, ä and ö are letters of their own and stay.

    >>> folded("Café ÅSA–MÜLLER")
    'cafe åsa–muller'
    """
    composed = unicodedata.normalize("NFC", text).casefold().translate(_NORDIC)
    return composed if composed.isascii() else "".join(map(_folded_letter, composed))[:LONGEST_NAME]


def undotted(text: str) -> str:
    """Return a folded text as it is written where å, ä and ö cannot be.

    >>> undotted("röda korset malmö")
    'roda korset malmo'
    """
    return text.translate(_UNDOTTED)


@lru_cache(maxsize=1_000)
def _folded_letter(letter: str) -> str:
    if letter in _LETTERS:
        return letter
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))


def _spelled_out(text: str) -> str:
    """Return a folded text with signs in words and with letters that full stops part put together."""
    text = _APOSTROPHES.sub("", text).replace("&", " och ").replace("+", " och ")
    text = _SPELLED_LETTERS.sub(lambda found: found.group().replace(".", ""), text)
    return _DOTTED.sub(lambda found: f"{DOTTED_WORDS[found.group()]} ", text)


@lru_cache(maxsize=20_000)
def plain_word(word: str) -> str:
    """Return a folded word written out and without its definite ending, where it is a usual last part.

    >>> plain_word("kulturfvn"), plain_word("hyresgästföreningen"), plain_word("ibk")
    ('kulturförvaltning', 'hyresgästförening', 'innebandyklubb')
    """
    if word in CONTRACTED_WORDS:
        return CONTRACTED_WORDS[word]
    for length in _ENDING_LENGTHS:
        ending = word[-length:]
        whole = HEADS.get(ending) or CONTRACTED_ENDINGS.get(ending)
        if whole and len(word) >= length:
            return word[: len(word) - length] + whole
    return word


def _without_legal_forms(words: list[str]) -> tuple[list[str], set[LegalForm]]:
    """Return the words without the phrases that say the legal form, and the forms they say."""
    left: list[str] = []
    forms: set[LegalForm] = set()
    at = 0
    while at < len(words):
        for length in range(_LONGEST_PHRASE, 0, -1):
            form = LEGAL_PHRASES.get(tuple(words[at : at + length]))
            if form:
                forms.add(form)
                at += length
                break
        else:
            left.append(words[at])
            at += 1
    return left, forms
