"""Two actors made one: by rights, from a known state, as one change set that can be taken back, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import Engine

from api.access.viewer import ANYBODY, OPERATOR, HeldRole, Viewer
from api.database import reading, writing
from api.doubles.merging import Known, merge, propose
from api.editing import editing
from api.queries.history import get_change_set
from api.queries.past import looking_back
from api.storing import store
from api.undoing import undo
from graph.doubles import Choice, ImpossibleMergeError
from models.errors import (
    ChangedMeanwhileError,
    ForbiddenError,
    InvalidRecordError,
    NotFoundError,
    SignInRequiredError,
)
from models.package_files import FILES
from models.vocabulary import ActorVisibility, ChangeKind, Role
from tests.api.history_drawn import begin, change, drawn_history, stored
from tests.api.merging_drawn import known, leads_to, merged

EDITOR = Viewer("redaktör", frozenset({HeldRole(Role.EDITOR, "kn")}))


@pytest.fixture
def drawn(engine: Engine) -> Engine:
    """The drawn records, stored by change set 1."""
    with writing(engine) as connection:
        store(connection, drawn_history().tables(), [], begin(connection, 0, ChangeKind.IMPORT))
    return engine


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


def test_of_two_who_merge_at_once_in_opposite_ways_one_is_told(drawn: Engine) -> None:
    ready = Barrier(2)

    def attempt(keep: str, drop: str) -> str:
        versions = known(drawn, keep, drop)
        ready.wait()
        try:
            merge(drawn, OPERATOR, keep, drop, {}, versions)
        except (NotFoundError, ChangedMeanwhileError):
            return "told"
        return "done"

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(attempt, ("a", "b"), ("b", "a")))
    assert sorted(outcomes) == ["done", "told"]
    assert len({"a", "b"} & stored(drawn).actor.keys()) == 1
