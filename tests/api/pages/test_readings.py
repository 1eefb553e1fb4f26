"""Where the confirmed reading gives another answer, pages show both."""

from fastapi.testclient import TestClient

KN = "/platser/kn/"
DAY = {"date": "2026-11-01"}


def test_a_cell_says_how_many_of_its_collaborations_are_confirmed(demo_client: TestClient) -> None:
    # t2 (k2 - c3, told by one party) is not confirmed: of the three between municipality and civil society two are.
    html = demo_client.get(f"{KN}sektorer", params=DAY).text
    assert html.count("varav 2 bekräftade") == 2  # the cell stands on both sides of the diagonal
    turned = demo_client.get(f"{KN}sektorer", params=DAY | {"readings": "minus"}).text
    assert "3 registrerade" in turned


def test_the_report_says_what_the_other_reading_would_change(demo_client: TestClient) -> None:
    html = demo_client.get(f"{KN}luckor", params=DAY).text
    assert "Räknas bara det som är bekräftat eller dokumenterat blir bilden delvis en annan" in html
    assert "/platser/kn/luckor?date=2026-11-01&amp;readings=minus" in html
    turned = demo_client.get(f"{KN}luckor", params=DAY | {"readings": "minus"}).text
    assert "Räknas allt som är registrerat blir bilden delvis en annan" in turned


def test_where_both_readings_agree_nothing_is_said_of_the_other(demo_client: TestClient) -> None:
    # Every edge of bn is confirmed.
    html = demo_client.get("/platser/bn/luckor", params=DAY).text
    assert "blir bilden delvis en annan" not in html


def test_changing_the_day_keeps_what_else_the_page_was_asked(demo_client: TestClient) -> None:
    html = demo_client.get("/platser/kn/tank-om?date=2026-11-01&utan=actors:k1&utan=forums:f1&view=organisation").text
    assert html.count('<input type="hidden" name="utan" value="actors:k1">') >= 1
    assert html.count('<input type="hidden" name="utan" value="forums:f1">') >= 1
    assert (
        'href="/platser/kn/tank-om?date=2026-11-22&amp;view=organisation&amp;utan=actors%3Ak1&amp;utan=forums%3Af1"'
        in html
    )
