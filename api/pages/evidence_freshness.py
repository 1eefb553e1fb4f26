"""How fresh the records are that a page shows, looked up at once for each table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from api.access.seen import Seen
from api.queries.keys import key_text
from api.self_service.freshness import Freshness, freshness_of
from graph.packages import key_of
from graph.register import Register
from models.package_files import FILES, PACKAGE_FILES, PackageFile
from models.records import Record

Fresh = Mapping[tuple[str, str], Freshness]
"""How fresh records are, by file and key."""

_FILE_OF = {file.record: file for file in PACKAGE_FILES}


def freshness_by_reference(seen: Seen, references: Iterable[str]) -> Mapping[str, Freshness]:
    """Return how fresh records are, by references such as `forums:f1`."""
    wanted: dict[str, dict[str, str]] = defaultdict(dict)
    for reference in references:
        table, _, record_id = reference.partition(":")
        wanted[table][key_text((record_id,))] = reference
    return {
        by_key[key]: fresh
        for table, by_key in wanted.items()
        for key, fresh in freshness_of(seen, FILES[table], by_key).items()
    }


def dossier_freshness(seen: Seen, register: Register, actor_id: str) -> Fresh:
    """Return how fresh the facts of an actor's dossier are: its record, what it takes part in, and its own part."""
    found: dict[tuple[str, str], Freshness] = {}
    for file in PACKAGE_FILES:
        records = (record for record in register.tables()[file.name] if _is_about(file, record, actor_id))
        keys = [key_text(key_of(file, record)) for record in records]
        found |= {(file.name, key): fresh for key, fresh in freshness_of(seen, file, keys).items()}
    return found


def freshness_in(fresh: Fresh, record: Record) -> Freshness | None:
    """Return how fresh a record is; None where that was not looked up."""
    file = _FILE_OF[type(record)]
    return fresh.get((file.name, key_text(key_of(file, record))))


def _is_about(file: PackageFile, record: Record, actor_id: str) -> bool:
    """Tell whether an actor's page shows a record: not a place, another actor or another's part."""
    if file.name in ("places", "inventories", "completeness"):
        return False
    if file.name == "actors":
        return bool(vars(record)["id"] == actor_id)
    return file.key == ("id",) or vars(record).get("actor_id") == actor_id
