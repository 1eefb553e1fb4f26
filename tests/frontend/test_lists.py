"""Twenty rows copied from a spreadsheet are pasted, put right and stored in a browser, wide and narrow."""

import re

import pytest
from playwright.sync_api import Page, expect

HEADING = "Namn\tOrg.nr\tSlag\tKontaktperson\tE-post\tOrt"
MOST_WIDTHS = (1280, 360)


def copied(mark: str) -> str:
    """Return what a spreadsheet puts on the clipboard: a double, an error, and eighteen rows that are ready."""
    double = "Hjälpkretsen\t\tFörening\tAnna Exempel\tinfo@hjalpkretsen.example\tExempelkommunen"
    wrong = f"Idrottsklubben {mark}\t880320-0016\tFörening\tBo Exempel\t\tExempelkommunen"
    ready = [f"Kören {mark} {number}\t\tFörening\tCia Exempel\t\tExempelkommunen" for number in range(1, 19)]
    return "\r\n".join([HEADING, double, wrong, *ready, ""])


@pytest.mark.parametrize("width", MOST_WIDTHS)
def test_twenty_rows_from_a_spreadsheet_are_pasted_put_right_and_stored(editor: Page, width: int) -> None:
    editor.set_viewport_size({"width": width, "height": 900})
    mark = f"vid {width}"
    editor.goto("/platser/kn/registrera")
    editor.get_by_role("link", name=re.compile("Många på en gång")).click()
    editor.get_by_label("Klistra in listan här").fill(copied(mark))
    editor.get_by_role("button", name="Läs och visa").click()

    state = editor.get_by_label("Så här långt")
    expect(state).to_contain_text(re.compile(r"kan sparas\s*18\s*att rätta\s*1\s*väntar på ditt svar\s*1"))
    columns = editor.locator(".column-list")
    expect(columns).to_contain_text("Läses inte in: kolumnen ser ut att innehålla uppgifter om kontaktpersoner")
    expect(editor.locator("body")).not_to_contain_text("Anna Exempel")
    wrong = editor.get_by_label("Org.nr, rad 3")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert editor.evaluate(fits)

    wrong.fill("")
    editor.get_by_role("radio", name=re.compile("Samma aktör som Hjälpkretsen")).check()
    # Enter in a field keeps what was typed, and takes no row away.
    wrong.press("Enter")
    expect(state).to_contain_text(re.compile(r"kan sparas\s*20\s*att rätta\s*0\s*väntar på ditt svar\s*0"))

    editor.get_by_role("button", name="Spara alla 20 rader").first.click()
    told = editor.get_by_role("status")
    expect(told).to_contain_text("aktörer: 19 nya")
    assert editor.evaluate(fits)
    told.get_by_role("button", name="Ångra hela inläsningen").click()
    editor.goto(f"/platser/kn/registrera?q=Kören {mark}")
    expect(editor.locator("body")).not_to_contain_text(f"Kören {mark} 1")
