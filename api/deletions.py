"""What goes with a record that is deleted, and what stands in the way of that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from api.access.seen import Seen
from api.language import message
from api.queries.records import LIST_COLUMNS
from api.queries.register import load_table
from api.queries.surroundings import count_held, count_mentions, links_of, listing, naming
from api.table_words import SEVERAL
from graph.packages import Change, key_of
from models.errors import StillNamedError
from models.package_files import FILES, PackageFile
from models.records import Record

ABOUT_ONE: Mapping[str, tuple[str, ...]] = {"actors": ("mandates",)}
"""The records that are about nothing but the one that they name, and may be deleted along with it."""

STILL_NAMED = message("Posten kan inte tas bort så länge andra poster nämner den ({told}). Ändra dem först.")
UNSEEN_TOO = message("Det finns också uppgifter som du inte får se. Fråga den som sköter platsens karta.")
UNSEEN_ONLY = message(
    "Posten kan inte tas bort: uppgifter som du inte får se hänger ihop med den. Fråga den som sköter platsens karta."
)


@dataclass(frozen=True)
class Deletion:
    """What deleting a record would do.

    Attributes:
        gone: what says who takes part in it, or in what, by file: it makes no sense alone.
        along: what is about nothing else, by file: it goes when that was asked for.
        fewer: the records that lose a mention in a list.
        named: how many other records name it, by table, as far as the viewer sees them.
        unseen: whether others that the viewer does not see name it too.
        roles: how many roles are held for an actor; they go with it and do not return with it.
    """

    gone: Mapping[str, tuple[Record, ...]]
    along: Mapping[str, tuple[Record, ...]]
    fewer: tuple[Change, ...]
    named: Mapping[str, int]
    unseen: bool
    roles: int

    def in_the_way(self, *, along: bool) -> Mapping[str, int]:
        """Return how many records of each table stand in the way, those left out that go along if that is asked for."""
        return {name: count for name, count in self.named.items() if not (along and name in self.along)}

    def require_free(self, *, along: bool) -> None:
        """Do nothing when nothing stands in the way.

        Raises:
            StillNamedError: something does; what the viewer does not see is not counted.
        """
        if named := self.in_the_way(along=along):
            raise StillNamedError(named, told_of(named, unseen=self.unseen))
        if self.unseen:
            raise StillNamedError({}, UNSEEN_ONLY)


def told_of(named: Mapping[str, int], *, unseen: bool = False) -> str:
    """Return the sentence about records that keep another from being deleted.

    Args:
        named: how many of each table.
        unseen: whether there are others that must not be counted.
    """
    counted = ", ".join(f"{SEVERAL[table]}: {count}" for table, count in named.items())
    return f"{STILL_NAMED.format(told=counted)} {UNSEEN_TOO if unseen else ''}".strip()


def plan_deletion(connection: Connection, seen: Seen, file: PackageFile, record_id: str) -> Deletion:
    """Return what deleting a record would do.

    Args:
        connection: to all that is stored.
        seen: the register as whoever would delete it sees it.
    """
    every = Seen(connection)
    named, stored = (count_mentions(one, file, record_id) for one in (seen, every))
    held = count_held(connection, file, record_id)
    # A place cannot go while it is described, or while somebody has a role there.
    kept = {} if file.name == "actors" else held
    along = {
        name: load_table(seen, name, {name: naming(seen, file, FILES[name], record_id)})
        for name in ABOUT_ONE.get(file.name, ())
        if name in named
    }
    return Deletion(
        gone=links_of(connection, file, record_id),
        along=along,
        fewer=tuple(
            _without(FILES[name], record, record_id)
            for name, records in listing(connection, file, record_id).items()
            for record in records
        ),
        named={**named, **kept},
        unseen=named != stored,
        roles=held.get("account_roles", 0) if file.name == "actors" else 0,
    )


def shown_links(seen: Seen, file: PackageFile, record_id: str, deletion: Deletion) -> Mapping[str, int]:
    """Return how many of the rows that go with a record, or lose the mention of it, a viewer sees, by table."""
    counts = {name: _count_shown(seen, file, FILES[name], record_id) for name in deletion.gone}
    losing = {change.file for change in deletion.fewer}
    for name in losing:
        place = LIST_COLUMNS[name][1]
        links = seen[place.table]
        found = sa.select(sa.func.count()).select_from(links).where(links.c[place.item] == record_id)
        counts[name] = seen.execute(found).scalar_one()
    return {name: count for name, count in counts.items() if count}


def _count_shown(seen: Seen, file: PackageFile, links: PackageFile, record_id: str) -> int:
    rows = seen[links.name]
    columns = [rows.c[column] for column in links.key if links.references.get(column) == file.name]
    condition = sa.or_(*(column == record_id for column in columns))
    count: int = seen.execute(sa.select(sa.func.count()).select_from(rows).where(condition)).scalar_one()
    return count


def _without(file: PackageFile, record: Record, record_id: str) -> Change:
    """Return a record without the mention of another in its list of ids."""
    field, _ = LIST_COLUMNS[file.name]
    kept = tuple(item for item in getattr(record, field) if item != record_id)
    after = file.record.model_validate({**record.model_dump(), field: kept})
    return Change(file.name, key_of(file, record), record, after)


def all_gone(file: PackageFile, record: Record, deletion: Deletion, *, along: bool) -> dict[str, Sequence[Record]]:
    """Return all records that go, by file."""
    return {file.name: [record], **deletion.gone, **(deletion.along if along else {})}
