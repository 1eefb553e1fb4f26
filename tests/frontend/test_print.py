"""Places side by side on paper: all columns of twelve places, which the screen may scroll to."""

from playwright.sync_api import Page

TWELVE = ("kn", "bn", "malmo", "goteborg", "umea", "sverige", "lulea", "uppsala", "lund", "stockholm", "boras", "tierp")

INSIDE_LANDSCAPE_A4 = 1032
"""Pixels of 1/96 inch: 297 mm less two margins of 12 mm."""


def test_twelve_places_fit_on_a_sheet_that_lies_down(page: Page) -> None:
    page.set_viewport_size({"width": INSIDE_LANDSCAPE_A4, "height": 700})
    page.goto("/jamfor?" + "&".join(f"place={place}" for place in TWELVE))
    page.emulate_media(media="print")
    for table in (".beside", ".known-table"):
        assert page.locator(table).evaluate("table => table.getBoundingClientRect().right") <= INSIDE_LANDSCAPE_A4
    assert page.locator(".beside thead th").count() == 13


def test_the_sheet_lies_down(page: Page) -> None:
    page.goto("/jamfor?place=kn&place=bn")
    # 297 mm by 210 mm, in points of 1/72 inch.
    assert b"/MediaBox [0 0 841.91998 594.95996]" in page.pdf(prefer_css_page_size=True)
