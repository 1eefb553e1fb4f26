"""Which roles can be held, and who may give them, on both databases."""

import pytest
import sqlalchemy as sa

from api.access.openness import access_of
from api.access.roles import checked_role, edited_places, give_role, list_roles, require_may_give, roles_at, take_role
from api.access.seen import Seen
from api.access.viewer import ANYBODY, OPERATOR, HeldRole, Viewer
from api.database import reading, writing
from api.queries.role_subjects import named_roles
from models.errors import ForbiddenError, InvalidRequestError, LastAdministratorError
from models.tables import TABLES
from models.vocabulary import Role
from tests.api.access.people import ADMIN, EDITOR, enrol

READER_ABOVE = HeldRole(Role.READER, place_id="lan")
MEMBER = HeldRole(Role.MEMBER, actor_id="forening")


@pytest.mark.parametrize(
    ("role", "place", "actor"),
    [
        (Role.ADMIN, None, None),
        (Role.ANALYST, "", ""),
        (Role.EDITOR, "kommun", None),
        (Role.READER, "lan", ""),
        (Role.MEMBER, None, "forening"),
    ],
)
def test_a_role_is_held_for_what_it_is_about(settled, role, place, actor):
    with reading(settled) as connection:
        assert checked_role(Seen(connection), role, place, actor) == HeldRole(role, place or None, actor or None)


@pytest.mark.parametrize(
    ("role", "place", "actor"),
    [
        (Role.ADMIN, "kommun", None),
        (Role.ANALYST, None, "forening"),
        (Role.EDITOR, None, None),
        (Role.EDITOR, "finns-inte", None),
        (Role.READER, "kommun", "forening"),
        (Role.MEMBER, None, None),
        (Role.MEMBER, "kommun", "forening"),
        (Role.MEMBER, None, "finns-inte"),
        (Role.READER, "kommun\x00", None),
    ],
)
def test_a_role_is_held_for_nothing_else(settled, role, place, actor):
    with reading(settled) as connection, pytest.raises(InvalidRequestError):
        checked_role(Seen(connection), role, place, actor)


def test_a_role_is_given_once_and_taken_away(settled, gate):
    account = enrol(settled, gate, "kansli@a.example", EDITOR, EDITOR, MEMBER)
    with writing(settled) as connection:
        editor, member = list_roles(connection, account.id)
        assert (editor.held, member.held) == (EDITOR, MEMBER)
        assert [named.subject for named in named_roles(Seen(connection), (editor, member))] == [
            "Kommunen",
            "Föreningen",
        ]
        take_role(connection, account.id, editor.id)
        assert list_roles(connection, account.id) == (member,)


def test_nobody_takes_a_role_from_somebody_else_by_its_number(settled, gate):
    account, another = (enrol(settled, gate, email, EDITOR) for email in ("a@a.example", "b@a.example"))
    with writing(settled) as connection:
        (named,) = list_roles(connection, account.id)
        take_role(connection, another.id, named.id)
        assert list_roles(connection, account.id) == (named,)


def test_a_role_goes_when_the_actor_goes_that_it_was_held_for(settled, gate):
    account = enrol(settled, gate, "kansli@a.example", MEMBER)
    with writing(settled) as connection:
        connection.execute(sa.delete(TABLES["actors"]).where(TABLES["actors"].c.id == "forening"))
        assert list_roles(connection, account.id) == ()


def test_an_editor_edits_the_places_below_too(settled):
    with reading(settled) as connection:
        assert edited_places(connection, Viewer("a", frozenset({EDITOR}))) == {"kommun", "omrade"}
        assert edited_places(connection, Viewer("a", frozenset({READER_ABOVE}))) == frozenset()


@pytest.mark.parametrize(
    "role",
    [
        EDITOR,
        HeldRole(Role.READER, place_id="omrade"),
        MEMBER,  # the actor's home lies in the area below
    ],
)
def test_an_editor_gives_roles_at_home(settled, role):
    with reading(settled) as connection:
        require_may_give(connection, Viewer("a", frozenset({EDITOR})), role)


@pytest.mark.parametrize(
    "role",
    [
        ADMIN,
        HeldRole(Role.ANALYST),
        HeldRole(Role.EDITOR, place_id="lan"),
        HeldRole(Role.READER, place_id="annan"),
        HeldRole(Role.MEMBER, actor_id="granne"),
        HeldRole(Role.MEMBER, actor_id="finns-inte"),
    ],
)
def test_an_editor_gives_no_other_roles(settled, role):
    with reading(settled) as connection, pytest.raises(ForbiddenError):
        require_may_give(connection, Viewer("a", frozenset({EDITOR})), role)


@pytest.mark.parametrize(
    "roles", [frozenset(), frozenset({READER_ABOVE}), frozenset({MEMBER}), frozenset({HeldRole(Role.ANALYST)})]
)
def test_nobody_else_gives_roles(settled, roles):
    with reading(settled) as connection:
        for viewer in (ANYBODY, Viewer("a", roles)):
            with pytest.raises(ForbiddenError):
                require_may_give(connection, viewer, HeldRole(Role.READER, place_id="kommun"))


def test_administrators_and_the_operator_give_any(settled):
    with reading(settled) as connection:
        for viewer in (OPERATOR, Viewer("a", frozenset({ADMIN}))):
            require_may_give(connection, viewer, ADMIN)


@pytest.mark.parametrize("role", [ADMIN, EDITOR, MEMBER])
def test_the_database_holds_a_role_once_whoever_gives_it_twice(settled, gate, role):
    account = enrol(settled, gate, "kansli@a.example")
    table = TABLES["account_roles"]
    row = {"account_id": account.id, "role": role.role, "place_id": role.place_id, "actor_id": role.actor_id}
    with writing(settled) as connection:
        give_role(connection, account.id, role)
        give_role(connection, account.id, role)
        assert len(list_roles(connection, account.id)) == 1
    with pytest.raises(sa.exc.IntegrityError), writing(settled) as connection:
        connection.execute(sa.insert(table).values(**row))


def test_roles_for_different_things_are_different_roles(settled, gate):
    enrol(settled, gate, "kansli@a.example", EDITOR, HeldRole(Role.EDITOR, place_id="annan"), MEMBER, ADMIN)
    account = enrol(settled, gate, "b@a.example", HeldRole(Role.ANALYST), ADMIN, MEMBER, READER_ABOVE, EDITOR)
    with reading(settled) as connection:
        assert len(list_roles(connection, account.id)) == 5


def test_the_last_administrator_keeps_the_role(settled, gate):
    account = enrol(settled, gate, "admin@a.example", ADMIN)
    with pytest.raises(LastAdministratorError), writing(settled) as connection:
        take_role(connection, account.id, list_roles(connection, account.id)[0].id)


def test_of_somebodys_roles_those_at_some_places_are_found(settled, gate):
    account = enrol(settled, gate, "b@a.example", HeldRole(Role.ANALYST), MEMBER, READER_ABOVE, EDITOR)
    with reading(settled) as connection:
        every = list_roles(connection, account.id)
        assert [given.held for given in roles_at(connection, every, frozenset({"omrade", "kommun"}))] == [
            MEMBER,
            EDITOR,
        ]
        assert roles_at(connection, every, None) == every
        assert roles_at(connection, every, frozenset()) == ()


def test_what_the_giver_may_not_see_cannot_be_told_from_what_is_not_there(settled):
    editor = Viewer("a", frozenset({EDITOR}))
    with reading(settled) as connection:
        seen = Seen(connection, access_of(connection, editor))
        for actor in ("granne", "finns-inte"):
            with pytest.raises(InvalidRequestError, match="Rollen gäller en aktör"):
                checked_role(seen, Role.MEMBER, None, actor)
