"""Which roles can be held, and who may give them, on both databases."""

import pytest
import sqlalchemy as sa

from api.access.roles import checked_role, edited_places, list_roles, require_may_give, take_role
from api.access.viewer import ANYBODY, OPERATOR, HeldRole, Viewer
from api.database import reading, writing
from models.errors import ForbiddenError, InvalidRequestError
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
        assert checked_role(connection, role, place, actor) == HeldRole(role, place or None, actor or None)


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
        checked_role(connection, role, place, actor)


def test_a_role_is_given_once_and_taken_away(settled, gate):
    account = enrol(settled, gate, "kansli@a.example", EDITOR, EDITOR, MEMBER)
    with writing(settled) as connection:
        editor, member = list_roles(connection, account.id)
        assert (editor.held, editor.subject) == (EDITOR, "Kommunen")
        assert (member.held, member.subject) == (MEMBER, "Föreningen")
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
