"""The brokers of a place: facts in words, a table that sorts by links, adjectives only when they are earned."""

import re
from dataclasses import replace
from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.pages.brokers import Order, brokers_page, in_order
from api.pages.sights import Sight
from graph.analysis import Analysis, analyse
from graph.once import KEPT
from graph.verdict import Verdict
from tests.api.pages.visible import links, part, words
from tests.graph.conftest import demo_register


def names(html: str) -> list[str]:
    table = html.partition('<table class="numbers">')[2].partition("</table>")[0]
    return re.findall(r'<th scope="row"><a[^>]*>([^<]*)</a>', table)


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyse(demo_register("place-a"), "kn", date(2026, 11, 1))


def standing_out(analysis: Analysis, *actors: str) -> Analysis:
    """Return the analysis with these actors, and no others, connecting more pairs than chance explains."""
    brokers = tuple(replace(broker, p_cross_sector=0.1 if broker.id in actors else 0.5) for broker in analysis.brokers)
    changed = Analysis(analysis.system)
    vars(changed)[KEPT] = {"brokers": brokers}
    return changed


def called_clear(registered: Analysis, confirmed: Analysis) -> list[str]:
    page = brokers_page(Sight(registered, (), date(2026, 11, 22), confirmed), Order.NAME)
    return [row.actor.id for row in page.rows if row.verdict is Verdict.CLEAR]


def test_who_stands_out_in_both_readings_is_a_clear_broker(analysis: Analysis) -> None:
    registered, confirmed = standing_out(analysis, "k1", "n1"), standing_out(analysis, "k1", "k3")
    assert called_clear(registered, confirmed) == ["k1"]


def test_nobody_is_called_clear_in_a_small_network(analysis: Analysis) -> None:
    # place-b has six actors.
    small = analyse(demo_register("place-b"), "bn", date(2026, 11, 1))
    everybody = standing_out(small, *(broker.id for broker in small.brokers))
    assert called_clear(everybody, everybody) == []


def test_brokers_are_described_in_words(demo_client: TestClient) -> None:
    # n1: five contacts, gatekeeper 4 + liaison 3 = 7 open pairs, all across sectors; 6 of them only through n1.
    described = part(demo_client.get("/platser/kn/brobyggare").text, '<ol class="in-words">', "</li>")
    assert described == (
        "Fastighets AB Näringsliv 5 kontakter. 7 par av dem har ingen registrerad kontakt med varandra, "
        "7 av paren är från olika sektorer. Det är ungefär som väntat för så många kontakter. "
        "För 6 par är den deras enda gemensamma kontakt. "
        "Om den försvinner tappar 9 av 45 andra par vägen till varandra: en skör länk."
    )


def test_nobody_is_called_clear_where_too_little_is_known(demo_client: TestClient) -> None:
    described = part(demo_client.get("/platser/sverige/brobyggare").text, '<ol class="in-words">', "</ol>")
    assert "För lite är känt för att säga om det är fler än väntat." in described
    assert "tydlig brobyggare" not in described


def test_the_table_starts_with_pairs_across_sectors(demo_client: TestClient) -> None:
    shown = names(demo_client.get("/platser/kn/brobyggare").text)
    assert shown[:4] == ["Fastighets AB", "Kommunledningskontoret", "Socialförvaltningen", "Hjälpkretsen"]


def test_the_table_sorts_by_a_link(demo_client: TestClient) -> None:
    html = demo_client.get("/platser/kn/brobyggare").text
    by_name = next(address for address in links(html) if "order=name" in address)
    assert by_name == "/platser/kn/brobyggare?date=2026-11-01&order=name#alla"
    sorted_page = demo_client.get(by_name).text
    assert names(sorted_page)[:3] == ["Arbetsförmedlingen", "Fastighets AB", "Företagarna"]
    assert 'aria-sort="ascending"' in sorted_page


def test_an_order_that_does_not_exist_is_explained(demo_client: TestClient) -> None:
    answer = demo_client.get("/platser/kn/brobyggare?order=fame")
    assert answer.status_code == 400
    assert "är inget av de värden som går att välja" in words(answer.text)


def test_every_order_accepts_no_rows() -> None:
    assert [in_order((), order) for order in Order] == [()] * len(Order)


def test_the_isolated_have_no_circles(demo_client: TestClient) -> None:
    row = part(demo_client.get("/platser/kn/brobyggare?order=name").text, ">Systrarna</a></th>", "</tr>")
    assert row == "Civilsamhälle 0 0 0 0 0 0 0 – 0"
