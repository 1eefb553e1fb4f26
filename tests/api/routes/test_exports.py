"""Networks as files over HTTP: the same network as the analysis, and only what the viewer may see."""

import csv
import io
import json
import zipfile
from typing import Any

import networkx as nx
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from api.access.viewer import HeldRole
from api.application import create_app
from api.database import writing
from api.exports import FORMATS, NETWORK_FORMATS, FormatName
from api.settings import Settings
from models.tables import TABLES
from models.vocabulary import Role
from tests.api.accounts import bearer

UMEA = {"place": "umea", "date": "2020-09-01"}
ELSEWHERE = {"origin": "https://kumu.example"}

Found = dict[tuple[str, str], float]


def from_graphml(content: bytes) -> tuple[set[str], Found]:
    return from_graph(nx.read_graphml(io.BytesIO(content)))


def from_gexf(content: bytes) -> tuple[set[str], Found]:
    return from_graph(nx.read_gexf(io.BytesIO(content), version="1.3"))


def from_graph(graph: Any) -> tuple[set[str], Found]:
    return set(graph), {(min(a, b), max(a, b)): strength for a, b, strength in graph.edges(data="strength")}


def from_kumu(content: bytes) -> tuple[set[str], Found]:
    found = json.loads(content)
    edges = {(one["from"], one["to"]): one["strength"] for one in found["connections"]}
    return {one["id"] for one in found["elements"]}, edges


def from_gephi(content: bytes) -> tuple[set[str], Found]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        nodes, edges = (
            list(csv.DictReader(io.StringIO(archive.read(name).decode()))) for name in ("nodes.csv", "edges.csv")
        )
    return {row["Id"] for row in nodes}, {(row["Source"], row["Target"]): float(row["Weight"]) for row in edges}


READERS = {"graphml": from_graphml, "gexf": from_gexf, "kumu": from_kumu, "gephi": from_gephi}
ENDINGS = {"graphml": "graphml", "gexf": "gexf", "kumu": "json", "gephi": "gephi.zip"}


@pytest.mark.parametrize("form", NETWORK_FORMATS)
@pytest.mark.parametrize("choice", [{}, {"view": "organisation"}, {"readings": "minus"}])
def test_every_format_holds_the_network_of_the_analysis(client: TestClient, form: str, choice: dict[str, str]) -> None:
    asked = UMEA | choice
    there = client.get("/api/v1/places/umea/network", params={**choice, "date": "2020-09-01"}).json()["network"]
    answer = client.get(f"/api/v1/exports/{form}", params=asked)
    actors, edges = READERS[form](answer.content)
    assert actors == {node["id"] for node in there["nodes"]}
    assert edges == {(edge["source"], edge["target"]): edge["strength"] for edge in there["edges"]}
    tied = {end for ends in edges for end in ends}
    assert actors - tied, "the demo has actors without any edge, and they are in the file"
    name = f"samverkan-umea-2020-09-01.{ENDINGS[form]}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("form", NETWORK_FORMATS)
def test_without_a_place_every_actor_that_exists_on_the_day_is_there(client: TestClient, form: str) -> None:
    actors, _ = READERS[form](client.get(f"/api/v1/exports/{form}", params={"date": "2026-11-01"}).content)
    held = client.get("/api/v1/actors", params={"date": "2026-11-01", "limit": 1}).json()["total"]
    assert {"k1", "d1"} <= actors
    assert len(actors) == held


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("choice", [{"date": "2026-11-01"}, {"view": "organisation"}, {"readings": "minus"}])
def test_records_are_of_all_days_and_refuse_a_choice_that_would_change_nothing(
    client: TestClient, form: str, choice: dict[str, str]
) -> None:
    answer = client.get(f"/api/v1/exports/{form}", params=choice)
    assert answer.status_code == 400
    assert "innehåller poster från alla dagar" in answer.json()["detail"]


def test_the_formats_that_can_be_asked_for_are_those_that_can_be_written() -> None:
    assert set(FormatName.__args__) == {*FORMATS, *NETWORK_FORMATS}  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", NETWORK_FORMATS)
def test_the_network_of_an_unknown_place_is_not_found(client: TestClient, form: str) -> None:
    assert client.get(f"/api/v1/exports/{form}", params={"place": "atlantis"}).status_code == 404


@pytest.fixture
def hiding(writable: TestClient) -> TestClient:
    """The demo with a private place, and an actor that hides itself at a public one."""
    admin = bearer(writable, "forst", HeldRole(Role.ADMIN))
    hidden = {"id": "gomd", "name": "Hemlig", "sector": "civil_society", "place_id": "bn", "visibility": "hidden"}
    assert writable.post("/api/v1/actors", json=hidden, headers=admin).status_code == 201
    with writing(writable.app.state.engine) as connection:  # type: ignore[attr-defined]
        places = TABLES["places"]
        for place, visibility in (("kn", "private"), ("bn", "public")):
            connection.execute(sa.update(places).where(places.c.id == place).values(visibility=visibility))
        connection.execute(sa.text("UPDATE register_revision SET revision = revision + 1"))
    return writable


@pytest.mark.parametrize("own_demo", ["sqlite"], indirect=True)
@pytest.mark.parametrize("form", NETWORK_FORMATS)
def test_what_a_viewer_may_not_see_is_in_no_network(hiding: TestClient, form: str) -> None:
    admin = bearer(hiding, "administrator", HeldRole(Role.ADMIN))

    def actors(place: str | None, headers: dict[str, str]) -> set[str]:
        params = {"date": "2026-11-01"} | ({"place": place} if place else {})
        answer = hiding.get(f"/api/v1/exports/{form}", params=params, headers=headers)
        return READERS[form](answer.content)[0] if answer.status_code == 200 else set()

    assert {place: "gomd" in actors(place, {}) for place in ("bn", None)} == {"bn": False, None: False}
    assert {place: "gomd" in actors(place, admin) for place in ("bn", None)} == {"bn": True, None: True}
    assert actors("kn", {}) == set()
    assert "k1" not in actors(None, {})
    assert "k1" in actors("kn", admin) & actors(None, admin)


def test_a_public_map_can_be_read_by_pages_of_other_sites(client: TestClient) -> None:
    answer = client.get("/api/v1/exports/kumu", params=UMEA, headers=ELSEWHERE)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert answer.headers["cache-control"] == "public, no-cache"
    assert answer.headers["vary"] == "Origin, Cookie, Authorization"


def test_a_map_that_was_read_before_is_sent_again_only_when_it_is_another(client: TestClient) -> None:
    first = client.get("/api/v1/exports/kumu", params=UMEA, headers=ELSEWHERE)
    tag = first.headers["etag"]
    for known in (tag, f'"x", W/{tag}'):
        again = client.get("/api/v1/exports/kumu", params=UMEA, headers=ELSEWHERE | {"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["access-control-allow-origin"] == "*"
        assert again.headers["etag"] == tag
    other_day = client.get(
        "/api/v1/exports/kumu", params={"place": "kn", "date": "2026-11-01"}, headers=ELSEWHERE | {"if-none-match": tag}
    )
    assert other_day.status_code == 200


@pytest.mark.parametrize("form", [*FORMATS, "graphml", "gexf", "gephi"])
def test_no_other_file_can_be_read_by_pages_of_other_sites(client: TestClient, form: str) -> None:
    answer = client.get(f"/api/v1/exports/{form}", params={"place": "umea"}, headers=ELSEWHERE)
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("own_demo", ["sqlite"], indirect=True)
def test_what_somebody_may_see_by_being_signed_in_is_for_nobody_else_s_page(hiding: TestClient) -> None:
    reader = bearer(hiding, "läsare", HeldRole(Role.READER, "kn"))
    answer = hiding.get("/api/v1/exports/kumu", params={"place": "kn"}, headers=reader | ELSEWHERE)
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    cookie = hiding.get("/api/v1/exports/kumu", params={"place": "bn"}, headers=ELSEWHERE | {"cookie": "lang=en"})
    assert "access-control-allow-origin" not in cookie.headers
    assert hiding.get("/api/v1/exports/kumu", params={"place": "kn"}, headers=ELSEWHERE).status_code == 404


@pytest.mark.parametrize("own_demo", ["sqlite"], indirect=True)
def test_a_page_elsewhere_learns_nothing_by_asking_from_the_owner_s_own_machine(own_demo: str) -> None:
    app = create_app(Settings(database_url=own_demo, secret_key="x" * 32))
    with writing(app.state.engine) as connection:
        connection.execute(sa.update(TABLES["places"]).values(visibility=None))
        connection.execute(sa.text("UPDATE register_revision SET revision = revision + 1"))
    with TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 1)) as asking:
        own = asking.get("/api/v1/exports/kumu", params=UMEA)
        assert own.status_code == 200
        assert "access-control-allow-origin" not in own.headers
        assert asking.get("/api/v1/exports/kumu", params=UMEA, headers=ELSEWHERE).status_code == 404
        whole = asking.get("/api/v1/exports/kumu", headers=ELSEWHERE)
        assert whole.headers["access-control-allow-origin"] == "*"
        assert {one["place"] for one in whole.json()["elements"] if "place" in one} == set()
