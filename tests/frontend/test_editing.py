"""Registering in a browser: by keyboard alone, and with names that try to be more than text."""

import uuid

import pytest
from playwright.sync_api import Page, expect

NASTY = "=1+1<script>document.title='x'</script><b onmouseover=alert(1)>&amp;\"'%s{{7*7}}"


def reach(page: Page, label: str) -> None:
    """Press Tab until a field has the focus, as somebody without a mouse does."""
    wanted = page.get_by_label(label, exact=False).first
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{label} was not reached by Tab")


def register_actor(page: Page, name: str) -> None:
    page.goto("/platser/kn/registrera/aktor")
    reach(page, "Namn")
    page.keyboard.insert_text(name)
    reach(page, "Samhällssektor")
    page.keyboard.type("Civil")
    # Enter in a text field saves.
    page.get_by_label("Namn").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(f"Sparat: {name}")


def test_two_actors_and_a_tie_between_them_are_made_by_keyboard_and_seen_in_the_map(editor: Page) -> None:
    mark = uuid.uuid4().hex[:6]
    one, other = f"Bron {mark}", f"Ån {mark}"
    register_actor(editor, one)
    register_actor(editor, other)
    editor.goto("/platser/kn/registrera/samarbete")
    reach(editor, "Den ena aktören")
    editor.keyboard.insert_text(one)
    reach(editor, "Den andra aktören")
    editor.keyboard.insert_text(other)
    reach(editor, "nivå okänd")
    editor.keyboard.press("ArrowUp")
    reach(editor, "Läge")
    editor.get_by_role("combobox", name="Den andra aktören").focus()
    editor.keyboard.press("Enter")
    expect(editor.get_by_role("status")).to_contain_text(f"Sparat: {one} – {other}")
    expect(editor.get_by_role("status")).to_be_focused()

    editor.goto("/platser/kn/karta")
    row = editor.locator("tr[data-tie]").filter(has_text=one)
    expect(row).to_contain_text(other)
    expect(row).to_contain_text("partnerskap")


def test_the_first_fault_is_one_key_away(editor: Page) -> None:
    editor.goto("/platser/kn/registrera/avtal")
    editor.get_by_label("Titel").focus()
    editor.keyboard.press("Enter")
    expect(editor.locator(".fault-summary")).to_be_focused()
    editor.keyboard.press("Tab")
    editor.keyboard.press("Enter")
    expect(editor.get_by_label("Titel")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_name_full_of_markup_stays_text_wherever_it_is_shown(editor: Page, width: int) -> None:
    name = f"{NASTY} {width}"
    editor.set_viewport_size({"width": width, "height": 800})
    register_actor(editor, name)
    editor.get_by_role("status").get_by_role("link", name=name, exact=True).click()
    expect(editor.get_by_role("heading", level=1)).to_contain_text(name)
    editor.get_by_role("link", name="Registrera ett samarbete").click()
    expect(editor.get_by_role("combobox", name="Den ena aktören")).to_have_value(name)
    editor.get_by_role("combobox", name="Den andra aktören").fill("Regionen")
    editor.keyboard.press("Enter")
    expect(editor.get_by_role("status")).to_contain_text(name)
    for address in ("registrera", "karta", "brobyggare", "vem-gor-vad", "luckor", "forslag"):
        editor.goto(f"/platser/kn/{address}")
        assert not editor.title().startswith("x")
        assert editor.locator("b[onmouseover]").count() == 0
        assert editor.evaluate("document.documentElement.scrollWidth") <= width, address
    editor.goto("/platser/kn/karta")
    expect(editor.locator("tr[data-actor]").filter(has_text=name)).to_have_count(1)


@pytest.mark.parametrize("slug", ["aktor", "samarbete", "forum", "avtal"])
def test_a_narrow_form_does_not_scroll_sideways(editor: Page, slug: str) -> None:
    editor.set_viewport_size({"width": 360, "height": 740})
    editor.goto(f"/platser/kn/registrera/{slug}")
    editor.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    assert editor.evaluate("document.documentElement.scrollWidth") == 360
