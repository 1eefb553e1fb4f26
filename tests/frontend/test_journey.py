"""A municipal officer's way in, clicked in a browser: start page, place, map, finding, evidence."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

WIDTHS = (1280, 360)


@pytest.mark.parametrize("width", WIDTHS)
def test_from_the_start_page_to_the_map_and_to_a_finding_with_its_evidence(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/")
    page.get_by_role("searchbox").or_(page.get_by_label(re.compile("Sök"))).first.fill("exempelkommunen")
    page.get_by_role("button", name="Sök plats").click()
    page.get_by_role("link", name="Exempelkommunen", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Exempelkommunen")
    expect(page.locator("main")).to_contain_text("17 samarbeten, varav 15 bekräftade")

    page.get_by_role("link", name="Karta", exact=True).first.click()
    expect(page.locator("main")).to_contain_text("12 registrerade aktörer")

    page.get_by_role("link", name="Luckor", exact=True).first.click()
    finding = page.locator("article, li, section").filter(has_text="Samma fråga, ingen samverkan").last
    expect(finding).to_contain_text("1 av 1 par av aktörer som arbetar med arbetsmarknad")
    finding.get_by_text("Underlag och säkerhet").click()
    expect(finding).to_contain_text("Jobbspår")
    expect(finding).to_contain_text("påhittat exempel")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_same_way_works_without_script(browser: Browser, served_demo: str) -> None:
    context = browser.new_context(base_url=served_demo, java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="Exempelkommunen", exact=True).first.click()
    page.get_by_role("link", name="Läs hela luckrapporten").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Luckor i samverkan")
    page.get_by_role("link", name="Karta", exact=True).first.click()
    expect(page.locator("svg").last).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("place", "day"),
    [
        ("sverige", "1 september 2020"),
        ("umea", "1 september 2020"),
        ("lund", "1 juni 2023"),
        ("norrbottens-lan", "1 juni 2023"),
        ("kn", "1 november 2026"),
        ("bn", "1 november 2026"),
    ],
)
def test_a_place_opens_at_the_day_that_its_data_describe_and_today_is_one_click_away(
    page: Page, place: str, day: str
) -> None:
    page.goto(f"/platser/{place}")
    seen_on = page.locator(".as-of summary")
    expect(seen_on).to_contain_text(f"Läget {day}")
    page.get_by_role("link", name="Visa läget i dag").click()
    expect(seen_on).not_to_contain_text(f"Läget {day}")


def test_sweden_names_both_sources_and_says_whose_reporting_the_first_is(page: Page) -> None:
    page.goto("/platser/sverige")
    expect(page.get_by_text("Delmos dokument från 2020", exact=True)).to_be_visible()
    expect(page.get_by_text("myndigheten Delmos egen rapportering")).to_be_visible()
    expect(page.get_by_text("Partnerskap och överenskommelser på webben 2023", exact=True)).to_be_visible()
