"""What an actor answers: right, wrong, no more, all of it, a greeting, leave us out; and what is stored of it."""

from datetime import UTC, datetime

import sqlalchemy as sa

from api.access.viewer import HeldRole
from api.database import reading, writing
from api.self_service.answer_links import every_link_of
from models.tables import TABLES
from models.vocabulary import Role
from tests.api.accounts import bearer
from tests.api.pages.answering.conftest import TODAY, Answerer, Link, Others
from tests.api.pages.visible import words

START = datetime(2026, 11, 22, tzinfo=UTC)
HOMEWORK = "Stämmer: Utbildningsförvaltningen"
NOT_HOMEWORK = "Stämmer inte: Utbildningsförvaltningen"


def last_change_set(club: Answerer) -> sa.Row[tuple[object, ...]]:
    rows = TABLES["change_sets"]
    with reading(club.client.app.state.engine) as connection:  # type: ignore[attr-defined]
        return connection.execute(sa.select(rows).order_by(rows.c.id.desc())).first()  # type: ignore[return-value]


def test_what_the_other_side_said_both_say_when_it_is_right(club: Answerer, others: Others) -> None:
    page = club.after(club.press(HOMEWORK))
    assert others.record("ties/t2")["confirmation"] == "both"
    assert set(club.confirmed()) == {("ties", '["t2"]')}
    made = last_change_set(club)
    assert (made.kind, made.account_id, made.actor_id) == ("self_service", None, "c3")
    assert club.link.opened_at is not None
    assert club.link.answered_at is None
    assert "Sparat: ni har sagt att det stämmer. Ångra" in words(page)
    assert "Bekräftat av er båda. Senast bekräftat" in words(page)


def test_nobody_confirms_for_the_other_side_what_they_said_themselves(link: Link, others: Others) -> None:
    """What third parties said one party says then; pressing twice makes nobody else agree."""
    landlord, traders = link("n1"), link("n2")
    for _ in range(2):
        landlord.after(landlord.press("Stämmer: Företagarna"))
        assert others.record("ties/t6")["confirmation"] == "one_party"
    assert "Ni har sagt det. Företagarna har inte svarat än." in words(landlord.see())
    assert "Fastighets AB har sagt det. Säger ni att det stämmer är ni två om det." in words(traders.see())
    traders.after(traders.press("Stämmer: Fastighets AB"))
    assert others.record("ties/t6")["confirmation"] == "both"


def test_a_member_with_an_account_cannot_say_it_twice_either(club: Answerer, others: Others) -> None:
    member = bearer(club.client, "medlem", HeldRole(Role.MEMBER, actor_id="n1"))
    address, version = "/api/v1/ties/t6", others.record("ties/t6")["version"]
    one = club.client.patch(address, json={"version": version, "confirmation": "one_party"}, headers=member)
    both = club.client.patch(address, json={"version": version + 1, "confirmation": "both"}, headers=member)
    assert (one.status_code, both.status_code) == (200, 403)


def test_a_disputed_tie_leaves_the_network_at_once_and_comes_back_when_it_is_undone(link: Link, others: Others) -> None:
    office = link("s1")
    assert "k1" in others.edges("s1")
    page = office.after(office.press("Stämmer inte: Kommunledningskontoret"))
    assert others.record("ties/t4")["confirmation"] == "disputed"
    assert "k1" not in others.edges("s1")
    assert "Sparat: ni har sagt att det inte stämmer. Det räknas inte längre på kartan. Ångra" in words(page)
    back = office.after(office.press("Ångra", page))
    # What both had confirmed is confirmed by both again, which one of them alone could not say.
    assert others.record("ties/t4")["confirmation"] == "both"
    assert "k1" in others.edges("s1")
    assert "Ångrat: det är som det var förut." in words(back)


def test_a_dispute_of_the_other_side_stands(link: Link, others: Others) -> None:
    landlord, tenants = link("n1"), link("c2")
    tenants.after(tenants.press("Stämmer inte: Fastighets AB"))
    page = landlord.see()
    assert "Någon har sagt att det inte stämmer, så det räknas inte på kartan." in words(page)
    assert "Hyresgästgruppen</span></button>" not in page
    assert landlord.after(landlord.press("Skicka svar"))
    assert others.record("ties/t5")["confirmation"] == "disputed"
    assert ("ties", '["t5"]') not in landlord.confirmed()
    again = tenants.after(tenants.press("Stämmer ändå: Fastighets AB"))
    assert others.record("ties/t5")["confirmation"] == "one_party"
    assert "Ni har sagt det. Fastighets AB har inte svarat än." in words(again)


def test_undoing_that_something_is_right_forgets_that_it_was_confirmed(club: Answerer, others: Others) -> None:
    page = club.after(club.press(HOMEWORK))
    club.after(club.press("Ångra", page))
    assert others.record("ties/t2")["confirmation"] == "one_party"
    assert club.confirmed() == {}
    assert "En av er har sagt det." in words(club.see())


def test_only_the_links_own_deeds_can_be_undone_by_it(club: Answerer, link: Link, others: Others) -> None:
    others.change("ties/t2", what="något annat")
    foreign = last_change_set(club).id
    refused = club.send("/angra", andring=str(foreign))
    assert refused.status_code == 404
    assert others.record("ties/t2")["what"] == "något annat"
    of_another = link("n1")
    of_another.after(of_another.press("Stämmer: Företagarna"))
    assert club.send("/angra", andring=str(last_change_set(club).id)).status_code == 404
    assert club.send("/angra", andring="x").status_code == 404


def test_what_was_changed_meanwhile_is_not_confirmed_unseen(club: Answerer, others: Others) -> None:
    page = club.see()
    others.change("ties/t2", level="partnership")
    refused = club.press(HOMEWORK, page, halsning="Hej där")
    assert refused.status_code == 409
    assert "Uppgiften ändrades medan ni läste, så inget sparades." in words(refused.text)
    assert "Hej där" in refused.text
    assert others.record("ties/t2")["confirmation"] == "one_party"


def test_all_that_is_shown_and_not_disputed_is_confirmed_in_one_change_set(club: Answerer, others: Others) -> None:
    answer = club.press("Skicka svar")
    assert answer.headers["location"] == f"{club.address}/tack"
    assert set(club.confirmed()) == {
        ("actors", '["c3"]'),
        ("ties", '["t2"]'),
        ("forum_members", '["f2","c3","member","2024-01-01"]'),
        ("need_sightings", '["b4","c3"]'),
    }
    assert len(set(club.confirmed().values())) == 1
    assert others.record("ties/t2")["confirmation"] == "both"
    assert club.link.answered_at == next(iter(club.confirmed().values()))
    assert "Tack för svaret!" in words(club.after(answer))
    assert "Ni svarade senast" in words(club.see())


def test_nothing_is_sent_of_what_was_changed_since_it_was_shown(club: Answerer, others: Others) -> None:
    page = club.see()
    others.change("ties/t2", level="partnership")
    refused = club.press("Skicka svar", page, halsning="Hej där")
    assert refused.status_code == 409
    assert "Något ändrades medan ni läste, så inget skickades." in words(refused.text)
    assert "Hej där" in refused.text
    assert (club.confirmed(), club.link.answered_at) == ({}, None)


def test_that_there_are_no_other_collaborations_is_kept_for_the_day(club: Answerer) -> None:
    complete = "Vi har inga fler samarbeten på platsen"
    page = club.see()
    for _ in range(2):
        said = club.after(club.press(complete, page))
    assert "Sparat: ni har inga fler samarbeten på platsen." in words(said)
    with reading(club.client.app.state.engine) as connection:  # type: ignore[attr-defined]
        rows = TABLES["completeness"]
        kept = connection.execute(sa.select(rows.c.date).where(rows.c.actor_id == "c3")).scalars().all()
    assert kept == [TODAY]
    assert complete not in words(said).replace("inga fler samarbeten på platsen. ", "")


def test_a_greeting_is_kept_whichever_button_is_pressed(club: Answerer) -> None:
    club.after(club.press(HOMEWORK, halsning="  Systrarna saknas på kartan.  "))
    assert club.link.greeting == "Systrarna saknas på kartan."
    assert "Systrarna saknas på kartan.</textarea>" in club.see()
    club.after(club.press("Spara hälsningen", halsning=""))
    assert club.link.greeting is None


def test_a_greeting_about_a_person_is_asked_about_and_never_lost(club: Answerer) -> None:
    typed = "Ring vår växel 060-12 34 56"
    asked = club.press("Spara hälsningen", halsning=typed)
    assert (asked.status_code, club.link.greeting) == (422, None)
    assert "innehåller något som ser ut som ett telefonnummer" in words(asked.text)
    assert f"{typed}</textarea>" in asked.text
    club.after(club.press("Spara hälsningen", asked.text, halsning=typed, anyway="1"))
    assert club.link.greeting == typed


def test_a_personal_number_is_never_kept_in_a_greeting(club: Answerer) -> None:
    typed = "Fråga 880320-0016"
    for anyway in ({}, {"anyway": "1"}):
        refused = club.press("Skicka svar", halsning=typed, **anyway)
        assert (refused.status_code, club.link.greeting, club.link.answered_at) == (422, None, None)
    assert "kan vara ett personnummer och sparas därför inte" in words(refused.text)
    assert f"{typed}</textarea>" in refused.text


def test_a_greeting_that_cannot_be_stored_is_refused_in_words(club: Answerer) -> None:
    long = club.press("Spara hälsningen", halsning="å" * 1001)
    assert (long.status_code, "är längre än 1 000 tecken; korta den" in words(long.text)) == (422, True)
    club.after(club.press("Spara hälsningen", halsning="å" * 1000))
    assert club.press("Spara hälsningen", halsning="a\x00b").status_code == 422
    assert club.send("/halsning", halsning="x" * 1_000_001).status_code == 413


def test_an_actor_that_asks_to_be_left_out_is_hidden_until_it_wants_to_be_seen(club: Answerer, others: Others) -> None:
    others.change("actors/c3", visibility="partners")
    told = words(club.see("/inte-med"))
    assert "Genast ser ingen er längre på kartan" in told
    assert "De som samordnar i Exempelkommunen" in told
    page = club.after(club.send("/inte-med"))
    assert others.record("actors/c3")["visibility"] == "hidden"
    assert club.link.left_out_at is not None
    assert "Ni har bett om att inte vara med på samverkanskartan" in words(page)
    back = club.after(club.press("Vi vill vara med ändå", page))
    assert others.record("actors/c3")["visibility"] == "partners"
    assert club.link.left_out_at is None
    assert "Ni är med på kartan igen." in words(back)


def test_the_page_never_says_that_nobody_sees_an_actor_that_is_seen(club: Answerer, others: Others) -> None:
    club.after(club.send("/inte-med"))
    club.after(club.fill("/uppgifter", visibility="public"))  # From a tab that was open all the time.
    assert others.record("actors/c3")["visibility"] == "public"
    assert "Ingen annan än ni och de som sköter kartan ser er nu" not in words(club.see())
    club.after(club.send("/inte-med"))
    assert "Ingen annan än ni och de som sköter kartan ser er nu" in words(club.see())
    others.change("actors/c3", visibility="public")
    assert "Ingen annan än ni och de som sköter kartan ser er nu" not in words(club.see())


def test_an_actor_that_others_had_hidden_is_not_told_that_it_is_seen_again(club: Answerer, others: Others) -> None:
    others.change("actors/c3", visibility="hidden")
    club.after(club.send("/inte-med"))
    back = club.after(club.press("Vi vill vara med ändå"))
    assert "Ni är med på kartan igen." not in words(back)
    assert "Ångrat: det är som det var förut." in words(back)


def test_what_is_sent_in_bad_faith_changes_nothing(club: Answerer, others: Others) -> None:
    before = {table: others.record(f"ties/{table}") for table in ("t1", "t2")}
    for part in ("/stammer", "/stammer-inte"):
        for sent in ("", "1", '1 ties:["t1"]', "x ties:[]", '99999999999999999999 ties:["t2"]', '² ties:["t2"]'):
            assert club.send(part, uppgift=sent).status_code in (404, 409)
    assert club.send("/stammer-inte", uppgift='1 need_sightings:["b4","c3"]').status_code == 403
    assert {table: others.record(f"ties/{table}") for table in ("t1", "t2")} == before


def test_who_said_it_is_told_in_the_history(club: Answerer, others: Others) -> None:
    club.after(club.press(HOMEWORK))
    made = last_change_set(club).id
    item = others.record(f"changes/{made}")
    assert (item["who"], item["actor_id"], item["by_actor"], item["by_command"]) == (None, "c3", True, False)
    seen = club.client.get(f"/historik/{made}", headers=others.headers).text
    assert "Aktören själv (IF Norr)" in words(seen)
    others.change("actors/c3", visibility="hidden")
    nobody = club.client.get("/api/v1/ties/t1/history").json()
    assert "IF Norr" not in str(nobody)


def test_what_an_actor_disputes_it_confirms_no_more(club: Answerer, others: Others) -> None:
    club.after(club.press("Stämmer: Utbildningsförvaltningen"))
    assert others.record("ties/t2")["confirmed_at"] is not None
    club.after(club.press("Stämmer inte: Utbildningsförvaltningen"))
    tie = others.record("ties/t2")
    assert (tie["confirmation"], tie["confirmed_at"]) == ("disputed", None)


def test_an_answer_counts_for_every_link_that_asks_no_more(link: Link) -> None:
    whole = link("c3")
    asked = {"topics": ["ties"], "opened_at": START, "last_day": TODAY}
    with writing(whole.client.app.state.engine) as connection:  # type: ignore[attr-defined]
        told = {"id": "r1", "place_id": "kn", "title": "Hösten 2026", **asked}
        connection.execute(sa.insert(TABLES["survey_rounds"]).values(told))
    of_round = link("c3", round_id="r1")
    whole.after(whole.press("Skicka svar"))
    with reading(whole.client.app.state.engine) as connection:  # type: ignore[attr-defined]
        answered = {one.round_id: one.answered_at for one in every_link_of(connection, "kn")}
    assert set(answered) == {None, "r1"}
    assert answered[None] == answered["r1"] is not None
    assert of_round.address != whole.address
