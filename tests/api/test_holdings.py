"""What the register holds about each place, and all that it holds about one actor."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlmodel import SQLModel

from api.access.seen import Seen
from api.database import make_engine, reading, writing
from api.queries.dossier import load_dossier
from api.queries.holdings import Holding, list_holdings
from models.errors import NotFoundError

TODAY = date(2026, 11, 22)
INVENTORIES = SQLModel.metadata.tables["inventories"]


@pytest.fixture
def demo(sqlite_demo: str, tmp_path: Path) -> Iterator[Engine]:
    """A copy of the demo that a test may change."""
    copy = tmp_path / "demo.db"
    with (
        closing(sqlite3.connect(sqlite_demo.removeprefix("sqlite:///"))) as demo,
        closing(sqlite3.connect(copy)) as mine,
    ):
        demo.backup(mine)
    engine = make_engine(f"sqlite:///{copy}")
    yield engine
    engine.dispose()


def holding(engine: Engine, place_id: str, today: date = TODAY) -> Holding:
    with reading(engine) as connection:
        return next(held for held in list_holdings(Seen(connection), today) if held.id == place_id)


def test_a_place_counts_its_own_actors_and_inventory(demo: Engine) -> None:
    # k1-k3, s1, s2, c1, n1 and n2 are placed in kn itself; c2, c3 and c4 in its areas.
    held = holding(demo, "kn")
    assert (held.actors, held.scopes_done, held.last_confirmed) == (8, 18, date(2026, 6, 1))
    assert (held.observed_on, held.fictitious) == (date(2026, 11, 1), True)


def test_what_is_dated_later_than_today_does_not_count_yet(demo: Engine) -> None:
    held = holding(demo, "kn", date(2026, 5, 31))
    assert (held.scopes_done, held.last_confirmed) == (0, None)


def test_a_scope_that_was_opened_again_is_not_done(demo: Engine) -> None:
    with writing(demo) as connection:
        again = {"place_id": "kn", "scope": "forums", "status": "ongoing", "date": date(2026, 7, 1)}
        connection.execute(sa.insert(INVENTORIES), [again | {"version": 1, "created_in": 1, "changed_in": 1}])
    held = holding(demo, "kn")
    assert (held.scopes_done, held.last_confirmed) == (17, date(2026, 7, 1))


def test_a_place_that_two_collections_describe_was_observed_when_the_earlier_was(demo: Engine) -> None:
    assert holding(demo, "sverige").observed_on == date(2020, 9, 1)


def test_a_dossier_holds_what_the_actor_takes_part_in_and_nothing_else(demo: Engine) -> None:
    with reading(demo) as connection:
        register = load_dossier(Seen(connection), "c1")
    assert [agreement.id for agreement in register.agreements] == ["v1"]
    assert [forum.id for forum in register.forums] == ["f2"]
    assert {member.actor_id for member in register.forum_members} == {"c1", "c2", "c3"}
    assert [activity.id for activity in register.activities] == ["x1"]
    assert register.ties == ()


def test_a_dossier_names_the_whole_and_its_units(demo: Engine) -> None:
    with reading(demo) as connection:
        assert {"k1", "k2"} <= set(load_dossier(Seen(connection), "k2").actor)
        assert {"k1", "k2", "k3"} <= set(load_dossier(Seen(connection), "k1").actor)


def test_there_is_no_dossier_of_nobody(demo: Engine) -> None:
    with reading(demo) as connection, pytest.raises(NotFoundError):
        load_dossier(Seen(connection), "finns-inte")
