"""What the pages of a place show in tables, as files for a spreadsheet."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.language import chosen_language
from api.pages.sights import Sight, seeing
from api.pages.who_does_what import CSV
from graph.analysis import Analysis
from graph.message import Translate
from graph.sheets.brokers import brokers_csv
from graph.sheets.findings import findings_csv
from graph.sheets.network import actors_csv, ties_csv
from graph.sheets.sectors import sectors_csv

router = APIRouter(include_in_schema=False)

Write = Callable[[Analysis, Translate, str], bytes]

FILES: dict[str, tuple[Write, tuple[str, ...]]] = {
    "aktorer": (actors_csv, ()),
    "samarbeten": (ties_csv, ()),
    "brobyggare": (brokers_csv, ("brokers",)),
    "sektorer": (sectors_csv, ("sectors",)),
    "luckor": (findings_csv, ("gaps",)),
}
"""The files of a place: what writes each, and the parts of the analysis that it takes time to compute for it."""


def _send(name: str, write: Write, parts: tuple[str, ...]) -> Callable[..., Awaitable[Response]]:
    async def send_file(request: Request, seen: Annotated[Sight, Depends(seeing(*parts))]) -> Response:
        language = chosen_language(request)
        content = await run_in_threadpool(write, seen.analysis, language.say, language.decimal_sign)
        file = f"{name}-{seen.system.place.id}-{seen.system.day.isoformat()}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{file}"', "Vary": "Cookie"}
        return Response(content, media_type=CSV, headers=headers)

    return send_file


for _name, (_write, _parts) in FILES.items():
    router.add_api_route(f"/platser/{{place_id}}/{_name}.csv", _send(_name, _write, _parts), name=f"send_{_name}")
