"""The page of two days: a summary first, then what came and went, then what was merely registered later."""

from fastapi.testclient import TestClient

from tests.api.pages.visible import words


def test_a_summary_comes_first(demo_client: TestClient) -> None:
    told = words(demo_client.get("/platser/kn/forandring?from=2020-01-01&date=2026-11-22").text)
    assert "Från 1 januari 2020 till 22 november 2026: 17 samarbeten har kommit till och 0 har upphört." in told
    assert "Hjälpkretsen – Hyresgästgruppen" in told
    assert "Känt den första dagen: 0 % av paren. Känt den andra dagen: 86 % av paren." in told


def test_days_that_are_mixed_up_are_put_in_order(demo_client: TestClient) -> None:
    answer = demo_client.get("/platser/kn/forandring?from=2026-11-22&date=2020-01-01", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/platser/kn/forandring?date=2026-11-22&from=2020-01-01"


def test_the_same_day_twice_shows_that_nothing_changed(demo_client: TestClient) -> None:
    told = words(demo_client.get("/platser/kn/forandring?from=2026-11-01&date=2026-11-01").text)
    assert "Inget registrerat har kommit till eller upphört." in told
    assert "Inget är nyregistrerat mellan dagarna." in told


def test_a_place_without_actors_on_the_first_day_says_what_to_choose(demo_client: TestClient) -> None:
    told = words(demo_client.get("/platser/rinkeby/forandring?from=1990-01-01&date=2000-01-01").text)
    assert "Ingen aktör är registrerad för 1 januari 1990. Välj en senare första dag" in told


def test_the_view_goes_along_with_the_form(demo_client: TestClient) -> None:
    html = demo_client.get("/platser/kn/forandring?view=organisation").text
    assert '<input type="hidden" name="view" value="organisation">' in html
    assert 'action="/platser/kn/forandring"' in html
