"""The actors of a place that may be the same, and those of which somebody has said that they are not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar
from urllib.parse import quote, urlencode

import sqlalchemy as sa
from fastapi import APIRouter, Query, Response
from fastapi.concurrency import run_in_threadpool

from api.access.seen import Seen
from api.database import writing
from api.doubles.different import SaidOfTwo, declare_different, ordered, withdraw_different
from api.doubles.pairs import Doubles, DoublesAt, home_actors
from api.pages.accounts.forms import see
from api.pages.editing.desk import Desk, SomebodyAtDesk
from api.pages.editing.sent import Sent, SentForm
from api.pages.facts import Link
from api.pages.history.paging import PAGE, Part, WantedPart, offset_of
from api.requests import RegisteredId, may_be_an_id
from api.templating import Page, page
from graph.doubles import Candidate, Match
from graph.message import Message
from models.dates import now
from models.errors import NotFoundError
from models.vocabulary import Sector

router = APIRouter(include_in_schema=False)

SECTION = "dubbletter"
MOST_DIFFERENT = 100
"""So many pairs that are no question any more are shown, the latest first."""

JustSaid = Annotated[str, Query(alias="olika", max_length=210, description="Two ids with a colon between.")]


@dataclass(frozen=True)
class ShownActor:
    """An actor of a pair.

    Attributes:
        place: where it is at home.
        sector: a Swedish message.
    """

    id: str
    name: str
    address: str
    place: str
    sector: str
    org_number: str | None


@dataclass(frozen=True)
class ShownPair:
    """Two actors that may be the same.

    Attributes:
        reasons: why, the strongest first.
        is_certain: whether they have the same organisation number.
        address: where they are compared.
    """

    one: ShownActor
    other: ShownActor
    reasons: tuple[Message, ...]
    is_certain: bool
    address: str


@dataclass(frozen=True)
class ShownDifferent:
    """Two actors that are different, who said so, and when."""

    one: ShownActor
    other: ShownActor
    who: str | None
    at: datetime


@dataclass(frozen=True)
class DoublesPage(Page):
    """The actors of a place that may be the same.

    Attributes:
        trail: the way back.
        here: the address of the page.
        pairs: those of this part, the most certain first.
        part: which part of them.
        different: the pairs of which somebody has said that they are different.
        total_different: how many such pairs there are.
        just_said: the pair of which that was said just now.
    """

    template: ClassVar[str] = "pages/doubles/list.html"

    trail: tuple[Link, ...]
    here: str
    pairs: tuple[ShownPair, ...]
    part: Part
    different: tuple[ShownDifferent, ...]
    total_different: int
    just_said: ShownDifferent | None


@router.get(f"/platser/{{place_id}}/{SECTION}")
async def show_doubles(
    desk: SomebodyAtDesk, place_id: RegisteredId, number: WantedPart = 1, just_said: JustSaid = ""
) -> Response:
    """Show who may be the same as whom at a place, to those who register there."""
    await run_in_threadpool(_require_editor, desk, place_id)
    state = desk.request.app.state
    doubles: Doubles = state.doubles
    found = await doubles.at(state.analyses, desk.viewer, place_id)
    shown = await run_in_threadpool(_doubles_page, desk, place_id, found, number, just_said)
    return page(desk.request, shown)


@router.post(f"/platser/{{place_id}}/{SECTION}")
def say_of_two(desk: SomebodyAtDesk, place_id: RegisteredId, sent: SentForm) -> Response:
    """Remember that two actors are different, or let it be a question again."""
    address = f"/platser/{quote(place_id)}/{SECTION}"
    one, other = sent.one("one"), sent.one("other")
    with desk.looking() as (seen, _):
        desk.require_place(seen, place_id)
        _require_at_home(seen, place_id, (one, other))
    with writing(desk.engine) as connection:
        if sent.one("said") == "open":
            withdraw_different(connection, one, other)
            return see(_in_part(address, sent))
        declare_different(connection, one, other, desk.viewer.account_id, now())
    return see(_in_part(address, sent, olika=":".join(ordered(one, other))))


def _require_editor(desk: Desk, place_id: str) -> None:
    with desk.looking() as (seen, _):
        desk.require_place(seen, place_id)


def _require_at_home(seen: Seen, place_id: str, pair: tuple[str, str]) -> None:
    """Do nothing when two actors are at home at a place or below.

    Raises:
        NotFoundError: when they are not, or not both can be seen.
    """
    rows = seen["actors"]
    home = rows.c.id.in_(home_actors(seen, place_id))
    readable = [actor_id for actor_id in pair if may_be_an_id(actor_id)]
    found = set(seen.execute(sa.select(rows.c.id).where(rows.c.id.in_(readable), home)).scalars())
    if len(found) < 2:
        raise NotFoundError("actors", "")


def _in_part(address: str, sent: Sent, **told: str) -> str:
    """Return the address of the part of the list in which a button was pressed."""
    number = sent.number("sida") or 1
    query = urlencode({**({"sida": number} if number > 1 else {}), **told})
    return f"{address}?{query}" if query else address


def _doubles_page(desk: Desk, place_id: str, found: DoublesAt, number: int, just_said: str) -> DoublesPage:
    # The last pair of the last part may just have been answered.
    number = max(1, min(number, -(-len(found.matches) // PAGE)))
    matches = found.matches[offset_of(number) :][:PAGE]
    address = f"/platser/{quote(place_id)}"
    here = f"{address}/{SECTION}"
    latest = found.different[:MOST_DIFFERENT]
    with desk.looking() as (seen, _):
        pairs = [(match.one.id, match.other.id) for match in matches]
        actors = _shown_actors(seen, {actor for pair in (*pairs, *(said.pair for said in latest)) for actor in pair})
        name = _place_name(seen, place_id)
        different = tuple(_different(actors, said) for said in latest if set(said.pair) <= actors.keys())
    return DoublesPage(
        trail=(Link(name, address), Link("", f"{address}/registrera")),
        here=here,
        pairs=tuple(_pair(actors, match, place_id) for match in matches if {match.one.id, match.other.id} <= {*actors}),
        part=Part(here, number, len(found.matches)),
        different=different,
        total_different=len(found.different),
        just_said=next((said for said in different if f"{said.one.id}:{said.other.id}" == just_said), None),
    )


def _pair(actors: Mapping[str, ShownActor], match: Match, place_id: str) -> ShownPair:
    kept, dropped = _fuller_first(match)
    return ShownPair(
        one=actors[match.one.id],
        other=actors[match.other.id],
        reasons=tuple(reason.said for reason in match.reasons),
        is_certain=match.is_certain,
        address=f"/aktorer/{quote(kept)}/sla-ihop/{quote(dropped)}?place={quote(place_id)}",
    )


def _fuller_first(match: Match) -> tuple[str, str]:
    """Return the ids of two actors, first the one of which more is known: it is proposed as the one to keep."""

    def known(one: Candidate) -> tuple[bool, bool, int]:
        return one.org_number is not None, one.parent_id is not None, len(one.aliases) + len(one.federation_ids)

    one, other = match.one, match.other
    return (other.id, one.id) if known(other) > known(one) else (one.id, other.id)


def _different(actors: Mapping[str, ShownActor], said: SaidOfTwo) -> ShownDifferent:
    one, other = said.pair
    return ShownDifferent(actors[one], actors[other], said.who, said.at)


def _shown_actors(seen: Seen, ids: Collection[str]) -> dict[str, ShownActor]:
    actor, place = seen["actors"].c, seen["places"]
    asked = (
        sa.select(actor.id, actor.name, actor.sector, actor.org_number, place.c.name.label("place"))
        .select_from(seen["actors"].outerjoin(place, place.c.id == actor.place_id))
        .where(actor.id.in_(sorted(ids)))
    )
    return {row.id: _shown_actor(row) for row in seen.execute(asked)}


def _shown_actor(row: sa.Row[tuple[str, str, Sector, str | None, str | None]]) -> ShownActor:
    return ShownActor(row.id, row.name, f"/aktorer/{quote(row.id)}", row.place or "", row.sector.label, row.org_number)


def _place_name(seen: Seen, place_id: str) -> str:
    rows = seen["places"]
    return str(seen.execute(sa.select(rows.c.name).where(rows.c.id == place_id)).scalar_one())
