"""Intermediaries against chance: asked for with a button, followed, and read when it is done."""

from collections.abc import Iterator
from concurrent.futures import Future
from datetime import date
from threading import Event

import pytest
from fastapi.testclient import TestClient

from api.application import create_app
from api.betweenness_tests import Standing, ask
from api.language import languages
from api.long_work import LongWork, Stage
from api.pages.betweenness import BetweennessPage, betweenness_page
from api.pages.sights import Sight
from api.settings import Settings
from api.templating import Frame, render
from graph.analysis import analyse
from graph.betweenness_null import BetweennessNull, BetweennessTest, Mediation, mark_of
from graph.register import Register
from graph.system import Reading, System
from graph.verdict import Verdict
from tests.api.pages.conftest import TODAY
from tests.api.pages.visible import links, part, words
from tests.graph.conftest import demo_register
from tests.graph.drawn import actors, make_register, ties

PATIENCE_S = 60
ADDRESS = "/platser/kn/brobyggare/mellanhander"
DAY = date(2026, 11, 1)


@pytest.fixture
def client(sqlite_demo: str) -> Iterator[TestClient]:
    """The application over the demo, with comparisons of its own."""
    app = create_app(Settings(database_url=sqlite_demo, threads=2))
    app.state.today = lambda: TODAY
    with TestClient(app, follow_redirects=False) as asking:
        yield asking


@pytest.fixture
def let_go() -> Iterator[Event]:
    event = Event()
    yield event
    event.set()


def kept_work(client: TestClient) -> LongWork[BetweennessTest]:
    kept: LongWork[BetweennessTest] = client.app.state.betweenness_tests  # type: ignore[attr-defined]
    return kept


def demo_system() -> System:
    return analyse(demo_register("place-a"), "kn", DAY).system


def begin(client: TestClient, question: str, let_go: Event, done: int = 0) -> None:
    """Begin work that waits until it is let go, after it has said how far it is."""
    told: Future[None] = Future()

    def compute(progress: object) -> BetweennessTest:
        if done:
            progress(done, 2_000)  # type: ignore[operator]
        told.set_result(None)
        assert let_go.wait(PATIENCE_S)
        raise RuntimeError("let go")

    kept_work(client).ask(question, compute)
    told.result(PATIENCE_S)


def test_the_brokers_page_has_the_button(demo_client: TestClient) -> None:
    html = demo_client.get("/platser/kn/brobyggare?readings=minus").text
    assert '<form method="post" action="/platser/kn/brobyggare/mellanhander?date=2026-11-01&amp;readings=minus"' in html


def test_before_anybody_asks_there_is_a_button(client: TestClient) -> None:
    answer = client.get(ADDRESS)
    assert "Jämförelsen är inte gjord för det läge som visas." in words(answer.text)
    assert f'<form method="post" action="{ADDRESS}?date=2026-11-01"' in answer.text
    assert "refresh" not in answer.headers
    assert "<table" not in answer.text


def test_the_button_leads_to_where_the_comparison_is_followed_and_then_read(client: TestClient) -> None:
    answer = client.post(ADDRESS, params={"date": "2026-11-01"})
    mark = mark_of(demo_system())
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{ADDRESS}?date=2026-11-01&asked={mark}"
    task = kept_work(client).find(mark)
    assert task is not None
    task.answer(PATIENCE_S)

    finished = client.get(answer.headers["location"])

    assert "refresh" not in finished.headers
    assert "Ingen registrerad aktör kan kallas en tydlig mellanhand." in words(finished.text)
    # n1 is a broker worked out by hand, with 0.242424 of the pairs of others.
    row = part(finished.text, ">Fastighets AB</a></th>", "</tr>")
    assert row.startswith("ungefär som väntat för så många kontakter 5 24,2 ")
    assert part(finished.text, ">Systrarna</a></th>", "</tr>") == (
        "ungefär som väntat för så många kontakter 0 0 0 0 till 0 1 1"
    )


def test_asking_twice_is_asking_once(client: TestClient) -> None:
    first = client.post(ADDRESS)
    task = kept_work(client).find(mark_of(demo_system()))
    assert client.post(ADDRESS).headers["location"] == first.headers["location"]
    assert kept_work(client).find(mark_of(demo_system())) is task


def test_while_it_runs_the_page_says_how_far_it_is_and_comes_again(client: TestClient, let_go: Event) -> None:
    begin(client, mark_of(demo_system()), let_go, done=412)
    answer = client.get(ADDRESS)
    assert answer.headers["refresh"] == "3"
    assert "412 av 2 000 slumpade nätverk är klara." in words(answer.text).replace("\xa0", " ")
    assert '<progress id="drawn" max="2000" value="412">' in answer.text


def test_before_the_first_network_no_share_is_shown(client: TestClient, let_go: Event) -> None:
    begin(client, mark_of(demo_system()), let_go)
    answer = client.get(ADDRESS)
    assert "Jämförelsen har börjat." in words(answer.text)
    assert '<progress id="drawn">' in answer.text


def test_it_waits_for_another_to_be_done(client: TestClient, let_go: Event) -> None:
    begin(client, "another", let_go)
    answer = client.get(client.post(ADDRESS).headers["location"])
    assert "Jämförelsen väntar på sin tur: en annan pågår." in words(answer.text)
    assert answer.headers["refresh"] == "3"


def test_when_too_many_wait_the_page_says_so_and_keeps_the_button(client: TestClient, let_go: Event) -> None:
    begin(client, "another", let_go)
    for number in range(7):
        kept_work(client).ask(number, lambda _: pytest.fail("never begun"))
    answer = client.post(ADDRESS)
    assert answer.status_code == 503
    assert "Mycket arbete väntar redan på sin tur. Försök igen om en stund." in words(answer.text)
    assert "<button" in answer.text


def test_a_comparison_that_failed_can_be_tried_again(client: TestClient, let_go: Event) -> None:
    begin(client, mark_of(demo_system()), let_go)
    task = kept_work(client).find(mark_of(demo_system()))
    let_go.set()
    assert task is not None
    with pytest.raises(RuntimeError):
        task.answer(PATIENCE_S)
    answer = client.get(ADDRESS)
    assert "Jämförelsen gick inte att göra." in words(answer.text)
    assert "Försök igen</button>" in answer.text
    assert "refresh" not in answer.headers


def test_a_comparison_of_data_that_have_changed_is_not_shown(client: TestClient) -> None:
    answer = client.get(ADDRESS, params={"asked": "0" * 32})
    assert "har ändrats sedan du bad om jämförelsen, så den gäller inte längre." in words(answer.text)
    assert "<button" in answer.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/platser/atlantis/brobyggare/mellanhander", 404),
        (f"{ADDRESS}?date=i-går", 400),
        (f"{ADDRESS}?asked=<script>", 400),
        (f"{ADDRESS}?view=street", 400),
    ],
)
def test_what_cannot_be_answered_is_a_page_with_the_reason(client: TestClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status
    # What was asked before means nothing to the button, which asks anew.
    assert client.post(address).status_code == (303 if "asked" in address else status)


def sight(register: Register, reading: Reading = Reading.PLUS) -> Sight:
    return Sight(analyse(register, "kn", DAY, reading=reading), (), TODAY)


def in_swedish(page: BetweennessPage) -> str:
    return render(page, Frame(languages()["sv"], (), "/"))


def shown(seen: Sight) -> str:
    """Return the words of the page once the comparison of what is seen is done."""
    tests: LongWork[BetweennessTest] = LongWork()
    ask(tests, seen.system)
    task = tests.find(mark_of(seen.system))
    assert task is not None
    test = task.answer(PATIENCE_S)
    tests.close()
    standing = Standing(Stage.FINISHED, mark_of(seen.system), test=test)
    return in_swedish(betweenness_page(seen, standing))


def test_a_star_cannot_be_assessed() -> None:
    html = shown(sight(make_register(actors("k1 k2 k3 k4"), ties("k1 - k2, k1 - k3, k1 - k4"))))
    assert "Kan inte bedömas. Här går det inte att byta kontakter" in words(html)
    assert part(html, ">K1</a></th>", "</tr>") == "kan inte bedömas 3 100 – – –"


def test_a_place_without_actors_cannot_be_assessed() -> None:
    html = shown(sight(make_register()))
    assert "Kan inte bedömas." in words(html)
    assert "<table" not in html


def test_what_is_too_large_says_how_much_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.betweenness_null.MOST_ACTORS", 3)
    html = shown(sight(make_register(actors("k1 k2 k3 k4"), ties("k1 - k2, k2 - k3, k3 - k4"))))
    assert "För stort för att bedömas." in words(html)


def test_where_little_is_known_nobody_is_called_clear() -> None:
    around = actors(" ".join(f"k{number}" for number in range(1, 11)))
    html = shown(sight(make_register(around, ties("k1 - k2, k2 - k3, k3 - k4"))))
    assert "För lite är känt för att kalla någon en tydlig mellanhand." in words(html)
    assert part(html, ">K2</a></th>", "</tr>").startswith("för lite är känt 2")


def test_of_few_actors_nobody_is_called_clear() -> None:
    html = shown(sight(make_register(actors("k1 k2 k3 k4"), ties("k1 - k2, k2 - k3, k3 - k4"))))
    assert "Aktörerna är för få för att kalla någon en tydlig mellanhand." in words(html)
    assert part(html, ">K2</a></th>", "</tr>").startswith("för få aktörer 2 66,7 66,7 66,7 till 66,7 1")


def clear_page(reading: Reading) -> str:
    """Return the page where the first two actors of the demo are clear, one of them less than once in a thousand."""
    seen = sight(demo_register("place-a"), reading=reading)
    nodes = list(seen.system.network)
    found = [Mediation(node, 0.1 * (number == 1), 0.05, 0.0, 0.1, 0.0) for number, node in enumerate(nodes)]
    clear = dict.fromkeys(nodes, Verdict.AS_EXPECTED) | dict.fromkeys(nodes[:2], Verdict.CLEAR)
    null = BetweennessNull(tuple(found))
    page = betweenness_page(seen, Standing(Stage.FINISHED, "", test=BetweennessTest(null, null, clear)))
    return in_swedish(page)


def test_clear_intermediaries_are_named_first_and_lead_to_their_pages() -> None:
    html = clear_page(Reading.PLUS)
    # The second has the higher number and so stands before the first.
    nodes = list(demo_system().network)
    names = [demo_system().actor[node].name for node in nodes]
    assert f"Tydliga mellanhänder: {names[1]} , {names[0]} . De ligger mellan andra" in words(html)
    assert f"/aktorer/{nodes[1]}?" in "".join(links(html))
    assert part(html, f">{names[1]}</a></th>", "</tr>").startswith("tydlig mellanhand ")
    assert part(html, f">{names[1]}</a></th>", "</tr>").endswith("10 5 0 till 10 under 0,001 under 0,001")


def test_the_column_beside_names_the_other_reading() -> None:
    assert "p, bara bekräftat" in words(clear_page(Reading.PLUS))
    assert "p, allt registrerat" in words(clear_page(Reading.MINUS))
