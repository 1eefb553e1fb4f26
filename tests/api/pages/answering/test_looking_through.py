"""What an actor is shown: what is registered of it, who sees it, who said it, and never what it may not see."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from api.database import reading, writing
from api.self_service.answer_links import stamp
from models.tables import TABLES
from tests.api.pages.answering.conftest import Answerer, Link, Others, later
from tests.api.pages.visible import words

KEPT = ("actors", "ties", "forum_members", "change_sets", "history", "confirmations", "answer_links", "access_log")


def test_the_page_says_whose_data_it_is_who_asks_and_how_long_the_link_lives(club: Answerer) -> None:
    said = words(club.see())
    assert "Bekräfta era uppgifter IF Norr" in said
    assert "registrerat om er på samverkanskartan för Exempelkommunen" in said
    assert "inget konto behövs" in said
    assert "Visas för alla. Senast bekräftat: datum saknas." in said


def test_each_topic_has_its_section_with_what_is_registered(club: Answerer) -> None:
    said = words(club.see())
    assert "Utbildningsförvaltningen" in said
    assert "läxhjälp i klubbhuset" in said
    assert "En av er har sagt det. Säger ni att det stämmer är ni två om det." in said
    assert "Föreningsrådet" in said
    assert "Ingen verksamhet är registrerad." in said
    assert "Ungas inflytande" in said
    assert "Vi har inga fler samarbeten på platsen" in said


def test_a_round_asks_what_it_wants_to_know_and_says_why(link: Link) -> None:
    asking = link("c3")
    with writing(asking.client.app.state.engine) as connection:  # type: ignore[attr-defined]
        moment = asking.link.made_at
        connection.execute(
            sa.insert(TABLES["survey_rounds"]).values(
                id="r1", place_id="kn", title="Hösten 2026", message="Vi gör om kartan inför budgeten.",
                topics=("ties",), opened_at=moment, last_day=moment.date(),
            )
        )  # fmt: skip
    said = words(link("c3", round_id="r1").see())
    assert "Hösten 2026 Vi gör om kartan inför budgeten." in said
    assert "Samarbeten" in said
    assert "Forum och avtal" not in said
    assert "Uppgifter om er" not in said


@pytest.mark.parametrize("part", ["", "/uppgifter", "/nytt", "/inte-med", "/tack", "/andra?vad=ties:%5B%22t2%22%5D"])
def test_looking_changes_nothing(club: Answerer, part: str) -> None:
    """The programs that look through mail open links too."""

    def stored() -> dict[str, list[tuple[object, ...]]]:
        with reading(club.client.app.state.engine) as connection:  # type: ignore[attr-defined]
            return {name: [tuple(row) for row in connection.execute(sa.select(TABLES[name]))] for name in KEPT}

    before = stored()
    club.see(part)
    assert stored() == before


def test_no_page_is_kept_passed_on_or_listed_and_none_sets_a_cookie(club: Answerer) -> None:
    for address in (club.address, f"{club.address}/tack", "/svar/paahittad", f"{club.address}/andra?vad=x"):
        headers = club.client.get(address).headers
        told = (headers["cache-control"], headers["referrer-policy"], headers["x-robots-tag"])
        assert told == ("no-store", "no-referrer", "noindex, nofollow")
        assert "set-cookie" not in headers


def test_a_revoked_an_expired_and_an_invented_link_are_answered_alike(link: Link) -> None:
    revoked, expired = link("c3"), link("c1")
    with writing(revoked.client.app.state.engine) as connection:  # type: ignore[attr-defined]
        links = TABLES["answer_links"]
        connection.execute(sa.update(links).where(links.c.id == revoked.link.id).values(revoked_at=sa.func.now()))
    invented = f"/svar/{'0' * 32}.{'A' * 32}"
    other_kind = revoked.address.replace("/svar/", "/svar/x")
    answers = [revoked.client.get(address) for address in (revoked.address, invented, other_kind, "/svar/å%00")]
    later(expired.client, 61)
    answers.append(expired.client.get(expired.address))
    said = {(answer.status_code, words(answer.text)) for answer in answers}
    assert len(said) == 1
    ((status, text),) = said
    assert status == 410
    assert "svara på mejlet och be om en ny länk" in text
    for part in ("/stammer", "/skicka", "/uppgifter", "/inte-med"):
        assert revoked.client.post(revoked.address + part, content=b"").status_code == 410


def test_what_only_others_may_see_stays_unseen(link: Link, others: Others) -> None:
    others.create("actors", id="dold", name="Zgömda huset", sector="civil_society", place_id="kn", visibility="hidden")
    others.create("ties", id="dolt", actor_a="c3", actor_b="dold", what="zhemligt", level="dialogue")
    said = link("c3").see() + link("c3").see("/tack") + link("c3").see("/nytt")
    assert "zhemligt" not in said
    assert "Zgömda" not in said


@pytest.mark.parametrize(
    ("place", "actor", "words_said"),
    [
        ("public", "public", "Visas för alla."),
        ("shared", "public", "Visas för alla som har konto och är inloggade."),
        ("private", "public", "Visas bara för dem som har konto och arbetar med Exempelkommunen eller hör till en "),
        ("public", "partners", "Visas bara för partner i Exempelkommunen: de som arbetar med platsen eller hör till"),
        ("public", "hidden", "Visas bara för er och dem som sköter kartan i Exempelkommunen."),
    ],
)
def test_where_the_data_is_seen_is_said_in_words(
    link: Link, others: Others, place: str, actor: str, words_said: str
) -> None:
    others.change("places/kn", visibility=place)
    others.change("actors/c1", visibility=actor)
    assert words_said in words(link("c1").see())


def test_an_actor_from_elsewhere_is_asked_by_a_place_that_it_may_not_look_around_in(link: Link, others: Others) -> None:
    others.change("places/kn", visibility="private")
    asked = link("d1")
    assert "samverkanskartan för Exempelkommunen" in words(asked.see())
    said = asked.see("/tack")
    assert "Ni har inget samarbete på kartan för Exempelkommunen än." in words(said)
    assert "/platser/kn" not in said


def test_what_others_changed_since_the_answer_is_marked(club: Answerer, others: Others) -> None:
    club.after(club.press("Skicka svar"))
    assert "sedan ert svar" not in club.see()
    others.change("ties/t2", what="läxhjälp på biblioteket")
    said = words(club.see())
    assert "En uppgift är ny eller ändrad sedan ert svar. Den är märkt." in said
    assert "Ändrat sedan ert svar" in said


def test_who_speaks_for_all_others_is_asked_in_one_question(link: Link) -> None:
    """Six kinds of records are asked about: who speaks for the actor is asked for each, for all others in ties once."""
    office, asked = link("k1"), list[str]()

    def note(*told: object) -> None:
        asked.append(str(told[2]))

    engine = office.client.app.state.engine  # type: ignore[attr-defined]
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        office.see()
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    assert sum("account_roles.actor_id IN" in statement for statement in asked) == 6 + 1


def test_days_are_those_of_sweden(club: Answerer) -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # Half past midnight on the 23rd in Sweden.
    engine = club.client.app.state.engine  # type: ignore[attr-defined]
    said = {"table_name": "actors", "record_key": '["c3"]', "actor_id": "c3", "at": late}
    with writing(engine) as connection:
        stamp(connection, club.link.id, answered_at=late)
        connection.execute(sa.insert(TABLES["confirmations"]).values(**said))
    shown = words(club.see())
    assert "Ni svarade senast 23 november 2026." in shown
    assert "Senast bekräftat 23 november 2026." in shown
