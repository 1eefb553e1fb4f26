"""The pages of what actors say of themselves: for them, and for those who look after a place."""

from fastapi import APIRouter

from api.pages.self_service import (
    correcting,
    deciding,
    deeds,
    filling_in,
    joined,
    joining,
    link_making,
    moderating,
    overview,
    thanks,
)

SELF_SERVICE_PAGES: tuple[APIRouter, ...] = (
    overview.router,
    filling_in.router,
    deeds.router,
    thanks.router,
    joining.router,
    joined.router,
    moderating.router,
    link_making.router,
    deciding.router,
    correcting.router,
)
