"""What in a free text looks like a fact about a person: personal numbers, phone numbers, addresses with a name.

The register is about organisations. What is recognised here is warned of where it is written or read in, and hidden
where a text is repeated. A warning too many costs a glance; the rules lean that way for personal numbers alone.
"""

import re
from collections.abc import Iterator
from datetime import date

from models.vocabulary import PersonalData

MAY_BE_A_PERSON = re.compile(r"(?<!\d)(?:\d{2})?\d{6}[-+ ]?\d{4}(?!\d)")
"""Ten or twelve digits as personal numbers are written; organisation numbers are written alike."""

_NUMBER = re.compile(r"(?<!\d)(?P<century>\d{2})?(?P<day>\d{6})(?P<sign>[-+ ]?)(?P<end>\d{4})(?!\d)")
_GAP = r"[\s\-–/()]{0,3}"
_PHONE = re.compile(
    rf"(?<![\w.+/=-])(?:\+46|0046|0(?!0))(?:{_GAP}\(0\))?{_GAP}(?:8(?:{_GAP}\d){{6,8}}|[1-79](?:{_GAP}\d){{7,8}})(?!\d)"
)
_ADDRESS = re.compile(r"(?<![\w.+-])(?P<local>[\w.+-]+)@[\w-]+(?:\.[\w-]+)+")
_DIGIT_OR_AT = re.compile(r"[\d@]")
"""What every kind has in it, and most texts have not."""

_LETTERS = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})?")

_FUNCTIONS = re.compile(
    r"(?:info|kontakt|contact|kansli|expedition|registrator|kommun|region|stad|post|mail|epost|e-post|nämnd|namnd|"
    r"styrelse|ordförande|ordforande|sekreterare|kassör|kassor|samordn|sammankall|förvaltning|forvaltning|kontor|"
    r"enhet|avdelning|center|centrum|förening|forening|klubb|kyrk|församling|forsamling|skola|bibliotek|fritid|kultur|"
    r"social|miljö|miljo|service|support|hej|hello|office|admin|projekt|nätverk|natverk|råd|rad$|rådet|radet|polis|"
    r"svenska|sverige|sweden|lokal|distrikt|krets|bostad|hus|hyres|idrott|ungdom|vård|vard|hälsa|halsa)",
    re.IGNORECASE,
)
"""What the address of a function has in it, and names of people seldom have."""


def personal_data_in(text: str) -> tuple[PersonalData, ...]:
    """Return which kinds of personal data a text seems to hold, each once.

    >>> [str(kind) for kind in personal_data_in("Ring Eva, 070-123 45 67, eller skriv till eva.ek@exempel.se")]
    ['phone', 'email']
    >>> personal_data_in("Föreningen 802002-4231, kansli.norr@exempel.se, 2026-01-01")
    ()
    """
    if not _DIGIT_OR_AT.search(text):
        return ()
    return tuple(_found(text))


def _found(text: str) -> Iterator[PersonalData]:
    if any(map(_is_personal_number, _NUMBER.finditer(text))):
        yield PersonalData.PERSONAL_NUMBER
    # A personal number that begins with 0 is no phone number.
    if _PHONE.search(_NUMBER.sub(_kept_unless_personal, text)):
        yield PersonalData.PHONE
    if any(_is_personal_address(match["local"]) for match in _ADDRESS.finditer(text)):
        yield PersonalData.EMAIL


def _kept_unless_personal(match: re.Match[str]) -> str:
    return "…" if _is_personal_number(match) else match.group()


def _is_personal_number(match: re.Match[str]) -> bool:
    """Tell whether digits begin with a day, on which coordination numbers count 60 more, and end as they should.

    With a hyphen or plus they are taken for a personal number even when the last digit is wrong: a slip of the pen
    is no less personal.
    """
    century, day = match["century"], match["day"]
    if century is not None and century not in ("18", "19", "20"):
        return False
    year, month, number = int((century or "20") + day[:2]), int(day[2:4]), int(day[4:])
    try:
        date(year, month, number - 60 if number > 60 else number)
    except ValueError:
        return False
    return match["sign"] in ("-", "+") or _ends_right(day + match["end"])


def _ends_right(digits: str) -> bool:
    """Tell whether the last of ten digits is the check digit of the others (modulus 10)."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _is_personal_address(local: str) -> bool:
    """Tell whether the part before @ is made of two names, and of no word for a function."""
    parts = re.split(r"[._]", local)
    return len(parts) == 2 and all(map(_LETTERS.fullmatch, parts)) and not any(map(_FUNCTIONS.search, parts))
