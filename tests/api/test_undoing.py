"""Change sets taken back: as a whole, with what stands in the way named, on both databases."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.access.viewer import ANYBODY, OPERATOR, HeldRole, Viewer
from api.database import reading, writing
from api.editing import editing
from api.past_register import register_at
from api.queries.keys import CHANGE_SETS
from api.queries.past import looking_back
from api.storing import remove, store
from api.undo_obstacles import InTheWay
from api.undo_plan import Undo, plan_undo
from api.undoing import undo
from graph.register import Register
from models.dates import now
from models.errors import CannotUndoError, ForbiddenError, NotFoundError, SignInRequiredError
from models.package_files import FILES
from models.records import Place, Record
from models.tables import TABLES
from models.vocabulary import ActorVisibility, ChangeKind, Role
from tests.api.history_drawn import START, begin, change, drawn_history, edited_at_random, stored


def change_set_ids(engine: Engine) -> list[int]:
    with reading(engine) as connection:
        return list(connection.execute(sa.select(CHANGE_SETS.c.id).order_by(CHANGE_SETS.c.id)).scalars())


@pytest.fixture
def drawn(engine: Engine) -> Engine:
    """The drawn records, stored by change set 1."""
    write(engine, new=drawn_history().tables())
    return engine


def write(engine: Engine, **what: object) -> int:
    """Write one change set and return its number."""
    with writing(engine) as connection:
        change_set = begin(connection, len(change_set_ids(engine)))
        remove(connection, what.get("gone", {}), change_set)  # type: ignore[arg-type]
        store(connection, what.get("new", {}), what.get("changes", []), change_set)  # type: ignore[arg-type]
    return change_set


def rename(engine: Engine, actor: str, name: str) -> int:
    return write(engine, changes=[change("actors", stored(engine).actor[actor], name=name)])


def in_the_way(
    engine: Engine, change_set: int, viewer: Viewer = OPERATOR
) -> list[tuple[str, str, list[str], int | None]]:
    before = stored(engine)
    with pytest.raises(CannotUndoError) as caught:
        undo(engine, viewer, change_set)
    assert stored(engine) == before
    return [(found["obstacle"], found["table"], found["key"], found["change_set"]) for found in caught.value.in_the_way]


@pytest.mark.parametrize("seed", range(2))
def test_all_is_taken_back_step_by_step_and_back_again(engine: Engine, seed: int) -> None:
    snapshots = list(edited_at_random(engine, seed, 8))
    done = change_set_ids(engine)

    undoing = []
    for change_set, before in zip(reversed(done), [*reversed(snapshots[:-1]), Register()], strict=True):
        undoing.append(undo(engine, OPERATOR, change_set))
        assert stored(engine) == before
    for change_set, after in zip(reversed(undoing), snapshots, strict=True):
        undo(engine, OPERATOR, change_set)
        assert stored(engine) == after


@pytest.mark.parametrize("seed", range(2))
def test_the_past_stays_what_it_was_through_undoing(engine: Engine, seed: int) -> None:
    snapshots = list(edited_at_random(engine, seed, 6))
    undo(engine, OPERATOR, undo(engine, OPERATOR, change_set_ids(engine)[-1]))

    with looking_back(engine, OPERATOR) as past:
        assert [register_at(past, START + timedelta(hours=step)) for step in range(6)] == snapshots
        assert register_at(past, now()) == snapshots[-1]


def test_what_returns_is_of_a_later_version_than_it_ever_was(drawn: Engine) -> None:
    rename(drawn, "d", "Delta 2")
    deleted = write(drawn, gone={"actors": [stored(drawn).actor["d"]]})

    undo(drawn, OPERATOR, deleted)

    with reading(drawn) as connection:
        actors = TABLES["actors"]
        assert connection.execute(sa.select(actors.c.version).where(actors.c.id == "d")).scalar_one() == 3


def test_an_undo_says_what_it_takes_back_and_who_did_it(drawn: Engine) -> None:
    renamed = rename(drawn, "a", "Alfabet")
    undone = undo(drawn, Viewer("konto", frozenset({HeldRole(Role.ADMIN)})), renamed)
    with reading(drawn) as connection:
        row = connection.execute(sa.select(CHANGE_SETS).where(CHANGE_SETS.c.id == undone)).one()
    assert (row.kind, row.undoes, row.account_id) == (ChangeKind.UNDO, renamed, "konto")


def test_a_later_change_is_in_the_way(drawn: Engine) -> None:
    first = rename(drawn, "a", "Alfabet")
    second = rename(drawn, "a", "Alfahuset")
    assert in_the_way(drawn, first) == [("changed_later", "actors", ["a"], second)]
    assert in_the_way(drawn, 1) == [("changed_later", "actors", ["a"], first)]


def test_what_was_changed_back_is_not_in_the_way(drawn: Engine) -> None:
    first = rename(drawn, "a", "Alfabet")
    undo(drawn, OPERATOR, rename(drawn, "a", "Alfahuset"))
    undo(drawn, OPERATOR, first)
    assert stored(drawn) == drawn_history()
    undo(drawn, OPERATOR, 1)
    assert stored(drawn) == Register()


def test_what_is_gone_anyway_is_not_in_the_way_of_an_import(drawn: Engine) -> None:
    write(drawn, gone={"ties": [drawn_history().ties[0]]})
    undo(drawn, OPERATOR, 1)
    assert stored(drawn) == Register()


def test_what_went_and_returned_as_it_was_goes_with_its_import(drawn: Engine) -> None:
    undo(drawn, OPERATOR, write(drawn, gone={"ties": [drawn_history().ties[0]]}))
    undo(drawn, OPERATOR, 1)
    assert stored(drawn) == Register()


def test_what_went_and_returned_more_than_once_goes_with_its_import(drawn: Engine) -> None:
    for _ in range(2):
        undo(drawn, OPERATOR, write(drawn, gone={"ties": [drawn_history().ties[0]]}))
    undo(drawn, OPERATOR, 1)
    assert stored(drawn) == Register()


def test_what_somebody_made_anew_with_the_same_key_stays(drawn: Engine) -> None:
    actor = new("actors", drawn_history().actor["d"], id="ny")
    first = write(drawn, new=actor)
    write(drawn, gone=actor)
    write(drawn, new=actor)

    undo(drawn, OPERATOR, first)

    assert "ny" in stored(drawn).actor


def test_what_somebody_made_anew_is_not_changed_back(drawn: Engine) -> None:
    actor = new("actors", drawn_history().actor["d"], id="ny")
    write(drawn, new=actor)
    renamed = rename(drawn, "ny", "Nyare")
    gone = write(drawn, gone={"actors": [stored(drawn).actor["ny"]]})
    write(drawn, new=new("actors", drawn_history().actor["d"], id="ny", name="Nyare"))
    assert in_the_way(drawn, renamed) == [("deleted_later", "actors", ["ny"], gone)]


def test_a_record_that_was_deleted_later_is_in_the_way_of_its_change(drawn: Engine) -> None:
    renamed = rename(drawn, "d", "Delta 2")
    deleted = write(drawn, gone={"actors": [stored(drawn).actor["d"]]})
    assert in_the_way(drawn, renamed) == [("deleted_later", "actors", ["d"], deleted)]


def test_a_record_that_was_made_anew_is_in_the_way_of_its_return(drawn: Engine) -> None:
    tie = drawn_history().ties[0]
    deleted = write(drawn, gone={"ties": [tie]})
    anew = write(drawn, new={"ties": [tie]})
    assert in_the_way(drawn, deleted) == [("came_back", "ties", ["t1"], anew)]


def new(table: str, like: Record, **values: object) -> dict[str, list[Record]]:
    return {table: [like.model_copy(update=values)]}


def test_what_others_refer_to_is_in_the_way(drawn: Engine) -> None:
    actor = write(drawn, new=new("actors", drawn_history().actor["d"], id="ny"))
    tie = write(drawn, new=new("ties", drawn_history().ties[0], id="t9", actor_b="ny"))
    listed = write(drawn, changes=[change("actors", stored(drawn).actor["d"], federation_ids=["ny"])])

    with pytest.raises(CannotUndoError) as caught:
        undo(drawn, OPERATOR, actor)

    assert [(found["key"], found["other"], found["change_set"]) for found in caught.value.in_the_way] == [
        (["ny"], {"table": "actors", "key": ["d"]}, listed),
        (["ny"], {"table": "ties", "key": ["t9"]}, tie),
    ]


def test_who_may_not_see_what_refers_to_it_is_only_told_that_something_does(drawn: Engine) -> None:
    far = {"id": "far", "name": "Långt bort", "level": "municipality", "visibility": "private"}
    home = drawn_history().actor["d"]
    write(drawn, new={"places": [Place.model_validate(far)]})
    write(drawn, new=new("actors", home, id="dold", place_id="far", visibility=ActorVisibility.HIDDEN))
    actor = write(drawn, new=new("actors", home, id="ny", place_id="ng"))
    write(drawn, new=new("ties", drawn_history().ties[0], id="t9", actor_a="dold", actor_b="ny"))

    near = Viewer("nära", frozenset({HeldRole(Role.EDITOR, "ng")}))
    assert in_the_way(drawn, actor, near) == [("still_named", "actors", ["ny"], None)]
    with pytest.raises(CannotUndoError) as caught:
        undo(drawn, near, actor)
    assert caught.value.in_the_way[0]["other"] is None


def test_accounts_with_roles_are_in_the_way(drawn: Engine) -> None:
    actor = write(drawn, new=new("actors", drawn_history().actor["d"], id="ny"))
    with writing(drawn) as connection:
        account = {"id": "x", "email": "x@x.se", "name": "X", "demo": False, "created_at": START}
        connection.execute(sa.insert(TABLES["accounts"]).values(account))
        connection.execute(sa.insert(TABLES["account_roles"]).values(account_id="x", role=Role.MEMBER, actor_id="ny"))
    assert in_the_way(drawn, actor) == [("role_held", "actors", ["ny"], None)]


def test_what_is_no_more_is_in_the_way_of_those_who_name_it(drawn: Engine) -> None:
    write(drawn, new=new("actors", drawn_history().actor["d"], id="ny"))
    write(drawn, new=new("ties", drawn_history().ties[0], id="t9", actor_b="ny"))
    tie_gone = write(drawn, gone={"ties": [tie for tie in stored(drawn).ties if tie.id == "t9"]})
    actor_gone = write(drawn, gone={"actors": [stored(drawn).actor["ny"]]})
    assert in_the_way(drawn, tie_gone) == [("names_missing", "ties", ["t9"], actor_gone)]


def test_a_rule_of_the_register_is_in_the_way(drawn: Engine) -> None:
    write(drawn, changes=[change("actors", stored(drawn).actor["a"], parent_id="d")])
    freed = write(drawn, changes=[change("actors", stored(drawn).actor["a"], parent_id=None)])
    write(drawn, changes=[change("actors", stored(drawn).actor["d"], parent_id="a")])

    with pytest.raises(CannotUndoError) as caught:
        undo(drawn, OPERATOR, freed)

    assert {found["obstacle"] for found in caught.value.in_the_way} == {"contradicts"}
    assert all(found["reason"] for found in caught.value.in_the_way)


def test_only_whoever_may_write_all_records_may_take_them_back(drawn: Engine) -> None:
    renamed = rename(drawn, "b", "Beta 2")
    near = Viewer("nära", frozenset({HeldRole(Role.EDITOR, "ng")}))
    reads = Viewer("läser", frozenset({HeldRole(Role.READER, "kn")}))
    far = Viewer("långt bort", frozenset({HeldRole(Role.EDITOR, "nowhere")}))

    with pytest.raises(SignInRequiredError):
        undo(drawn, ANYBODY, renamed)
    with pytest.raises(NotFoundError):
        undo(drawn, far, renamed)
    with pytest.raises(ForbiddenError):
        undo(drawn, reads, renamed)
    with pytest.raises(ForbiddenError):
        undo(drawn, near, 1)
    undo(drawn, near, renamed)
    assert stored(drawn) == drawn_history()


def test_an_editor_takes_back_a_change_of_what_they_made_that_lies_nowhere(drawn: Engine) -> None:
    near = Viewer("nära", frozenset({HeldRole(Role.EDITOR, "ng")}))
    other = Viewer("annan", frozenset({HeldRole(Role.EDITOR, "ng")}))
    with editing(drawn, near) as made:
        made.create(FILES["actors"], {"id": "riks", "name": "Riks", "sector": "civil_society"})
    with editing(drawn, near) as changed:
        changed.change(FILES["actors"], ["riks"], 1, {"name": "Riks 2"}, whole=False)
    assert changed.change_set is not None

    with pytest.raises(ForbiddenError):
        undo(drawn, other, changed.change_set)
    undo(drawn, near, changed.change_set)

    assert stored(drawn).actor["riks"].name == "Riks"


def test_what_was_written_meanwhile_is_planned_anew(drawn: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    first = rename(drawn, "a", "Alfabet")
    plans: list[int] = []

    def planned(connection: Connection, viewer: Viewer, change_set: int) -> tuple[Undo, list[InTheWay]]:
        plans.append(change_set)
        found = plan_undo(connection, viewer, change_set)
        if len(plans) == 1:
            rename(drawn, "a", "Alfahuset")
        return found

    monkeypatch.setattr("api.undoing.plan_undo", planned)

    with pytest.raises(CannotUndoError):
        undo(drawn, OPERATOR, first)
    assert (plans, stored(drawn).actor["a"].name) == ([first, first], "Alfahuset")


def test_there_is_nothing_to_take_back_in_what_never_was(drawn: Engine) -> None:
    with pytest.raises(NotFoundError):
        undo(drawn, OPERATOR, 99)
