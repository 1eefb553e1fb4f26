"""The page of suggestions: who to ask, why, the mentors, and the answer to the form."""

import pytest
from fastapi.testclient import TestClient

from api.language import languages
from api.pages.sights import Sight
from api.pages.suggestions import suggestions_page
from api.selections import TwoToMeet
from api.templating import Frame, render
from graph.analysis import analyse
from tests.api.pages.visible import links, part, words
from tests.graph.drawn import DAY, actor, actors, make_register, ties

ADDRESS = "/platser/kn/forslag"


def test_a_reader_is_told_whom_to_ask_to_introduce_whom_and_why(demo_client: TestClient) -> None:
    shown = words(demo_client.get(ADDRESS).text)

    assert "Kommunledningskontoret Kommun Be dem föra ihop Arbetsförmedlingen och Hjälpkretsen ." in shown
    assert "Därför: Ingen registrerad samverkan mellan staten (2 aktörer) och civilsamhället (4 aktörer)." in shown
    assert "Regionen och Fastighets AB , till exempel i Trygghetsgruppen." in shown


def test_the_reason_leads_to_the_finding(demo_client: TestClient) -> None:
    page = demo_client.get(ADDRESS).text
    report = demo_client.get("/platser/kn/luckor").text

    assert "/platser/kn/luckor?date=2026-11-01#G02-state-civil_society" in links(page)
    assert 'id="G02-state-civil_society"' in report


def test_the_same_two_are_named_once_with_all_their_reasons(demo_client: TestClient) -> None:
    page = demo_client.get(ADDRESS).text

    assert page.count("#G02-region-civil_society") == 1
    asked = part(page, '<h2 id="brobyggare">', "<h2")
    assert sum(asked.count(pair) for pair in ("Regionen och Hjälpkretsen", "Hjälpkretsen och Regionen")) == 1


def test_the_lonely_are_invited_and_small_ones_without_mentor_are_named(demo_client: TestClient) -> None:
    page = demo_client.get(ADDRESS).text

    assert "Systrarna till Föreningsrådet. Därför: Systrarna har ingen registrerad samverkan med någon annan." in (
        part(page, '<h2 id="bjudin">', "</section>")
    )
    assert "ingen registrerad mentor" in part(page, '<h2 id="mentorer">', "</section>")


def test_the_answer_stands_before_the_form_which_keeps_the_choice(demo_client: TestClient) -> None:
    page = demo_client.get(ADDRESS, params={"a": "s2", "b": "c1", "date": "2026-11-01"}).text

    assert part(page, 'class="answer-first">', "</p>") == (
        "Be Kommunledningskontoret, som har kontakt med båda, att föra samman Polisen och Hjälpkretsen, "
        "till exempel i Trygghetsgruppen."
    )
    assert page.index('class="answer"') < page.index('class="meet"')
    assert '<option value="s2" selected>Polisen</option>' in page
    assert '<option value="c1" selected>Hjälpkretsen</option>' in page
    assert 'name="date" value="2026-11-01"' in page


def test_two_sectors_are_answered_with_the_nearest_of_them(demo_client: TestClient) -> None:
    page = demo_client.get(ADDRESS, params={"a": "state", "b": "civil_society"}).text

    assert part(page, '<h2 id="svar">', "</h2>") == "Stat och Civilsamhälle"
    assert "föra samman Arbetsförmedlingen och Hjälpkretsen" in part(page, 'class="answer-first">', "</p>")


def test_two_that_collaborate_are_told_so(demo_client: TestClient) -> None:
    page = demo_client.get(ADDRESS, params={"a": "k1", "b": "c1"}).text

    assert part(page, 'class="answer-first">', "</p>") == "Kommunledningskontoret och Hjälpkretsen samverkar redan."
    assert "Andra vägar" not in words(page)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"a": "s2"}, "Välj två aktörer eller sektorer som ska mötas."),
        ({"a": "s2", "b": "s2"}, "De två är samma aktör eller sektor. Välj två olika."),
        ({"a": "s2", "b": "kb"}, "finns inte bland platsens registrerade aktörer den här dagen"),
    ],
    ids=str,
)
def test_what_cannot_be_answered_is_said_above_the_form(
    demo_client: TestClient, asked: dict[str, str], told: str
) -> None:
    answer = demo_client.get(ADDRESS, params=asked)

    assert answer.status_code == 400
    assert told in part(answer.text, 'role="alert" tabindex="-1" autofocus>', "</div>")
    assert '<option value="s2" selected>' in answer.text
    assert "#a" in links(answer.text)


def test_a_day_without_contacts_has_nobody_to_ask_and_says_so(demo_client: TestClient) -> None:
    page = demo_client.get(ADDRESS, params={"date": "1900-01-01"}).text

    assert "Inget fynd går att möta genom en registrerad gemensam kontakt." in part(
        page, 'id="brobyggare"', "</section>"
    )


def test_a_mentor_is_named_with_the_ground_that_it_shares_and_a_host_with_its_address() -> None:
    drawn = make_register(
        actor("k1", email="kommunen@exempel.se"),
        actors("k2 k3"),
        ties("k1 - k2, k1 - k3"),
        actor("c1", "civil_society", "ng", capacity="small", themes="health"),
        actor("l1", "civil_society", "kn", capacity="large", mentor="yes", themes="health"),
    )
    seen = Sight(analyse(drawn, "kn", DAY), (), DAY)
    swedish = languages()["sv"]
    page = render(suggestions_page(seen, TwoToMeet()), Frame(swedish, (swedish,), ADDRESS))

    assert part(page, '<div class="asked">', "</ul>").startswith(
        "K1 Kommun kommunen@exempel.se Kan ta kontakt med och bjuda in: C1 . Därför: Ingen registrerad samverkan "
        "mellan kommunen (3 aktörer) och civilsamhället (2 aktörer)."
    )
    assert part(page, '<h2 id="mentorer">', "</article>").endswith(
        "C1 Kan få stöd av: L1 Delar: hälsa. Båda verkar i NG."
    )


def test_a_sector_without_actors_is_said_to_have_none(demo_client: TestClient) -> None:
    answer = demo_client.get(ADDRESS, params={"a": "research", "b": "state"})

    assert answer.status_code == 200
    told = part(answer.text, '<section class="answer"', "</section>")
    assert "Ingen aktör i sektorn Forskning är registrerad här den här dagen." in told
    assert "Ingen registrerad aktör kan föra samman dem." not in told
