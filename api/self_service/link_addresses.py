"""The addresses that let somebody in without an account: each worked out from the installation's secret, never stored.

A link of a kind and id is always the same, so that a reminder repeats it. It dies with its row, and all die when the
secret is changed.
"""

import base64
import hmac
from enum import Enum
from urllib.parse import parse_qsl

from api.access.secret_key import SecretKey

DIGITS = 32
"""The length of what cannot be guessed: 24 bytes in base64."""


class LinkKind(Enum):
    """What a link leads to: the beginning of its address."""

    ANSWER = "/svar/"
    REGISTRATION = "/anslut/"
    REGISTERED = "/anslut/anmald/"


def address_of(key: SecretKey, kind: LinkKind, row_id: str) -> str:
    """Return where the link of a row leads."""
    return f"{kind.value}{row_id}.{_proof(key, kind, row_id)}"


def row_of(key: SecretKey, kind: LinkKind, token: str) -> str | None:
    """Return the id of the row that the token at the end of an address stands for; None when it is made up."""
    row_id, _, proof = token.rpartition(".")
    return row_id if row_id and hmac.compare_digest(proof.encode(), _proof(key, kind, row_id).encode()) else None


def holds_a_key(path: str) -> bool:
    """Tell whether an address is one of those that let somebody in by themselves."""
    return path.startswith(tuple(kind.value for kind in LinkKind))


def carries_a_key(query: str) -> bool:
    """Tell whether the query of an address holds such an address, as one that leads back to it does."""
    return any(holds_a_key(value) for _, value in parse_qsl(query))


def _proof(key: SecretKey, kind: LinkKind, row_id: str) -> str:
    return base64.urlsafe_b64encode(key.derive(f"link {kind.name} {row_id}")).decode()[:DIGITS]
