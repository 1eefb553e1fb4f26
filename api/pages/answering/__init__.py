"""The pages of an actor's own link: looking through, correcting, answering, and what came of it."""

from fastapi import APIRouter

from api.pages.answering import deeds, filling_in, overview, thanks

ANSWERING_PAGES: tuple[APIRouter, ...] = (overview.router, filling_in.router, deeds.router, thanks.router)
