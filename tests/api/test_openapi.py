"""Every operation answers whatever it is asked with a status that OpenAPI names."""

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.access.viewer import HeldRole
from api.application import create_app
from api.settings import Settings
from models.vocabulary import Role
from tests.api.accounts import bearer
from tests.api.odd_requests import faults

FEW = 2
"""Of each operation, and on one database. `benchmarks.proofs.odd_requests` asks a hundred and more."""


@pytest.fixture
def sqlite_copy(migrated_file: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'register.db')}"


def test_no_operation_answers_with_a_status_that_is_not_documented(sqlite_copy: str) -> None:
    app = create_app(Settings(database_url=sqlite_copy, secret_key="x" * 32))
    with TestClient(app) as client:
        headers = bearer(client, "odd", HeldRole(Role.ADMIN))
        found = dict(faults(app, headers, FEW))
    assert len(found) > 70
    assert {operation: fault for operation, fault in found.items() if fault} == {}


def test_every_operation_names_its_problems(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()
    change = document["paths"]["/api/v1/actors/{record_id}"]["patch"]["responses"]
    assert {"200", "400", "401", "403", "404", "409", "413", "422", "503", "507"} <= set(change)
    assert "default" not in change
    assert change["422"] == change["409"] == {"$ref": "#/components/responses/Problem"}
    assert "application/problem+json" in document["components"]["responses"]["Problem"]["content"]
