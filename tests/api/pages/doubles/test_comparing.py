"""Two actors beside each other, made one from the page, with nothing lost on the way, on both databases."""

from api.access.viewer import OPERATOR
from api.database import writing
from api.self_service.answer_links import make_links
from tests.api.pages.doubles.conftest import TWICE, Writer
from tests.api.pages.editing.conftest import form_fields
from tests.api.pages.visible import words

TURNED = "/aktorer/tva/sla-ihop/ett?place=kn"


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def tie(writer: Writer, tie_id: str, one: str, other: str) -> None:
    values = {"id": tie_id, "actor_a": one, "actor_b": other}
    assert writer.client.post("/api/v1/ties", json=values, headers=writer.headers).status_code == 201


def test_what_differs_is_chosen_and_proposed_so_that_least_is_lost(twice: Writer) -> None:
    fields = form_fields(twice.see(TWICE))
    chosen = {name: value for name, value in fields.items() if name.startswith("chosen.")}
    assert chosen == {"chosen.name": "ett", "chosen.kind": "ett", "chosen.tags": "both", "chosen.email": "tva"}


def test_what_goes_along_is_counted_and_named(twice: Writer) -> None:
    tie(twice, "b1", "tva", "c1")
    tie(twice, "b2", "ett", "tva")
    shown = main_of(twice.see(TWICE))
    assert "samarbeten: 1" in shown
    assert "Hjälpkretsen" in shown
    assert "Samarbetet mellan ”Norra Byns Idrottsförening” och ”Norra Byns IF” tas bort" in shown
    assert "”Norra Byns IF” tas bort som egen aktör." in shown


def test_two_become_one_and_one_press_takes_it_back(twice: Writer) -> None:
    tie(twice, "b1", "tva", "c1")
    answer = twice.fill(TWICE)
    assert answer.status_code == 303
    told = twice.see(answer.headers["location"])
    assert answer.headers["location"].startswith("/aktorer/ett?place=kn&sparat=")
    assert "Sammanslaget: Norra Byns Idrottsförening (Aktör)" in words(told)
    assert "Sparat:" not in told

    kept = twice.record("actors/ett")
    assert (kept["aliases"], kept["tags"], kept["email"]) == (
        ["Norra Byns IF"],
        ["fotboll", "dans"],
        "info@forening.se",
    )
    assert twice.record("ties/b1")["actor_a"] == "ett"

    undo = told.partition('action="/historik/')[2].partition('"')[0]
    assert twice.send(f"/historik/{undo}", {}).status_code == 303
    assert twice.record("actors/tva")["tags"] == ["dans"]
    assert twice.record("ties/b1")["actor_a"] == "tva"
    assert twice.record("actors/ett")["aliases"] == []


def test_the_history_calls_it_what_it_was(twice: Writer) -> None:
    twice.fill(TWICE)
    assert "sammanslagning" in main_of(twice.see("/aktorer/ett/historik"))


def test_the_other_can_be_kept_without_choosing_anew(twice: Writer) -> None:
    fields = {**form_fields(twice.see(TWICE)), "chosen.name": "tva", "chosen.tags": "ett"}
    turned = twice.send(TWICE, {**fields, "switch": "1"})
    assert turned.status_code == 200
    assert f'action="{TURNED}"' in turned.text
    again = form_fields(turned.text)
    assert {name: again[name] for name in ("chosen.name", "chosen.tags", "chosen.email")} == {
        "chosen.name": "tva",
        "chosen.tags": "ett",
        "chosen.email": "tva",
    }
    assert twice.send(TURNED, again).status_code == 303
    kept = twice.record("actors/tva")
    assert (kept["name"], kept["aliases"], kept["tags"]) == (
        "Norra Byns IF",
        ["Norra Byns Idrottsförening"],
        ["fotboll"],
    )


def test_two_numbers_have_to_be_decided_between(twice: Writer) -> None:
    for actor, number in (("ett", "802002-8711"), ("tva", "556016-0680")):
        changed = {"org_number": number, "version": 1}
        assert twice.client.patch(f"/api/v1/actors/{actor}", json=changed, headers=twice.headers).status_code == 200
    fields = form_fields(twice.see(TWICE))
    assert "chosen.org_number" not in fields
    refused = twice.send(TWICE, {**fields, "chosen.name": "tva"})
    assert refused.status_code == 422
    assert "två juridiska personer" in refused.text
    assert form_fields(refused.text)["chosen.name"] == "tva"

    assert twice.send(TWICE, {**fields, "chosen.org_number": "tva"}).status_code == 303
    assert twice.record("actors/ett")["org_number"] == "556016-0680"


def test_a_change_meanwhile_is_told_and_what_was_chosen_stays(twice: Writer) -> None:
    fields = {**form_fields(twice.see(TWICE)), "chosen.name": "tva"}
    tie(twice, "b1", "tva", "c1")
    answer = twice.send(TWICE, fields)
    assert answer.status_code == 409
    assert "har ändrats sedan du öppnade sidan" in answer.text
    assert "samarbeten: 1" in answer.text
    again = form_fields(answer.text)
    assert again["chosen.name"] == "tva"
    assert twice.send(TWICE, again).status_code == 303


def test_a_form_that_is_sent_twice_ends_at_the_kept_actor(twice: Writer) -> None:
    fields = form_fields(twice.see(TWICE))
    assert twice.send(TWICE, fields).status_code == 303
    again = twice.send(TWICE, fields)
    assert (again.status_code, again.headers["location"]) == (303, "/aktorer/ett")


def test_the_address_of_the_dropped_actor_leads_to_the_kept_one_while_the_merge_stands(twice: Writer) -> None:
    twice.fill(TWICE)
    answer = twice.client.get("/aktorer/tva?place=kn", headers=twice.headers, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/aktorer/ett?place=kn")

    history = twice.record("actors/ett/history")
    number = history["items"][0]["id"]  # type: ignore[index]
    assert twice.send(f"/historik/{number}/angra", {}).status_code == 303
    assert twice.status("/aktorer/tva") == 200
    assert twice.status("/aktorer/finns-inte") == 404


def test_who_may_not_change_both_is_refused(twice: Writer, member: Writer, reader: Writer, nobody: Writer) -> None:
    fields = form_fields(twice.see(TWICE))
    for viewer, shown, done in ((member, 403, 403), (reader, 403, 403), (nobody, 303, 401)):
        assert (viewer.status(TWICE), viewer.send(TWICE, fields).status_code) == (shown, done)
    assert twice.status("/aktorer/tva") == 200


def test_an_actor_cannot_be_made_one_with_itself_or_with_nobody(twice: Writer) -> None:
    assert twice.status("/aktorer/ett/sla-ihop/ett") == 400
    assert twice.status("/aktorer/ett/sla-ihop/finns-inte") == 404
    assert twice.status("/aktorer/ett/sla-ihop/%00") == 404


def test_odd_choices_do_nothing(twice: Writer) -> None:
    fields = form_fields(twice.see(TWICE))
    odd = {"chosen.name": "both", "chosen.": "ett", "chosen.id": "tva", "chosen.version": "\0", "mark": "x" * 1000}
    assert twice.send(TWICE, {**fields, **odd}).status_code in (400, 409)
    assert twice.status("/aktorer/tva") == 200


def test_markup_in_names_stays_text(twice: Writer) -> None:
    named = {"name": "<b>Norra</b> Byns IF", "version": 1}
    assert twice.client.patch("/api/v1/actors/tva", json=named, headers=twice.headers).status_code == 200
    assert "<b>Norra" not in twice.see(TWICE)
    assert "<b>Norra" not in twice.see("/platser/kn/dubbletter")


def test_programs_merge_from_the_versions_that_they_read(twice: Writer) -> None:
    def sent(**values: object) -> tuple[int, dict[str, object]]:
        answer = twice.client.post("/api/v1/actors/ett/merge", json=values, headers=twice.headers)
        return answer.status_code, answer.json()

    assert sent(drop="tva", version=1)[0] == 400
    assert sent(drop="tva", version=1, drop_version=1, chosen=["name"])[0] == 400
    assert sent(drop="tva", version=1, drop_version=1, chosen={"name": "mine"})[0] == 400
    assert sent(drop="tva", version=1, drop_version=1, chosen={"namn": "drop"})[0] == 400
    status, told = sent(drop="tva", version=1, drop_version=7)
    assert (status, told["current"]["drop"]["version"]) == (409, 1)  # type: ignore[index]

    status, told = sent(drop="tva", version=1, drop_version=1, chosen={"name": "drop"})
    assert status == 200
    actor = told["actor"]
    assert (actor["id"], actor["name"], actor["version"]) == ("ett", "Norra Byns IF", 2)  # type: ignore[index]
    undone = twice.client.post(f"/api/v1/changes/{told['change_set']}/undo", headers=twice.headers)
    assert undone.status_code == 201
    assert twice.record("actors/tva")["name"] == "Norra Byns IF"


def test_the_page_says_that_the_dropped_actor_s_own_link_stops_working(twice: Writer) -> None:
    said = "Den egna länken till Norra Byns IF slutar gälla."
    assert said not in words(twice.see(TWICE))
    state = twice.client.app.state  # type: ignore[attr-defined]
    with writing(state.engine) as connection:
        make_links(connection, state.gate, OPERATOR, "kn", ["tva"])
    assert said in words(twice.see(TWICE))
