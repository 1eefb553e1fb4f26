"""Erasing for real: what is known of an e-mail address, and whole records."""

from dataclasses import dataclass
from typing import Annotated, ClassVar
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response

from api.contacts import Contact, find_contact
from api.database import reading
from api.erasing import Erased, erase_contact
from api.erasing_records import ERASABLE, erase_record
from api.language import message
from api.pages.facts import Link
from api.pages.history.words import FIELDS, KINDS
from api.pages.permission import may_write
from api.queries.past import past_of
from api.requests import Asking, Database, RegisteredId
from api.templating import Page, page
from models.account_tables import LONGEST_ADDRESS
from models.errors import InvalidRequestError, NotFoundError, SignInRequiredError
from models.package_files import FILES

router = APIRouter(include_in_schema=False)

NOT_CONFIRMED = message("Kryssa i rutan för att bekräfta att det ska raderas.")

Address = Annotated[str, Query(alias="adress", max_length=LONGEST_ADDRESS)]
SentAddress = Annotated[str, Form(alias="adress", max_length=LONGEST_ADDRESS)]
Confirmed = Annotated[str, Form(alias="bekraftat", max_length=10)]


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

    @property
    def file_address(self) -> str:
        """Where all of it can be fetched as a file."""
        return "/api/v1/contacts?" + urlencode({"address": self.typed})


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
def show_contact(request: Request, database: Database, viewer: Asking, address: Address = "") -> Response:
    """Show what is known of an address, to those who write."""
    _require_writer(viewer)
    if not address:
        return page(request, ContactPage("", by_admin=viewer.is_admin))
    try:
        with reading(database) as connection:
            contact = find_contact(connection, viewer, address)
    except InvalidRequestError as error:
        return page(request, ContactPage(address, fault=str(error), by_admin=viewer.is_admin), status=422)
    return page(request, ContactPage(contact.address, contact, by_admin=viewer.is_admin))


@router.post("/personuppgifter/kontakt")
def erase_address(
    request: Request, database: Database, viewer: Asking, address: SentAddress = "", confirmed: Confirmed = ""
) -> Response:
    """Erase an address, once the box is ticked."""
    _require_writer(viewer)
    with reading(database) as connection:
        contact = find_contact(connection, viewer, address)
    if not confirmed:
        shown = ContactPage(contact.address, contact, NOT_CONFIRMED, by_admin=viewer.is_admin)
        return page(request, shown, status=422)
    erased = erase_contact(database, viewer, contact.address)
    return page(request, ContactPage("", erased=erased, by_admin=viewer.is_admin))


@router.get("/radera/{table}/{record_id}")
def show_erasure(request: Request, database: Database, viewer: Asking, table: str, record_id: RegisteredId) -> Response:
    """Ask whether a record is really to be erased."""
    return page(request, _erase_page(database, viewer, table, record_id))


@router.post("/radera/{table}/{record_id}")
def erase_whole_record(
    request: Request,
    database: Database,
    viewer: Asking,
    table: str,
    record_id: RegisteredId,
    confirmed: Confirmed = "",
) -> Response:
    """Erase a record with all that tells of it, once the box is ticked."""
    if not confirmed:
        return page(request, _erase_page(database, viewer, table, record_id, NOT_CONFIRMED), status=422)
    if table not in ERASABLE:
        raise NotFoundError("erasures", "")
    erased = erase_record(database, viewer, FILES[table], record_id)
    return page(request, ErasePage(Link("", "/"), erased=erased))


def _erase_page(database: Database, viewer: Asking, table: str, record_id: str, fault: str = "") -> ErasePage:
    _require_writer(viewer)
    with reading(database) as connection:
        names = past_of(connection, viewer).visible(table, frozenset({record_id})) if table in ERASABLE else {}
    if record_id not in names:
        raise NotFoundError("erasures", record_id)
    return ErasePage(Link(names[record_id], f"/radera/{table}/{record_id}"), fault)


def _require_writer(viewer: Asking) -> None:
    if not viewer.is_signed_in:
        raise SignInRequiredError
    if not may_write(viewer):
        raise NotFoundError("contacts", "")
