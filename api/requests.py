"""What routes ask of a request: the database, today's date, and the day, view and reading that were wanted."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Query, Request
from pydantic import AfterValidator, BeforeValidator
from sqlalchemy import Engine

from api.access.recognition import WhoAsks
from api.access.window import Window
from graph.system import Reading, View
from models.dates import first_day, now
from models.errors import NotFoundError

LONGEST_SHOWN = 40

_ID = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")


async def _engine(request: Request) -> Engine:
    """Without `async` every request would wait for a thread of the pool, only to be told this."""
    engine: Engine = request.app.state.engine
    return engine


async def _window(request: Request) -> Window:
    window: Window = request.app.state.window
    return window


def date_of_today() -> date:
    """Return today's date, in UTC."""
    return now().date()


async def _today(request: Request) -> date:
    """Return the date that counts as today in this application; tests put another in its place."""
    today: date = request.app.state.today()
    return today


def _blank_is_none(value: object) -> object:
    """Read a form's emptied date field as no date at all."""
    return None if value == "" else first_day(value)


def may_be_an_id(text: str) -> bool:
    """Tell whether a record could have this text as its id."""
    return _ID.fullmatch(text) is not None


def _known_shape(record_id: str) -> str:
    """Let nothing into a query that no record can have as its id, such as NUL, which PostgreSQL refuses.

    Raises:
        NotFoundError: when no record can have the id.
    """
    if not may_be_an_id(record_id):
        raise NotFoundError("registret", "".join(filter(str.isprintable, record_id))[:LONGEST_SHOWN])
    return record_id


RegisteredId = Annotated[str, AfterValidator(_known_shape)]
Database = Annotated[Engine, Depends(_engine)]
RegisterWindow = Annotated[Window, Depends(_window)]
Asking = WhoAsks
Today = Annotated[date, Depends(_today)]
WantedDay = Annotated[date | None, BeforeValidator(_blank_is_none)]


@dataclass(frozen=True)
class Wanted:
    """The day, view and reading that an address asks for; without a day the place's own opening day counts."""

    day: Annotated[WantedDay, Query(alias="date", description="The date that the answer is for.")] = None
    view: Annotated[View, Query(description="Departments apart, or each legal person as one.")] = View.UNIT
    reading: Annotated[
        Reading, Query(alias="readings", description="All that is registered, or only what is confirmed.")
    ] = Reading.PLUS


Asked = Annotated[Wanted, Depends()]
