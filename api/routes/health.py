"""Whether the process lives, and whether it can answer."""

from fastapi import APIRouter

from api.database import RUN_MIGRATE, is_at_head
from api.requests import Database
from models.errors import OutdatedDatabaseError

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def show_health() -> dict[str, str]:
    """Answer as long as the process lives, without a thread of its own and without the database."""
    return {"status": "ok"}


@router.get("/readyz")
def show_readiness(database: Database) -> dict[str, str]:
    """Answer when the database can be reached and is at the newest revision."""
    if not is_at_head(database):
        raise OutdatedDatabaseError(RUN_MIGRATE)
    return {"status": "ready"}
