"""The pages on which actors, ties, forums and agreements are registered, changed and deleted."""

from fastapi import APIRouter

from api.pages.editing import changing, deleting, registering

EDITING_PAGES: tuple[APIRouter, ...] = (registering.router, changing.router, deleting.router)
