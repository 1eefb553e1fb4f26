"""Erasing for real: what is known of an e-mail address, and whole records."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, ClassVar

from fastapi import APIRouter, Form, Request, Response

from api.access.viewer import Viewer
from api.contacts import Contact, contact_file, find_contact
from api.database import reading
from api.erasing import Erased, erase_contact
from api.erasing_records import ERASABLE, erase_record
from api.language import message
from api.pages.facts import Link
from api.pages.history.words import FIELDS, KINDS
from api.queries.change_details import RecordChange, name_of
from api.queries.deleted import last_state, names_around
from api.queries.past import looking_back
from api.requests import Asking, Database, RegisteredId
from api.templating import Page, page
from api.writers import may_write
from models.account_tables import LONGEST_ADDRESS
from models.errors import InvalidRequestError, NotFoundError, SignInRequiredError, StillNamedError
from models.package_files import FILES

router = APIRouter(include_in_schema=False)

HALF_PARTNERSHIP = message(
    "Ett IOP skulle bli kvar utan offentlig eller utan idéburen part. Ändra eller radera avtalet först."
)
NOT_CONFIRMED = message("Kryssa i rutan för att bekräfta att det ska raderas.")

SentAddress = Annotated[str, Form(alias="adress", max_length=LONGEST_ADDRESS)]
Confirmed = Annotated[str, Form(alias="bekraftat", max_length=10)]


class Wish(StrEnum):
    """What is to be done with an address that was sent."""

    SEARCH = "sok"
    FILE = "fil"
    ERASE = "radera"


@dataclass(frozen=True)
class ContactPage(Page):
    """What is known of an e-mail address, and the form that erases it.

    Attributes:
        typed: what was looked for.
        contact: where it stands; None before something was looked for.
        fault: what was wrong.
        erased: how much was erased just now.
        by_admin: whether nothing is out of the viewer's reach.
    """

    template: ClassVar[str] = "pages/history/contact.html"

    typed: str
    contact: Contact | None = None
    fault: str = ""
    erased: Erased | None = None
    by_admin: bool = False

    @property
    def rows(self) -> tuple[tuple[str, str, tuple[str, ...], bool], ...]:
        """Each record that holds it: its kind, its name, the fields, and whether it is a former state."""
        mentions = (*self.contact.now, *self.contact.kept) if self.contact else ()
        return tuple(
            (
                KINDS[mention.file.name],
                vars(mention.record).get("name") or vars(mention.record).get("title") or ", ".join(mention.key),
                tuple(FIELDS[column] for column in mention.columns),
                mention.history_id is not None,
            )
            for mention in mentions
        )


@dataclass(frozen=True)
class ErasePage(Page):
    """The question whether a whole record is really to be erased.

    Attributes:
        record: its name, with the address where it is erased.
        fault: what was wrong.
        erased: how much was erased just now.
    """

    template: ClassVar[str] = "pages/history/erase.html"

    record: Link
    fault: str = ""
    erased: Erased | None = None


@router.get("/personuppgifter/kontakt")
def show_search(request: Request, viewer: Asking) -> Response:
    """Show the form that looks for an address, to those who write."""
    _require_writer(viewer)
    return page(request, ContactPage("", by_admin=viewer.is_admin))


@router.post("/personuppgifter/kontakt")
async def show_contact(
    request: Request,
    database: Database,
    viewer: Asking,
    address: SentAddress = "",
    wish: Annotated[Wish, Form(alias="gor")] = Wish.SEARCH,
    confirmed: Confirmed = "",
) -> Response:
    """Show or send what is known of an address, or erase it once the box is ticked.

    The address is sent and not asked for, so that it stands in no history of a browser and no log.
    """
    _require_writer(viewer)
    work = request.app.state.analyses.work
    try:
        contact: Contact = await work(_find, database, viewer, address)
    except InvalidRequestError as error:
        return page(request, ContactPage(address, fault=str(error), by_admin=viewer.is_admin), status=422)
    if wish is Wish.FILE:
        return contact_file(contact)
    shown = ContactPage(contact.address, contact, by_admin=viewer.is_admin)
    if wish is Wish.SEARCH:
        return page(request, shown)
    if not confirmed:
        return page(request, replace(shown, fault=NOT_CONFIRMED), status=422)
    erased = await work(erase_contact, database, viewer, contact.address)
    return page(request, ContactPage("", erased=erased, by_admin=viewer.is_admin))


def _find(database: Database, viewer: Viewer, address: str) -> Contact:
    with reading(database) as connection:
        return find_contact(connection, viewer, address)


@router.get("/radera/{table}/{record_id}")
def show_erasure(request: Request, database: Database, viewer: Asking, table: str, record_id: RegisteredId) -> Response:
    """Ask whether a record is really to be erased."""
    return page(request, _erase_page(database, viewer, table, record_id))


@router.post("/radera/{table}/{record_id}")
async def erase_whole_record(
    request: Request,
    database: Database,
    viewer: Asking,
    table: str,
    record_id: RegisteredId,
    confirmed: Confirmed = "",
) -> Response:
    """Erase a record with all that tells of it, once the box is ticked."""
    work = request.app.state.analyses.work
    shown: ErasePage = await work(_erase_page, database, viewer, table, record_id)
    if not confirmed:
        return page(request, replace(shown, fault=NOT_CONFIRMED), status=422)
    try:
        erased = await work(erase_record, database, viewer, FILES[table], record_id)
    except StillNamedError:
        return page(request, replace(shown, fault=HALF_PARTNERSHIP), status=409)
    return page(request, replace(shown, erased=erased))


def _erase_page(database: Database, viewer: Viewer, table: str, record_id: str) -> ErasePage:
    """Return the question about a record that is there, or was deleted where the viewer edits."""
    _require_writer(viewer)
    if table not in ERASABLE:
        raise NotFoundError("erasures", record_id)
    file = FILES[table]
    with looking_back(database, viewer) as past:
        record = last_state(past, file, record_id)
        if record is None:
            raise NotFoundError("erasures", record_id)
        names = names_around(past, [(file, record)])
    name = name_of(RecordChange(file, record, None), names) or record_id
    return ErasePage(Link(name, f"/radera/{table}/{record_id}"))


def _require_writer(viewer: Viewer) -> None:
    if not viewer.is_signed_in:
        raise SignInRequiredError
    if not may_write(viewer):
        raise NotFoundError("contacts", "")
