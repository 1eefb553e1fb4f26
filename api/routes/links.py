"""Who takes part in what as JSON: the members of a forum, the parties of an agreement, read and sent as a whole.

`mark` says which state was read; when the list is another by now the answer is 409 with both.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool

from api.access.seen import Seen
from api.editing import editing
from api.language import message
from api.queries.records import require_record
from api.queries.register import load_table
from api.record_values import mark_of
from api.requests import Asking, Database, RegisteredId, RegisterWindow
from api.routes.answers import unkept_json
from api.routes.bodies import SentValues
from models.errors import InvalidRequestError
from models.package_files import FILES, PackageFile
from models.records import Record

router = APIRouter(prefix="/api/v1", tags=["records"])

MOST_LINKS = 5_000

NO_LIST = message("Skicka ”items”, en lista av objekt, och ”mark”, märket på den lista som ändringen utgår från.")


@dataclass(frozen=True)
class LinkList:
    """A list of links as a part of the record that they are about.

    Attributes:
        file: the file of the links; the first column of its key names the record.
        name: the last part of its address.
    """

    file: PackageFile
    name: str

    @property
    def owner(self) -> str:
        """The table of the record that the links are about."""
        return self.file.references[self.file.key[0]]


LINK_LISTS = (
    LinkList(FILES["forum_members"], "members"),
    LinkList(FILES["agreement_parties"], "parties"),
    LinkList(FILES["activity_actors"], "actors"),
    LinkList(FILES["need_sightings"], "sightings"),
    LinkList(FILES["inventories"], "inventories"),
    LinkList(FILES["completeness"], "completeness"),
)


def _list(links: LinkList) -> Callable[..., Any]:
    def list_links_of(window: RegisterWindow, viewer: Asking, record_id: RegisteredId) -> Response:
        with window.seeing(viewer) as seen:
            return _json(_stored(seen, links, record_id))

    return list_links_of


def _replace(links: LinkList) -> Callable[..., Any]:
    async def replace_links_of(
        database: Database, viewer: Asking, record_id: RegisteredId, values: SentValues
    ) -> Response:
        rows, mark = values.get("items"), values.get("mark")
        if not isinstance(rows, list) or not isinstance(mark, str) or len(rows) > MOST_LINKS:
            raise InvalidRequestError(NO_LIST)
        if not all(isinstance(row, dict) for row in rows):
            raise InvalidRequestError(NO_LIST)

        def replace() -> tuple[Record, ...]:
            with editing(database, viewer) as edit:
                return edit.replace_links(links.file, record_id, mark, rows)

        return _json(await run_in_threadpool(replace))

    return replace_links_of


def _stored(seen: Seen, links: LinkList, record_id: str) -> tuple[Record, ...]:
    require_record(seen, links.owner, record_id)
    column = seen[links.file.name].c[links.file.key[0]]
    return load_table(seen, links.file.name, {links.file.name: column == record_id})


def _json(rows: Iterable[Record]) -> Response:
    listed = list(rows)
    return unkept_json({"items": [row.model_dump(mode="json") for row in listed], "mark": mark_of(listed)})


for _links in LINK_LISTS:
    _address = f"/{_links.owner}/{{record_id}}/{_links.name}"
    router.add_api_route(
        _address,
        _list(_links),
        name=f"list_{_links.file.name}",
        summary=f"List the {_links.name} of one of {_links.owner}",
    )
    router.add_api_route(
        _address,
        _replace(_links),
        methods=["PUT"],
        name=f"replace_{_links.file.name}",
        summary=f"Change the {_links.name} of one of {_links.owner} as a whole",
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "required": ["items", "mark"],
                            "properties": {
                                "items": {"type": "array", "maxItems": MOST_LINKS, "items": {"type": "object"}},
                                "mark": {"type": "string"},
                            },
                        }
                    }
                },
            }
        },
    )
