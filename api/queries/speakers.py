"""Who said what a record says of who stands behind it: not always whoever made the record."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.viewer import author_named
from api.queries.batches import batched
from api.queries.keys import CHANGE_SETS, HISTORY, key_text, record_key, with_keys
from graph.packages import key_of
from models.package_files import PackageFile
from models.records import Record
from models.tables import TABLES


class _State(NamedTuple):
    """What a record said of who stands behind it, and the change set since which it did."""

    change_set: int
    confirmation: str | None


def speakers_of(connection: Connection, file: PackageFile, records: Sequence[Record]) -> Mapping[str, str]:
    """Return who said last who stands behind each record, by its key as the history writes it.

    A record that came as the word of third parties and became that of one party was made by one and is said by
    another. What was undone was never said. Speakers are named as `Viewer.author` names them; those whom nobody knows
    are left out.

    Args:
        file: a file whose records say who stands behind them.
    """
    keys = sorted({key_text(key_of(file, record)) for record in records})
    said: dict[str, int] = {}
    for some in batched(keys):
        said |= dict(_said(connection, file, some))
    named = _authors(connection, sorted(set(said.values())))
    return {key: named[change_set] for key, change_set in said.items() if change_set in named}


def _said(connection: Connection, file: PackageFile, keys: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield the change set in which each record became what it says."""
    rows = TABLES[file.name]
    now = sa.select(record_key(file, rows).label("key"), rows.c.created_in, rows.c.confirmation)
    kept = sa.select(HISTORY.c.record_key, HISTORY.c.created_in, HISTORY.c.change_set_id, HISTORY.c.before).where(
        HISTORY.c.table_name == file.name, HISTORY.c.record_key.in_(keys), sa.not_(HISTORY.c.deleted)
    )
    replaced: dict[tuple[str, int], list[tuple[int, str | None]]] = defaultdict(list)
    for row in connection.execute(kept.order_by(HISTORY.c.id)):
        before = row.before if isinstance(row.before, dict) else orjson.loads(row.before)
        replaced[row.record_key, row.created_in].append((row.change_set_id, before.get("confirmation")))
    undoing = _undoing(connection, {change_set for steps in replaced.values() for change_set, _ in steps})
    for key, created_in, confirmation in connection.execute(now.where(with_keys(file, rows, keys))):
        states = _states(created_in, replaced[key, created_in], confirmation)
        yield key, _since(list(states), undoing)


def _states(created_in: int, replaced: Sequence[tuple[int, str | None]], now: str) -> Iterator[_State]:
    """Yield all that a record has said, the first first."""
    change_set = created_in
    for next_change_set, confirmation in replaced:
        yield _State(change_set, confirmation)
        change_set = next_change_set
    yield _State(change_set, now)


def _since(states: Sequence[_State], undoing: Mapping[int, int]) -> int:
    """Return the change set since which a record says what it says, behind all that was undone."""
    at = len(states) - 1
    while at > 0:
        undone = undoing.get(states[at].change_set)
        earlier = next((number for number in range(at) if states[number].change_set == undone), None)
        if earlier:
            at = earlier - 1
        elif states[at - 1].confirmation == states[at].confirmation:
            at -= 1
        else:
            break
    return states[at].change_set


def _undoing(connection: Connection, change_sets: set[int]) -> Mapping[int, int]:
    """Return which change set each of these takes back, of those that do."""
    undone = sa.select(CHANGE_SETS.c.id, CHANGE_SETS.c.undoes).where(
        CHANGE_SETS.c.id.in_(sorted(change_sets)), CHANGE_SETS.c.undoes.is_not(None)
    )
    return dict(connection.execute(undone).all())


def _authors(connection: Connection, change_sets: Sequence[int]) -> Mapping[int, str]:
    made = sa.select(CHANGE_SETS.c.id, CHANGE_SETS.c.account_id, CHANGE_SETS.c.actor_id)
    rows = connection.execute(made.where(CHANGE_SETS.c.id.in_(change_sets)))
    named = {row.id: author_named(row.account_id, row.actor_id) for row in rows}
    return {change_set: author for change_set, author in named.items() if author}
