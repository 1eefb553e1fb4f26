"""Somebody who has an actor's own link: the demo on each database, read and answered as a browser does."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from api.access.gate import Gate
from api.access.viewer import OPERATOR, HeldRole
from api.database import reading, writing
from api.self_service.answer_links import AnswerLink, links_of, make_links
from models.tables import TABLES
from models.vocabulary import Role
from tests.api.accounts import bearer
from tests.api.pages.editing.conftest import form_fields

TODAY = date(2026, 11, 22)

_BUTTON = re.compile(r"<button([^>]*)>(.*?)</button>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass
class Answerer:
    """Whoever has the link of an actor."""

    client: TestClient
    actor_id: str
    place_id: str
    address: str

    def see(self, part: str = "") -> str:
        answer = self.client.get(self.address + part)
        assert answer.status_code == 200, (answer.status_code, part)
        return answer.text

    def send(self, part: str, **fields: str) -> httpx2.Response:
        return self.client.post(
            self.address + part,
            content=urlencode(fields),
            headers={"content-type": "application/x-www-form-urlencoded"},
            follow_redirects=False,
        )

    def fill(self, part: str, **changes: str) -> httpx2.Response:
        """Open a form, change some of its fields and send all of them."""
        return self.send(part, **{**form_fields(self.see(part)), **changes})  # type: ignore[arg-type]

    def press(self, words: str, page: str | None = None, **typed: str) -> httpx2.Response:
        """Press a button of the first page, by what it says to somebody who hears the page."""
        shown = self.see() if page is None else page
        for written, said in _BUTTON.findall(shown):
            if " ".join(re.sub(r"<[^>]+>", "", said).split()) == words:
                attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(written)}
                hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', shown)
                fields = {name: html.unescape(value) for name, value in hidden} | typed
                if "name" in attributes:
                    fields[attributes["name"]] = attributes["value"]
                action = attributes.get("formaction", f"{self.address}/halsning")
                return self.send(action.removeprefix(self.address), **fields)
        raise AssertionError(words)

    def after(self, answer: httpx2.Response) -> str:
        """Return the page that an answer leads to."""
        assert answer.status_code == 303, (answer.status_code, answer.text[:2000])
        return self.client.get(answer.headers["location"]).text

    @property
    def link(self) -> AnswerLink:
        with reading(self.client.app.state.engine) as connection:  # type: ignore[attr-defined]
            return next(
                link for link in links_of(connection, self.place_id) if self.address.startswith(f"/svar/{link.id}.")
            )

    def confirmed(self) -> dict[tuple[str, str], datetime]:
        """Return what the actor has said to be right, and when."""
        rows = TABLES["confirmations"]
        with reading(self.client.app.state.engine) as connection:  # type: ignore[attr-defined]
            said = connection.execute(sa.select(rows).where(rows.c.actor_id == self.actor_id))
            return {(row.table_name, row.record_key): row.at for row in said}


@dataclass
class Others:
    """Everybody else: the register as an administrator reads and writes it."""

    client: TestClient
    headers: Mapping[str, str]

    def record(self, address: str) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"/api/v1/{address}", headers=self.headers).json()
        return found

    def change(self, address: str, **values: Any) -> dict[str, Any]:
        version = self.record(address)["version"]
        answer = self.client.patch(f"/api/v1/{address}", json={"version": version, **values}, headers=self.headers)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def create(self, table: str, **values: Any) -> None:
        answer = self.client.post(f"/api/v1/{table}", json=values, headers=self.headers)
        assert answer.status_code == 201, answer.text

    def edges(self, actor_id: str) -> set[str]:
        """Return whom an actor collaborates with in the analysis of the place."""
        found = self.record(f"places/kn/network?date={TODAY}")["network"]["edges"]
        pairs = [{edge["source"], edge["target"]} for edge in found]
        return {other for pair in pairs if actor_id in pair for other in pair - {actor_id}}


Link = Callable[..., Answerer]


@pytest.fixture
def link(writable: TestClient) -> Link:
    """Give an actor a link of its own."""
    writable.app.state.today = lambda: TODAY  # type: ignore[attr-defined]
    gate: Gate = writable.app.state.gate  # type: ignore[attr-defined]

    def make(actor_id: str, place_id: str = "kn", round_id: str | None = None) -> Answerer:
        with writing(writable.app.state.engine) as connection:  # type: ignore[attr-defined]
            (made,) = make_links(connection, gate, OPERATOR, place_id, [actor_id], round_id)
        return Answerer(writable, actor_id, place_id, made.address(gate))

    return make


@pytest.fixture
def others(writable: TestClient) -> Others:
    return Others(writable, bearer(writable, "administratör", HeldRole(Role.ADMIN)))


@pytest.fixture
def club(link: Link) -> Answerer:
    """IF Norr, of which the demo's Utbildningsförvaltningen is said to help with homework (tie t2, by one party)."""
    return link("c3")


def later(client: TestClient, days: int) -> None:
    """Let days pass."""
    state = client.app.state  # type: ignore[attr-defined]
    then = state.gate.now
    state.gate = replace(state.gate, now=lambda: then() + timedelta(days=days))
