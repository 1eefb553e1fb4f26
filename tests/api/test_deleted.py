"""What was deleted at a place, as those who edit it may see it: nothing of what they could not see before."""

import pytest
from sqlalchemy import Engine

from api.access.viewer import OPERATOR, HeldRole, Viewer
from api.database import writing
from api.queries.change_details import list_record_changes, name_of
from api.queries.deleted import deleted_records
from api.queries.history import at_place, list_change_sets
from api.queries.past import looking_back
from api.storing import remove, store
from models.records import Actor, Place, Record, Tie
from models.vocabulary import Role
from tests.api.history_drawn import begin, change, drawn_history, stored

EDITOR = Viewer("konto", frozenset({HeldRole(Role.EDITOR, "kn")}))
SECRET = "kvinnojouren"


@pytest.fixture
def register(engine: Engine) -> Engine:
    """The drawn records, and an actor that hides in a private place elsewhere."""
    write(engine, new=drawn_history().tables())
    far = {"id": "far", "name": "Annan kommun", "level": "municipality", "visibility": "private"}
    hidden = {"id": SECRET, "name": "Jouren", "sector": "civil_society", "place_id": "far", "visibility": "hidden"}
    write(engine, new={"places": [Place.model_validate(far)], "actors": [Actor.model_validate(hidden)]})
    return engine


def write(engine: Engine, **what: object) -> int:
    with writing(engine) as connection:
        change_set = begin(connection, 1)
        remove(connection, what.get("gone", {}), change_set)  # type: ignore[arg-type]
        store(connection, what.get("new", {}), what.get("changes", []), change_set)  # type: ignore[arg-type]
    return change_set


def tie(**values: object) -> Record:
    return Tie.model_validate({"id": "hemligt", "actor_a": "a", "actor_b": SECRET, **values})


def told(engine: Engine, change_set: int, viewer: Viewer) -> list[str]:
    """Return what a viewer is told of a deletion, and check that the hidden actor is in none of it."""
    with looking_back(engine, viewer) as past:
        deleted = deleted_records(past, at_place(past, "kn"), 50, 0)
        sets = list_change_sets(past, at_place(past, "kn"))
        changes = list_record_changes(past, change_set)
    if viewer is not OPERATOR:
        assert SECRET not in repr((deleted, sets, changes))
        assert "Jouren" not in repr((deleted, sets, changes))
        assert (change_set in {item.id for item in sets.items}) == bool(changes.items)
    assert deleted.total == len(deleted.items)
    return [key for item in deleted.items for key in item.key]


def test_a_deleted_tie_to_somebody_unseen_is_as_unseen_as_it_was(register: Engine) -> None:
    write(register, new={"ties": [tie()]})
    gone = write(register, gone={"ties": [tie()]})
    assert told(register, gone, EDITOR) == []
    assert told(register, gone, OPERATOR) == ["hemligt"]


def test_it_stays_unseen_when_the_one_unseen_is_deleted_too(register: Engine) -> None:
    write(register, new={"ties": [tie()]})
    gone = write(register, gone={"ties": [tie()], "actors": [stored(register).actor[SECRET]]})
    assert told(register, gone, EDITOR) == []
    assert told(register, gone, OPERATOR) == ["hemligt"]


def test_a_deleted_tie_that_lay_in_an_unseen_place_is_unseen(register: Engine) -> None:
    far = tie(actor_b="b", place_id="far")
    write(register, new={"ties": [far]})
    assert told(register, write(register, gone={"ties": [far]}), EDITOR) == []


def test_a_deleted_record_does_not_mention_whom_one_may_not_see(register: Engine) -> None:
    listed = stored(register).actor["a"].model_copy(update={"id": "ny", "federation_ids": ("c", SECRET)})
    write(register, new={"actors": [listed]})
    gone = write(register, gone={"actors": [listed]})
    assert told(register, gone, EDITOR) == ["ny"]
    with looking_back(register, EDITOR) as past:
        (item,) = deleted_records(past, at_place(past, "kn"), 50, 0).items
    assert vars(item.record)["federation_ids"] == ("c",)


def test_what_was_deleted_is_called_what_it_was_called_and_never_by_ids(register: Engine) -> None:
    actors = stored(register).actor
    write(register, changes=[change("actors", actors["d"], name="Delta 2", place_id="kn")])
    write(register, new={"ties": [tie(actor_b="d")]})
    ended = write(register, gone={"ties": [tie(actor_b="d")]})
    write(register, gone={"actors": [stored(register).actor["d"]]})
    with looking_back(register, EDITOR) as past:
        found = list_record_changes(past, ended)
    assert [name_of(item, found.called) for item in found.items] == ["Alfa – Delta 2"]
    assert [name_of(item, {}) for item in found.items] == [""]
