"""The survey rounds of a place, each with how many have answered."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Response

from api.access.gate import TheGate
from api.pages.editing.desk import SomebodyAtDesk, unkept_page
from api.pages.facts import Link
from api.pages.following.overview import SECTION, back_of, place_name, trail_of_following
from api.requests import RegisteredId
from api.self_service.rounds import Rate, Round, rates_of, rounds_of
from api.templating import Page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class ListedRound:
    """A round with its rate, and whether actors can still answer."""

    asked: Round
    rate: Rate
    is_open: bool
    address: str


@dataclass(frozen=True)
class RoundsPage(Page):
    """The rounds of a place.

    Attributes:
        trail: the way back.
        here: the address of the page.
        name: what the place is called.
        rounds: the newest first.
    """

    template: ClassVar[str] = "pages/following/rounds.html"

    trail: tuple[Link, ...]
    here: str
    name: str
    rounds: tuple[ListedRound, ...]


@router.get(f"/platser/{{place_id}}/{SECTION}/omgangar")
def show_rounds(desk: SomebodyAtDesk, gate: TheGate, place_id: RegisteredId) -> Response:
    """List the rounds of a place, to those who register there."""
    with desk.looking() as (seen, connection):
        desk.require_place(seen, place_id)
        name = place_name(seen, place_id)
        rounds, rates = rounds_of(connection, place_id), rates_of(connection, place_id)
    listed = (
        ListedRound(one, rates.get(one.id, Rate(0, 0)), one.is_open_at(gate.now()), back_of(place_id, one))
        for one in rounds
    )
    shown = RoundsPage(
        trail=trail_of_following(desk.request, place_id, name),
        here=f"{back_of(place_id, None)}/omgangar",
        name=name,
        rounds=tuple(listed),
    )
    return unkept_page(desk.request, shown)
