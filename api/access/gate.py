"""What signing in needs beside the database, in one place where tests can put other things."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated

import anyio
from fastapi import Depends, Request

from api.access.attempts import Attempts
from api.access.claim import Claim
from api.access.passwords import Passwords
from api.access.secret_key import SecretKey
from api.settings import Settings
from models.dates import now


@dataclass(frozen=True)
class Gate:
    """How doors are opened.

    Attributes:
        settings: how long sessions last, which proxies and which provider are trusted.
        key: the installation's secret.
        passwords: hashes and checks passwords.
        attempts: counts the wrong ones.
        claim: knows whether anybody has made an account.
        now: the clock.
        wait: waits some seconds without keeping a thread.
    """

    settings: Settings
    key: SecretKey
    passwords: Passwords = field(default_factory=Passwords)
    attempts: Attempts = field(default_factory=Attempts)
    claim: Claim = field(default_factory=Claim)
    now: Callable[[], datetime] = now
    wait: Callable[[float], Awaitable[None]] = anyio.sleep

    @property
    def idle(self) -> timedelta:
        """How long a session lives without being used."""
        return timedelta(hours=self.settings.session_idle_hours)

    @property
    def lifetime(self) -> timedelta:
        """How long a session lives, used or not."""
        return timedelta(days=self.settings.session_days)


def gate_of(settings: Settings) -> Gate:
    """Return the gate of an installation."""
    return Gate(settings, SecretKey(settings))


async def _gate(request: Request) -> Gate:
    gate: Gate = request.app.state.gate
    return gate


TheGate = Annotated[Gate, Depends(_gate)]
