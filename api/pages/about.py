"""The pages about the product itself: what it is, whom its data is about, and how accessible it is."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request, Response

from api.queries.collections import Collection, list_collections
from api.requests import Asking, RegisterWindow
from api.settings import Settings
from api.templating import Page, page
from api.writers import may_write

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
    """The register of processing: what is known of people, why, on which ground, for how long, and whom to ask.

    Attributes:
        settings: who is responsible and how to reach them, empty until that is set, and for how long what is kept.
        writes: whether the viewer may look for an address and erase it.
    """

    template: ClassVar[str] = "pages/personal_data.html"

    settings: Settings
    writes: bool

    @property
    def controller(self) -> str:
        """Who is responsible."""
        return self.settings.controller

    @property
    def contact(self) -> str:
        """How to reach them."""
        return self.settings.controller_contact

    @property
    def officer(self) -> str:
        """How to reach their data protection officer."""
        return self.settings.data_protection_officer


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
def show_personal_data(request: Request, viewer: Asking) -> Response:
    """Show what the register holds of people, and why."""
    return page(request, PersonalDataPage(request.app.state.settings, may_write(viewer)))
