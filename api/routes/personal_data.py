"""Personal data as JSON: all that is known of an address, and erasing it or a whole record for real."""

from dataclasses import asdict
from typing import Annotated

import orjson
from fastapi import APIRouter, Query, Response
from fastapi.concurrency import run_in_threadpool

from api.contacts import checked_address, find_contact
from api.database import reading
from api.erasing import Erased, erase_contact
from api.erasing_records import ERASABLE, erase_record
from api.language import message
from api.requests import Asking, Database, RegisteredId
from api.routes.bodies import SentValues
from models.account_tables import LONGEST_ADDRESS
from models.errors import ForbiddenError, InvalidRequestError, NotFoundError
from models.package_files import FILES

router = APIRouter(prefix="/api/v1", tags=["personal data"])

NO_CONTACT = message("Skicka ”address”, e-postadressen som ska raderas.")


@router.get("/contacts", summary="Get all that is known of an e-mail address")
def get_contact(
    database: Database,
    viewer: Asking,
    address: Annotated[str, Query(max_length=LONGEST_ADDRESS, description="The whole address.")],
) -> Response:
    """Answer with the fields that hold the address, now and in the history, where the viewer may write."""
    try:
        with reading(database) as connection:
            contact = find_contact(connection, viewer, address)
    except ForbiddenError:
        raise NotFoundError("contacts", "") from None
    headers = {"Content-Disposition": 'attachment; filename="kontakt.json"', "Cache-Control": "no-store"}
    return Response(orjson.dumps(contact.told()), media_type="application/json", headers=headers)


@router.post("/erasures", summary="Erase an e-mail address for real", status_code=201)
async def create_erasure(database: Database, viewer: Asking, values: SentValues) -> Response:
    """Answer with how much was erased. It cannot be undone."""
    address = values.get("address")
    if not isinstance(address, str):
        raise InvalidRequestError(NO_CONTACT)
    return _told(await run_in_threadpool(erase_contact, database, viewer, checked_address(address)))


@router.post("/erasures/{table}/{record_id}", summary="Erase a whole record for real", status_code=201)
def create_record_erasure(database: Database, viewer: Asking, table: str, record_id: RegisteredId) -> Response:
    """Answer with how much was erased, with the record and what told of it. It cannot be undone."""
    if table not in ERASABLE:
        raise NotFoundError("erasures", table[:40])
    return _told(erase_record(database, viewer, FILES[table], record_id))


def _told(erased: Erased) -> Response:
    return Response(
        orjson.dumps(asdict(erased)), 201, media_type="application/json", headers={"Cache-Control": "no-store"}
    )
