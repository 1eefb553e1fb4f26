"""A demo that browser tests may change, and somebody who looks after a map in it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import is_local
from tests.server import served


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of a demo of its own, which the tests of a module change, and the password of its accounts."""
    folder: Path = tmp_path_factory.mktemp("workshop")
    with served(folder, "start") as address:
        told = re.search(r"Lösenord till alla: (\S+)", (folder / "service.log").read_text())
        assert told is not None
        yield address, told[1]


@pytest.fixture
def editor(browser: Browser, workshop: tuple[str, str]) -> Iterator[Page]:
    """A page of somebody who has signed in to look after Exempelkommunen's map."""
    address, password = workshop
    complaints: list[str] = []
    context = browser.new_context(base_url=address, locale="sv-SE", reduced_motion="reduce")
    context.on("request", lambda r: complaints.append(r.url) if not is_local(r.url, address) else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("dialog", lambda dialog: complaints.append(dialog.message))
    page = context.new_page()
    page.goto("/logga-in")
    page.get_by_label("E-postadress").fill("samordnare@demo.example")
    page.get_by_label("Lösenord", exact=True).fill(password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Logga ut")).to_be_visible()
    yield page
    context.close()
    assert complaints == []
