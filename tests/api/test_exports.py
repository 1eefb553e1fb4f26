"""The register as files: the whole, or a place's system that can stand on its own."""

from datetime import date

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.access.seen import Seen
from api.database import reading
from api.imports import import_package
from api.queries.register import load_register
from graph.analysis import analyse
from graph.analysis_object import analysis_object


@pytest.mark.parametrize(("form", "ending"), [("package", "zip"), ("xlsx", "xlsx")])
def test_the_exported_system_of_a_place_has_the_analysis_of_the_place(
    client: TestClient, sqlite_engine: Engine, form: str, ending: str
) -> None:
    answer = client.get(f"/api/v1/exports/{form}", params={"place": "umea"})
    assert answer.headers["content-disposition"] == f'attachment; filename="samverkan-umea.{ending}"'
    assert import_package(sqlite_engine, answer.content, f"umea.{ending}").errors == ()
    with reading(sqlite_engine) as connection:
        analysis = analyse(load_register(Seen(connection)), "umea", date(2020, 9, 1))
    there = client.get("/api/v1/places/umea/network", params={"date": "2020-09-01"}).json()
    assert analysis_object(analysis)["network"] == there["network"]


def test_two_exports_of_the_same_register_are_the_same_bytes(client: TestClient) -> None:
    first, second = (client.get("/api/v1/exports/package").content for _ in range(2))
    assert first == second


def test_the_export_of_an_unknown_place_is_not_found(client: TestClient) -> None:
    assert client.get("/api/v1/exports/package", params={"place": "atlantis"}).status_code == 404


def test_an_unknown_format_is_refused(client: TestClient) -> None:
    assert client.get("/api/v1/exports/pdf").status_code == 422
