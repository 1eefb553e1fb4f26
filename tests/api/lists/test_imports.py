"""Lists read into the register: what can be stored is, the rest stays in its draft, and nothing twice."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.access.accounts import create_account
from api.access.roles import give_role
from api.access.seen import Seen
from api.access.viewer import HeldRole, Viewer
from api.database import make_engine, reading, writing
from api.lists.contents import CellList, ListContent
from api.lists.drafts import DRAFTS, add_draft, change_draft, get_draft
from api.lists.imports import SavedList, save_list
from api.lists.sources import Source, read_source
from api.queries.register import load_table
from api.undoing import undo
from graph.packages import Counts
from models.dates import now
from models.errors import ForbiddenError, NotFoundError
from models.records import Actor, Tie
from models.tables import TABLES
from models.vocabulary import ChangeKind, Role, Sector

ACTORS = "\n".join(
    [
        "Namn\tOrg.nr\tSektor\tE-post",
        "Föreningen Bron\t\tcivilsamhälle\tinfo@bron.example",
        "Hjälpkretsen\t802002-8711\tcivilsamhälle\tinfo@hjalpkretsen.example",
        "Någon\t880320-0016\tcivilsamhälle\t",
    ]
)
"""A new one, one that the demo has as c1, and one whose number may be a person's."""


@pytest.fixture
def demo(own_demo: str) -> Iterator[Engine]:
    engine = make_engine(own_demo)
    yield engine
    engine.dispose()


def somebody(engine: Engine, *roles: HeldRole) -> Viewer:
    with writing(engine) as connection:
        account = create_account(connection, f"konto-{uuid4().hex[:8]}@forening.example", "X", now())
        for role in roles:
            give_role(connection, account.id, role)
    return Viewer(account.id, frozenset(roles))


@pytest.fixture
def editor(demo: Engine) -> Viewer:
    return somebody(demo, HeldRole(Role.EDITOR, "kn"))


def draft(engine: Engine, viewer: Viewer, text: str | bytes, **decided: object) -> str:
    """Read a list as a viewer does and return the id of its draft."""
    with reading(engine) as connection:
        content = read_source(Seen(connection), "kn", Source("lista", text), "{name}, inläst 2026-11-22")
    with writing(engine) as connection:
        return add_draft(connection, viewer, "kn", replace(content, **decided))  # type: ignore[arg-type]


def content_of(engine: Engine, viewer: Viewer, draft_id: str) -> ListContent:
    with reading(engine) as connection:
        return get_draft(connection, viewer, "kn", draft_id).content


def save(engine: Engine, viewer: Viewer, draft_id: str, version: int = 1, *, whole: bool = False) -> SavedList:
    return save_list(engine, viewer, "kn", draft_id, version, whole=whole)


def actors(engine: Engine) -> dict[str, Actor]:
    with reading(engine) as connection:
        return {record.name: record for record in load_table(Seen(connection), "actors")}  # type: ignore[attr-defined, misc]


def ties(engine: Engine) -> list[Tie]:
    with reading(engine) as connection:
        return list(load_table(Seen(connection), "ties"))  # type: ignore[arg-type]


def names_left(content: ListContent) -> list[str]:
    assert isinstance(content.held, CellList)
    return [row.cells[0] for row in content.held.grid.rows]


def test_what_can_be_stored_is_and_the_rest_stays_in_the_draft(demo: Engine, editor: Viewer) -> None:
    draft_id = draft(demo, editor, ACTORS)
    saved = save(demo, editor, draft_id)

    assert (saved.stored, saved.rows) == (True, 1)
    bron = actors(demo)["Föreningen Bron"]
    assert (bron.place_id, bron.sector, bron.source) == ("kn", Sector.CIVIL_SOCIETY, "lista, inläst 2026-11-22")
    left = content_of(demo, editor, draft_id)
    assert names_left(left) == ["Hjälpkretsen", "Någon"]
    assert (left.version, left.saved) == (2, 1)


def test_a_list_is_one_change_set_with_its_name_that_can_be_taken_back(demo: Engine, editor: Viewer) -> None:
    before = actors(demo)
    saved = save(demo, editor, draft(demo, editor, ACTORS, choices={"3": "c1"}))
    assert saved.change_set is not None
    with reading(demo) as connection:
        sets = TABLES["change_sets"]
        asked = sa.select(sets.c.kind, sets.c.about, sets.c.account_id).where(sets.c.id == saved.change_set)
        assert tuple(connection.execute(asked).one()) == (ChangeKind.IMPORT, "lista", editor.account_id)

    undo(demo, editor, saved.change_set)
    assert actors(demo) == before


def test_a_row_that_is_a_registered_actor_fills_in_what_it_lacks_and_keeps_its_name(
    demo: Engine, editor: Viewer
) -> None:
    known = actors(demo)["Hjälpkretsen"]
    listed = "Namn\tOrg.nr\tE-post\nHjälpkretsen i Exempel\t802002-8711\tinfo@hjalpkretsen.example"
    saved = save(demo, editor, draft(demo, editor, listed, choices={"2": "c1"}))

    assert saved.judgement.checked.counts == {"actors": Counts(0, 1, 0)}
    changed = {
        "org_number": "802002-8711",
        "email": "info@hjalpkretsen.example",
        "aliases": (*known.aliases, "Hjälpkretsen i Exempel"),
    }
    assert actors(demo)["Hjälpkretsen"] == known.model_copy(update=changed)


def test_a_row_that_is_nearly_certainly_registered_is_never_stored_unasked(demo: Engine, editor: Viewer) -> None:
    before = actors(demo)
    draft_id = draft(demo, editor, "Namn\tSektor\nHjälpkretsen\tcivilsamhälle")
    assert not save(demo, editor, draft_id).stored
    assert not save(demo, editor, draft_id, whole=True).stored
    assert actors(demo) == before


def test_a_new_actor_of_the_same_name_is_stored_when_somebody_says_so(demo: Engine, editor: Viewer) -> None:
    saved = save(demo, editor, draft(demo, editor, "Namn\tSektor\nHjälpkretsen\tcivilsamhälle", choices={"2": "new"}))
    assert saved.rows == 1
    with reading(demo) as connection:
        found = connection.execute(sa.select(TABLES["actors"].c.id).where(TABLES["actors"].c.name == "Hjälpkretsen"))
        assert len(found.all()) == 2


def test_two_rows_about_the_same_are_one_actor(demo: Engine, editor: Viewer) -> None:
    twice = "Namn\tSektor\nFöreningen Bron\tcivilsamhälle\nFöreningen Bron\tcivilsamhälle"
    draft_id = draft(demo, editor, twice)
    assert save(demo, editor, draft_id).rows == 1
    assert names_left(content_of(demo, editor, draft_id)) == ["Föreningen Bron"]

    before = actors(demo)
    told = save(demo, editor, draft(demo, editor, twice.replace("Bron", "Ån"), choices={"3": "row:2"}), whole=True)
    assert told.rows == 2
    assert set(actors(demo)) - set(before) == {"Föreningen Ån"}


def test_the_draft_goes_when_all_of_it_is_stored(demo: Engine, editor: Viewer) -> None:
    draft_id = draft(demo, editor, "Namn\tSektor\nFöreningen Bron\tcivilsamhälle")
    assert save(demo, editor, draft_id, whole=True).stored
    with pytest.raises(NotFoundError):
        content_of(demo, editor, draft_id)


def test_everything_or_nothing_when_all_of_it_is_asked_for(demo: Engine, editor: Viewer) -> None:
    before = actors(demo)
    draft_id = draft(demo, editor, ACTORS)
    assert not save(demo, editor, draft_id, whole=True).stored
    assert actors(demo) == before
    assert content_of(demo, editor, draft_id).version == 1


def test_what_somebody_has_not_seen_is_not_stored(demo: Engine, editor: Viewer) -> None:
    draft_id = draft(demo, editor, ACTORS)
    with writing(demo) as connection:
        found = get_draft(connection, editor, "kn", draft_id, writing=True)
        change_draft(connection, found, found.content)
    assert not save(demo, editor, draft_id, version=1).stored
    assert save(demo, editor, draft_id, version=2).stored


def test_a_list_is_judged_again_inside_the_transaction(
    demo: Engine, editor: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Somebody registers the same actor between the judgement and the write.
    draft_id = draft(demo, editor, "Namn\tSektor\nFöreningen Bron\tcivilsamhälle")
    other = draft(demo, editor, "Namn\tSektor\nFöreningen Bron\tcivilsamhälle")

    def overtaken(engine: Engine) -> AbstractContextManager[Connection]:
        monkeypatch.undo()
        assert save(engine, editor, other).stored
        return writing(engine)

    monkeypatch.setattr("api.lists.imports.writing", overtaken)
    assert not save(demo, editor, draft_id).stored
    assert names_left(content_of(demo, editor, draft_id)) == ["Föreningen Bron"]


def test_who_speaks_for_an_actor_reads_in_its_own_ties_and_no_others(demo: Engine) -> None:
    member = somebody(demo, HeldRole(Role.MEMBER, None, "c1"))
    before = len(ties(demo))
    draft_id = draft(demo, member, "Hjälpkretsen – Regionen – dialog\nRegionen – Polisen – samråd")
    saved = save(demo, member, draft_id)

    assert saved.rows == 1
    assert len(ties(demo)) == before + 1
    reasons = [error.reason for error in saved.judgement.errors]
    assert reasons[0].startswith("du har inte rätt att lägga till eller ändra den här posten")
    with pytest.raises(ForbiddenError):
        save(demo, member, draft(demo, member, ACTORS))


def test_a_reader_stores_nothing(demo: Engine) -> None:
    reader = somebody(demo, HeldRole(Role.READER, "kn"))
    with pytest.raises(ForbiddenError):
        save(demo, reader, draft(demo, reader, ACTORS))


def test_the_draft_of_somebody_else_is_not_found(demo: Engine, editor: Viewer) -> None:
    other = somebody(demo, HeldRole(Role.EDITOR, "kn"), HeldRole(Role.EDITOR, "ng"))
    with pytest.raises(NotFoundError):
        save(demo, other, draft(demo, editor, ACTORS))


def test_a_list_read_in_twice_changes_nothing_the_second_time(demo: Engine, editor: Viewer) -> None:
    save(demo, editor, draft(demo, editor, "Hjälpkretsen – Regionen – dialog"))
    known = ties(demo)
    again = save(demo, editor, draft(demo, editor, "Hjälpkretsen – Regionen – dialog"))
    assert (again.stored, again.rows, again.change_set) == (True, 1, None)
    assert ties(demo) == known


def test_an_edge_list_is_stored_when_the_sector_and_who_is_who_are_said(demo: Engine, editor: Viewer) -> None:
    file = "Source,Target\nNya klubben,Hjälpkretsn\nHjälpkretsen,Nya klubben\n".encode()
    draft_id = draft(demo, editor, file, sector=Sector.CIVIL_SOCIETY)
    held = content_of(demo, editor, draft_id)
    like = next(key for key in _actor_ids(held) if key.startswith("hjalpkretsn"))
    first = save(demo, editor, draft_id)
    # The new club and its tie with the one that is known; the other waits for an answer, and so does its tie.
    assert first.judgement.checked.counts == {"actors": Counts(1, 0, 0), "ties": Counts(1, 0, 0)}

    with writing(demo) as connection:
        found = get_draft(connection, editor, "kn", draft_id, writing=True)
        change_draft(connection, found, replace(found.content, choices={like: "c1"}))
    saved = save(demo, editor, draft_id, version=3)
    # What stood in the same row of the file came along again, as it was.
    assert saved.judgement.checked.counts == {"actors": Counts(0, 0, 1), "ties": Counts(1, 0, 0)}
    assert "Hjälpkretsn" not in actors(demo)
    with reading(demo) as connection:
        assert connection.execute(sa.select(DRAFTS.c.id)).all() == []


def _actor_ids(content: ListContent) -> list[str]:
    assert not isinstance(content.held, CellList)
    return [cells["id"] for sheet in content.held.sheets if sheet.name == "actors" for _, cells in sheet.dicts()]
