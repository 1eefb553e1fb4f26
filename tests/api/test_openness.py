"""How open a place is, by what it says and what the places above it say."""

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from api.access.openness import access_of
from api.access.seen import Seen
from api.access.viewer import HeldRole, Viewer
from api.database import reading, writing
from api.imports import import_package
from api.queries.openness import openness_of
from models.tables import TABLES
from models.vocabulary import PlaceVisibility, Role
from tests.packages import PLACES, package


@pytest.mark.parametrize(
    ("nation", "municipality", "area", "expected"),
    [
        (None, None, None, PlaceVisibility.PRIVATE),
        (PlaceVisibility.PUBLIC, None, None, PlaceVisibility.PUBLIC),
        (PlaceVisibility.PUBLIC, PlaceVisibility.SHARED, None, PlaceVisibility.SHARED),
        (PlaceVisibility.PRIVATE, PlaceVisibility.SHARED, PlaceVisibility.PUBLIC, PlaceVisibility.PUBLIC),
    ],
)
def test_the_nearest_place_that_says_something_decides(
    engine: Engine,
    nation: PlaceVisibility | None,
    municipality: PlaceVisibility | None,
    area: PlaceVisibility | None,
    expected: PlaceVisibility,
) -> None:
    set_up(engine, sverige=nation, kn=municipality, ng=area)
    with reading(engine) as connection:
        assert openness_of(Seen(connection), "ng") is expected


def test_a_place_above_that_may_not_be_seen_is_private_and_so_is_one_that_does_not_exist(engine: Engine) -> None:
    set_up(engine, sverige=PlaceVisibility.PRIVATE, kn=None, ng=None)
    reader = Viewer("somebody", frozenset({HeldRole(Role.READER, "ng")}))
    with reading(engine) as connection:
        seen = Seen(connection, access_of(connection, reader))
        assert openness_of(seen, "ng") is PlaceVisibility.PRIVATE
        assert openness_of(seen, "nowhere") is PlaceVisibility.PRIVATE


def set_up(engine: Engine, **said: PlaceVisibility | None) -> None:
    """Store three places in a line that say this of themselves."""
    assert import_package(engine, package(places=PLACES), "places").stored
    places = TABLES["places"]
    with writing(engine) as connection:
        for place_id, visibility in said.items():
            connection.execute(sa.update(places).where(places.c.id == place_id).values(visibility=visibility))
