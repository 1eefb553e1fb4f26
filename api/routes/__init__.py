"""JSON for machines. Each module here holds one router; a new one is entered in ROUTES."""

from fastapi import APIRouter

from api.routes import analyses, comparison, exports, health, records

ROUTES: tuple[APIRouter, ...] = (
    health.router,
    records.router,
    analyses.router,
    comparison.router,
    exports.router,
)
