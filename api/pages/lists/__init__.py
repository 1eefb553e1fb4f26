"""The pages on which lists are read in: pasted or chosen, looked through, corrected and stored."""

from fastapi import APIRouter

from api.pages.lists import previewing, starting

LIST_PAGES: tuple[APIRouter, ...] = (starting.router, previewing.router)
