"""The links with which organisations register themselves: made, shown and revoked by those who decide at the place."""

import html
import re
from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.pages.joining.link_making import final_day
from tests.api.pages.editing.conftest import Writer
from tests.api.pages.joining.joining import HERE, link_to, rows, words


@pytest.mark.parametrize(
    ("lifetime", "until", "last"),
    [
        ("week", "", date(2026, 11, 29)),
        ("month", "", date(2026, 12, 22)),
        ("three", "", date(2027, 2, 22)),
        ("nonsense", "2026-12-01", date(2026, 12, 22)),
        ("until", "2026-11-22", date(2026, 11, 22)),
        ("until", "2026-12", date(2026, 12, 31)),
        ("until", "2027-11-22", date(2027, 11, 22)),
    ],
)
def test_a_link_lives_as_long_as_was_chosen(lifetime: str, until: str, last: date) -> None:
    assert final_day(lifetime, until, date(2026, 11, 22)) == last


def test_a_link_is_made_copied_and_revoked(editor: Writer, writable: TestClient) -> None:
    made = editor.send(f"{HERE}/lankar", {"lifetime": "month", "until": ""})
    assert (made.status_code, made.headers["location"]) == (303, f"{HERE}#lankar")
    page = editor.see(HERE)
    (address,) = re.findall(r'value="(http://testserver/anslut/[^"]+)"', page)
    assert writable.get(html.unescape(address)).status_code == 200
    (row,) = rows(writable, "registration_links")
    assert editor.send(f"{HERE}/lankar/{row['id']}/aterkalla", {}).status_code == 303
    assert writable.get(address).status_code == 410
    assert "1 länk som inte gäller längre" in words(editor.see(HERE))


@pytest.mark.parametrize("until", ["", "i morgon", "2020-01-01", "2999-01-01", "9999-12-31"])
def test_a_lifetime_that_cannot_be_is_asked_for_again(editor: Writer, writable: TestClient, until: str) -> None:
    answer = editor.send(f"{HERE}/lankar", {"lifetime": "until", "until": until})
    assert (answer.status_code, rows(writable, "registration_links")) == (422, [])
    assert f'value="{until}"' in answer.text
    assert 'aria-describedby="until-fault"' in answer.text


def test_a_link_to_another_place_is_not_revoked(editor: Writer, writable: TestClient) -> None:
    link = link_to(writable, "lulea")
    row_id = link.removeprefix("/anslut/").partition(".")[0]
    assert editor.send(f"{HERE}/lankar/{row_id}/aterkalla", {}).status_code == 303
    assert writable.get(link).status_code == 200
