"""Organisations that register themselves, and the pages of those who decide about them."""

from fastapi import APIRouter

from api.pages.joining import correcting, deciding, joined, link_making, moderating, registering

JOINING_PAGES: tuple[APIRouter, ...] = (
    registering.router,
    joined.router,
    moderating.router,
    link_making.router,
    deciding.router,
    correcting.router,
)
