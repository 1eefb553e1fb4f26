"""The pages on which actors that may be the same are found, compared and made one."""

from fastapi import APIRouter

from api.pages.doubles import choosing, comparing, listing

DOUBLES_PAGES: tuple[APIRouter, ...] = (listing.router, choosing.router, comparing.router)
