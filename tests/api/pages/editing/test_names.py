"""Actors and places as forms name them: what can be chosen, who is meant by a name, and what is there already."""

import html
import re

import pytest

from tests.api.pages.editing.conftest import Writer, form_fields
from tests.api.pages.editing.test_registering import NEW_ACTOR, NEW_FORUM, NEW_TIE, summary


def test_of_several_of_one_name_the_one_at_the_place_is_meant(editor: Writer) -> None:
    answer = editor.fill(NEW_TIE, actor_a="Polisen", actor_b="Hjälpkretsen")
    tie = editor.record("ties/" + answer.headers["location"].partition("ties%3A")[2])
    assert tie["actor_a"] == "s2"


def test_a_name_that_several_share_asks_which_and_keeps_what_was_typed(editor: Writer, admin: Writer) -> None:
    """In a part of the municipality both the police of the municipality and of the county may be meant."""
    new_tie = NEW_TIE.replace("/kn/", "/ng/")
    county = {"id": "s9", "name": "Polisen", "sector": "state", "place_id": "lan"}
    editor.client.post("/api/v1/actors", json=county, headers=dict(admin.headers))
    answer = editor.fill(new_tie, actor_a="Polisen", actor_b="Hjälpkretsen", what="Trygghetsvandring")
    assert answer.status_code == 422
    assert "flera aktörer heter så; välj den du menar" in summary(answer.text)
    assert picks(answer.text) == [f"Polisen ({where})" for where in ("Exempelkommunen", "Exempellänet", "Sverige")]
    fields = form_fields(answer.text)
    assert (fields["actor_a"], fields["what"]) == ("Polisen", "Trygghetsvandring")
    assert 'target="_blank"' not in answer.text

    picked = editor.send(new_tie, {**fields, "picked-actor_a": "Polisen (Exempellänet)"})
    tie = editor.record("ties/" + picked.headers["location"].partition("ties%3A")[2])
    assert (tie["actor_a"], tie["what"]) == ("s9", "Trygghetsvandring")


def test_what_resembles_a_name_can_be_picked_in_a_row(editor: Writer) -> None:
    answer = editor.fill(NEW_FORUM, name="Rådet", **{"members.0.actor_id": "Hjälpkretsn"})
    assert picks(answer.text) == ["Hjälpkretsen"]
    fields = {**form_fields(answer.text), "members.0.picked-actor_id": "Hjälpkretsen"}
    assert editor.send(NEW_FORUM, fields).status_code == 303


def picks(page: str) -> list[str]:
    """Return the names that can be picked."""
    return [html.unescape(name) for name in re.findall(r'name="[\w.]*picked-\w+" value="([^"]*)"', page)]


@pytest.mark.parametrize("who", ["nobody", "reader"])
def test_nothing_is_judged_for_whoever_may_not_write(
    request: pytest.FixtureRequest, editor: Writer, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand unknown names would be looked for: only for those who may register them."""
    fields = {**form_fields(editor.see(NEW_FORUM)), **{f"members.{n}.actor_id": f"Okänd {n}" for n in range(20)}}

    def never(*_: object) -> None:
        raise AssertionError("judged")

    monkeypatch.setattr("api.pages.editing.taking.judge", never)
    monkeypatch.setattr("api.pages.editing.names._resembling", never)
    refused = request.getfixturevalue(who).send(NEW_FORUM, fields)
    assert refused.status_code == {"nobody": 401, "reader": 403}[who]
    assert form_fields(refused.text)["members.19.actor_id"] == "Okänd 19"


def test_few_of_many_unknown_names_are_looked_for(editor: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_for: list[str] = []

    def look(_seen: object, text: str) -> list[object]:
        looked_for.append(text)
        return []

    monkeypatch.setattr("api.pages.editing.names._resembling", look)
    answer = editor.fill(NEW_FORUM, name="Rådet", **{f"members.{n}.actor_id": f"Okänd {n}" for n in range(20)})
    assert summary(answer.text).count("det finns ingen registrerad aktör med det namnet") == 20
    assert len(looked_for) == 5


def test_what_seems_to_be_registered_already_is_asked_about_once(editor: Writer) -> None:
    """Actors are asked about by what they resemble, everything else by its name or its two actors."""
    actor = {"name": "hjälpkretsen", "sector": "civil_society", "place_id": "kn"}
    asked = editor.fill(NEW_ACTOR, **actor)
    assert (asked.status_code, form_fields(asked.text)["alike"]) == (422, "c1")
    assert "Kan vara samma som en aktör som redan är registrerad" in asked.text
    assert "redan registrerat" not in asked.text
    assert editor.send(NEW_ACTOR, {**form_fields(asked.text), "anyway": "1"}).status_code == 303

    for address, typed, told in (
        (NEW_FORUM, {"name": "föreningsrådet", "place_id": "kn"}, "Föreningsrådet"),
        (NEW_TIE, {"actor_a": "Arbetsförmedlingen", "actor_b": "Kommunledningskontoret"}, "Kommunledningskontoret –"),
    ):
        asked = editor.fill(address, **typed)
        assert (asked.status_code, told in summary(asked.text)) == (422, True)
        assert "redan registrerat" in summary(asked.text)
        assert editor.send(address, {**form_fields(asked.text), "anyway": "1"}).status_code == 303
    assert editor.fill("/samarbeten/t4/andra", what="Något annat").status_code == 303


def options(page: str, name: str) -> list[str]:
    """Return what can be chosen in a field."""
    _, _, rest = page.partition(f' name="{name}"')
    return re.findall(r'<option value="([^"]*)"', rest.partition("</select>")[0])


def test_only_places_are_offered_that_will_be_accepted(editor: Writer, member: Writer, admin: Writer) -> None:
    assert options(editor.see(NEW_ACTOR), "place_id")[:2] == ["", "kn"]
    assert "lan" not in options(editor.see(NEW_ACTOR), "place_id")
    assert "" not in options(editor.see("/aktorer/c1/andra"), "place_id")
    assert options(member.see("/aktorer/c1/andra"), "place_id") == [str(member.record("actors/c1")["place_id"])]
    assert "lan" in options(admin.see(NEW_ACTOR), "place_id")


def test_who_speaks_for_an_actor_is_offered_the_confirmations_that_are_its_to_give(
    member: Writer, editor: Writer
) -> None:
    everything = ["both", "documented", "one_party", "third_party", "disputed"]
    assert options(editor.see(NEW_TIE), "confirmation") == everything
    new = member.see("/platser/kn/registrera/samarbete?med=c1")
    assert options(new, "confirmation") == ["one_party", "disputed"]
    answer = member.fill("/platser/kn/registrera/samarbete?med=c1", actor_b="Regionen")
    assert answer.status_code == 303
    tie = member.record("ties/" + answer.headers["location"].partition("ties%3A")[2])
    assert tie["confirmation"] == "one_party"
