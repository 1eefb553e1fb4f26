"""Organisations that ask to be registered: kept until somebody at the place decides, and never in the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy import Connection, RowMapping

from api.access.gate import Gate
from api.self_service.link_addresses import LinkKind, address_of, row_of
from api.self_service.registration_links import RegistrationLink
from models.errors import DeadLinkError, NotFoundError
from models.tables import TABLES
from models.vocabulary import RegistrationState

REGISTRATIONS = TABLES["registrations"]

_WAITING = REGISTRATIONS.c.state == RegistrationState.WAITING

MOST_WAITING = 200
"""So many registrations may wait that came by one link; more are no organisations but a flood."""

Said = Mapping[str, tuple[str, ...]]
"""What was filled in: the texts that stand in each field."""


@dataclass(frozen=True)
class Registration:
    """An organisation that somebody asks to have registered.

    Attributes:
        id: names it.
        place_id: where.
        sent_at: when it was sent.
        said: what was filled in; empty once it has been erased.
        state: what became of it.
        decided_at, decided_by: when and by which account it was decided.
        decider: what that account is called; None where it is no more.
        answer: what whoever registered is told.
        actor_id: the actor that it became or was already; None also where that actor is no more.
        given_link_id: the actor's own link, where whoever registered has been let in to it.
    """

    id: str
    place_id: str
    sent_at: datetime
    said: Said
    state: RegistrationState
    decided_at: datetime | None
    decided_by: str | None
    decider: str | None
    answer: str | None
    actor_id: str | None
    given_link_id: str | None

    @property
    def name(self) -> str:
        """What the organisation is called, as it was filled in."""
        return next(iter(self.said.get("name", ())), "").strip()

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state is RegistrationState.WAITING

    def address(self, gate: Gate) -> str:
        """Return the page that tells whoever registered how it went, as a path."""
        return address_of(gate.key, LinkKind.REGISTERED, self.id)


@dataclass(frozen=True)
class Registrations:
    """A part of the registrations of a place, and how many there are in all."""

    items: tuple[Registration, ...]
    total: int


def waiting_by(connection: Connection, link: RegistrationLink) -> int:
    """Return how many registrations wait that came by a link."""
    return _count(connection, REGISTRATIONS.c.link_id == link.id, _WAITING)


def count_waiting(connection: Connection, place_id: str) -> int:
    """Return how many registrations wait at a place."""
    return _count(connection, REGISTRATIONS.c.place_id == place_id, _WAITING)


def find_repeated(connection: Connection, link: RegistrationLink, form_id: str, said: Said) -> Registration | None:
    """Return what was kept when the same form was sent before with the same answers; None when it was not."""
    before = find_registration(connection, form_id)
    return before if before and before.place_id == link.place_id and before.said == said else None


def keep_registration(
    connection: Connection, gate: Gate, link: RegistrationLink, form_id: str, said: Said
) -> Registration:
    """Let a registration wait to be decided.

    Args:
        connection: inside a transaction that writes.
        form_id: names the form that was sent. The same form with the same answers, sent twice, is kept once.
    """
    if repeated := find_repeated(connection, link, form_id, said):
        return repeated
    registration_id = uuid4().hex if find_registration(connection, form_id) else form_id
    connection.execute(
        sa.insert(REGISTRATIONS).values(
            id=registration_id,
            place_id=link.place_id,
            link_id=link.id,
            sent_at=gate.now(),
            said={name: list(texts) for name, texts in said.items()},
            state=RegistrationState.WAITING,
        )
    )
    kept = find_registration(connection, registration_id)
    assert kept is not None
    return kept


def find_registration(connection: Connection, registration_id: str) -> Registration | None:
    """Return a registration, None where there is none."""
    found = connection.execute(_registrations().where(REGISTRATIONS.c.id == registration_id)).mappings().first()
    return _registration(found) if found else None


def registration_behind(connection: Connection, gate: Gate, token: str) -> Registration:
    """Return the registration whose page a token stands for.

    Raises:
        DeadLinkError: it was erased, or never was.
    """
    row_id = row_of(gate.key, LinkKind.REGISTERED, token)
    found = find_registration(connection, row_id) if row_id else None
    if found is None:
        raise DeadLinkError
    return found


def registration_at(connection: Connection, place_id: str, registration_id: str) -> Registration:
    """Return a registration of a place.

    Raises:
        NotFoundError: there is none there.
    """
    found = find_registration(connection, registration_id)
    if found is None or found.place_id != place_id:
        raise NotFoundError("registrations", registration_id)
    return found


def waiting_at(connection: Connection, place_id: str, limit: int, offset: int = 0) -> Registrations:
    """Return what waits at a place, the first that came first."""
    return _part(connection, place_id, _WAITING, (REGISTRATIONS.c.sent_at, REGISTRATIONS.c.id), limit, offset)


def decided_at(connection: Connection, place_id: str, limit: int) -> Registrations:
    """Return what was decided at a place, the latest first."""
    return _part(connection, place_id, ~_WAITING, (REGISTRATIONS.c.decided_at.desc(), REGISTRATIONS.c.id), limit, 0)


def _part(
    connection: Connection,
    place_id: str,
    condition: sa.ColumnElement[bool],
    order: tuple[sa.ColumnElement[Any], ...],
    limit: int,
    offset: int,
) -> Registrations:
    here = (REGISTRATIONS.c.place_id == place_id, condition)
    rows = connection.execute(_registrations().where(*here).order_by(*order).limit(limit).offset(offset)).mappings()
    return Registrations(tuple(map(_registration, rows)), _count(connection, *here))


def _count(connection: Connection, *conditions: sa.ColumnElement[bool]) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(REGISTRATIONS).where(*conditions)).scalar_one()


def _registrations() -> sa.Select[Any]:
    accounts = TABLES["accounts"]
    joined = REGISTRATIONS.outerjoin(accounts, accounts.c.id == REGISTRATIONS.c.decided_by)
    return sa.select(REGISTRATIONS, accounts.c.name.label("decider")).select_from(joined)


def _registration(row: RowMapping) -> Registration:
    said = {name: tuple(texts) for name, texts in row["said"].items()}
    kept = {name: value for name, value in row.items() if name not in ("link_id", "said")}
    return Registration(**kept, said=said)
