"""Who has answered: the table, what its buttons do, and the way back, on both databases."""

import pytest

from models.dates import now
from tests.api.pages.following.conftest import HERE, Writer, links, make
from tests.api.pages.visible import links as led_to
from tests.api.pages.visible import part, words


def test_the_way_here_is_shown_to_those_who_register(editor: Writer) -> None:
    assert HERE in led_to(editor.see("/platser/kn/registrera"))
    assert HERE in led_to(editor.see("/"))


def test_everybody_stands_there_before_anybody_is_asked(editor: Writer) -> None:
    page = editor.see(HERE)
    assert "Ingen är tillfrågad än." in words(page)
    assert part(page, '<ul class="followed-choices">', "</ul>") == "Alla 11 Inte tillfrågade 11 E-post saknas 11"
    assert page.count('name="actor"') == 11
    assert "Tjänsten skickar inte e-post själv här." in page


def test_the_table_says_how_far_each_has_come(editor: Writer) -> None:
    moment = now()
    make(editor, "c1", answered_at=moment, greeting="Hej <b>på</b> er!")
    make(editor, "k1", reminders=2, reminded_at=moment)
    page = editor.see(HERE)
    assert "1 av 2 har svarat" in words(page)
    assert part(page, '<ul class="followed-choices">', "</ul>") == (
        "Alla 11 Inte tillfrågade 9 Tillfrågade 1 Har svarat 1 E-post saknas 11"
    )
    row = part(page, 'value="c1"', "</tr>")
    assert "har svarat" in row
    assert "Hälsning: Hej <b>på</b> er!" in row
    assert "2 påminnelser, senast" in part(page, 'value="k1"', "</tr>")


def test_links_are_made_for_the_chosen_and_can_be_taken_back(editor: Writer) -> None:
    answer = editor.send(HERE, {"actor": ["c1", "k1"], "do": "make"})
    assert answer.status_code == 303
    page = editor.see(answer.headers["location"])
    assert "2 länkar är gjorda." in page
    assert set(links(editor)) == {"c1", "k1"}

    mark = answer.headers["location"].partition("tid=")[2]
    undone = editor.send(HERE, {"do": "unmake", "tid": mark})
    page = editor.see(undone.headers["location"])
    assert "2 länkar är återkallade." in page
    assert all(link.revoked_at for link in links(editor).values())

    mark = undone.headers["location"].partition("tid=")[2]
    again = editor.send(HERE, {"do": "remake", "tid": mark})
    assert "2 länkar är gjorda." in editor.see(again.headers["location"])
    assert not any(link.revoked_at for link in links(editor).values())


def test_a_double_click_makes_no_second_link(editor: Writer) -> None:
    for _ in range(2):
        answer = editor.send(HERE, {"actor": "c1", "do": "make"})
    assert "Ingen ny länk behövdes" in editor.see(answer.headers["location"])


def test_all_that_are_shown_can_be_chosen_at_once(editor: Writer) -> None:
    make(editor, "c1")
    editor.send(HERE, {"alla": "1", "visa": "not_asked", "q": "förvaltning", "do": "make"})
    names = {editor.record(f"actors/{actor}")["name"] for actor in links(editor)}
    assert names == {"Hjälpkretsen", "Socialförvaltningen", "Utbildningsförvaltningen"}


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "make"},
        {"do": "make", "actor": "finns-inte"},
        {"do": "make", "actor": "\0"},
        {"do": "revoke", "actors": "x y"},
        {"do": "unmake", "tid": "9" * 400},
        {"do": "unmake", "tid": "-1"},
        {"do": "remake", "tid": "٣"},
    ],
)
def test_nothing_happens_to_nobody(editor: Writer, sent: dict[str, str]) -> None:
    answer = editor.send(HERE, sent)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}?nekat=ingen")
    assert "Välj minst en aktör först." in editor.see(f"{HERE}?nekat=ingen")
    assert links(editor) == {}


def test_a_button_that_no_page_has_is_refused(editor: Writer) -> None:
    assert editor.send(HERE, {"actor": "c1", "do": "burn"}).status_code == 400


def test_who_asks_to_be_left_out_stands_on_top_with_both_answers(editor: Writer) -> None:
    make(editor, "c1", left_out_at=now())
    page = editor.see(HERE)
    assert "Hjälpkretsen" in part(page, 'class="asked-out"', "</section>")
    assert "/aktorer/c1/ta-bort?place=kn" in led_to(page)

    answer = editor.send(HERE, {"actor": "c1", "do": "keep"})
    page = editor.see(answer.headers["location"])
    assert "Hjälpkretsen står kvar i registret" in words(page)
    assert "asked-out" not in page

    editor.send(HERE, {"actor": "c1", "do": "wish"})
    assert "asked-out" in editor.see(HERE)
    assert editor.send(HERE, {"actor": "finns-inte", "do": "keep"}).status_code == 404


def test_a_search_and_a_part_beyond_the_last_show_what_there_is(editor: Writer) -> None:
    assert editor.see(f"{HERE}?q=hj%C3%A4lp&sida=400").count('name="actor"') == 1
    assert "Ingen aktör med det namnet." in editor.see(f"{HERE}?q=%00zz")
    assert editor.see(f"{HERE}?visa=allt%20m%C3%B6jligt").count('name="actor"') == 11


def test_others_than_those_who_register_get_nowhere(
    editor: Writer, member: Writer, reader: Writer, nobody: Writer
) -> None:
    make(editor, "c1", greeting="HEMLIGT")
    for viewer, shown, done in ((member, 403, 403), (reader, 403, 403), (nobody, 303, 401)):
        assert viewer.status(HERE) == shown
        assert viewer.send(HERE, {"actor": "c1", "do": "revoke"}).status_code == done
    assert editor.status("/platser/finns-inte/svar") == 404
    assert editor.status("/platser/umea/svar") == 403
    assert links(editor)["c1"].revoked_at is None
