"""JSON for machines. Each module here holds one router; a new one is entered in ROUTES."""

from fastapi import APIRouter

from api.routes import (
    analyses,
    betweenness,
    changes,
    comparison,
    doubles,
    exports,
    health,
    history,
    imports,
    links,
    metrics,
    personal_data,
    records,
    rounds,
    suggestions,
    what_if,
    who_does_what,
    writing,
)

ROUTES: tuple[APIRouter, ...] = (
    health.router,
    metrics.router,
    records.router,
    writing.router,
    links.router,
    analyses.router,
    betweenness.router,
    suggestions.router,
    who_does_what.router,
    what_if.router,
    changes.router,
    comparison.router,
    exports.router,
    imports.router,
    doubles.router,
    rounds.router,
    history.router,
    personal_data.router,
)
