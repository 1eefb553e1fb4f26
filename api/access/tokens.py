"""Random secrets that open a door: made here, shown once, and known to the database by their digest alone."""

import hashlib
import secrets

TOKEN_BYTES = 32

API_TOKEN_MARK = "smv_"  # noqa: S105 - a mark that lets scanners find a token where it should not be
"""What every API token begins with."""

LONGEST_TOKEN = 200


def new_token(mark: str = "") -> str:
    """Return 256 random bits as text that an address and a header can hold."""
    return mark + secrets.token_urlsafe(TOKEN_BYTES)


def digest(token: str) -> str:
    """Return the SHA-256 of a token.

    A token is random, so that nobody can guess it from its digest, and a slow hash would only slow requests down.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
