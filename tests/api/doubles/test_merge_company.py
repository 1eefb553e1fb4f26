"""What goes along beside the register when two actors become one, and comes back on undoing, on both databases."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from api.access.accounts import create_account
from api.access.roles import give_role, list_roles, take_role
from api.access.viewer import OPERATOR, HeldRole
from api.database import reading, writing
from api.doubles.different import SaidOfOther, declare_different, different_from
from api.doubles.merge_company import CARRIED
from api.editing import editing
from api.erasing_records import erase_record
from api.queries.keys import CHANGE_SETS
from api.queries.records import LIST_COLUMNS
from api.storing import store
from api.undoing import undo
from models.errors import CannotUndoError
from models.package_files import FILES
from models.tables import TABLES
from models.vocabulary import ChangeKind, Role
from tests.api.history_drawn import begin, drawn_history
from tests.api.merging_drawn import leads_to, merged

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def drawn(engine: Engine) -> Engine:
    """The drawn records, stored by change set 1."""
    with writing(engine) as connection:
        store(connection, drawn_history().tables(), [], begin(connection, 0, ChangeKind.IMPORT))
    return engine


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
    """Whoever adds one says in `api/doubles/merge_company.py` what becomes of its rows, or they go with the actor."""
    register = {*FILES, *(place.table for _, place in LIST_COLUMNS.values())}
    naming = {
        name for name, table in TABLES.items() if any(key.column.table.name == "actors" for key in table.foreign_keys)
    }
    assert naming - register == CARRIED
