"""How fresh a record is: when an actor last confirmed it, else when it was registered or last changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from api.access.seen import Seen
from api.queries.keys import CHANGE_SETS, record_key, with_keys
from api.self_service.confirmations import ASKED_AT_ONCE, Said, is_confirmed, last_said
from models.package_files import PackageFile


@dataclass(frozen=True)
class Freshness:
    """How fresh a record is.

    Attributes:
        registered_at: when it was registered.
        changed_at: when it was last changed; None when it never was.
        said: who last confirmed it, and when; None when nobody has whom the viewer sees.
        changed_since: whether somebody else than whoever confirmed it has changed it after that.
    """

    registered_at: datetime
    changed_at: datetime | None
    said: Said | None = None
    changed_since: bool = False

    @property
    def confirmed_at(self) -> datetime | None:
        """When an actor last confirmed it; None when none has."""
        return self.said.at if self.said else None


def freshness_of(seen: Seen, file: PackageFile, keys: Iterable[str]) -> Mapping[str, Freshness]:
    """Return how fresh records are, by their keys as the history writes them; without those that are not seen.

    However many there are, it takes one question for each 500 of them.
    """
    wanted = sorted(set(keys))
    found: dict[str, Freshness] = {}
    for first in range(0, len(wanted), ASKED_AT_ONCE):
        for row in seen.execute(_stamps(seen, file, wanted[first : first + ASKED_AT_ONCE])):
            found[row.key] = _freshness(row)
    return found


def freshest(found: Sequence[Freshness]) -> Freshness | None:
    """Return the freshness of what several records say together: the last confirmed, else the first; None of none."""
    said = [each for each in found if each.said]
    return max(said, key=lambda each: each.said.at if each.said else each.registered_at) if said else (*found, None)[0]


def is_older(seen: Seen, file: PackageFile, rows: sa.FromClause, moment: datetime) -> sa.ColumnElement[bool]:
    """Return that a record was last confirmed before a moment, or never, and registered or last changed before it.

    Args:
        rows: where the record stands, as `seen` shows its file.
    """
    key = record_key(file, rows)
    changed = sa.select(CHANGE_SETS.c.at).where(CHANGE_SETS.c.id == rows.c.changed_in).scalar_subquery()
    stale = sa.or_(is_confirmed(seen, file, key), changed < moment)
    return sa.and_(~is_confirmed(seen, file, key, moment), stale)


def _freshness(row: sa.Row[tuple[Any, ...]]) -> Freshness:
    said = Said(row.at, row.actor_id, row.actor) if row.at else None
    changed_at = row.changed_at if row.changed_in != row.created_in else None
    by_itself = said is not None and row.changed_by == said.actor_id
    changed_since = bool(said and changed_at and changed_at > said.at and not by_itself)
    return Freshness(row.registered_at, changed_at, said, changed_since)


def _stamps(seen: Seen, file: PackageFile, keys: Sequence[str]) -> sa.Select[tuple[Any, ...]]:
    """Return when records came, last changed and were last confirmed, and by whom."""
    rows = seen[file.name]
    key = record_key(file, rows)
    came, changed = CHANGE_SETS.alias("came"), CHANGE_SETS.alias("changed")
    said = last_said(seen, file, keys).subquery("said")
    joined = rows.join(came, came.c.id == rows.c.created_in).join(changed, changed.c.id == rows.c.changed_in)
    return (
        sa.select(
            key.label("key"),
            rows.c.created_in,
            rows.c.changed_in,
            came.c.at.label("registered_at"),
            changed.c.at.label("changed_at"),
            changed.c.actor_id.label("changed_by"),
            *(said.c[name] for name in ("at", "actor_id", "actor")),
        )
        .select_from(joined.outerjoin(said, sa.and_(said.c.record_key == key, said.c.place == 1)))
        .where(with_keys(file, rows, keys))
    )
