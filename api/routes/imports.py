"""A package sent over HTTP: read in as a whole or not at all, unless its valid rows are accepted."""

from http import HTTPStatus
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, File, Form, Request, Response, UploadFile

from api.imports import ImportReport, import_package
from api.language import chosen_language, message
from api.problems import problem
from api.requests import Asking, Database
from api.writers import require_writer
from graph.packages import RowRemark
from graph.packages.limits import LARGEST_UPLOAD
from models.errors import TooLargeError

router = APIRouter(prefix="/api/v1", tags=["files"])

ROW_ERRORS = message("Paketet har rader som inte går att läsa in. Se ”errors”. Inget har sparats.")
TOO_LARGE = message("Filen är för stor. Dela paketet i flera.")


@router.post(
    "/imports",
    summary="Import a package",
    responses={
        201: {"description": "The package was read in; the report says what it changed."},
        422: {"description": "Rows have errors and nothing was read in; the report names each."},
    },
)
async def create_import(
    request: Request,
    database: Database,
    viewer: Asking,
    file: Annotated[UploadFile, File(description="A .zip of CSV files, or an .xlsx.")],
    dry_run: Annotated[bool, Form(description="Only say what would change.")] = False,
    accept_valid: Annotated[bool, Form(description="Read the valid rows in although others have errors.")] = False,
) -> Response:
    """Answer with counts per table, errors by file, row and column, and what changes."""
    require_writer(viewer)
    content = await file.read(LARGEST_UPLOAD + 1)
    if len(content) > LARGEST_UPLOAD:
        raise TooLargeError(TOO_LARGE)

    def read_in() -> ImportReport:
        return import_package(
            database, content, file.filename or "paketet", dry_run=dry_run, accept_valid=accept_valid, viewer=viewer
        )

    report = await request.app.state.analyses.work(read_in)
    if report.accepted:
        status = HTTPStatus.CREATED if report.stored else HTTPStatus.OK
        return Response(orjson.dumps(_object(report)), status, media_type="application/json")
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, chosen_language(request).say(ROW_ERRORS), more=_object(report))


def _object(report: ImportReport) -> dict[str, Any]:
    return {
        "package": report.package,
        "dry_run": report.dry_run,
        "stored": report.stored,
        "counts": {
            name: {"new": counts.new, "changed": counts.changed, "unchanged": counts.unchanged}
            for name, counts in report.counts.items()
        },
        "changes": [
            {
                "table": change.file,
                "key": list(change.key),
                "columns": [
                    {"column": column.column, "old": column.old, "new": column.new} for column in change.columns
                ],
            }
            for change in report.changes
        ],
        "errors": [_remark(error) for error in report.errors],
        "warnings": [_remark(warning) for warning in report.warnings],
    }


def _remark(remark: RowRemark) -> dict[str, Any]:
    return {"file": remark.file, "row": remark.row, "column": remark.column, "reason": remark.reason}
