"""Somebody who reads lists in: the demo on each database, asked with a real token."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import httpx2
import pytest
from fastapi.testclient import TestClient

from api.access.viewer import HeldRole
from models.vocabulary import Role
from tests.api.accounts import bearer
from tests.api.pages.editing.conftest import Writer

NEW_LIST = "/platser/kn/registrera/lista"


@dataclass
class Importer(Writer):
    """Somebody who pastes lists and looks through them."""

    def paste(self, text: str, kind: str = "") -> httpx2.Response:
        return self._post({"pasted": text, "kind": kind})

    def upload(self, content: bytes, name: str, kind: str = "") -> httpx2.Response:
        return self._post({"kind": kind}, {"file": (name, content)})

    def drafted(self, text: str, kind: str = "") -> str:
        """Paste a list and return the address of its draft."""
        answer = self.paste(text, kind)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def press(self, address: str, button: str, **changes: str) -> httpx2.Response:
        """Press a button of the page of a draft; only what is named changes."""
        version = re.search(r'name="version" value="(\d+)"', self.see(address))
        assert version
        typed = {name.replace("__", "."): text for name, text in changes.items()}
        return self.send(address.partition("?")[0], {"version": version[1], "do": button, **typed})

    def _post(self, fields: Mapping[str, str], files: Mapping[str, tuple[str, bytes]] | None = None) -> httpx2.Response:
        # Without a file too the form is sent as one that can hold a file.
        sent = files or {"file": ("", b"")}
        return self.client.post(NEW_LIST, data=fields, files=sent, headers=self.headers, follow_redirects=False)


@pytest.fixture
def editor(writable: TestClient) -> Importer:
    """Whoever looks after the map of Exempelkommunen."""
    return Importer(writable, bearer(writable, "samordnare", HeldRole(Role.EDITOR, "kn")))


@pytest.fixture
def member(writable: TestClient) -> Importer:
    """Somebody who speaks for Hjälpkretsen."""
    return Importer(writable, bearer(writable, "aktor", HeldRole(Role.MEMBER, None, "c1")))


@pytest.fixture
def reader(writable: TestClient) -> Importer:
    """Somebody who may see the place and change nothing."""
    return Importer(writable, bearer(writable, "lasare", HeldRole(Role.READER, "kn")))
