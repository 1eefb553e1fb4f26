"""Links that work once, on both databases."""

import pytest
import sqlalchemy as sa

from api.access.accounts import disable_account, erase_account, find_account
from api.access.api_tokens import create_token, list_tokens
from api.access.links import (
    accept,
    accept_from_outside,
    account_to_reset,
    allow_reset,
    get_invitation,
    invitation_of,
    invite,
    list_invitations,
    reset_password,
    withdraw,
)
from api.access.roles import list_roles, take_role
from api.access.sessions import list_sessions, start_session
from api.access.viewer import HeldRole
from api.database import reading, writing
from models.errors import DeadLinkError, InvalidRequestError, TakenAddressError
from models.tables import TABLES
from models.vocabulary import Role, TokenScope
from tests.api.access.people import ADMIN, EDITOR, enrol

MEMBER = HeldRole(Role.MEMBER, actor_id="forening")


def invited(engine, gate, *roles: HeldRole) -> str:
    inviter = inviter_of(engine, gate)
    with writing(engine) as connection:
        return invite(connection, gate, inviter, "Ny@a.example", roles or [MEMBER]).removeprefix("/inbjudan/")


def inviter_of(engine, gate, *roles: HeldRole) -> str:
    with reading(engine) as connection:
        found = find_account(connection, "admin@a.example")
    return (found or enrol(engine, gate, "admin@a.example", *(roles or [ADMIN]))).id


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


def test_a_reset_gives_a_new_password_and_ends_the_sessions_and_tokens(settled, gate):
    account = enrol(settled, gate, "kansli@a.example")
    with writing(settled) as connection:
        key = start_session(connection, gate, account.id, waits_for_code=False, coded=False)
        create_token(connection, gate, account.id, "x", [TokenScope.READ], 1)
        token = allow_reset(connection, gate, account.id).removeprefix("/losenord/")
        assert reset_password(connection, gate, token, "new hash").password_hash == "new hash"
        assert list_sessions(connection, gate, account.id, key) == ()
        assert list_tokens(connection, gate, account.id) == ()
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


def test_invitations_are_listed_until_they_are_used_withdrawn_or_too_old(settled, gate, clock):
    token = invited(settled, gate, EDITOR)
    with writing(settled) as connection:
        (listed,) = list_invitations(connection, gate)
        assert (listed.email, listed.offered) == ("ny@a.example", (EDITOR,))
        assert get_invitation(connection, gate, listed.id) == listed
        withdraw(connection, listed.id)
        assert list_invitations(connection, gate) == ()
        for looking in (
            lambda: invitation_of(connection, gate, token),
            lambda: accept(connection, gate, token, "N", "h"),
        ):
            with pytest.raises(DeadLinkError):
                looking()
    invited(settled, gate)
    clock.forward(hours=72)
    with reading(settled) as connection:
        assert list_invitations(connection, gate) == ()


@pytest.mark.parametrize("deed", ["closed", "without the role", "erased"])
def test_an_invitation_is_dead_when_whoever_made_it_may_not_make_it_any_more(settled, gate, deed):
    inviter, other = inviter_of(settled, gate, EDITOR), enrol(settled, gate, "other@a.example", ADMIN)
    token = invited(settled, gate, MEMBER)
    with writing(settled) as connection:
        if deed == "closed":
            disable_account(connection, inviter, gate.now())
        elif deed == "erased":
            erase_account(connection, inviter)
        else:
            take_role(connection, inviter, list_roles(connection, inviter)[0].id)
    with pytest.raises(DeadLinkError), writing(settled) as connection:
        accept(connection, gate, token, "Ny", "hash")
    with reading(settled) as connection:
        assert find_account(connection, "ny@a.example") is None
        assert find_account(connection, other.email) == other


def test_of_several_roles_those_are_given_that_the_inviter_still_may_give(settled, gate):
    inviter_of(settled, gate, EDITOR)
    token = invited(settled, gate, MEMBER, ADMIN)
    with writing(settled) as connection:
        account = accept(connection, gate, token, "Ny", "hash")
        assert [given.held for given in list_roles(connection, account.id)] == [MEMBER]
