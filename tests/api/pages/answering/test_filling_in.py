"""An actor corrects its own data, its collaborations and memberships, and tells of new ones, as far as a member may."""

from typing import Any

import pytest
import sqlalchemy as sa

from api.database import reading
from models.tables import TABLES
from tests.api.pages.answering.conftest import Answerer, Link, Others
from tests.api.pages.editing.conftest import form_fields
from tests.api.pages.visible import words

TIE = "/andra?vad=ties:%5B%22t2%22%5D"
MEMBERSHIP = "/andra?vad=forum_members:%5B%22f2%22%2C%22c3%22%2C%22member%22%2C%222024-01-01%22%5D"


def new_tie(others: Others, actor_id: str) -> dict[str, object]:
    ties = others.record(f"ties?actor_id={actor_id}&limit=100")["items"]
    return next(tie for tie in ties if tie["id"].startswith("ties-"))


def test_an_actor_corrects_what_is_said_of_itself(club: Answerer, others: Others) -> None:
    answer = club.fill("/uppgifter", offers="Lokaler på kvällar", email="kansli@ifnorr.example", themes="education")
    stored = others.record("actors/c3")
    assert (stored["offers"], stored["email"]) == ("Lokaler på kvällar", "kansli@ifnorr.example")
    said = words(club.after(answer))
    assert "Sparat. Ångra" in said
    assert "Lokaler på kvällar" in said
    assert set(club.confirmed()) == {("actors", '["c3"]')}


def test_a_form_sent_untouched_changes_nothing(club: Answerer, others: Others) -> None:
    addresses = ("actors/c3", "ties/t2", "forums/f2/members")
    before = {address: without_confirmation(others.record(address)) for address in addresses}
    for part in ("/uppgifter", TIE, MEMBERSHIP):
        assert "sparat=0" in club.fill(part).headers["location"]
    assert {address: without_confirmation(others.record(address)) for address in addresses} == before


def without_confirmation(record: dict[str, Any]) -> dict[str, Any]:
    """Return what a record says, but for when it was last confirmed, as it is by whoever sends its form."""
    return {name: value for name, value in record.items() if name != "confirmed_at"}


def test_an_actor_moves_neither_itself_nor_its_sector(club: Answerer, others: Others) -> None:
    page = club.see("/uppgifter")
    for name in ("place_id", "parent_id", "sector"):
        assert f'name="{name}"' not in page
    club.after(club.fill("/uppgifter", place_id="kn", sector="state", parent_id="k1", name="IF Norr 1921"))
    stored = others.record("actors/c3")
    assert (stored["place_id"], stored["sector"], stored["parent_id"]) == ("as", "civil_society", None)
    assert stored["name"] == "IF Norr 1921"


def test_a_personal_number_is_refused_and_what_was_typed_is_shown_again(club: Answerer, others: Others) -> None:
    for fields in (
        {"org_number": "880320-0016", "offers": "Lokaler"},
        {"offers": "Ring 880320-0016"},
        {"offers": "Ring 880320-0016", "anyway": "1"},
    ):
        refused = club.fill("/uppgifter", **fields)
        assert refused.status_code == 422
        assert "kan vara ett personnummer och sparas därför inte" in words(refused.text)
        assert fields["offers"] in refused.text
    assert others.record("actors/c3")["offers"] is None


def test_a_phone_number_is_asked_about(club: Answerer, others: Others) -> None:
    asked = club.fill("/uppgifter", offers="Ring växeln 060-12 34 56")
    assert (asked.status_code, others.record("actors/c3")["offers"]) == (422, None)
    club.after(club.fill("/uppgifter", offers="Ring växeln 060-12 34 56", anyway="1"))
    assert others.record("actors/c3")["offers"] == "Ring växeln 060-12 34 56"


def test_a_nameless_actor_is_refused_in_words(club: Answerer) -> None:
    refused = club.fill("/uppgifter", name="  ", seeks="Någon att spela med")
    assert refused.status_code == 422
    assert "Namn : måste fyllas i" in words(refused.text)
    assert "Någon att spela med" in refused.text


def test_a_collaboration_is_changed_with_a_wish_of_ones_own(club: Answerer, others: Others) -> None:
    club.after(club.fill(TIE, level="consultation", desired_level="partnership", what="läxhjälp", valid_from="2025"))
    stored = others.record("ties/t2")
    told = {name: stored[name] for name in ("level", "desired_level", "desired_by", "what", "valid_from")}
    assert told == {
        "level": "consultation",
        "desired_level": "partnership",
        "desired_by": "c3",
        "what": "läxhjälp",
        "valid_from": "2025-01-01",
    }
    assert "Ni vill till partnerskap." in words(club.see())
    club.after(club.fill(TIE, desired_level=""))
    assert (others.record("ties/t2")["desired_level"], others.record("ties/t2")["desired_by"]) == (None, None)


def test_a_wish_of_the_other_side_is_told_and_stays(link: Link, others: Others) -> None:
    office = link("s1")
    change = "/andra?vad=ties:%5B%22t4%22%5D"
    assert "Kommunledningskontoret vill till dialog." in words(office.see())
    assert 'name="desired_level"' not in office.see(change)
    office.after(office.fill(change, level="consultation", desired_level="partnership"))
    stored = others.record("ties/t4")
    assert (stored["level"], stored["desired_level"], stored["desired_by"]) == ("consultation", "dialogue", "k1")


def test_what_both_said_is_said_by_one_where_that_one_says_otherwise(link: Link, others: Others) -> None:
    office, other = link("s1"), link("k1")
    change = "/andra?vad=ties:%5B%22t4%22%5D"
    office.after(office.fill(change, what="möten om arbetslösheten"))
    assert others.record("ties/t4")["confirmation"] == "both"
    office.after(office.fill(change, level="consultation"))
    assert others.record("ties/t4")["confirmation"] == "one_party"
    other.after(other.press("Stämmer: Arbetsförmedlingen"))
    assert others.record("ties/t4")["confirmation"] == "both"


def test_a_collaboration_that_has_ended_is_asked_about_no_more(club: Answerer, others: Others) -> None:
    page = club.after(club.fill(TIE, valid_to="2026-06-30"))
    assert others.record("ties/t2")["valid_to"] == "2026-07-01"
    assert "läxhjälp i klubbhuset" not in page
    assert "Sparat. Ångra" in words(page)


def test_an_actor_says_how_it_takes_part_in_a_forum(club: Answerer, others: Others) -> None:
    club.after(club.fill(MEMBERSHIP, attendance="on_paper"))
    rows = others.record("forums/f2/members")["items"]
    assert {row["actor_id"]: row["attendance"] for row in rows} == {"c1": "active", "c2": "active", "c3": "on_paper"}


def test_a_new_collaboration_is_what_one_party_says(club: Answerer, others: Others) -> None:
    answer = club.fill(
        "/nytt", actor_b="hjälpkretsen", level="dialogue", what="gemensam kväll", valid_from="2026-03",
        desired_level="partnership",
    )  # fmt: skip
    page = club.after(answer)
    stored = new_tie(others, "c1")
    told = ("actor_a", "actor_b", "level", "desired_level", "desired_by", "what", "confirmation", "valid_from")
    assert [stored[name] for name in told] == [
        "c3", "c1", "dialogue", "partnership", "c3", "gemensam kväll", "one_party", "2026-03-01",
    ]  # fmt: skip
    assert "Ni har sagt det. Hjälpkretsen har inte svarat än." in words(page)
    said = words(club.see("/tack"))
    assert "Nytt genom er: samarbete med Hjälpkretsen." in said


def test_a_new_collaboration_can_be_undone_right_away(club: Answerer, others: Others) -> None:
    page = club.after(club.fill("/nytt", actor_b="Hjälpkretsen"))
    club.after(club.press("Ångra", page))
    with reading(club.client.app.state.engine) as connection:  # type: ignore[attr-defined]
        ties = TABLES["ties"].c
        assert connection.execute(sa.select(ties.id).where(ties.actor_a == "c3")).all() == []
    assert club.confirmed() == {}


def test_whoever_is_not_registered_is_told_of_in_the_greeting(club: Answerer) -> None:
    refused = club.fill("/nytt", actor_b="Obefintliga klubben", what="fotboll")
    assert refused.status_code == 422
    assert "det finns ingen registrerad aktör med det namnet" in words(refused.text)
    assert "skriv namnet i hälsningen på förra sidan" in words(refused.text)
    assert "Obefintliga klubben" in refused.text
    assert "fotboll" in refused.text


@pytest.mark.parametrize("other", ["IF Norr", ""])
def test_nobody_collaborates_with_itself_or_nobody(club: Answerer, other: str) -> None:
    assert club.fill("/nytt", actor_b=other).status_code == 422


def test_a_collaboration_that_is_registered_already_is_asked_about(club: Answerer) -> None:
    asked = club.fill("/nytt", actor_b="Utbildningsförvaltningen")
    assert asked.status_code == 422
    assert "ett samarbete mellan de två är redan registrerat" in words(asked.text)
    assert club.fill("/nytt", actor_b="Utbildningsförvaltningen", anyway="1").status_code == 303


def test_nothing_of_others_can_be_opened_or_changed(club: Answerer) -> None:
    for about in ('ties:["t1"]', 'actors:["c1"]', 'forum_members:["f2","c1","convenor","2024-01-01"]', "x", ""):
        answer = club.client.get(f"{club.address}/andra", params={"vad": about})
        assert answer.status_code == 404
        assert club.send(f"/andra?vad={about}", level="dialogue", version="1").status_code == 404


def test_two_who_change_at_once_choose_between_their_words(club: Answerer, others: Others) -> None:
    typed = form_fields(club.see(TIE))
    others.change("ties/t2", what="läxhjälp på biblioteket")
    refused = club.send(TIE, **{**typed, "what": "läxhjälp hemma", "level": "consultation"})  # type: ignore[arg-type]
    assert refused.status_code == 409
    said = words(refused.text)
    assert "läxhjälp hemma" in said
    assert "läxhjälp på biblioteket" in said
    mine = {**form_fields(refused.text), "take.what": "mine"}
    club.after(club.send(TIE, **mine))  # type: ignore[arg-type]
    stored = others.record("ties/t2")
    assert (stored["what"], stored["level"]) == ("läxhjälp hemma", "consultation")


def test_two_tabs_lose_nothing_of_each_other(club: Answerer, others: Others) -> None:
    first, second = form_fields(club.see("/uppgifter")), form_fields(club.see("/uppgifter"))
    club.after(club.send("/uppgifter", **{**first, "offers": "Lokaler"}))  # type: ignore[arg-type]
    refused = club.send("/uppgifter", **{**second, "seeks": "Ledare"})  # type: ignore[arg-type]
    assert refused.status_code == 409
    club.after(club.send("/uppgifter", **form_fields(refused.text)))  # type: ignore[arg-type]
    stored = others.record("actors/c3")
    assert (stored["offers"], stored["seeks"]) == ("Lokaler", "Ledare")


def test_a_wish_for_no_more_than_there_is_and_a_collaboration_to_come_are_refused(
    club: Answerer, others: Others
) -> None:
    refused = club.fill(TIE, level="dialogue", desired_level="information")
    assert refused.status_code == 422
    assert "är inte högre än i dag; välj ett högre steg, eller ”som i dag”" in words(refused.text)
    coming = club.fill("/nytt", actor_b="Systrarna", valid_from="2030")
    assert coming.status_code == 422
    assert "ligger framåt i tiden; berätta om samarbetet när det har börjat" in words(coming.text)
    assert others.record("ties/t2")["desired_level"] is None


def test_a_name_that_another_has_is_asked_about(club: Answerer, others: Others) -> None:
    asked = club.fill("/uppgifter", name="Hjälpkretsen")
    assert asked.status_code == 422
    assert "en annan aktör heter så, eller nästan så; är det verkligen ert namn?: Hjälpkretsen" in words(asked.text)
    assert others.record("actors/c3")["name"] == "IF Norr"
    club.after(club.fill("/uppgifter", name="Hjälpkretsen", anyway="1"))
    assert others.record("actors/c3")["name"] == "Hjälpkretsen"


def test_nobody_says_a_hundred_things_in_a_day_and_more(club: Answerer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.self_service.answering.MOST_SAID_A_DAY", 1)
    club.after(club.fill("/nytt", actor_b="Systrarna"))
    refused = club.fill("/nytt", actor_b="Hjälpkretsen", what="läxhjälp")
    assert refused.status_code == 429
    assert "Ni har sagt mer än hundra saker på ett dygn." in words(refused.text)
    assert "läxhjälp" in refused.text
