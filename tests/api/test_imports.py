"""Packages read into the register: all of it or nothing, updated and never doubled, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlmodel import SQLModel

from api import change_sets, imports
from api.access.seen import Seen
from api.change_sets import hold_revision
from api.database import reading, writing
from api.imports import import_package
from api.queries.register import load_register, load_table
from api.queries.revision import current_revision
from graph.packages import ColumnChange, Counts, write_zip
from graph.register import Register
from models.errors import PackageError
from models.records import Actor
from tests.packages import ACTORS, PLACES, TIES, drawn_register, package

DEMO = Path(__file__).resolve().parents[2] / "demo"
PACKAGES = ("delmos-2020", "agreements-2023", "place-a", "place-b")
DRAWN = {"places": PLACES, "actors": ACTORS, "ties": TIES}
TABLES = SQLModel.metadata.tables


def stored(engine: Engine) -> Register:
    with reading(engine) as connection:
        return load_register(Seen(connection))


def revision(engine: Engine) -> int:
    with reading(engine) as connection:
        return current_revision(connection)


def rows(engine: Engine, table: str) -> list[sa.RowMapping]:
    with reading(engine) as connection:
        return list(connection.execute(sa.select(TABLES[table])).mappings())


def read_in(engine: Engine, **files: str) -> imports.ImportReport:
    return import_package(engine, package(**files), "test")


def test_what_is_read_in_is_stored_and_counted_as_one_write(engine):
    report = read_in(engine, **DRAWN)

    assert report.stored
    assert report.counts == {"places": Counts(3, 0, 0), "actors": Counts(4, 0, 0), "ties": Counts(1, 0, 0)}
    assert write_zip(stored(engine)) == write_zip(drawn_register())
    assert revision(engine) == 1


def test_the_demo_packages_are_read_in_and_come_out_again_as_they_were(engine):
    for name in PACKAGES:
        assert import_package(engine, DEMO / name).errors == ()
    whole = write_zip(stored(engine))
    again = [import_package(engine, DEMO / name) for name in PACKAGES]

    # 29 + 20 + 4 + 1 places, of which the first two packages share 12.
    assert len(stored(engine).places) == 42
    assert [report.stored for report in again] == [False] * 4
    assert revision(engine) == 4
    assert not import_package(engine, whole, "allt.zip").stored
    assert write_zip(stored(engine)) == whole


def test_reading_the_same_package_twice_changes_nothing(engine):
    read_in(engine, **DRAWN)
    before = {table: rows(engine, table) for table in DRAWN}
    report = read_in(engine, **DRAWN)

    assert not report.stored
    assert report.accepted
    assert {counts.changed + counts.new for counts in report.counts.values()} == {0}
    assert {table: rows(engine, table) for table in DRAWN} == before
    assert revision(engine) == 1


def test_a_changed_row_gets_a_new_version_and_the_others_keep_theirs(engine, monkeypatch):
    first, second = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    monkeypatch.setattr(change_sets, "now", lambda: first)
    read_in(engine, **DRAWN)
    monkeypatch.setattr(change_sets, "now", lambda: second)
    report = read_in(engine, actors="id,name,federation_ids\nc1,ÅSA Förening,c2;b1\nc2,Idrottsklubben,\n")

    by_id = {row["id"]: row for row in rows(engine, "actors")}
    assert [change.columns for change in report.changes] == [
        (ColumnChange("name", "Föreningen Bron", "ÅSA Förening"), ColumnChange("federation_ids", "", "b1;c2"))
    ]
    moment = {row["id"]: row["at"] for row in rows(engine, "change_sets")}
    assert (by_id["c1"]["version"], moment[by_id["c1"]["created_in"]], moment[by_id["c1"]["changed_in"]]) == (
        2,
        first,
        second,
    )
    assert by_id["c1"]["search_key"] == "åsa förening"
    assert (by_id["c2"]["version"], moment[by_id["c2"]["changed_in"]]) == (1, first)
    assert [(kept["record_key"], kept["version"], kept["before"]["name"]) for kept in rows(engine, "history")] == [
        ('["c1"]', 1, "Föreningen Bron")
    ]
    assert stored(engine).actor["c1"].federation_ids == ("b1", "c2")
    assert revision(engine) == 2


LISTS = {
    "federation_ids": ("actors", "id,name,sector,federation_ids\na1,A,state,{}\n", "k1;c1", "c2"),
    "counteracts": ("activities", "id,title,counteracts\na1,A,{}\na2,B,\na3,C,\n", "a2", "a3;a2"),
    "addressed_to": ("needs", "id,title,addressed_to\na1,A,{}\n", "k1", "k1;c2"),
}


@pytest.mark.parametrize("column", LISTS)
def test_lists_of_ids_are_stored_replaced_and_cleared(engine, column):
    name, text, one, other = LISTS[column]
    read_in(engine, **DRAWN)
    found = []
    for ids in (one, other, ""):
        read_in(engine, **{name: text.format(ids)})
        record = next(record for record in stored(engine).tables()[name] if vars(record)["id"] == "a1")
        found.append(getattr(record, column))

    assert found == [tuple(sorted(one.split(";"))), tuple(sorted(other.split(";"))), ()]


def test_a_link_whose_start_is_unknown_is_found_again(engine):
    read_in(engine, **DRAWN, forums="id,name\nf1,Forum\n", inventories="place_id,scope,status\nkn,forums,ongoing\n")
    members = "forum_id,actor_id,attendance\nf1,k1,{}\n"
    assert read_in(engine, forum_members=members.format("active")).counts["forum_members"] == Counts(1, 0, 0)
    report = read_in(
        engine,
        forum_members=members.format("on_paper"),
        inventories="place_id,scope,status\nkn,forums,done\n",
    )

    assert report.counts == {"forum_members": Counts(0, 1, 0), "inventories": Counts(0, 1, 0)}
    (member,) = stored(engine).forum_members
    (inventory,) = stored(engine).inventories
    assert (member.attendance, member.valid_from) == ("on_paper", None)
    assert (inventory.status, inventory.date) == ("done", None)


def test_parents_may_stand_below_their_children(engine):
    places = "id,name,level,parent_id\nng,Norra,area,kn\nkn,Kommunen,municipality,se\nse,Sverige,nation,\n"
    actors = "id,name,sector,parent_id\nk2,B,state,k1\nk3,C,state,k2\nk1,A,state,\n"

    assert read_in(engine, places=places, actors=actors).stored
    assert [place.id for place in stored(engine).places] == ["kn", "ng", "se"]


def test_an_error_anywhere_leaves_the_register_as_it_was(engine):
    report = read_in(engine, **{**DRAWN, "ties": "id,actor_a,actor_b\nt1,k1,k1\n"})

    assert not report.stored
    assert not report.accepted
    assert [str(error)[:18] for error in report.errors] == ["ties.csv:2:actor_b"]
    assert stored(engine) == Register()
    assert revision(engine) == 0


def test_the_valid_rows_are_stored_when_the_user_accepts_them(engine):
    files = {**DRAWN, "ties": TIES + "t2,k1,x1,dialogue\n", "actors": ACTORS + "x1,X,sjö,kn\n"}
    report = import_package(engine, package(**files), "test", accept_valid=True)

    assert report.stored
    assert [(error.file, error.row) for error in report.errors] == [("actors.csv", 6), ("ties.csv", 3)]
    assert write_zip(stored(engine)) == write_zip(drawn_register())


def test_a_dry_run_tells_what_would_change_and_changes_nothing(engine):
    read_in(engine, **DRAWN)
    report = import_package(engine, package(actors="id,name\nk1,Kultur\n"), "test", dry_run=True)

    assert not report.stored
    assert report.accepted
    assert [(str(change), change.columns) for change in report.changes] == [
        ("actors k1", (ColumnChange("name", "Kulturförvaltningen", "Kultur"),))
    ]
    assert stored(engine).actor["k1"].name == "Kulturförvaltningen"
    assert revision(engine) == 1


def test_what_was_written_between_the_check_and_the_writing_is_seen(engine, monkeypatch):
    read_in(engine, **DRAWN)
    hurried: list[bool] = []

    def after_somebody_else(connection):
        # Somebody else's import ends after this one's check and before it gets the lock.
        seen = hold_revision(connection)
        if not hurried:
            hurried.append(True)
            connection.execute(sa.update(TABLES["actors"]).where(TABLES["actors"].c.id == "k1").values(name="Ny"))
            return seen + 1
        return seen

    monkeypatch.setattr(imports, "hold_revision", after_somebody_else)
    report = read_in(engine, actors="id,name\nk1,Kultur\n")

    assert report.changes[0].columns == (ColumnChange("name", "Ny", "Kultur"),)
    assert stored(engine).actor["k1"].name == "Kultur"


def test_of_two_who_read_the_same_package_at_once_one_stores_it(engine):
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(lambda _: read_in(engine, **DRAWN), range(2)))

    assert sorted(report.stored for report in reports) == [False, True]
    assert [report.errors for report in reports] == [(), ()]
    assert {row["version"] for row in rows(engine, "actors")} == {1}
    assert revision(engine) == 1


def test_what_is_no_package_is_refused(engine):
    with pytest.raises(PackageError):
        import_package(engine, b"hej", "hej.txt")


def test_long_work_tells_how_far_it_has_come(sqlite_engine):
    told = []
    import_package(sqlite_engine, package(**DRAWN), "test", progress=lambda *stage: told.append(stage))

    assert [stage for stage, _, _ in told] == [
        *("Läser places", "Läser actors", "Läser ties", "Kontrollerar", "Kontrollerar"),
        *("Sparar places", "Sparar actors", "Sparar ties"),
    ]
    assert all(0 <= done <= total for _, done, total in told)


def test_a_name_may_grow_when_case_is_ignored(engine):
    assert read_in(engine, actors=f"id,name,sector\na1,{'ß' * 500},state\n").stored


def test_only_the_rows_asked_for_are_loaded(engine):
    read_in(
        engine,
        **{**DRAWN, "actors": ACTORS.replace("place_id", "federation_ids").replace("kn", "c2").replace("ng", "")},
    )
    with reading(engine) as connection:
        found = load_table(Seen(connection), "actors", {"actors": TABLES["actors"].c.id.in_(["k1", "c1"])})

    assert [(actor.id, actor.federation_ids) for actor in found if isinstance(actor, Actor)] == [
        ("c1", ()),
        ("k1", ("c2",)),
    ]


def test_loaded_records_equal_validated_ones(engine):
    text = "id,name,sector,valid_from,themes,mentor\na1,A,state,2020-02,health,yes\n"
    read_in(engine, actors=text)
    (loaded,) = stored(engine).actors
    validated = Actor.model_validate(
        {"id": "a1", "name": "A", "sector": "state", "valid_from": "2020-02", "themes": "health", "mentor": "yes"}
    )

    assert loaded == validated
    assert loaded.valid_from == date(2020, 2, 1)
    assert loaded.model_copy(update={"name": "B"}).name == "B"


def test_the_number_of_writes_begins_at_zero_and_is_held(engine):
    with writing(engine) as connection:
        assert hold_revision(connection) == 0
        assert hold_revision(connection) == 0
