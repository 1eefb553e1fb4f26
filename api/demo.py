"""The demo: which packages it is made of, and loading them with what a reader must know of each."""

import tomllib
from datetime import date

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy import Connection, Engine

from api.access.seen import Seen
from api.change_sets import Deed, begin_change_set, hold_revision
from api.database import reading, writing
from api.queries.register import load_register
from api.settings import ROOT
from api.storing import store
from graph.packages import check_package, read_package
from graph.register import Register
from models.errors import PackageError
from models.tables import TABLES
from models.vocabulary import ChangeKind

DEMO_FOLDER = ROOT / "demo"

_PLACES = TABLES["places"]
_COLLECTIONS = TABLES["collections"]
_DESCRIBED = TABLES["collection_places"]


class DemoCollection(BaseModel):
    """A package of the demo folder, as `demo/collections.toml` describes it; its id is the folder's name."""

    id: str
    title: str
    about: str
    fictitious: bool
    observed_on: date


def demo_collections() -> list[DemoCollection]:
    """Return the demo packages in the order in which they are loaded."""
    described = tomllib.loads((DEMO_FOLDER / "collections.toml").read_text(encoding="utf-8"))
    return [DemoCollection.model_validate(entry) for entry in described["collection"]]


def register_is_empty(engine: Engine) -> bool:
    """Tell whether no place is registered, and therefore nothing that lies in one."""
    with reading(engine) as connection:
        return connection.execute(sa.select(_PLACES.c.id).limit(1)).first() is None


def load_demo(engine: Engine) -> list[str]:
    """Import the demo packages, all or none, and return their titles. Loading them again changes nothing."""
    collections = demo_collections()
    with writing(engine) as connection:
        hold_revision(connection)
        for collection in collections:
            _load(connection, collection)
    return [collection.title for collection in collections]


def _load(connection: Connection, collection: DemoCollection) -> None:
    raw = read_package(DEMO_FOLDER / collection.id, collection.id)
    checked = check_package(raw, load_register(Seen(connection)))
    if checked.errors:
        raise PackageError("\n".join(map(str, checked.errors)))
    if checked.changes_register:
        change_set = begin_change_set(connection, Deed(ChangeKind.IMPORT, about=collection.title))
        store(connection, checked.new, checked.changes, change_set)
    described = [
        {"collection_id": collection.id, "place_id": place.id} for place in Register.of(checked.records).places
    ]
    connection.execute(sa.delete(_DESCRIBED).where(_DESCRIBED.c.collection_id == collection.id))
    connection.execute(sa.delete(_COLLECTIONS).where(_COLLECTIONS.c.id == collection.id))
    connection.execute(sa.insert(_COLLECTIONS), [collection.model_dump()])
    connection.execute(sa.insert(_DESCRIBED), described)
