"""Links with which anybody may ask that an organisation be registered at a place."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy import Connection, RowMapping

from api.access.gate import Gate
from api.access.viewer import Viewer
from api.self_service.link_addresses import LinkKind, address_of, row_of
from models.errors import DeadLinkError
from models.tables import TABLES

LINKS = TABLES["registration_links"]


@dataclass(frozen=True)
class RegistrationLink:
    """A link of a place.

    Attributes:
        id: names the link. Where it leads cannot be found from it without the installation's secret.
        place_id: where organisations are registered.
        made_at: when it was made.
        expires_at: when it dies.
        revoked_at: when somebody made it die earlier.
    """

    id: str
    place_id: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def lives_at(self, moment: datetime) -> bool:
        """Tell whether the link lets somebody in."""
        return self.revoked_at is None and moment < self.expires_at

    def address(self, gate: Gate) -> str:
        """Return where the link leads, as a path."""
        return address_of(gate.key, LinkKind.REGISTRATION, self.id)


def make_registration_link(
    connection: Connection, gate: Gate, viewer: Viewer, place_id: str, expires_at: datetime
) -> RegistrationLink:
    """Make a link of a place; whether the viewer may is asked before."""
    link = RegistrationLink(uuid4().hex, place_id, gate.now(), expires_at, None)
    connection.execute(sa.insert(LINKS).values(**vars(link), made_by=viewer.account_id))
    return link


def registration_links_of(connection: Connection, place_id: str) -> tuple[RegistrationLink, ...]:
    """Return the links of a place, the newest first."""
    newest = sa.select(LINKS).where(LINKS.c.place_id == place_id).order_by(LINKS.c.made_at.desc(), LINKS.c.id)
    return tuple(map(_link, connection.execute(newest).mappings()))


def registration_link_behind(connection: Connection, gate: Gate, token: str) -> RegistrationLink:
    """Return the living link that a token stands for.

    Raises:
        DeadLinkError: it was revoked, is too old, or never was.
    """
    row_id = row_of(gate.key, LinkKind.REGISTRATION, token)
    found = connection.execute(sa.select(LINKS).where(LINKS.c.id == row_id)).mappings().first() if row_id else None
    link = _link(found) if found else None
    if link is None or not link.lives_at(gate.now()):
        raise DeadLinkError
    return link


def revoke_registration_link(connection: Connection, gate: Gate, place_id: str, link_id: str) -> None:
    """Let a link of a place lead nowhere from now on; one that is dead already stays as it is."""
    own = (LINKS.c.id == link_id, LINKS.c.place_id == place_id)
    alive = (LINKS.c.revoked_at.is_(None), LINKS.c.expires_at > gate.now())
    connection.execute(sa.update(LINKS).where(*own, *alive).values(revoked_at=gate.now()))


def _link(row: RowMapping) -> RegistrationLink:
    return RegistrationLink(row["id"], row["place_id"], row["made_at"], row["expires_at"], row["revoked_at"])
