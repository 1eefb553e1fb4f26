"""Which passwords are refused: too short, known to everybody, or made of words that this product suggests.

After ASVS 5.0, section 6.2: any characters, pasted or typed, no rules of composition and no forced change; twelve
characters at least and a phrase of more recommended; nothing that a guesser tries first.
"""

import functools
import gzip
import re
from collections.abc import Iterable
from pathlib import Path

from api.language import message

SHORTEST = 12
LONGEST = 256
"""Longer than any phrase, and short enough that hashing it costs no more than hashing a short one."""

FEWEST_CHARACTERS = 5
COMMON_FILE = Path(__file__).with_name("common_passwords") / "common_passwords.txt.gz"

OWN_WORDS = frozenset(
    {
        "samverkanskartan",
        "samverkanskarta",
        "samverkan",
        "samordnare",
        "segregation",
        "administratör",
        "administrator",
        "kommun",
        "kommunen",
        "region",
        "regionen",
        "förening",
        "aktör",
        "lösenord",
        "losenord",
        "sverige",
        "sommar",
        "vinter",
        "inloggning",
        "välkommen",
        "valkommen",
    }
)
"""The words that a guesser of this product's passwords tries first."""

TOO_SHORT = message(
    "Lösenordet är för kort. Det ska ha minst 12 tecken, gärna 15: flera ord efter varandra är lätta att minnas."
)
TOO_LONG = message("Lösenordet är för långt. Det får ha högst 256 tecken.")
TOO_COMMON = message(
    "Lösenordet är vanligt eller lätt att gissa. Välj ett annat, till exempel flera ord som inte hör ihop."
)
ABOUT_YOU = message("Lösenordet innehåller din e-postadress eller ditt namn. Välj ett annat.")

_SIGNS = "0123456789!\"#¤%&/()=?+*-_.,:;'^~<>|@£$€[]{}\\ "
_WORD = re.compile(r"[^\W\d_]{4,}")


def fault_of(password: str, about: Iterable[str] = ()) -> str | None:
    """Return why a password is refused, as a Swedish message; None when it is not.

    Args:
        password: as it was received.
        about: the account's address and name, which its password may not be made of.
    """
    if len(password) < SHORTEST:
        return TOO_SHORT
    if len(password) > LONGEST:
        return TOO_LONG
    plain = password.casefold()
    if _is_about(plain, about):
        return ABOUT_YOU
    return TOO_COMMON if _is_common(plain) else None


@functools.cache
def common_passwords() -> frozenset[str]:
    """Return the passwords that everybody knows, in lower case."""
    return frozenset(gzip.decompress(COMMON_FILE.read_bytes()).decode().split("\n")) - {""}


def _is_common(plain: str) -> bool:
    """Tell whether a password is common, or is so once repetitions and the signs around it are taken away.

    Nobody publishes many common passwords of twelve characters, because most are shorter. Those that are that long
    are usually two short ones put together, or a word with a year behind it.
    """
    if len(set(plain)) < FEWEST_CHARACTERS:
        return True
    known = common_passwords() | OWN_WORDS
    bare = plain.strip(_SIGNS)
    return any(
        not candidate or candidate in known or _is_two(candidate, known)
        for candidate in {plain, bare, _once(plain), _once(bare)}
    )


def _is_two(plain: str, known: frozenset[str]) -> bool:
    """Tell whether a password is two known words, with or without signs between them."""
    return any(
        plain[:cut].strip(_SIGNS) in known and plain[cut:].strip(_SIGNS) in known for cut in range(3, len(plain) - 2)
    )


def _once(plain: str) -> str:
    """Return what a password repeats: `solsolsolsol` is `sol`."""
    step = (plain + plain).find(plain, 1)
    return plain[:step]


def _is_about(plain: str, about: Iterable[str]) -> bool:
    """Tell whether most of a password is words of the account's address or name."""
    texts = {text.casefold() for text in about if text}
    words = texts | {word for text in texts for word in _WORD.findall(text)}
    left = plain
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    return len(left) < SHORTEST / 2 and left != plain
