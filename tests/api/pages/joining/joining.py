"""An organisation at the public form, and those who decide about it, as the tests of self-registration have them."""

import html
import re
from collections.abc import Mapping

import httpx2
import sqlalchemy as sa
from fastapi.testclient import TestClient

from api.access.viewer import OPERATOR
from api.database import reading, writing
from api.self_service.registration_links import make_registration_link
from models.dates import now
from models.instants import end_of
from models.tables import TABLES
from tests.api.pages.editing.conftest import Writer

HERE = "/platser/kn/anmalningar"

BRON: Mapping[str, str | list[str]] = {
    "name": "Föreningen Bron",
    "sector": "civil_society",
    "themes": ["education", "health"],
    "offers": "Språkkafé på torsdagar",
    "email": "info@bron.example",
    "visibility": "public",
}


def link_to(client: TestClient, place: str = "kn") -> str:
    """Make a link of a place, and return where it leads."""
    gate = client.app.state.gate  # type: ignore[attr-defined]
    with writing(client.app.state.engine) as connection:  # type: ignore[attr-defined]
        link = make_registration_link(connection, gate, OPERATOR, place, end_of(now().date()))
        return link.address(gate)


def send(client: TestClient, address: str, **answers: str | list[str]) -> httpx2.Response:
    """Send the form as somebody without an account."""
    return Writer(client, {}).send(address, answers)


def registered(client: TestClient, **answers: str | list[str]) -> str:
    """Let an organisation register itself, and return the page that tells how it went."""
    answer = send(client, link_to(client), **{**BRON, **answers})
    assert answer.status_code == 303, words(answer.text)
    return answer.headers["location"]


def words(page: str) -> str:
    """Return the words of a page's main part, with single spaces."""
    _, _, main = page.partition("<main")
    text = re.sub(r"<[^>]+>", " ", main.partition("</main>")[0].partition(">")[2])
    return re.sub(r"\s+", " ", html.unescape(text)).strip()


def rows(client: TestClient, table: str = "registrations") -> list[dict[str, object]]:
    """Return the rows of a table."""
    with reading(client.app.state.engine) as connection:  # type: ignore[attr-defined]
        return [dict(row) for row in connection.execute(sa.select(TABLES[table])).mappings()]


def only_id(client: TestClient) -> str:
    """Return the id of the only registration."""
    (row,) = rows(client)
    return str(row["id"])


def only_row(client: TestClient) -> dict[str, object]:
    (row,) = rows(client)
    return row
