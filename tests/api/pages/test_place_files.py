"""The tables of a place's pages as files: linked from the page, with its day, in the reader's language."""

import re

import pytest
from fastapi.testclient import TestClient

from api.pages.place_files import FILES

PAGE_OF = {"aktorer": "karta", "samarbeten": "karta"}


@pytest.mark.parametrize("name", FILES)
def test_the_page_leads_to_its_file_of_the_same_day(client: TestClient, name: str) -> None:
    shown = client.get(f"/platser/kn/{PAGE_OF.get(name, name)}", params={"date": "2026-11-01"}).text
    (address,) = re.findall(rf'href="(/platser/kn/{name}\.csv[^"]*)"', shown)
    answer = client.get(address.replace("&amp;", "&"))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}-kn-2026-11-01.csv"'
    assert "2026-11-01" in answer.text


@pytest.mark.parametrize("name", FILES)
def test_the_file_speaks_the_language_that_was_chosen(client: TestClient, name: str) -> None:
    address = f"/platser/kn/{name}.csv?date=2026-11-01"
    swedish, english = client.get(address), client.get(address, headers={"cookie": "lang=en"})
    assert ";" in swedish.text.splitlines()[0]
    assert '","' in english.text.splitlines()[0]
    assert swedish.headers["vary"] == "Cookie"
    assert english.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", FILES)
def test_the_file_of_an_unknown_place_is_not_found(client: TestClient, name: str) -> None:
    assert client.get(f"/platser/atlantis/{name}.csv").status_code == 404
