"""The table of who has answered, as the page of a place and the page of a round show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query

from api.language import message
from api.pages.editing.sent import Sent
from api.pages.history.paging import Part, WantedPart, offset_of
from api.self_service.following import WITHOUT_EMAIL, Followed, Standing, chosen, count_by_choice
from api.self_service.rounds import Rate, rate_of

ROWS = 50
"""So many actors are shown at once."""

LONGEST_SEARCH = 200

EVERYBODY = message("Alla")

WORDS: Mapping[str, str] = {
    Standing.NOT_ASKED: message("inte tillfrågad"),
    Standing.ASKED: message("tillfrågad"),
    Standing.OPENED: message("har öppnat"),
    Standing.ANSWERED: message("har svarat"),
    Standing.LEFT_OUT: message("vill utelämnas"),
    Standing.EXPIRED: message("länken har gått ut"),
}
"""What the table says of one actor."""

REVOKED = message("länken är återkallad")

CHOICES: Mapping[str, str] = {
    Standing.NOT_ASKED: message("Inte tillfrågade"),
    Standing.ASKED: message("Tillfrågade"),
    Standing.OPENED: message("Har öppnat"),
    Standing.ANSWERED: message("Har svarat"),
    Standing.LEFT_OUT: message("Vill utelämnas"),
    Standing.EXPIRED: message("Länken har gått ut"),
    WITHOUT_EMAIL: message("E-post saknas"),
}
"""What the list can be narrowed to."""


@dataclass(frozen=True)
class ShownFollowed:
    """An actor of the table, and the word for how far it has come, a Swedish message."""

    one: Followed
    word: str


@dataclass(frozen=True)
class ShownChoice:
    """Something that the list can be narrowed to, a Swedish message, with how many would be left."""

    label: str
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class FollowedTable:
    """A part of the actors that are followed.

    Attributes:
        here: the address of the page, without query.
        place: the address of the place.
        round_id: the round that is followed; blank for the place.
        rate: how many have answered, whatever the list is narrowed to.
        choices: what the list can be narrowed to.
        wanted, search: what it is narrowed to.
        rows: the actors of this part.
        part: which part of those that are left.
        sends_mail: whether this installation sends e-mail.
        can_ask: whether new links can be made.
    """

    here: str
    place: str
    round_id: str
    rate: Rate
    choices: tuple[ShownChoice, ...]
    wanted: str
    search: str
    rows: tuple[ShownFollowed, ...]
    part: Part
    sends_mail: bool
    can_ask: bool = True


@dataclass(frozen=True)
class WantedRows:
    """Which rows an address or a form asks for."""

    wanted: Annotated[str, Query(alias="visa", max_length=20, description="What the list is narrowed to.")] = ""
    search: Annotated[str, Query(alias="q", max_length=LONGEST_SEARCH, description="A part of the name.")] = ""
    number: WantedPart = 1

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """What keeps them in an address, without the part."""
        return tuple((name, value) for name, value in (("visa", self.wanted), ("q", self.search)) if value)

    def address(self, here: str, **more: str) -> str:
        """Return the address of a page that shows them."""
        number = (("sida", str(self.number)),) if self.number > 1 else ()
        query = urlencode([*self.query, *number, *more.items()])
        return f"{here}?{query}" if query else here


AskedRows = Annotated[WantedRows, Depends()]


def rows_wanted_by(sent: Sent) -> WantedRows:
    """Return the rows among which a form was sent."""
    wanted = sent.one("visa")
    return WantedRows(wanted if wanted in CHOICES else "", sent.one("q")[:LONGEST_SEARCH], sent.number("sida") or 1)


def followed_table(
    followed: Sequence[Followed], asked: WantedRows, here: str, place: str, round_id: str, *, sends_mail: bool
) -> FollowedTable:
    """Return the part of the actors that is asked for; a part beyond the last is the last."""
    wanted = asked.wanted if asked.wanted in CHOICES else ""
    left = chosen(followed, wanted, asked.search)
    number = max(1, min(asked.number, -(-len(left) // ROWS)))
    kept = WantedRows(wanted, asked.search)
    return FollowedTable(
        here=here,
        place=place,
        round_id=round_id,
        rate=rate_of(followed),
        choices=_choices(followed, kept, here),
        wanted=wanted,
        search=asked.search,
        rows=tuple(ShownFollowed(one, _word(one)) for one in left[offset_of(number, ROWS) :][:ROWS]),
        part=Part(here, number, len(left), ROWS, kept.query),
        sends_mail=sends_mail,
    )


def chosen_actors(followed: Sequence[Followed], sent: Sent) -> tuple[Followed, ...]:
    """Return the actors that were ticked, or all that the list was narrowed to; what is not followed is left out."""
    if sent.one("alla"):
        asked = rows_wanted_by(sent)
        return chosen(followed, asked.wanted, asked.search)
    ticked = {*sent.answers.get("actor", ()), *sent.one("actors").split()}
    return tuple(one for one in followed if one.actor_id in ticked)


def _choices(followed: Sequence[Followed], asked: WantedRows, here: str) -> tuple[ShownChoice, ...]:
    counts = count_by_choice(followed)
    everybody = ShownChoice(EVERYBODY, len(followed), WantedRows("", asked.search).address(here), not asked.wanted)
    rest = (
        ShownChoice(label, counts[code], WantedRows(code, asked.search).address(here), code == asked.wanted)
        for code, label in CHOICES.items()
        if counts[code] or code == asked.wanted
    )
    return (everybody, *rest)


def _word(one: Followed) -> str:
    revoked = one.standing is Standing.EXPIRED and one.link is not None and one.link.revoked_at is not None
    return REVOKED if revoked else WORDS[one.standing]
