"""Hashing passwords with argon2id, and checking them in the same time whether there is an account or not."""

import secrets
from functools import cached_property

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher


class Passwords:
    """Hashes and checks passwords.

    Args:
        hasher: by default argon2id with the costs that its library recommends; tests take cheaper ones.
    """

    def __init__(self, hasher: Argon2Hasher | None = None) -> None:
        self._hash = PasswordHash((hasher or Argon2Hasher(),))

    def hash(self, password: str) -> str:
        """Return what is stored of a password."""
        return self._hash.hash(_bytes(password))

    def check(self, password: str, stored: str | None) -> tuple[bool, str | None]:
        """Tell whether a password is right, and return the hash to store instead when the costs have risen.

        Without a stored hash another one is checked in vain, so that nobody can tell by the time that an answer
        takes which accounts there are.
        """
        if stored is None:
            self._hash.verify(_bytes(password), self._nobodys)
            return False, None
        return self._hash.verify_and_update(_bytes(password), stored)

    @cached_property
    def _nobodys(self) -> str:
        return self._hash.hash(secrets.token_bytes(16))


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
