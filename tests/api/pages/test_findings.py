"""The gap report: what is known first, then findings by how sure they are, each with what a reader needs."""

from fastapi.testclient import TestClient

from tests.api.pages.visible import links, part, words


def finding(html: str, anchor: str) -> str:
    return part(html, f'id="{anchor}">', "</article>")


def test_the_report_begins_with_what_is_known(demo_client: TestClient) -> None:
    html = demo_client.get("/platser/kn/luckor").text
    known = part(html, 'aria-labelledby="kant"', "</section>")
    # 12 actors, 1 of them from outside: 12·11/2 = 66 pairs; 17 edges, 9 unknown pairs, so 66 - 17 - 9 = 40.
    assert "Av 66 tänkbara par av aktörer är 86 % kända. 17 par har ett registrerat samarbete. För 40 par" in known
    assert "Om 9 par vet registret inget." in known
    assert "88 % av samarbetena är bekräftade av båda parter eller dokumenterade." in known
    assert "7 av 12 aktörer har sagt att alla deras samarbeten är registrerade" in known
    assert html.index('id="kant"') < html.index('id="luckor"') < html.index('id="mojliga"') < html.index('id="fragor"')


def test_the_inventory_is_told_scope_by_scope(demo_client: TestClient) -> None:
    kn = part(demo_client.get("/platser/kn/luckor").text, '<table class="plain">', "</table>")
    assert "Sektor: Kommun klar 1 juni 2026" in kn
    bn = part(demo_client.get("/platser/bn/luckor").text, '<table class="plain">', "</table>")
    assert "Fråga: hälsa ej inventerat –" in bn


def test_a_gap_tells_why_what_next_and_what_may_explain_it(demo_client: TestClient) -> None:
    shown = finding(demo_client.get("/platser/kn/luckor").text, "G04-c4")
    assert shown.startswith("Lucka Ensam aktör Systrarna har ingen registrerad samverkan med någon annan.")
    for heading in ("Nästa steg", "Kom ihåg", "Underlag och säkerhet", "Vägledningen frågar"):
        assert heading in shown


def test_a_finding_names_the_section_of_the_guidance(demo_client: TestClient) -> None:
    shown = finding(demo_client.get("/platser/kn/luckor").text, "G04-c4")
    assert shown.endswith(
        "Hur får föreningarna veta om varandra? Vilka vägar in och mötesplatser finns? "
        "Vägledning till ideella föreningar och stiftelser (2020), avsnitt 2.1.4"
    )


def test_known_and_unknown_pairs_stand_apart(demo_client: TestClient) -> None:
    # s2 and c1, c4 have declared completeness: of the 8 pairs only c2-s1 and c3-s1 are unknown, so 6/8 is known.
    shown = finding(demo_client.get("/platser/kn/luckor").text, "G02-state-civil_society")
    assert "75 % av det som fyndet vilar på är känt." in shown
    unknown = shown.partition("Par som registret inte vet något om ")[2].partition(" .")[0]
    assert unknown == "Hyresgästgruppen – Arbetsförmedlingen ; IF Norr – Arbetsförmedlingen"


def test_evidence_has_its_period_confirmation_and_source(demo_client: TestClient) -> None:
    shown = finding(demo_client.get("/platser/kn/luckor").text, "G05-b3")
    assert "Poster som fyndet vilar på Behov" in shown
    assert "Källa: påhittat exempel" in shown


def test_findings_stand_under_how_sure_they_are(demo_client: TestClient) -> None:
    html = demo_client.get("/platser/kn/luckor").text
    assert 'id="G02-state-civil_society"' in html.partition('id="mojliga"')[2].partition('id="fragor"')[0]
    assert 'id="G04-c4"' in html.partition('id="luckor"')[2].partition('id="mojliga"')[0]


def test_what_is_to_be_asked_first_is_not_counted_as_a_gap(demo_client: TestClient) -> None:
    html = demo_client.get("/platser/sverige/luckor").text
    assert "Luckor (0)" in words(html)
    assert "de räknas inte som luckor" in words(html)
    assert "frågor till: Ensam aktör" in words(html)


def test_actors_are_linked_with_place_and_day(demo_client: TestClient) -> None:
    assert "/aktorer/c4?date=2026-11-01&place=kn" in links(demo_client.get("/platser/kn/luckor").text)


def test_a_printed_report_says_its_day_when_it_was_made_and_what_it_rests_on(demo_client: TestClient) -> None:
    html = words(demo_client.get("/platser/kn/luckor").text)
    assert "Rapporten visar läget 1 november 2026 och är gjord 22 november 2026. Underlag: Exempelkommunen." in html
