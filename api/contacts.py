"""What the register holds about one e-mail address: all of it for whoever has a right to know, as one file."""

from dataclasses import dataclass
from typing import Any

import orjson
from fastapi import Response
from sqlalchemy import Connection

from api.access.viewer import Viewer
from api.erasing import writable_by
from api.erasing_answers import AnswerText, answers_with
from api.erasure_scan import Mention, Wording, mentions
from api.language import message
from api.storing import record_json
from models.account_tables import LONGEST_ADDRESS
from models.errors import InvalidRequestError

NO_ADDRESS = message("Skriv hela e-postadressen, till exempel namn@exempel.se.")


@dataclass(frozen=True)
class Contact:
    """Where an address stands.

    Attributes:
        address: the address.
        now: the records that hold it.
        kept: the former states of records that held it.
        answers: what actors said or were sent without an account that holds it.
    """

    address: str
    now: tuple[Mention, ...]
    kept: tuple[Mention, ...]
    answers: tuple[AnswerText, ...] = ()

    @property
    def found(self) -> bool:
        """Whether it stands anywhere."""
        return bool(self.now or self.kept or self.answers)

    def told(self) -> dict[str, Any]:
        """Return all of it, ready to be written as JSON."""
        return {
            "address": self.address,
            "records": [_told(mention) for mention in self.now],
            "history": [_told(mention) for mention in self.kept],
            "answers": [{"table": text.table.name, "key": text.key} for text in self.answers],
        }


def checked_address(text: str) -> str:
    """Return an address that can be looked for.

    Raises:
        InvalidRequestError: it is none, and might stand for much more than one contact.
    """
    address = text.strip()
    name, at, host = address.partition("@")
    if not (name and at and "." in host) or len(address) > LONGEST_ADDRESS or any(map(str.isspace, address)):
        raise InvalidRequestError(NO_ADDRESS)
    return address


def find_contact(connection: Connection, viewer: Viewer, address: str) -> Contact:
    """Return where an address stands among what the viewer may write.

    Raises:
        SignInRequiredError, ForbiddenError: the viewer writes nowhere.
        InvalidRequestError: it is no address.
    """
    wording = Wording(checked_address(address))
    found = list(mentions(connection, wording, writable_by(connection, viewer)))
    return Contact(
        wording.address,
        tuple(mention for mention in found if mention.history_id is None),
        tuple(mention for mention in found if mention.history_id is not None),
        tuple(answers_with(connection, viewer, wording)),
    )


def contact_file(contact: Contact) -> Response:
    """Return all of it as a file of its own."""
    headers = {"Content-Disposition": 'attachment; filename="kontakt.json"', "Cache-Control": "no-store"}
    return Response(orjson.dumps(contact.told()), media_type="application/json", headers=headers)


def _told(mention: Mention) -> dict[str, Any]:
    values = record_json(mention.record)
    return {
        "table": mention.file.name,
        "key": list(mention.key),
        "fields": {column: values[column] for column in mention.columns},
    }
