"""What came into the register between two days, of all that the analysis of a place can read."""

from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection

from api.queries.reach import places_within, reach_of
from api.queries.register import load_register
from graph.register import Register
from models.package_files import FILE_NAMES
from models.tables import TABLES


def registered_between(connection: Connection, place_id: str, after: date, until: date) -> Register:
    """Return the records registered after one day and no later than another, of all that an analysis can read.

    Which of them belong to the place's system, the analysis knows.
    """
    keep = {**reach_of(place_id), "places": TABLES["places"].c.id.in_(places_within(place_id))}
    first, last = _midnight(after + timedelta(days=1)), _midnight(until + timedelta(days=1))
    return load_register(connection, {name: sa.and_(keep[name], _came(name, first, last)) for name in FILE_NAMES})


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _came(name: str, first: datetime, last: datetime) -> sa.ColumnElement[bool]:
    came = TABLES[name].c.created_at
    return sa.and_(came >= first, came < last)
