"""Many rows are stored as SQLAlchemy stores one."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy import Engine

from api.database import writing
from api.many_rows import ManyRows
from models.records import Actor
from models.tables import TABLES
from models.vocabulary import ActorVisibility, Sector
from tests.api.access.people import settle

ACTORS = TABLES["actors"]
ACTOR = Actor(
    id="one",
    name="Å 100 % ”:x”",
    sector=Sector.CIVIL_SOCIETY,
    visibility=ActorVisibility.PARTNERS,
    valid_from=date(2026, 11, 1),
    aliases=("Ä", "ö"),
    place_id="omrade",
)


def test_every_kind_of_value_is_stored_as_one_insert_stores_it(engine: Engine) -> None:
    settle(engine)
    row = {name: vars(ACTOR)[name] for name in ACTORS.c.keys() if name in vars(ACTOR)}  # noqa: SIM118
    row |= {"search_key": "å", "version": 1, "created_in": 1, "changed_in": 1}
    with writing(engine) as connection:
        connection.execute(sa.insert(ACTORS), [row])
        ManyRows(connection, ACTORS, list(row)).insert([{**row, "id": "many"}, {**row, "id": "more"}])
        asked = "SELECT * FROM actors WHERE id IN ('one', 'many', 'more') ORDER BY id"
        many, more, one = map(dict, connection.exec_driver_sql(asked).mappings())
    assert (one["sector"], one["name"]) == ("civil_society", "Å 100 % ”:x”")
    assert (many, more) == ({**one, "id": "many"}, {**one, "id": "more"})
