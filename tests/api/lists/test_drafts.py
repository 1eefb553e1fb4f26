"""Drafts of lists: kept as JSON and read again as they were, for one account, and not for ever."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import orjson
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from api.access.accounts import create_account
from api.access.gate import Gate
from api.access.secret_key import SecretKey
from api.access.viewer import Viewer
from api.database import make_engine, reading, writing
from api.lists.contents import CellList, FileRows, KeptSheet, ListContent
from api.lists.drafts import DRAFTS, KEPT_DAYS, add_draft, change_draft, drafts_of, get_draft
from api.retention import carry_out, due
from api.settings import Settings
from graph.exchange.foreign import Told
from graph.lists import guess_mapping, read_grid
from graph.packages import RowWarning
from models.dates import now
from models.errors import NotFoundError
from models.tables import TABLES
from models.vocabulary import Sector

GRID = read_grid("Namn\tKontaktperson\nBron\tBo Exempel\nÅn\t880320-0016\n", "lista")
LIST = ListContent(
    CellList(GRID, guess_mapping(GRID).mapping),
    Sector.STATE,
    "källan",
    True,
    {"2": "new", "3": "c1"},
    {"3": ("kind", "place_id")},
    names_confirmed=True,
    version=4,
    saved=7,
)
FILE = ListContent(
    FileRows(
        "kumu",
        "karta.csv",
        (KeptSheet("actors", "karta.csv", ((1, ("id", "name")), (2, ("bron", "Bron")))),),
        (RowWarning("karta.csv", 2, "name", "varning"),),
        (Told("karta.csv", "kolumnen är inte inläst", 2, 2), Told("blad", "inte läst", 1, None)),
        (Told("karta.csv", "gissat", 1, 2),),
        {("karta.csv", 2): ("element", 5)},
        3,
    )
)


@pytest.fixture
def demo(own_demo: str) -> Iterator[Engine]:
    engine = make_engine(own_demo)
    yield engine
    engine.dispose()


@pytest.fixture
def viewer(demo: Engine) -> Viewer:
    with writing(demo) as connection:
        return Viewer(create_account(connection, "x@forening.example", "X", now()).id)


@pytest.mark.parametrize("content", [LIST, FILE])
def test_a_content_is_the_same_after_it_was_json(content: ListContent) -> None:
    assert ListContent.of(orjson.loads(orjson.dumps(content.values()))) == content


@pytest.mark.parametrize("content", [LIST, FILE])
def test_a_draft_is_kept_as_it_was_and_counts_its_changes(demo: Engine, viewer: Viewer, content: ListContent) -> None:
    with writing(demo) as connection:
        draft_id = add_draft(connection, viewer, "kn", content)
        draft = get_draft(connection, viewer, "kn", draft_id, writing=True)
        assert draft.content == content
        change_draft(connection, draft, replace(content, source="en annan"))
    with reading(demo) as connection:
        changed = get_draft(connection, viewer, "kn", draft_id)
        assert changed.content == replace(content, source="en annan", version=content.version + 1)
        assert [(each.id, each.kind) for each in drafts_of(connection, viewer, "kn")] == [(draft_id, content.held.kind)]


def test_a_draft_is_found_at_its_place_alone(demo: Engine, viewer: Viewer) -> None:
    with writing(demo) as connection:
        draft_id = add_draft(connection, viewer, "kn", LIST)
        with pytest.raises(NotFoundError):
            get_draft(connection, viewer, "ng", draft_id)
        assert drafts_of(connection, viewer, "ng") == ()


def test_a_draft_goes_with_its_account(demo: Engine, viewer: Viewer) -> None:
    with writing(demo) as connection:
        add_draft(connection, viewer, "kn", LIST)
        connection.execute(sa.delete(TABLES["accounts"]).where(TABLES["accounts"].c.id == viewer.account_id))
        assert connection.execute(sa.select(DRAFTS.c.id)).all() == []


def test_a_draft_that_nobody_has_touched_for_ninety_days_goes(demo: Engine, viewer: Viewer) -> None:
    settings = Settings(secret_key="x" * 32)
    gate = Gate(settings, SecretKey(settings))
    with writing(demo) as connection:
        ids = [add_draft(connection, viewer, "kn", LIST) for _ in range(2)]
    later = now() + timedelta(days=KEPT_DAYS, seconds=1)
    with writing(demo) as connection:
        touched = sa.update(DRAFTS).where(DRAFTS.c.id == ids[1]).values(changed_at=later)
        connection.execute(touched)

    gate = replace(gate, now=lambda: later)
    assert due(demo, gate).drafts == 1
    assert carry_out(demo, gate).drafts == 1
    with reading(demo) as connection:
        assert connection.execute(sa.select(DRAFTS.c.id)).scalars().all() == [ids[1]]
