"""Pages for people. Each page has a module with its context and its route; a new one is entered in PAGES."""

from fastapi import APIRouter

from api.pages import (
    about,
    actor,
    betweenness,
    brokers,
    changes,
    comparison,
    findings,
    language_choice,
    place,
    place_files,
    sectors,
    start,
    suggestions,
    what_if,
    who_does_what,
)
from api.pages.accounts import ACCOUNT_PAGES
from api.pages.answering import ANSWERING_PAGES
from api.pages.doubles import DOUBLES_PAGES
from api.pages.editing import EDITING_PAGES
from api.pages.following import FOLLOWING_PAGES
from api.pages.history import HISTORY_PAGES
from api.pages.joining import JOINING_PAGES
from api.pages.lists import LIST_PAGES
from api.pages.map import router as map_router

PAGES: tuple[APIRouter, ...] = (
    start.router,
    place.router,
    place_files.router,
    findings.router,
    map_router,
    brokers.router,
    betweenness.router,
    sectors.router,
    who_does_what.router,
    suggestions.router,
    what_if.router,
    changes.router,
    actor.router,
    comparison.router,
    about.router,
    language_choice.router,
    *EDITING_PAGES,
    *LIST_PAGES,
    *DOUBLES_PAGES,
    *JOINING_PAGES,
    *FOLLOWING_PAGES,
    *ANSWERING_PAGES,
    *HISTORY_PAGES,
    *ACCOUNT_PAGES,
)
