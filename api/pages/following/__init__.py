"""Where whoever coordinates asks actors, writes to them, and follows who has answered."""

from fastapi import APIRouter

from api.pages.following import letters, mailing, new_round, one_round, overview, rounds

FOLLOWING_PAGES: tuple[APIRouter, ...] = (
    overview.router,
    letters.router,
    mailing.router,
    rounds.router,
    new_round.router,
    one_round.router,
)
