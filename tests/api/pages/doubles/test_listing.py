"""The pairs of a place that may be the same, answered one by one, on both databases."""

import re

import pytest

from api.access.viewer import HeldRole
from models.vocabulary import Role
from tests.api.accounts import bearer
from tests.api.pages.doubles.conftest import Writer

HERE = "/platser/kn/dubbletter"
PAIR = {"one": "ett", "other": "tva"}


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_two_records_of_one_organisation_are_shown_with_why_and_both_answers(twice: Writer) -> None:
    shown = main_of(twice.see(HERE))
    assert "”Norra Byns IF” kan vara en förkortning av ”Norra Byns Idrottsförening”" in shown
    assert 'href="/aktorer/ett/sla-ihop/tva?place=kn"' in shown
    assert "Markerade som olika" not in shown


def test_the_record_of_which_more_is_known_is_proposed_as_the_one_to_keep(twice: Writer) -> None:
    number = {"org_number": "802002-8711", "version": 1}
    assert twice.client.patch("/api/v1/actors/tva", json=number, headers=twice.headers).status_code == 200
    assert 'href="/aktorer/tva/sla-ihop/ett?place=kn"' in twice.see(HERE)


def test_the_same_organisation_number_stands_first_and_is_certain(twice: Writer) -> None:
    for actor, name in (("tre", "Byalaget"), ("fyra", "Samhällsföreningen")):
        values = {"id": actor, "name": name, "sector": "civil_society", "place_id": "kn", "org_number": "802002-8711"}
        assert twice.client.post("/api/v1/actors", json=values, headers=twice.headers).status_code == 201
    first, second = main_of(twice.see(HERE)).split('<div class="double-pair">')[1:]
    assert "samma organisationsnummer: 802002-8711" in first
    assert "Norra Byns IF" in second
    assert ["säkert" in shown for shown in (first, second)] == [True, False]


def test_what_is_different_is_no_question_until_that_is_taken_back(twice: Writer) -> None:
    answer = twice.send(HERE, {**PAIR, "said": "different"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}?olika=ett%3Atva")
    told = main_of(twice.see(answer.headers["location"]))
    assert "Markerade som olika:" in told
    assert "sla-ihop" not in told
    assert "samordnare" in told.partition("<details")[2]

    answer = twice.send(HERE, {**PAIR, "said": "open"})
    assert answer.headers["location"] == HERE
    assert "sla-ihop/tva" in twice.see(HERE)


def test_saying_it_twice_and_in_the_other_order_is_saying_it_once(twice: Writer) -> None:
    twice.send(HERE, {**PAIR, "said": "different"})
    twice.send(HERE, {"one": "tva", "other": "ett", "said": "different"})
    assert main_of(twice.see(HERE)).count('name="said" value="open"') == 1
    twice.send(HERE, {"one": "tva", "other": "ett", "said": "open"})
    assert "Markerade som olika" not in twice.see(HERE)


def test_a_mark_goes_with_the_actor(twice: Writer) -> None:
    twice.send(HERE, {**PAIR, "said": "different"})
    assert twice.client.delete("/api/v1/actors/tva?version=1", headers=twice.headers).status_code == 204
    assert "Markerade som olika" not in twice.see(HERE)


@pytest.mark.parametrize(
    "pair",
    [{}, {"one": "ett", "other": "ett"}, {"one": "ett", "other": "\0"}, {"one": "ett", "other": "finns-inte"}],
    ids=["nobody", "itself", "NUL", "unknown"],
)
def test_only_two_actors_of_the_place_can_be_different(twice: Writer, pair: dict[str, str]) -> None:
    assert twice.send(HERE, {**pair, "said": "different"}).status_code == 404


def test_actors_elsewhere_cannot_be_marked_from_here(twice: Writer) -> None:
    elsewhere = twice.client.get("/api/v1/actors?place_id=umea&limit=1", headers=twice.headers).json()["items"][0]
    assert twice.send(HERE, {"one": "ett", "other": elsewhere["id"], "said": "different"}).status_code == 404


def test_only_those_who_register_at_the_place_see_and_answer(
    twice: Writer, member: Writer, reader: Writer, nobody: Writer
) -> None:
    said = {**PAIR, "said": "different"}
    for viewer, shown, done in ((member, 403, 403), (reader, 403, 403), (nobody, 303, 401)):
        assert (viewer.status(HERE), viewer.send(HERE, said).status_code) == (shown, done)
    assert twice.status("/platser/finns-inte/dubbletter") == 404
    assert "sla-ihop/tva" in twice.see(HERE)


def test_hidden_actors_of_other_editors_are_in_no_pair(twice: Writer) -> None:
    """Whoever edits an area sees what is hidden there, and not what is hidden above."""
    hidden = {"visibility": "hidden", "version": 1}
    assert twice.client.patch("/api/v1/actors/tva", json=hidden, headers=twice.headers).status_code == 200
    assert "sla-ihop/tva" in twice.see(HERE)
    below = Writer(twice.client, bearer(twice.client, "omrade", HeldRole(Role.EDITOR, "ng")))
    assert "Norra Byns" not in below.see("/platser/ng/dubbletter")


def test_a_long_list_comes_in_parts(twice: Writer) -> None:
    for number in range(8):  # With the two of the place ten of a name: 10 · 9 / 2 pairs.
        values = {"id": f"if{number}", "name": "Norra Byns IF", "sector": "civil_society", "place_id": "kn"}
        assert twice.client.post("/api/v1/actors", json=values, headers=twice.headers).status_code == 201
    first, second = twice.see(HERE), twice.see(f"{HERE}?sida=2")
    assert "Visar 1–25 av 45." in first
    assert "Visar 26–45 av 45." in second
    assert len(re.findall('class="double-pair"', second)) == 20
    assert "Visar 26–45 av 45." in twice.see(f"{HERE}?sida=400")


def test_programs_are_told_the_same(twice: Writer, nobody: Writer, reader: Writer) -> None:
    told = twice.record("places/kn/doubles")
    assert told["total"] == 1
    pair = told["items"][0]  # type: ignore[index]
    assert (pair["one"]["id"], pair["other"]["id"], pair["certain"]) == ("ett", "tva", False)
    assert [reason["ground"] for reason in pair["reasons"]] == ["short_for"]

    twice.send(HERE, {**PAIR, "said": "different"})
    after = twice.record("places/kn/doubles")
    assert (after["total"], after["different"][0]["actors"]) == (0, ["ett", "tva"])  # type: ignore[index]
    asked = [other.client.get("/api/v1/places/kn/doubles", headers=other.headers) for other in (nobody, reader)]
    assert [answer.status_code for answer in asked] == [401, 403]
