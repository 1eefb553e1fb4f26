"""Links that work once, on both databases."""

import pytest
import sqlalchemy as sa

from api.access.links import (
    accept,
    accept_from_outside,
    account_to_reset,
    allow_reset,
    invitation_of,
    invite,
    reset_password,
)
from api.access.roles import list_roles
from api.access.sessions import list_sessions, start_session
from api.access.viewer import HeldRole
from api.database import reading, writing
from models.errors import DeadLinkError, InvalidRequestError, TakenAddressError
from models.tables import TABLES
from models.vocabulary import Role
from tests.api.access.people import EDITOR, enrol

MEMBER = HeldRole(Role.MEMBER, actor_id="forening")


def invited(engine, gate, *roles: HeldRole) -> str:
    with writing(engine) as connection:
        return invite(connection, gate, "Ny@a.example", roles or [MEMBER]).removeprefix("/inbjudan/")


def test_an_invitation_makes_an_account_with_the_roles_it_offers(settled, gate):
    token = invited(settled, gate, MEMBER, EDITOR)
    with writing(settled) as connection:
        assert invitation_of(connection, gate, token).email == "ny@a.example"
        account = accept(connection, gate, token, "Ny", "hash")
        assert (account.email, account.name, account.password_hash) == ("ny@a.example", "Ny", "hash")
        assert [named.held for named in list_roles(connection, account.id)] == [MEMBER, EDITOR]


def test_a_link_works_once(settled, gate):
    token = invited(settled, gate)
    with writing(settled) as connection:
        accept(connection, gate, token, "Ny", "hash")
        for using in (
            lambda: invitation_of(connection, gate, token),
            lambda: accept(connection, gate, token, "N", "h"),
        ):
            with pytest.raises(DeadLinkError):
                using()


def test_an_invitation_lives_for_72_hours(settled, gate, clock):
    token = invited(settled, gate)
    with reading(settled) as connection:
        clock.forward(hours=71, minutes=59)
        invitation_of(connection, gate, token)
        clock.forward(minutes=1)
        with pytest.raises(DeadLinkError):
            invitation_of(connection, gate, token)


def test_a_reset_lives_for_two_hours(settled, gate, clock):
    account = enrol(settled, gate, "kansli@a.example")
    with writing(settled) as connection:
        token = allow_reset(connection, gate, account.id).removeprefix("/losenord/")
        clock.forward(hours=1, minutes=59)
        assert account_to_reset(connection, gate, token).id == account.id
        clock.forward(minutes=1)
        with pytest.raises(DeadLinkError):
            account_to_reset(connection, gate, token)


def test_a_reset_gives_a_new_password_and_ends_the_sessions(settled, gate):
    account = enrol(settled, gate, "kansli@a.example")
    with writing(settled) as connection:
        key = start_session(connection, gate, account.id, waits_for_code=False, coded=False)
        token = allow_reset(connection, gate, account.id).removeprefix("/losenord/")
        assert reset_password(connection, gate, token, "new hash").password_hash == "new hash"
        assert list_sessions(connection, gate, account.id, key) == ()
        with pytest.raises(DeadLinkError):
            reset_password(connection, gate, token, "newer hash")


def test_a_newer_reset_kills_the_older(settled, gate):
    account = enrol(settled, gate, "kansli@a.example")
    with writing(settled) as connection:
        older, newer = (allow_reset(connection, gate, account.id).removeprefix("/losenord/") for _ in range(2))
        account_to_reset(connection, gate, newer)
        with pytest.raises(DeadLinkError):
            account_to_reset(connection, gate, older)


def test_a_link_is_good_for_its_own_purpose_alone(settled, gate):
    token = invited(settled, gate)
    with reading(settled) as connection, pytest.raises(DeadLinkError):
        account_to_reset(connection, gate, token)


@pytest.mark.parametrize("token", ["", "x" * 43, "å\x00"])
def test_a_link_that_never_was_is_dead(sqlite_engine, gate, token):
    with reading(sqlite_engine) as connection, pytest.raises(DeadLinkError):
        invitation_of(connection, gate, token)


def test_the_database_does_not_know_where_a_link_leads(settled, gate):
    token = invited(settled, gate)
    with reading(settled) as connection:
        assert token not in str(connection.execute(sa.select(TABLES["single_use_links"])).all())


def test_who_has_an_account_is_not_invited(settled, gate):
    enrol(settled, gate, "ny@a.example")
    with pytest.raises(TakenAddressError):
        invited(settled, gate)


def test_two_invitations_to_an_address_make_one_account(settled, gate):
    first, second = invited(settled, gate), invited(settled, gate)
    with writing(settled) as connection:
        accept(connection, gate, first, "Ny", "hash")
        with pytest.raises(TakenAddressError):
            accept(connection, gate, second, "Ny", "hash")


def test_an_invitation_without_a_name_is_not_used_up(settled, gate):
    token = invited(settled, gate)
    with pytest.raises(InvalidRequestError), writing(settled) as connection:
        accept(connection, gate, token, " ", "hash")
    with reading(settled) as connection:
        invitation_of(connection, gate, token)


def test_a_role_for_what_is_gone_is_not_given(settled, gate):
    token = invited(settled, gate, MEMBER, EDITOR)
    with writing(settled) as connection:
        connection.execute(sa.delete(TABLES["actors"]).where(TABLES["actors"].c.id == "forening"))
        account = accept(connection, gate, token, "Ny", "hash")
        assert [named.held for named in list_roles(connection, account.id)] == [EDITOR]


def test_an_invitation_is_accepted_with_another_provider_by_its_address(settled, gate):
    invited(settled, gate)
    with writing(settled) as connection:
        assert accept_from_outside(connection, gate, "annan@a.example", "Annan") is None
        account = accept_from_outside(connection, gate, "NY@a.example", "")
        assert account is not None
        assert (account.name, account.password_hash) == ("NY@a.example", None)
