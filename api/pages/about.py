"""The pages about the product itself: what it is, whom its data is about, and how accessible it is."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request, Response

from api.queries.collections import Collection, list_collections
from api.requests import Asking, RegisterWindow
from api.templating import Page, page

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class AboutPage(Page):
    """What the map is, what it rests on, and how to take its data along."""

    template: ClassVar[str] = "pages/about.html"

    collections: tuple[Collection, ...]


@dataclass(frozen=True)
class AccessibilityPage(Page):
    """The accessibility statement."""

    template: ClassVar[str] = "pages/accessibility.html"


@dataclass(frozen=True)
class PersonalDataPage(Page):
    """What the register holds of people: nothing on purpose, and what to do when something slipped in."""

    template: ClassVar[str] = "pages/personal_data.html"


@router.get("/om")
def show_about(request: Request, window: RegisterWindow, viewer: Asking) -> Response:
    """Show what the map is and what it rests on."""
    with window.seeing(viewer) as seen:
        collections = list_collections(seen)
    return page(request, AboutPage(collections))


@router.get("/tillganglighet")
def show_accessibility(request: Request) -> Response:
    """Show the accessibility statement."""
    return page(request, AccessibilityPage())


@router.get("/personuppgifter")
def show_personal_data(request: Request) -> Response:
    """Show what the register holds of people."""
    return page(request, PersonalDataPage())
