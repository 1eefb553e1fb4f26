"""Two actors made one: by rights, from a known state, as one change set that can be taken back, on both databases."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from api.access.accounts import create_account
from api.access.roles import give_role, list_roles, take_role
from api.access.seen import Seen
from api.access.viewer import ANYBODY, OPERATOR, HeldRole, Viewer
from api.database import reading, writing
from api.different_actors import SaidOfOther, declare_different, different_from
from api.editing import editing
from api.erasing_records import erase_record
from api.merge_company import CARRIED, kept_instead
from api.merging import Known, Merged, merge, propose
from api.queries.history import get_change_set
from api.queries.keys import CHANGE_SETS
from api.queries.past import looking_back
from api.queries.records import LIST_COLUMNS
from api.storing import store
from api.undoing import undo
from graph.doubles import Choice, ImpossibleMergeError
from models.errors import (
    CannotUndoError,
    ChangedMeanwhileError,
    ForbiddenError,
    InvalidRecordError,
    NotFoundError,
    SignInRequiredError,
)
from models.package_files import FILES
from models.tables import TABLES
from models.vocabulary import ActorVisibility, ChangeKind, Role
from tests.api.history_drawn import begin, change, drawn_history, stored

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
EDITOR = Viewer("redaktör", frozenset({HeldRole(Role.EDITOR, "kn")}))


@pytest.fixture
def drawn(engine: Engine) -> Engine:
    """The drawn records, stored by change set 1."""
    with writing(engine) as connection:
        store(connection, drawn_history().tables(), [], begin(connection, 0, ChangeKind.IMPORT))
    return engine


def known(engine: Engine, keep: str, drop: str, viewer: Viewer = OPERATOR) -> Known:
    with reading(engine) as connection:
        return propose(connection, viewer, keep, drop, {}).versions


def merged(
    engine: Engine,
    keep: str = "a",
    drop: str = "b",
    viewer: Viewer = OPERATOR,
    chosen: Mapping[str, Choice] | None = None,
) -> Merged:
    return merge(engine, viewer, keep, drop, chosen or {}, known(engine, keep, drop))


def speakers(engine: Engine, actor: str) -> set[str]:
    roles = TABLES["account_roles"].c
    with reading(engine) as connection:
        return set(connection.execute(sa.select(roles.account_id).where(roles.actor_id == actor)).scalars())


def speaking(engine: Engine, name: str, *actors: str) -> str:
    """Make an account that speaks for actors, and return its id."""
    with writing(engine) as connection:
        account = create_account(connection, f"{name}@forening.example", name, AT)
        for actor in actors:
            give_role(connection, account.id, HeldRole(Role.MEMBER, actor_id=actor))
    return account.id


def leads_to(engine: Engine, actor: str) -> str | None:
    with reading(engine) as connection:
        return kept_instead(connection, Seen(connection), actor)


def test_whatever_named_the_dropped_actor_names_the_kept_one(drawn: Engine) -> None:
    merged(drawn)
    register = stored(drawn)

    assert [actor.id for actor in register.actors] == ["a", "c", "d"]
    assert register.actor["a"].aliases == ("Beta",)
    assert register.actor["c"].federation_ids == ("a",)
    assert [(tie.id, tie.actor_a, tie.actor_b) for tie in register.ties] == [("t2", "a", "c")]
    assert [(row.actor_id, row.role, row.valid_from) for row in register.forum_members] == [
        ("a", "convenor", date(2025, 2, 3)),
        ("a", "member", None),
    ]
    assert register.needs[0].addressed_to == ("a",)
    assert [row.actor_id for row in register.need_sightings] == ["a"]


def test_a_merge_is_one_change_set_of_its_own_kind(drawn: Engine) -> None:
    done = merged(drawn)
    with looking_back(drawn, OPERATOR) as past:
        told = get_change_set(past, done.change_set)
    assert (told.kind, told.about) == (ChangeKind.MERGE, None)
    assert {table: (row.created, row.changed, row.deleted) for table, row in told.counts.items()} == {
        "actors": (0, 2, 1),  # a and c change, b goes
        "forum_members": (1, 0, 1),
        "ties": (0, 1, 1),  # t2 changes, t1 between the two goes
        "needs": (0, 1, 0),
        "need_sightings": (1, 0, 1),
    }
    assert done.version == 2


def test_a_merge_is_taken_back_as_a_whole_and_made_again(drawn: Engine) -> None:
    before = stored(drawn)
    done = merged(drawn)
    after = stored(drawn)

    undone = undo(drawn, OPERATOR, done.change_set)
    assert stored(drawn) == before
    again = undo(drawn, OPERATOR, undone)
    assert stored(drawn) == after
    assert leads_to(drawn, "b") == "a"
    undo(drawn, OPERATOR, again)
    assert stored(drawn) == before


def test_the_answers_that_were_chosen_count(drawn: Engine) -> None:
    merged(drawn, chosen={"name": Choice.DROP, "place_id": Choice.DROP})
    actor = stored(drawn).actor["a"]
    assert (actor.name, actor.place_id, actor.aliases) == ("Beta", "ng", ("Alfa",))


def test_a_choice_that_no_field_has_is_refused(drawn: Engine) -> None:
    with pytest.raises(ImpossibleMergeError):
        merged(drawn, chosen={"namn": Choice.DROP})
    with pytest.raises(ImpossibleMergeError):
        merged(drawn, "a", "a")


def test_nothing_is_stored_while_something_has_to_be_decided(drawn: Engine) -> None:
    with writing(drawn) as connection:
        numbers = {"a": "802002-8711", "b": "556016-0680"}
        changes = [change("actors", stored(drawn).actor[actor], org_number=text) for actor, text in numbers.items()]
        store(connection, {}, changes, begin(connection, 1))
    before = stored(drawn)

    with pytest.raises(InvalidRecordError) as caught:
        merged(drawn)
    assert [column for column, _ in caught.value.wrong] == ["org_number"]
    assert stored(drawn) == before

    merged(drawn, chosen={"org_number": Choice.DROP})
    assert stored(drawn).actor["a"].org_number == "556016-0680"


def test_an_editor_of_both_places_may_merge_and_nobody_else(drawn: Engine) -> None:
    outsider = Viewer("annan", frozenset({HeldRole(Role.EDITOR, "ng"), HeldRole(Role.READER, "kn")}))
    member = Viewer("aktör", frozenset({HeldRole(Role.MEMBER, actor_id="a"), HeldRole(Role.MEMBER, actor_id="b")}))
    reader = Viewer("läsare", frozenset({HeldRole(Role.READER, "kn")}))
    for viewer in (outsider, member, reader):
        with pytest.raises(ForbiddenError):
            merged(drawn, viewer=viewer)
    with pytest.raises(SignInRequiredError):
        merged(drawn, viewer=ANYBODY)
    assert stored(drawn) == drawn_history()

    merged(drawn, viewer=EDITOR)
    assert "b" not in stored(drawn).actor


def test_what_may_not_be_written_is_named_before_and_refused_after(drawn: Engine) -> None:
    """A part of the dropped actor lies in another municipality, where the editor changes nothing."""
    with writing(drawn) as connection:
        place = FILES["places"].record.model_validate({"id": "ut", "name": "Utanför", "level": "municipality"})
        part = FILES["actors"].record.model_validate(
            {"id": "del", "name": "Delen", "sector": "civil_society", "place_id": "ut", "parent_id": "b"}
        )
        store(connection, {"places": [place], "actors": [part]}, [], begin(connection, 1))
    with reading(drawn) as connection:
        refused = propose(connection, Viewer("r", frozenset({HeldRole(Role.EDITOR, "kn")})), "a", "b", {}).refused
    assert [(file.name, vars(record)["id"]) for file, record in refused] == [("actors", "del")]

    with pytest.raises(ForbiddenError):
        merged(drawn, viewer=EDITOR)
    merged(drawn)
    assert stored(drawn).actor["del"].parent_id == "a"


def test_an_actor_that_is_not_seen_cannot_be_merged(drawn: Engine) -> None:
    with writing(drawn) as connection:
        hidden = change("actors", stored(drawn).actor["b"], visibility=ActorVisibility.HIDDEN)
        store(connection, {}, [hidden], begin(connection, 1))
    with pytest.raises(NotFoundError):
        merged(drawn, viewer=Viewer("annan", frozenset({HeldRole(Role.READER, "kn")})))


@pytest.mark.parametrize("changed", ["a", "b"])
def test_a_version_that_is_old_is_refused_with_both_as_they_are(drawn: Engine, changed: str) -> None:
    versions = known(drawn, "a", "b")
    with editing(drawn, OPERATOR) as edit:
        edit.change(FILES["actors"], [changed], 1, {"note": "ny"}, whole=False)

    with pytest.raises(ChangedMeanwhileError) as caught:
        merge(drawn, OPERATOR, "a", "b", {}, versions)
    told = {actor["id"]: (actor["version"], actor["note"]) for actor in caught.value.current.values()}
    assert told == {"a": (1, None), "b": (1, None)} | {changed: (2, "ny")}
    assert "b" in stored(drawn).actor


def test_what_came_to_hang_on_one_of_the_two_since_is_a_change(drawn: Engine) -> None:
    versions = known(drawn, "a", "b")
    with editing(drawn, OPERATOR) as edit:
        edit.create(FILES["ties"], {"id": "t3", "actor_a": "b", "actor_b": "d"})

    with pytest.raises(ChangedMeanwhileError):
        merge(drawn, OPERATOR, "a", "b", {}, versions)
    # A program that knows only the two takes what hangs on them as it is.
    merge(drawn, OPERATOR, "a", "b", {}, Known(versions.keep, versions.drop))
    assert [(tie.actor_a, tie.actor_b) for tie in stored(drawn).ties] == [("a", "c"), ("a", "d")]


def test_what_changes_elsewhere_meanwhile_is_no_hindrance(drawn: Engine) -> None:
    versions = known(drawn, "a", "b")
    with editing(drawn, OPERATOR) as edit:
        edit.change(FILES["actors"], ["d"], 1, {"note": "ny"}, whole=False)
    merge(drawn, OPERATOR, "a", "b", {}, versions)
    assert "b" not in stored(drawn).actor


def test_a_second_merge_of_the_same_two_finds_nobody(drawn: Engine) -> None:
    versions = known(drawn, "a", "b")
    merge(drawn, OPERATOR, "a", "b", {}, versions)
    with pytest.raises(NotFoundError):
        merge(drawn, OPERATOR, "a", "b", {}, versions)


def test_accounts_speak_for_the_kept_actor_and_on_undoing_for_the_dropped_one(drawn: Engine) -> None:
    one, two = speaking(drawn, "ett", "b"), speaking(drawn, "två", "a", "b")
    done = merged(drawn)
    assert speakers(drawn, "a") == {one, two}

    undo(drawn, OPERATOR, done.change_set)
    assert (speakers(drawn, "a"), speakers(drawn, "b")) == ({two}, {one, two})


def test_a_role_that_was_taken_since_does_not_come_back(drawn: Engine) -> None:
    account = speaking(drawn, "ett", "b")
    done = merged(drawn)
    with writing(drawn) as connection:
        (role,) = list_roles(connection, account)
        take_role(connection, account, role.id)

    undo(drawn, OPERATOR, done.change_set)
    assert (speakers(drawn, "a"), speakers(drawn, "b")) == (set(), set())


def test_who_speaks_for_the_dropped_actor_stands_in_the_way_of_merging_again_by_undoing(drawn: Engine) -> None:
    speaking(drawn, "ett", "b")
    undone = undo(drawn, OPERATOR, merged(drawn).change_set)
    with pytest.raises(CannotUndoError) as caught:
        undo(drawn, OPERATOR, undone)
    assert [(found["obstacle"], found["key"]) for found in caught.value.in_the_way] == [("role_held", ["b"])]


def test_what_was_said_of_the_dropped_actor_holds_for_the_kept_one(drawn: Engine) -> None:
    with writing(drawn) as connection:
        for other in ("c", "a"):
            declare_different(connection, "b", other, "konto", AT)
    done = merged(drawn)
    with reading(drawn) as connection:
        assert different_from(connection, "a") == (SaidOfOther("c", "konto", AT),)

    undo(drawn, OPERATOR, done.change_set)
    with reading(drawn) as connection:
        assert different_from(connection, "b") == (SaidOfOther("a", "konto", AT), SaidOfOther("c", "konto", AT))
        assert different_from(connection, "a") == (SaidOfOther("b", "konto", AT),)


def test_a_dropped_actor_leads_to_the_kept_one_as_long_as_the_merge_stands(drawn: Engine) -> None:
    assert leads_to(drawn, "b") is None
    first = merged(drawn)
    assert leads_to(drawn, "b") == "a"
    second = merged(drawn, "d", "a")
    assert (leads_to(drawn, "b"), leads_to(drawn, "a")) == ("d", "d")

    undo(drawn, OPERATOR, second.change_set)
    undo(drawn, OPERATOR, first.change_set)
    assert (leads_to(drawn, "b"), leads_to(drawn, "a"), leads_to(drawn, "no")) == (None, None, None)


def test_an_actor_that_came_back_and_was_deleted_leads_nowhere(drawn: Engine) -> None:
    undo(drawn, OPERATOR, merged(drawn).change_set)
    with editing(drawn, OPERATOR) as edit:
        for table, key in (("ties", "t1"), ("ties", "t2")):
            edit.delete(FILES[table], [key], version(drawn, table, key))
        edit.delete(FILES["actors"], ["b"], version(drawn, "actors", "b"))
    assert leads_to(drawn, "b") is None


def version(engine: Engine, table: str, record_id: str) -> int:
    rows = TABLES[table].c
    with reading(engine) as connection:
        found: int = connection.execute(sa.select(rows.version).where(rows.id == record_id)).scalar_one()
    return found


def test_an_actor_that_is_erased_is_in_no_merge(drawn: Engine) -> None:
    merged(drawn)
    erase_record(drawn, OPERATOR, FILES["actors"], "b")
    with reading(drawn) as connection:
        assert connection.execute(sa.select(TABLES["merges"])).all() == []
        assert connection.execute(sa.select(sa.func.count()).select_from(CHANGE_SETS)).scalar_one() == 3


def test_every_table_beside_the_register_that_names_actors_is_carried_along() -> None:
    """Whoever adds one says in `api.merge_company` what becomes of its rows, or they go with the dropped actor."""
    register = {*FILES, *(place.table for _, place in LIST_COLUMNS.values())}
    naming = {
        name for name, table in TABLES.items() if any(key.column.table.name == "actors" for key in table.foreign_keys)
    }
    assert naming - register == CARRIED
