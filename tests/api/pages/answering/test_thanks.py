"""What an actor gets out of having answered: its place on the map in words and in a picture, and what to do next."""

from tests.api.pages.answering.conftest import Link, Others
from tests.api.pages.visible import links, words


def test_the_page_tells_how_many_collaborations_are_confirmed(link: Link, others: Others) -> None:
    landlord = link("n1")
    said = words(landlord.see("/tack"))
    assert "Er plats på kartan Fastighets AB" in said
    # By a tie with Hyresgästgruppen (both) and one with Företagarna (third party), and in Trygghetsgruppen with three.
    assert "Ni har 5 samarbeten på kartan för Exempelkommunen. 4 är bekräftade av båda eller finns i ett" in said
    assert "Företagarna information inte bekräftat av båda än" in said
    landlord.after(landlord.press("Skicka svar"))
    traders = link("n2")
    traders.after(traders.press("Skicka svar"))
    said = words(landlord.see("/tack"))
    assert "Tack för svaret! Fastighets AB" in said
    assert "5 är bekräftade av båda eller finns i ett dokument." in said


def test_the_picture_shows_the_actor_among_its_neighbours_and_nobody_else(link: Link) -> None:
    page = link("s1").see("/tack")
    assert page.count('class="node ') == 2
    assert "Arbetsförmedlingen" in page
    assert "Kommunledningskontoret" in page
    assert "Regionen" not in page.partition('<svg class="map-svg')[2].partition("</svg>")[0]


def test_who_wishes_more_and_who_seeks_what_is_offered_is_told(link: Link, others: Others) -> None:
    others.change("actors/s1", offers="Lokaler för möten")
    others.change("actors/c4", seeks="Lokal på kvällstid, ring 880320-0016")
    said = words(link("s1").see("/tack"))
    assert "Vill komma längre med er Kommunledningskontoret : dialog" in said
    assert "Söker något som ni erbjuder Systrarna ”Lokal på kvällstid, ring …”" in said
    assert "Möjliga nästa steg" in said


def test_what_is_known_of_the_place_grows_with_the_answer(link: Link) -> None:
    club = link("c3")

    def known() -> int:
        return int(words(club.see("/tack")).partition("Nu är läget känt för ")[2].split()[0])

    before = known()
    club.after(club.press("Vi har inga fler samarbeten på platsen"))
    assert known() > before


def test_links_lead_only_where_anybody_may_go(link: Link, others: Others) -> None:
    office = link("s1")
    assert {"/platser/kn", "/aktorer/k1"} < set(links(office.see("/tack")))
    others.change("actors/k1", visibility="partners")
    page = office.see("/tack")
    assert "Kommunledningskontoret" in words(page)
    assert "/aktorer/k1" not in page
    others.change("places/kn", visibility="private")
    page = office.see("/tack")
    assert "/platser/kn" not in page
    assert "/aktorer/" not in page
