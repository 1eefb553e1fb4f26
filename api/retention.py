"""Erases what has been kept for long enough: who read what, dead links, ended sessions, drafts, contacts of actors."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from api.access.gate import Gate
from api.access.viewer import OPERATOR
from api.change_sets import hold_revision
from api.database import compact, reading, unhurried, writing
from api.erasing import erase_from
from api.erasure_scan import Wording
from api.lists.drafts import DRAFTS, KEPT_DAYS
from api.queries.keys import CHANGE_SETS, HISTORY, exists_in, keeps, kept_field
from api.queries.past import is_gone
from api.self_service.retention import blank_answers, count_answers, dead_links
from models.dates import add_months
from models.instants import end_of
from models.package_files import FILES
from models.tables import TABLES

_LOG, _SESSIONS, _LINKS, _ACTORS = (TABLES[name] for name in ("access_log", "sessions", "single_use_links", "actors"))

ABOUT = "gallring: kontaktuppgift till en aktör som har upphört"


@dataclass(frozen=True)
class Kept:
    """How much has been kept for long enough.

    Attributes:
        reads: entries of the access log.
        sessions: sessions that have ended.
        links: links that work no more, and registrations by them that nobody decided about.
        contacts: actors that ended or were deleted long ago, of which an e-mail address is still known somewhere.
        drafts: lists that nobody has gone on reading in.
        answers: what organisations said that registered themselves, once it is decided, and what was sent with links
            that lead nowhere any more but tell who was asked in a round, answered or asks to be left out.
    """

    reads: int
    sessions: int
    links: int
    contacts: int
    drafts: int = 0
    answers: int = 0

    @property
    def anything(self) -> bool:
        """Whether there is something to erase."""
        return any(getattr(self, field.name) for field in fields(self))


def due(engine: Engine, gate: Gate) -> Kept:
    """Return what would be erased now; nothing is."""
    with reading(engine) as connection:
        return _count(connection, gate)


def carry_out(engine: Engine, gate: Gate, *, rewriting: bool = False) -> Kept:
    """Erase what has been kept for long enough, in one transaction, and return how much it was.

    Args:
        rewriting: whether the file of SQLite is rewritten although nothing was due, because an earlier erasure may
            have had to leave it as it was.
    """
    with writing(engine) as connection:
        unhurried(connection)
        hold_revision(connection)
        kept = _count(connection, gate)
        blank_answers(connection, _long_ago(gate))
        for _, table, condition in _rows(gate):
            connection.execute(sa.delete(table).where(condition))
        for actor_id, address in _ended_contacts(connection, gate):
            erase_from(connection, OPERATOR, Wording(address), FILES["actors"], (actor_id,), ABOUT)
    if engine.dialect.name == "sqlite" and (kept.anything or rewriting):
        compact(engine)
    return kept


def _count(connection: Connection, gate: Gate) -> Kept:
    counts: Counter[str] = Counter()
    for kind, table, condition in _rows(gate):
        counted = sa.select(sa.func.count()).select_from(table).where(condition)
        counts[kind] += connection.execute(counted).scalar_one()
    contacts = {actor_id for actor_id, _ in _ended_contacts(connection, gate)}
    return Kept(
        reads=counts["reads"],
        sessions=counts["sessions"],
        links=counts["links"],
        contacts=len(contacts),
        drafts=counts["drafts"],
        answers=count_answers(connection, _long_ago(gate)),
    )


def _rows(gate: Gate) -> Iterator[tuple[str, sa.Table, sa.ColumnElement[bool]]]:
    """Yield the tables with the rows that go as a whole, and as what `Kept` counts them."""
    settings, now = gate.settings, gate.now()
    yield "reads", _LOG, _LOG.c.hour < now - timedelta(days=settings.keep_access_log_days)
    yield "sessions", _SESSIONS, sa.or_(_SESSIONS.c.expires_at <= now, _SESSIONS.c.seen_at <= now - gate.idle)
    long_ago = _long_ago(gate)
    yield "links", _LINKS, sa.or_(_LINKS.c.used_at <= long_ago, _LINKS.c.expires_at <= long_ago)
    yield from (("links", table, condition) for table, condition in dead_links(long_ago))
    yield "drafts", DRAFTS, DRAFTS.c.changed_at <= now - timedelta(days=KEPT_DAYS)


def _long_ago(gate: Gate) -> datetime:
    """Return when what leads nowhere since then has been kept for long enough."""
    return gate.now() - timedelta(days=gate.settings.keep_dead_links_days)


def _ended_contacts(connection: Connection, gate: Gate) -> list[tuple[str, str]]:
    """Return each actor that ended or was deleted long ago, with each address that is still known of it."""
    latest = add_months(gate.now().date(), -gate.settings.keep_ended_contacts_months)
    ended = _ACTORS.c.valid_to <= latest
    actors = connection.execute(sa.select(_ACTORS.c.id, _ACTORS.c.email).where(ended)).all()
    last = HISTORY.alias()
    since = sa.select(sa.func.max(CHANGE_SETS.c.at)).join(last, last.c.change_set_id == CHANGE_SETS.c.id)
    deleted_at = since.where(last.c.table_name == "actors", last.c.record_key == HISTORY.c.record_key, last.c.deleted)
    long_gone = sa.and_(is_gone(FILES["actors"]), deleted_at.scalar_subquery() <= end_of(latest))
    address = kept_field("email")
    kept = sa.select(kept_field("id"), address).where(
        HISTORY.c.table_name == "actors",
        address.is_not(None),
        sa.or_(exists_in(_ACTORS, keeps(FILES["actors"], _ACTORS), ended), long_gone),
    )
    return sorted({(row[0], row[1]) for row in (*actors, *connection.execute(kept)) if row[1]})
