"""The page of an actor: what it does, with whom, on which step, on which mandate, and from which sources."""

from fastapi.testclient import TestClient

from tests.api.pages.visible import links, part, words


def section(html: str, name: str) -> str:
    return part(html, f'<h2 id="{name}">', "</section>")


def test_ties_say_their_step_status_and_source(demo_client: TestClient) -> None:
    shown = section(demo_client.get("/aktorer/k1?place=kn").text, "samarbetar")
    assert shown.startswith(
        "Samarbetar med Arbetsförmedlingen information samverkan · Läge: pågår · arbetsmarknadsläge"
        " · önskad nivå: dialog från 1 mars 2026 bekräftad av båda parter Källa: påhittat exempel"
    )


def test_agreements_name_the_other_parties_and_the_last_day(demo_client: TestClient) -> None:
    # valid_to 2026-12-31 is the first day that no longer counts.
    shown = section(demo_client.get("/aktorer/k1?place=kn").text, "avtal")
    assert shown.startswith("Avtal Partnerskap om stöd till familjer Hjälpkretsen")
    assert "1 januari 2026 – 30 december 2026 dokumenterad" in shown


def test_forums_say_the_role_and_the_others(demo_client: TestClient) -> None:
    shown = section(demo_client.get("/aktorer/k1?place=kn").text, "forum")
    assert "Roll: sammankallande" in shown
    assert "Övriga: Socialförvaltningen , Fastighets AB , Polisen" in shown


def test_mandates_say_what_the_actor_may_do(demo_client: TestClient) -> None:
    assert "beslutar trygghet och brottslighet" in section(demo_client.get("/aktorer/k1").text, "mandat")


def test_the_needs_it_sees_are_listed(demo_client: TestClient) -> None:
    assert "prioritet: hög" in section(demo_client.get("/aktorer/c4").text, "behov")


def test_an_actor_says_when_it_was_last_confirmed(demo_client: TestClient) -> None:
    assert "Senast bekräftad 1 juni 2026" in words(demo_client.get("/aktorer/k1").text)
    assert "Ingen registrerad bekräftelse från aktören själv" in words(
        demo_client.get("/aktorer/k1?date=2026-01-01").text
    )
    assert "Ingen registrerad bekräftelse från aktören själv" in words(demo_client.get("/aktorer/c2").text)


def test_the_page_leads_back_to_where_the_reader_came_from(demo_client: TestClient) -> None:
    html = demo_client.get("/aktorer/r1?place=kn&date=2026-06-01").text
    assert links(part_of_heading(html))[0] == "/platser/kn?date=2026-06-01"


def part_of_heading(html: str) -> str:
    return html.partition('<p class="trail">')[2].partition("</p>")[0]


def test_without_a_place_the_page_is_seen_from_the_actors_own(demo_client: TestClient) -> None:
    html = demo_client.get("/aktorer/r1").text
    assert words(part_of_heading(html)) == "‹ Exempellänet"
    assert "Läget 1 november 2026" in words(html)


def test_a_place_that_does_not_exist_is_passed_over(demo_client: TestClient) -> None:
    assert words(part_of_heading(demo_client.get("/aktorer/k1?place=xx").text)) == "‹ Exempelkommunen"


def test_units_and_the_whole_refer_to_each_other(demo_client: TestClient) -> None:
    assert "Har delar Utbildningsförvaltningen , Socialförvaltningen" in words(demo_client.get("/aktorer/k1").text)
    assert "Del av Kommunledningskontoret" in words(demo_client.get("/aktorer/k2").text)


def test_what_no_longer_holds_is_folded_away(demo_client: TestClient) -> None:
    shown = section(demo_client.get("/aktorer/k1?date=2030-01-01").text, "avtal")
    assert shown.startswith("Avtal Inget registrerat avtal den här dagen. 1 tidigare eller kommande Partnerskap")


def test_a_web_address_among_the_sources_is_a_link_named_for_its_host(demo_client: TestClient) -> None:
    html = demo_client.get("/aktorer/boras-stad").text
    assert ">boras.se</a>" in html
