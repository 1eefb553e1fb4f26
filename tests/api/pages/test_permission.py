"""What pages offer to whom: asked of many records with as few questions as of one."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.access.seen import Seen
from api.access.viewer import ANYBODY, HeldRole, Viewer
from api.database import make_engine, reading
from api.pages.permission import changeable
from api.queries.register import load_table
from models.package_files import FILES
from models.records import Record
from models.vocabulary import Role

EDITOR = Viewer("e", frozenset({HeldRole(Role.EDITOR, "kn")}))
MEMBER = Viewer("m", frozenset({HeldRole(Role.MEMBER, None, "c1")}))
ADMIN = Viewer("a", frozenset({HeldRole(Role.ADMIN)}))


@pytest.fixture
def engine(demo_url: str) -> Iterator[Engine]:
    made = make_engine(demo_url)
    yield made
    made.dispose()


def ties(connection: Connection) -> tuple[Record, ...]:
    return load_table(Seen(connection), "ties")


def test_the_ties_that_may_be_changed_are_those_of_actors_at_the_place(engine: Engine) -> None:
    with reading(engine) as connection:
        found = {
            viewer.account_id: changeable(connection, viewer, FILES["ties"], ties(connection))
            for viewer in (ANYBODY, MEMBER, EDITOR, ADMIN)
        }
    assert found[None] == found["m"] == frozenset()
    assert {"t1", "t4", "t7"} <= found["e"] < found["a"]


def test_many_records_take_no_more_questions_than_one(engine: Engine) -> None:
    asked: list[str] = []
    sa.event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    counts = []
    with reading(engine) as connection:
        every = ties(connection)
        for some in (every[:1], every):
            asked.clear()
            changeable(connection, EDITOR, FILES["ties"], some)
            counts.append(len(asked))
    assert len(every) > 10
    # One for the edited places, one for each table that is named, one for who made what has no place.
    assert max(counts) <= 4
