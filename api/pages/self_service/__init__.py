"""Pages of what actors say of themselves, for them and for those who look after a place."""

from fastapi import APIRouter

from api.pages.self_service import correcting, deciding, joined, joining, link_making, moderating

SELF_SERVICE_PAGES: tuple[APIRouter, ...] = (
    joining.router,
    joined.router,
    moderating.router,
    link_making.router,
    deciding.router,
    correcting.router,
)
