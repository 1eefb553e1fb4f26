"""Somebody at the forms: the demo on each database, asked with a real token, and forms filled in as a browser does."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx2
import pytest
from fastapi.testclient import TestClient

from api.access.viewer import HeldRole
from models.vocabulary import Role
from tests.api.accounts import bearer

_CONTROL = re.compile(r"<(input|textarea|select)\b([^>]*)>(.*?)(?=<input|<textarea|<select|</form>)", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
_OPTION = re.compile(r"<option ([^>]*)>")


@dataclass
class Writer:
    """Somebody who reads pages and sends forms."""

    client: TestClient
    headers: Mapping[str, str]

    def see(self, address: str) -> str:
        answer = self.client.get(address, headers=self.headers)
        assert answer.status_code == 200, (answer.status_code, address)
        return answer.text

    def status(self, address: str) -> int:
        return self.client.get(address, headers=self.headers, follow_redirects=False).status_code

    def send(self, address: str, fields: Mapping[str, str | list[str]]) -> httpx2.Response:
        return self.client.post(
            address,
            content=urlencode(fields, doseq=True),
            headers={**self.headers, "content-type": "application/x-www-form-urlencoded"},
            follow_redirects=False,
        )

    def fill(self, address: str, **changes: str | list[str]) -> httpx2.Response:
        """Open a form, change some of its fields and send all of them."""
        return self.send(address, {**form_fields(self.see(address)), **changes})

    def record(self, address: str) -> dict[str, object]:
        found: dict[str, object] = self.client.get(f"/api/v1/{address}", headers=self.headers).json()
        return found


def form_fields(page: str) -> dict[str, str | list[str]]:
    """Return what a browser would send of the page's record form, untouched."""
    _, _, form = page.partition('class="record-form"')
    fields: dict[str, list[str]] = {}
    for kind, written, rest in _CONTROL.findall(form.partition("</form>")[0] + "</form>"):
        attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(written)}
        sent = _sent(kind, attributes, rest)
        if sent is not None and "name" in attributes:
            fields.setdefault(attributes["name"], []).append(sent)
    return {name: texts if len(texts) > 1 else texts[0] for name, texts in fields.items()}


def _sent(kind: str, attributes: dict[str, str], rest: str) -> str | None:
    if kind == "textarea":
        return html.unescape(rest.partition("</textarea>")[0])
    if kind == "select":
        options = [dict(_ATTRIBUTE.findall(option)) for option in _OPTION.findall(rest.partition("</select>")[0])]
        chosen = [option for option in options if "selected" in option] or options[:1]
        return html.unescape(chosen[0]["value"]) if chosen else ""
    if attributes.get("type") in ("radio", "checkbox") and "checked" not in attributes:
        return None
    return attributes.get("value", "")


@pytest.fixture
def editor(writable: TestClient) -> Writer:
    """Whoever looks after the map of Exempelkommunen."""
    return Writer(writable, bearer(writable, "samordnare", HeldRole(Role.EDITOR, "kn")))


@pytest.fixture
def member(writable: TestClient) -> Writer:
    """Somebody who speaks for Hjälpkretsen."""
    return Writer(writable, bearer(writable, "aktor", HeldRole(Role.MEMBER, None, "c1")))


@pytest.fixture
def admin(writable: TestClient) -> Writer:
    """Whoever may see and do everything."""
    return Writer(writable, bearer(writable, "administratör", HeldRole(Role.ADMIN)))


@pytest.fixture
def reader(writable: TestClient) -> Writer:
    """Somebody who may see the place and change nothing."""
    return Writer(writable, bearer(writable, "lasare", HeldRole(Role.READER, "kn")))


@pytest.fixture
def nobody(writable: TestClient, reader: Writer) -> Writer:
    """Somebody who has not signed in, where accounts exist."""
    return Writer(writable, {})
