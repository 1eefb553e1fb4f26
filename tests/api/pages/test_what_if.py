"""Tänk om: a thought stands in the address, its consequences on the page, and nothing is stored."""

import html
import re

import pytest
from fastapi.testclient import TestClient

from api.pages.sights import Sight
from api.pages.what_if_outcome import Outcome, outcome
from graph.analysis import analyse
from graph.suppositions import Supposition, WithoutActor, WithoutForum
from graph.what_if import find_consequences
from tests.api.pages.visible import links, part, words
from tests.graph.drawn import DAY, PLACE, actors, forum, make_register

ADDRESS = "/platser/kn/tank-om?date=2026-11-01"
ELEVEN = ("k1", "k2", "k3", "r1", "s1", "s2", "c1", "c2", "c3", "c4", "n1")


def shown(client: TestClient, query: str = "", status: int = 200) -> str:
    answer = client.get(f"{ADDRESS}{query}", follow_redirects=False)
    assert answer.status_code == status
    return answer.text


def test_the_first_sight_says_what_it_is_and_offers_examples(demo_client: TestClient) -> None:
    page = shown(demo_client)
    examples = page.partition('id="exempel"')[2].partition("</section>")[0]

    assert "Det här är ett tankeförsök på det som är registrerat, inte en förutsägelse." in words(page)
    assert "Utan Kommunledningskontoret förlorar 9 av 45 par av aktörer kontakten med varandra." in words(examples)
    assert links(examples) == [
        f"{ADDRESS}&utan=actors%3Ak1",
        f"{ADDRESS}&utan=actors%3An1",
        f"{ADDRESS}&utan=actors%3Ak3",
        f"{ADDRESS}&utan=forums%3Af1",
        f"{ADDRESS}&med=c1~s1~dialogue",
    ]


@pytest.mark.parametrize("place", ["kn", "bn", "sverige"])
def test_every_example_can_be_tried(demo_client: TestClient, place: str) -> None:
    page = demo_client.get(f"/platser/{place}/tank-om").text
    examples = links(page.partition('id="exempel"')[2].partition("</section>")[0])

    assert examples
    assert [demo_client.get(example).status_code for example in examples] == [200] * len(examples)


def test_one_sentence_sums_up_what_follows(demo_client: TestClient) -> None:
    page = shown(demo_client, "&utan=actors:k1")

    assert part(page, '<p class="summary">', "</p>") == (
        "Utan Kommunledningskontoret försvinner 5 samarbeten . 9 par av 45 som når varandra tappar kontakten. "
        "3 fynd tillkommer och 3 faller bort, varav 3 bara för att de handlade om det som är borttänkt."
    )


def test_findings_that_come_and_go_are_listed(demo_client: TestClient) -> None:
    page = shown(demo_client, "&utan=actors:k1")
    come = part(page, "Tillkommer (3)", "</div>")
    gone = part(page, "Faller bort (3)", "</div>")

    assert "Arbetsförmedlingen har ingen registrerad samverkan med någon annan." in come
    assert gone.count("gällde det som är borttänkt") == 3
    assert "/platser/kn/luckor?date=2026-11-01#G13-k1" in links(page)
    assert "Möjlig lucka" in part(page, "fynd står kvar men ändras</summary>", "</table>")


def test_pairs_that_lose_contact_are_listed_with_the_parts(demo_client: TestClient) -> None:
    page = shown(demo_client, "&utan=actors:k1")
    parts = part(page, '<ul class="parts">', "</ul>")
    table = page.partition("Par som tappar kontakten</caption>")[2].partition("</table>")[0]

    assert parts.startswith("Största delen 9 aktörer: Fastighets AB ,")
    assert parts.endswith("1 Del 1 1 aktör: Arbetsförmedlingen .")
    assert len(re.findall("<tr><td>", table)) == 9


def test_an_actor_from_outside_that_leaves_is_told(demo_client: TestClient) -> None:
    page = words(shown(demo_client, "&utan=actors:k3"))

    assert "hörde till platsen bara genom det som försvinner och lämnar dess nät: Regionen." in page
    assert "Utan Socialförvaltningen försvinner 5 samarbeten . 9 par av 45" in page


def test_the_map_marks_what_goes_with_more_than_colour(demo_client: TestClient) -> None:
    picture = shown(demo_client, "&utan=actors:k1").partition('<svg class="map-svg')[2].partition("</svg>")[0]

    # Five ties and the actor itself have a cross; the one who loses contact has a ring and a number.
    assert picture.count('class="sign sign-gone"') == 6
    assert len(re.findall(r'class="line gone', picture)) == 5
    assert re.findall(r'class="node [^"]*gone[^"]*" data-node="([^"]*)"', picture) == ["k1"]
    assert len(re.findall(r'class="adrift"><circle[^>]*/>\s*<text[^>]*>1</text>', picture)) == 1
    assert "Karta över tankeförsöket" in picture


def test_a_supposed_tie_is_marked_on_the_map_and_in_the_table(demo_client: TestClient) -> None:
    page = shown(demo_client, "&med=c4~c2~dialogue")
    picture = page.partition('<svg class="map-svg')[2].partition("</svg>")[0]

    assert picture.count('class="sign sign-come"') == len(re.findall(r'class="line come', picture)) == 1
    assert part(page, "I tankeförsöket</th><th", "</table>").endswith(
        "Hyresgästgruppen – Systrarna inget registrerat dialog tillkommer"
    )
    assert "tillkommer 1 samarbete . 11 par som inte nådde varandra får kontakt." in words(page)


def test_the_last_column_of_the_tables_is_printed(demo_client: TestClient) -> None:
    # The map's tables end with buttons, which its style sheet leaves out on paper unless they are named a part.
    page = shown(demo_client, "&utan=actors:k1")

    assert page.count('data-part="turn"') == 5
    assert page.count('data-part="severity"') == 10


def test_parts_that_come_together_are_counted_from_one(demo_client: TestClient) -> None:
    page = shown(demo_client, "&utan=actors:k1&med=c4~s1~dialogue")
    gained = part(page, "Delar som inte nådde varandra knyts samman.</p>", "</ul>")

    assert gained == "Del 1 1 aktör: Systrarna . Del 2 1 aktör: Arbetsförmedlingen ."


def test_a_thought_that_changes_nothing_says_so(demo_client: TestClient) -> None:
    page = words(shown(demo_client, "&utan=actors:c4&readings=minus"))

    assert "blir samarbetena desamma. Inget par som når varandra tappar kontakten." in page
    assert "Inget registrerat samarbete ändras." in page


def test_each_supposition_can_be_taken_back(demo_client: TestClient) -> None:
    page = shown(demo_client, "&utan=actors:k1&med=c4~c2~dialogue")
    listed = page.partition('id="antaganden"')[2].partition("</section>")[0]

    assert links(listed) == [f"{ADDRESS}&med=c2~c4~dialogue", f"{ADDRESS}&utan=actors%3Ak1", ADDRESS]
    assert "Med ett samarbete (dialog) mellan Hyresgästgruppen och Systrarna" in words(listed)
    assert "Med de 2 antagandena tillsammans försvinner" in words(page)


def test_the_form_carries_along_what_is_supposed_and_how_the_place_is_seen(demo_client: TestClient) -> None:
    page = shown(demo_client, "&view=organisation&readings=minus&utan=actors:k1&med=c4~c2~dialogue")
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page))

    assert hidden == {
        "date": "2026-11-01",
        "view": "organisation",
        "readings": "minus",
        "utan": "actors:k1",
        "med": "c2~c4~dialogue",
    }


def test_the_form_leads_to_the_short_address(demo_client: TestClient) -> None:
    sent = "&utan=actors:k3&utan=&utan=forums:f1&utan=&a=c4&b=s1&steg=partnership"
    answer = demo_client.get(f"{ADDRESS}{sent}", follow_redirects=False)

    assert answer.status_code == 303
    assert answer.headers["location"] == (f"{ADDRESS}&utan=actors%3Ak3&utan=forums%3Af1&med=c4~s1~partnership")


def test_a_form_sent_empty_leads_to_the_beginning(demo_client: TestClient) -> None:
    answer = demo_client.get(f"{ADDRESS}&utan=&a=&b=&steg=dialogue", follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, ADDRESS)


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("&utan=actors:nobody", 404, "Posten ”nobody” finns inte i registret; välj i listan i stället."),
        ("&utan=%00", 400, "En del av adressen går inte att läsa. Välj i listorna nedan i stället."),
        ("&utan=" + "x" * 7_000, 400, "En del av adressen går inte att läsa."),
        ("&med=k1~c1", 400, "En del av adressen går inte att läsa. Välj i listorna nedan i stället."),
        ("&med=k1~k1~dialogue", 400, "Ett samarbete går mellan två olika aktörer; välj en annan."),
        ("&utan=&a=k1&b=&steg=dialogue", 400, "Välj båda aktörerna i det tänkta samarbetet."),
        ("&utan=actors:k1&med=k1~c4~dialogue", 400, "Kommunledningskontoret är borttänkt och kan inte samarbeta"),
        ("".join(f"&utan=forums:f{n}" for n in range(50)), 404, "Posten ”f0” finns inte i registret"),
        (
            "".join(f"&utan=actors:{actor}" for actor in ELEVEN),
            400,
            "Pröva högst 10 antaganden åt gången; ta bort några.",
        ),
    ],
    ids=["unknown", "nul", "long", "half", "itself", "one_end", "contradiction", "fifty", "eleven"],
)
def test_what_cannot_be_tried_is_told_on_a_page_with_the_form(
    demo_client: TestClient, query: str, status: int, said: str
) -> None:
    page = shown(demo_client, query, status)

    assert said in part(page, 'id="hinder"', "</section>")
    assert 'class="summary"' not in page


def test_the_form_is_still_filled_after_an_error(demo_client: TestClient) -> None:
    page = shown(demo_client, "&utan=actors:k3&utan=&a=k1&b=k1&steg=partnership", 400)

    assert page.count('<option value="k1" selected>') == 2
    assert '<option value="partnership" selected>' in page
    assert '<input type="hidden" name="utan" value="actors:k3">' in page


def test_markup_in_the_address_stays_out_of_the_page(demo_client: TestClient) -> None:
    page = shown(demo_client, "&utan=%3Cscript%3Ealert(1)%3C/script%3E&a=%22%3E%3Cscript%3E", 400)

    assert "<script>" not in page
    assert "alert(1)" not in html.unescape(page.partition("<main")[2].partition("</main>")[0])


def test_a_place_without_actors_says_so(demo_client: TestClient) -> None:
    page = words(demo_client.get("/platser/rinkeby/tank-om?date=1950-01-01").text)

    assert "I Rinkeby är ingen aktör registrerad 1 januari 1950." in page


def test_a_place_that_is_not_registered_is_not_found(demo_client: TestClient) -> None:
    assert demo_client.get("/platser/atlantis/tank-om").status_code == 404


def test_the_page_speaks_english_to_those_who_chose_it(demo_client: TestClient) -> None:
    demo_client.cookies.set("lang", "en")
    try:
        page = words(shown(demo_client, "&utan=actors:k1"))
    finally:
        demo_client.cookies.clear()
    assert "Without Kommunledningskontoret, 5 collaborations disappear." in page


def test_that_groups_shrank_is_read_from_all_ties_and_not_from_those_that_have_a_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Without k1 the working group is smaller, and those who are left count as closer.
    members = " ".join(f"k{number}" for number in range(1, 13))
    drawn = make_register(actors(members), forum("f1", members))
    seen = Sight(analyse(drawn, PLACE, DAY), (), DAY)
    monkeypatch.setattr("api.pages.what_if_outcome.MOST_TIES", 0)

    def found(*suppositions: Supposition) -> Outcome:
        return outcome(seen, seen.heading("tank-om"), find_consequences(seen.analysis, suppositions))

    assert found(WithoutActor("k1")).ties == ()
    assert found(WithoutActor("k1")).groups_shrank
    assert not found(WithoutForum("f1")).groups_shrank
