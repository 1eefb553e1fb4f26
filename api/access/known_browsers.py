"""Browsers that have signed in with an account before, whose wrong attempts are counted apart.

Many share an address: a municipality sends thousands through one. A guesser among them would otherwise make its
neighbours wait. A browser in which an account was signed in keeps a mark, sealed by the installation's key, and whoever
guesses does not have it (OWASP, "device cookies").
"""

import secrets

from api.access.accounts import compared
from api.access.gate import Gate
from api.access.tokens import digest

PURPOSE = "browser that has signed in"
KEPT_S = 180 * 24 * 3600
"""How long a browser is known after it has signed in."""

MARK_BYTES = 16


def new_mark(gate: Gate, email: str) -> str:
    """Return what a browser keeps in which an account has just been signed in."""
    return gate.key.seal(PURPOSE, f"{digest(compared(email))} {secrets.token_hex(MARK_BYTES)}")


def origin_of(gate: Gate, mark: str | None, network: str, email: str) -> str:
    """Return what attempts on an account are counted for: the browser if it is known to the account, else its network.

    Args:
        mark: what the browser keeps; None when it keeps nothing.
        network: where it is.
        email: whatever names the account, known or not.
    """
    account, _, browser = (gate.key.open(PURPOSE, mark or "", age_s=KEPT_S) or "").partition(" ")
    return f"browser {browser}" if browser and account == digest(compared(email)) else network
