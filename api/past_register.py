"""The register as it was stored at any moment, put together from what is stored now and what the history keeps."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

import sqlalchemy as sa

from api.access.seen import Seen
from api.past_sight import visible_part
from api.queries.keys import CHANGE_SETS, HISTORY
from api.queries.past import Past
from api.queries.register import load_table
from api.storing import record_from
from graph.packages import key_of
from graph.register import Register
from models.package_files import PACKAGE_FILES, PackageFile
from models.records import Record
from models.tables import TABLES


def last_change_set(past: Past, moment: datetime) -> int:
    """Return the number of the last change set that was stored by `moment`; 0 for none.

    Change sets are numbered in the order in which they were stored. Should a clock have been put back, the first
    one after the moment still ends what was there by then.
    """
    first_later = past.connection.execute(
        sa.select(sa.func.min(CHANGE_SETS.c.id)).where(CHANGE_SETS.c.at > moment)
    ).scalar()
    earlier = sa.select(sa.func.max(CHANGE_SETS.c.id))
    if first_later is not None:
        earlier = earlier.where(CHANGE_SETS.c.id < first_later)
    return past.connection.execute(earlier).scalar() or 0


def register_at(past: Past, moment: datetime) -> Register:
    """Return the register as it was stored at a moment, in the order in which it is loaded now.

    Args:
        past: the history. Whoever may not see all of it is shown what they could have seen then and may see now,
            and of what was deleted since only what lay in a place that they edit.
        moment: the instant, included.
    """
    whole = stored_after(past, last_change_set(past, moment))
    return whole if past.is_whole else visible_part(past, whole)


def stored_after(past: Past, change_set: int) -> Register:
    """Return the whole register as the change set of that number left it, whoever asks."""
    tables: dict[str, tuple[Record, ...]] = {}
    for file in PACKAGE_FILES:
        tables[file.name] = tuple(sorted(_records_after(past, file, change_set), key=partial(key_of, file)))
    return Register.of(tables)


def _records_after(past: Past, file: PackageFile, change_set: int) -> Iterator[Record]:
    """Yield the records of a file that have not been touched since, and what the history keeps of the others."""
    untouched = TABLES[file.name].c.changed_in <= change_set
    yield from load_table(Seen(past.connection), file.name, {file.name: untouched})
    first = (
        sa.select(sa.func.min(HISTORY.c.id))
        .where(
            HISTORY.c.table_name == file.name,
            HISTORY.c.change_set_id > change_set,
            HISTORY.c.created_in <= change_set,
        )
        .group_by(HISTORY.c.record_key)
    )
    for before in past.connection.execute(sa.select(HISTORY.c.before).where(HISTORY.c.id.in_(first))).scalars():
        yield record_from(file, before)
