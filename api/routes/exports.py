"""The register, or a place's part of it, as a file to keep."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from api.database import reading
from api.exports import FORMATS, package_of
from api.requests import Database

router = APIRouter(prefix="/api/v1/exports", tags=["files"])


@router.get("/{form}", summary="Export a package")
def get_export(
    database: Database,
    form: Literal["package", "xlsx"],
    place: Annotated[str | None, Query(max_length=100, description="Only this place's system.")] = None,
) -> Response:
    """Answer with the package as a .zip of CSV files, or as a workbook."""
    ending, media_type, write = FORMATS[form]
    with reading(database) as connection:
        register = package_of(connection, place)
    headers = {"Content-Disposition": f'attachment; filename="samverkan-{place or "allt"}.{ending}"'}
    return Response(write(register), media_type=media_type, headers=headers)
