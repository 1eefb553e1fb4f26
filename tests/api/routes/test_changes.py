"""What changed between two days over HTTP, on both databases; what came into the register in between is told apart."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from api.access.window import Window
from api.change_sets import Deed, begin_change_set
from api.database import writing
from api.imports import import_package
from api.queries.registrations import registered_between
from models.tables import TABLES
from models.vocabulary import ChangeKind
from tests.packages import ACTORS, PLACES, TIES, package


def test_the_two_days_are_those_asked_for(client: TestClient) -> None:
    answer = client.get("/api/v1/places/kn/changes", params={"from": "2025-11-01", "date": "2026-11-01"}).json()
    assert (answer["from"], answer["to"]) == ("2025-11-01", "2026-11-01")
    # Of the place's 17 collaborations, 16 hold by nothing but dates that both days lie in or one alone.
    before = client.get("/api/v1/places/kn/network", params={"date": "2025-11-01"}).json()["network"]["edges"]
    after = client.get("/api/v1/places/kn/network", params={"date": "2026-11-01"}).json()["network"]["edges"]

    def pairs(edges: list[dict[str, str]]) -> set[tuple[str, str]]:
        return {(edge["source"], edge["target"]) for edge in edges}

    assert pairs(answer["edges"]["come"]) == pairs(after) - pairs(before) != set()
    assert pairs(answer["edges"]["gone"]) == pairs(before) - pairs(after)


def test_without_a_first_day_it_lies_a_year_back(client: TestClient) -> None:
    answer = client.get("/api/v1/places/kn/changes", params={"date": "2026-11-01"}).json()
    assert answer["from"] == "2025-11-01"


@pytest.mark.parametrize(
    ("query", "status"),
    [("from=2026-11-02&date=2026-11-01", 400), ("from=snart", 422), ("from=&date=2026-11-01", 200)],
)
def test_days_in_the_wrong_order_are_explained(client: TestClient, query: str, status: int) -> None:
    answer = client.get(f"/api/v1/places/kn/changes?{query}")
    assert answer.status_code == status
    if status == 400:
        assert "får inte ligga efter" in answer.json()["detail"]


def test_only_what_came_between_the_days_is_newly_registered(engine: sa.Engine) -> None:
    import_package(engine, package(places=PLACES, actors=ACTORS, ties=TIES), "test")
    with writing(engine) as connection:
        for table, moment in (("ties", datetime(2026, 3, 1, tzinfo=UTC)), ("actors", datetime(2026, 1, 1, tzinfo=UTC))):
            change_set = begin_change_set(connection, Deed(ChangeKind.IMPORT), moment)
            connection.execute(sa.update(TABLES[table]).values(created_in=change_set))

    def found(after: date, until: date) -> dict[str, int]:
        with Window(engine).seeing() as seen:
            tables = registered_between(seen, "kn", after, until).tables()
        return {name: len(records) for name, records in tables.items() if records}

    assert found(date(2026, 2, 28), date(2026, 3, 1)) == {"ties": 1}
    assert found(date(2026, 3, 1), date(2026, 4, 1)) == {}
    assert set(found(date(2025, 12, 31), date(2026, 2, 28))) == {"actors"}
