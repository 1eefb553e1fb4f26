"""The pages on which actors say things themselves, and those on which whoever coordinates follows that."""

from fastapi import APIRouter

from api.pages.self_service import following, letters, mailing, new_round, one_round, rounds

SELF_SERVICE_PAGES: tuple[APIRouter, ...] = (
    following.router,
    letters.router,
    mailing.router,
    rounds.router,
    new_round.router,
    one_round.router,
)
