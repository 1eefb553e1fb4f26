"""The pages of the history: who changed what, what was deleted, how it was, who read it, and changes taken back."""

from fastapi import APIRouter

from api.pages.history import deleted, erasing, knowledge, listing, one, reads, undoing

HISTORY_PAGES: tuple[APIRouter, ...] = (
    listing.router,
    one.router,
    undoing.router,
    deleted.router,
    knowledge.router,
    reads.router,
    erasing.router,
)
