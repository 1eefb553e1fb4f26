"""What came into the register between two days, of all that the analysis of a place can read."""

from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa

from api.access.seen import Seen
from api.change_sets import CHANGE_SETS
from api.queries.reach import places_within, reach_of
from api.queries.register import load_register
from graph.register import Register
from models.package_files import FILE_NAMES


def registered_between(seen: Seen, place_id: str, after: date, until: date) -> Register:
    """Return the records registered after one day and no later than another, of all that an analysis can read.

    Which of them belong to the place's system, the analysis knows.
    """
    keep = {**reach_of(seen, place_id), "places": seen["places"].c.id.in_(places_within(seen, place_id))}
    first, last = _midnight(after + timedelta(days=1)), _midnight(until + timedelta(days=1))
    return load_register(seen, {name: sa.and_(keep[name], _came(seen, name, first, last)) for name in FILE_NAMES})


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _came(seen: Seen, name: str, first: datetime, last: datetime) -> sa.ColumnElement[bool]:
    at = CHANGE_SETS.c.at
    return seen[name].c.created_in.in_(sa.select(CHANGE_SETS.c.id).where(at >= first, at < last))
