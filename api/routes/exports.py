"""The register, or a place's part of it, as a file to keep."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from api.exports import FORMATS, package_of
from api.requests import Asking, RegisteredId, RegisterWindow

router = APIRouter(prefix="/api/v1/exports", tags=["files"])


@router.get(
    "/{form}",
    summary="Export a package",
    response_class=Response,
    responses={200: {"content": {media_type: {} for _, media_type, _ in FORMATS.values()}}},
)
async def get_export(
    request: Request,
    window: RegisterWindow,
    viewer: Asking,
    form: Literal["package", "xlsx"],
    place: Annotated[RegisteredId | None, Query(description="Only this place's system.")] = None,
) -> Response:
    """Answer with the package as a .zip of CSV files, or as a workbook."""
    ending, media_type, write = FORMATS[form]

    def make_file() -> bytes:
        with window.seeing(viewer) as seen:
            register = package_of(seen, place)
        return write(register)

    headers = {"Content-Disposition": f'attachment; filename="samverkan-{place or "allt"}.{ending}"'}
    return Response(await request.app.state.analyses.work(make_file), media_type=media_type, headers=headers)
