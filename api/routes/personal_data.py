"""Personal data as JSON: all that is known of an address, and erasing it or a whole record for real."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response

from api.contacts import Contact, checked_address, contact_file, find_contact
from api.database import reading
from api.erasing import Erased, erase_contact
from api.erasing_records import ERASABLE, erase_record
from api.language import message
from api.requests import Asking, Database, RegisteredId
from api.routes.answers import unkept_json
from api.routes.bodies import SentValues
from models.errors import ForbiddenError, InvalidRequestError, NotFoundError
from models.package_files import FILES

router = APIRouter(prefix="/api/v1", tags=["personal data"])

NO_CONTACT = message("Skicka ”address”, e-postadressen som det gäller.")


@router.post("/contacts", summary="Get all that is known of an e-mail address")
async def get_contact(request: Request, database: Database, viewer: Asking, values: SentValues) -> Response:
    """Answer with the fields that hold the address, now and in the history, where the viewer may write.

    The address is sent in the body, so that no log of addresses holds it.
    """
    address = _address(values)

    def found() -> Contact:
        with reading(database) as connection:
            return find_contact(connection, viewer, address)

    try:
        return contact_file(await request.app.state.analyses.work(found))
    except ForbiddenError:
        raise NotFoundError("contacts", "") from None


@router.post("/erasures", summary="Erase an e-mail address for real", status_code=201)
async def create_erasure(request: Request, database: Database, viewer: Asking, values: SentValues) -> Response:
    """Answer with how much was erased. It cannot be undone."""
    address = checked_address(_address(values))
    return _told(await request.app.state.analyses.work(erase_contact, database, viewer, address))


@router.post("/erasures/{table}/{record_id}", summary="Erase a whole record for real", status_code=201)
async def create_record_erasure(
    request: Request, database: Database, viewer: Asking, table: str, record_id: RegisteredId
) -> Response:
    """Answer with how much was erased, with the record and what told of it. It cannot be undone."""
    if table not in ERASABLE:
        raise NotFoundError("erasures", table[:40])
    return _told(await request.app.state.analyses.work(erase_record, database, viewer, FILES[table], record_id))


def _address(values: dict[str, Any]) -> str:
    """Return the address that was sent.

    Raises:
        InvalidRequestError: there is none.
    """
    address = values.get("address")
    if not isinstance(address, str):
        raise InvalidRequestError(NO_CONTACT)
    return address


def _told(erased: Erased) -> Response:
    return unkept_json(asdict(erased), 201)
