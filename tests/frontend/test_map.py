"""The map in a browser: the canvas answers, the tables follow, and nothing is lost without script."""

import pytest
from playwright.sync_api import Browser, Page, expect

MAP = "/platser/kn/karta?date=2026-11-01"


@pytest.fixture
def live(page: Page) -> Page:
    """The map with its canvas running."""
    page.goto(MAP)
    expect(page.locator(".map-tools")).to_be_visible()
    return page


def test_the_canvas_takes_the_place_of_the_picture(live: Page) -> None:
    expect(live.locator(".map-live canvas")).to_be_visible()
    expect(live.locator(".map-still")).to_be_hidden()


def test_a_row_of_the_table_shows_the_actor_on_the_map_with_its_ties(live: Page) -> None:
    live.locator("tr[data-actor=k1] a[data-focus]").click()
    panel = live.locator(".map-panel")
    expect(panel.locator("h3")).to_be_focused()
    expect(panel.locator(".map-ties > li")).to_have_count(5)
    panel.locator("summary").first.click()
    expect(panel.get_by_text("Källa:").first).to_be_visible()
    live.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(live.locator("tr[data-actor=k1] a[data-focus]")).to_be_focused()


def test_a_mark_answers_to_a_click(live: Page) -> None:
    data = live.evaluate("JSON.parse(document.getElementById('map-data').textContent)")
    node = next(node for node in data["nodes"] if node["id"] == "k1")
    box = live.locator(".map-live").bounding_box()
    assert box is not None
    scale = min(box["width"] / data["width"], box["height"] / data["height"])
    middle = {
        "x": box["width"] / 2 + (node["x"] - data["width"] / 2) * scale,
        "y": box["height"] / 2 + (node["y"] - data["height"] / 2) * scale,
    }
    live.locator(".map-live canvas").click(position={"x": middle["x"], "y": middle["y"]})
    expect(live.locator(".map-panel h3")).to_have_text(node["label"])


def test_a_filter_answers_at_once_and_stays_in_the_address(live: Page) -> None:
    live.get_by_text("Välj vad kartan visar").click()
    live.get_by_label("Civilsamhälle").uncheck()
    # Four of the twelve are associations; seven of the seventeen ties have at least one of them at an end.
    expect(live.locator(".map-shown")).to_have_text("Urvalet visar 8 av 12 aktörer och 10 av 17 samarbeten.")
    expect(live.locator("tr[data-actor]:visible")).to_have_count(8)
    expect(live.locator("tr[data-tie]:visible")).to_have_count(10)
    assert "sector=civil_society" not in live.url
    assert "sector=state" in live.url
    live.reload()
    expect(live.locator("tr[data-actor]:visible")).to_have_count(8)


def test_a_search_finds_an_actor_by_part_of_its_name(live: Page) -> None:
    live.get_by_label("Sök aktör").fill("polis")
    live.keyboard.press("Enter")
    expect(live.locator(".map-panel h3")).to_contain_text("Polis")


def test_no_key_of_the_page_is_taken_by_the_canvas(live: Page) -> None:
    assert live.locator(".map-live [tabindex='0']").count() == 0


def test_the_picture_prints_and_the_canvas_does_not(live: Page) -> None:
    live.emulate_media(media="print")
    expect(live.locator(".map-svg")).to_be_visible()
    expect(live.locator(".map-live")).to_be_hidden()
    expect(live.locator(".map-filter")).to_be_hidden()


def test_a_narrow_window_shows_everything_without_scrolling_sideways(live: Page) -> None:
    live.set_viewport_size({"width": 360, "height": 740})
    assert live.evaluate("document.documentElement.scrollWidth") == 360


def test_the_map_works_without_script(browser: Browser, served_demo: str) -> None:
    context = browser.new_context(base_url=served_demo, java_script_enabled=False)
    page = context.new_page()
    page.goto(MAP)
    expect(page.locator(".map-svg")).to_be_visible()
    expect(page.locator(".map-tools")).to_be_hidden()
    page.get_by_label("Sök aktör").fill("polis")
    page.keyboard.press("Enter")
    expect(page.locator(".map-svg .node.focus")).to_have_count(1)
    context.close()


def test_names_in_a_row_keep_to_one_line_inside_their_sector_and_none_is_lost(live: Page) -> None:
    placed = live.evaluate(
        """async () => {
          const { Names } = await import("/static/map-names.js");
          const name = (id, x, label) => ({ id, x, y: 180, size: 4, parked: true, sector: "state", label, ways: [] });
          const map = {
            width: 1000, height: 400, unit: 1,
            regions: [{ sector: "state", box: [0, 0, 400, 200], parking: [0, 150, 400, 200] }],
            nodes: [
              name("one", 10, "Föreningen ".repeat(9)),
              name("two", 210, "W".repeat(500)),
              name("last", 390, "Kort namn"),
            ],
          };
          const names = new Names(map, { font: "sans-serif", sectors: { state: { name: "Stat" } } });
          const view = { whole: 1, visible: new Set(["one", "two", "last"]), focus: "", isFar: () => false };
          return names.place(1, view).map(({ node, lines, box }) => [node.id, lines, box[2]]);
        }"""
    )
    assert [(node, len(lines), lines[0][-1]) for node, lines, _ in placed] == [("one", 1, "…"), ("two", 1, "…")]
    # The first stops before the mark of the second, the second before that of the third, which has no room at all.
    assert placed[0][2] < 206
    assert placed[1][2] < 386
