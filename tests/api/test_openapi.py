"""Every operation answers whatever it is asked with a status that OpenAPI names."""

import pytest
from fastapi.testclient import TestClient

from api.access.viewer import HeldRole
from api.application import create_app
from api.settings import Settings
from models.vocabulary import Role
from tests.api.access.people import settle
from tests.api.accounts import bearer
from tests.api.odd_requests import faults

FEW = 2
"""Of each operation, and on one database. `benchmarks.proofs.odd_requests` asks a hundred and more."""


@pytest.mark.parametrize("role", ["nobody", "member", "admin"])
def test_no_operation_answers_with_a_status_that_is_not_documented(sqlite_url: str, role: str) -> None:
    app = create_app(Settings(database_url=sqlite_url, secret_key="x" * 32))
    with TestClient(app) as client:
        found = dict(faults(app, asking_as(role, client), FEW))
    assert len(found) > 70
    assert {operation: fault for operation, fault in found.items() if fault} == {}


def asking_as(role: str, client: TestClient) -> dict[str, str]:
    if role == "nobody":
        return {}
    if role == "admin":
        return bearer(client, "odd", HeldRole(Role.ADMIN))
    settle(client.app.state.engine)  # type: ignore[attr-defined]
    return bearer(client, "odd", HeldRole(Role.MEMBER, actor_id="forening"))


def test_every_operation_names_its_problems(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()
    change = document["paths"]["/api/v1/actors/{record_id}"]["patch"]["responses"]
    assert {"200", "400", "401", "403", "404", "409", "413", "422", "503", "507"} <= set(change)
    assert "default" not in change
    assert change["422"] == change["409"] == {"$ref": "#/components/responses/Problem"}
    assert "application/problem+json" in document["components"]["responses"]["Problem"]["content"]
    assert (
        "in_the_way"
        in document["components"]["responses"]["Problem"]["content"]["application/problem+json"]["schema"]["properties"]
    )
