"""Passwords are hashed with argon2id, and checked alike whether there is an account or not."""

from unittest.mock import patch

from pwdlib.hashers.argon2 import Argon2Hasher

from api.access.passwords import Passwords
from tests.api.access.people import PASSWORD, cheap_passwords


def test_the_right_password_is_right_and_another_is_not():
    passwords = cheap_passwords()
    stored = passwords.hash(PASSWORD)

    assert passwords.check(PASSWORD, stored) == (True, None)
    assert passwords.check(PASSWORD + " ", stored) == (False, None)


def test_a_password_is_never_cut_or_changed():
    passwords = cheap_passwords()
    long = "å" * 255

    assert passwords.check(long + "b", passwords.hash(long + "a")) == (False, None)
    assert passwords.check("HÄSTAR och soppa", passwords.hash("hästar och soppa")) == (False, None)


def test_what_is_stored_names_argon2id_with_the_costs_of_the_library():
    assert Passwords().hash(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_hash_of_lower_costs_is_renewed_when_its_password_is_given():
    stored = cheap_passwords().hash(PASSWORD)
    dearer = Passwords(Argon2Hasher(time_cost=2, memory_cost=16, parallelism=1))
    right, newer = dearer.check(PASSWORD, stored)

    assert right
    assert newer is not None
    assert dearer.check(PASSWORD, newer) == (True, None)


def test_without_an_account_a_hash_of_the_same_costs_is_checked_in_vain():
    passwords = cheap_passwords()
    with patch.object(Argon2Hasher, "verify", autospec=True, side_effect=Argon2Hasher.verify) as verify:
        assert passwords.check(PASSWORD, None) == (False, None)

    ((_, _, checked), _) = verify.call_args
    assert checked.startswith("$argon2id$v=19$m=8,t=1,p=1$")


def test_a_password_of_broken_characters_is_wrong_and_no_error():
    passwords = cheap_passwords()

    assert passwords.check("\ud800 och \x00", passwords.hash(PASSWORD)) == (False, None)
