"""The page of who does what: by actor in Swedish order, narrowed by a form, and as a file."""

import re

from fastapi.testclient import TestClient

from tests.api.pages.visible import links, part, words

ADDRESS = "/platser/kn/vem-gor-vad"


def actors(page: str) -> list[str]:
    return [words(name) for name in re.findall(r'scope="rowgroup".*?</a>', page, re.DOTALL)]


def test_actors_stand_in_swedish_order_with_what_they_do(demo_client: TestClient) -> None:
    page = demo_client.get(ADDRESS).text

    assert [name.rpartition(">")[2].strip() for name in actors(page)] == [
        "Arbetsförmedlingen",
        "Fastighets AB",
        "Hjälpkretsen",
        "Hyresgästgruppen",
        "Polisen",
        "Socialförvaltningen",
        "Systrarna",
        "Utbildningsförvaltningen",
    ]
    assert part(page, '<h2 id="lista">', "</h2>") == "7 verksamheter hos 8 aktörer"
    assert "Kvällsvandring" in part(page, "Polisen</a>", "</tbody>")


def test_a_choice_narrows_the_list_and_is_kept(demo_client: TestClient) -> None:
    page = demo_client.get(ADDRESS, params={"theme": "education", "text": "skol", "place": ""}).text

    assert part(page, '<h2 id="lista">', "</h2>") == "1 av 7 verksamheter hos 1 aktör"
    assert '<option value="education" selected>' in page
    assert 'value="skol"' in page
    assert "/platser/kn/vem-gor-vad?date=2026-11-01" in links(page)


def test_the_form_offers_only_what_occurs(demo_client: TestClient) -> None:
    page = demo_client.get(ADDRESS).text

    assert 'name="funder"' not in page
    assert 'value="health"' not in page
    assert part(page, 'id="place"', "</select>") == 'name="place"> alla Exempelkommunen Norrgården'


def test_the_file_holds_what_is_shown(demo_client: TestClient) -> None:
    page = demo_client.get(ADDRESS, params={"text": "läs"}).text
    (file,) = [address for address in links(page) if ".csv" in address]
    answer = demo_client.get(file)

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="vem-gor-vad-kn-2026-11-01.csv"'
    assert [line.split(";")[0].strip('"') for line in answer.content.decode("utf-8-sig").splitlines()] == [
        "Aktör",
        "Hjälpkretsen",
        "Utbildningsförvaltningen",
    ]


def test_a_choice_that_nothing_fits_says_what_to_do(demo_client: TestClient) -> None:
    page = demo_client.get(ADDRESS, params={"text": "finns inte"}).text

    assert "Inget registrerat passar urvalet" in words(page)
    assert "<table" not in page.partition("<main")[2]


def test_a_day_without_activities_asks_for_them(demo_client: TestClient) -> None:
    page = demo_client.get(ADDRESS, params={"date": "1900-01-01"}).text

    assert "Ingen insats är registrerad den här dagen" in words(page)
    assert "deeds-form" not in page


def test_who_gives_money_is_named_with_the_actor(demo_client: TestClient) -> None:
    page = demo_client.get("/platser/goteborg/vem-gor-vad", params={"date": "2019-06-01"}).text

    assert "Göteborgs stad Kommun Får bidrag av Delegationen mot segregation" in words(page)


def test_a_choice_that_cannot_be_read_is_refused(demo_client: TestClient) -> None:
    assert demo_client.get(ADDRESS, params={"theme": "weather"}).status_code == 400


def test_as_many_activities_are_counted_as_in_the_overview(demo_client: TestClient) -> None:
    assert "7" in part(demo_client.get("/platser/kn").text, "<dt>Verksamheter</dt>", "</div>").split()


def test_an_actor_or_a_place_that_is_not_registered_is_told_of(demo_client: TestClient) -> None:
    for asked in ({"actor": "nobody"}, {"place": "atlantis"}, {"funder": "nobody"}):
        answer = demo_client.get(ADDRESS, params=asked)

        assert answer.status_code == 404
        assert "Aktören, bidragsgivaren eller platsen i adressen är inte registrerad." in part(
            answer.text, 'id="hinder"', "</section>"
        )
        assert "Inget registrerat passar urvalet" not in answer.text
        assert demo_client.get(f"{ADDRESS}.csv", params=asked).status_code == 404


def test_a_registered_actor_that_does_nothing_here_is_no_mistake(demo_client: TestClient) -> None:
    answer = demo_client.get(ADDRESS, params={"actor": "k1"})

    assert answer.status_code == 200
    assert "Inget registrerat passar urvalet" in words(answer.text)


def test_themes_are_issues_in_english(demo_client: TestClient) -> None:
    page = demo_client.get(ADDRESS, headers={"Cookie": "lang=en"}).text

    assert '<th scope="col">Issues</th>' in page
    assert 'class="caveat-title" lang="sv"' in page
