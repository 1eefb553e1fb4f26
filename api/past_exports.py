"""Packages of the register as it was stored at a moment."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine
from sqlmodel import SQLModel

from api.access.seen import Seen
from api.access.viewer import OPERATOR, Viewer
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import make_engine, reading, writing
from api.exports import package_of
from api.past_register import register_at
from api.queries.past import looking_back
from api.storing import store
from graph.register import Register
from models.vocabulary import ChangeKind


def package_at(engine: Engine, moment: datetime, place_id: str | None = None, viewer: Viewer = OPERATOR) -> Register:
    """Return the records of a package as they were stored at a moment.

    Args:
        engine: the register.
        moment: the instant, included.
        place_id: the place whose system to take, as `package_of` does; by default the whole register.
        viewer: who asks.

    Raises:
        NotFoundError: when there was no such place.
    """
    with looking_back(engine, viewer) as past:
        register = register_at(past, moment)
    return register if place_id is None else _system_of(register, place_id)


def _system_of(register: Register, place_id: str) -> Register:
    """Return a place's part of a register that is stored nowhere.

    Which records belong to it is a question to a database, so they are given one for as long as it takes.
    """
    with TemporaryDirectory(prefix="samverkan-") as folder:
        engine = make_engine(f"sqlite:///{(Path(folder) / 'past.db').as_posix()}", threads=1)
        try:
            with writing(engine) as connection:
                SQLModel.metadata.create_all(connection)
                hold_revision(connection)
                change_set = begin_change_set(connection, Deed(ChangeKind.IMPORT))
                store(connection, register.tables(), [], change_set)
            with reading(engine) as connection:
                return package_of(Seen(connection), place_id)
        finally:
            engine.dispose()
