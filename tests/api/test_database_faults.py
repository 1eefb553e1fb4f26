"""What the database cannot do for a while is told as that, on both databases; it never looks like our mistake."""

import sqlalchemy as sa
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event

from api.access.viewer import HeldRole
from api.application import create_app
from api.database import writing
from api.settings import Settings
from models.vocabulary import Role
from tests.api.accounts import bearer
from tests.postgres import Databases

ACTOR = {"name": "Ny", "sector": "civil_society", "kind": "association", "level": "municipality"}


def test_a_full_disk_is_told_reads_go_on_and_writes_resume(sqlite_engine: Engine) -> None:
    app = create_app(Settings(database_url=sqlite_engine.url.render_as_string(), secret_key="x" * 32))
    engine: Engine = app.state.engine
    with TestClient(app) as asking:
        headers = bearer(asking, "full", HeldRole(Role.ADMIN))
        assert asking.post("/api/v1/actors", json={"id": "first", **ACTOR}, headers=headers).status_code == 201
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

        def no_more(connection: object, *_: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

        event.listen(engine, "checkout", no_more)
        large = {"id": "large", **ACTOR, "note": "x" * 1900, "offers": "y" * 1900}
        answers = [asking.post("/api/v1/actors", json=large | {"id": f"l{n}"}, headers=headers) for n in range(30)]
        refused = next(answer for answer in answers if answer.status_code != 201)
        assert refused.status_code == 507
        assert "ingen plats kvar på disken" in refused.json()["detail"]
        assert asking.get("/api/v1/actors", headers=headers).status_code == 200
        event.remove(engine, "checkout", no_more)
        event.listen(engine, "checkout", lambda c, *_: c.execute("PRAGMA max_page_count = 100000"))
        assert asking.post("/api/v1/actors", json=large, headers=headers).status_code == 201


def test_connections_that_postgresql_dropped_are_replaced_unseen(postgres_engine: Engine) -> None:
    url = postgres_engine.url.render_as_string(hide_password=False)
    with TestClient(create_app(Settings(database_url=url, secret_key="x" * 32))) as asking:
        assert asking.get("/readyz").status_code == 200
        with writing(postgres_engine) as connection:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            connection.execute(sa.text(f"{others} AND pid <> pg_backend_pid()"))
        assert asking.get("/readyz").status_code == 200
        assert asking.get("/api/v1/actors").status_code == 200


def test_a_postgresql_that_is_gone_is_no_fault_of_ours(postgres: Databases, migrated_template: str) -> None:
    with postgres.new(migrated_template) as address:
        url = address.render_as_string(hide_password=False)
        app = create_app(Settings(database_url=url, secret_key="x" * 32))
    with TestClient(app) as asking:
        for path in ("/readyz", "/api/v1/actors", "/"):
            assert asking.get(path).status_code == 503
        assert asking.get("/healthz").status_code == 200


def test_statements_that_take_too_long_are_ended_by_postgresql(postgres_engine: Engine) -> None:
    with writing(postgres_engine) as connection:
        assert connection.execute(sa.text("SHOW statement_timeout")).scalar() == "30s"
        assert connection.execute(sa.text("SHOW lock_timeout")).scalar() == "30s"
