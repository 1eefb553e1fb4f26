"""Which rows of a package whoever sends it may read in: an import is bound by the same rights as a form."""

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Connection

from api.access.openness import access_of
from api.access.rights import Rights
from api.access.roles import edited_places
from api.access.seen import Seen
from api.access.viewer import Viewer
from api.queries.register import load_register
from graph.packages import Draft, Fault
from graph.packages.draft import stored_by_key
from graph.packages.references import references_of
from graph.packages.remarks import quoted
from models.package_files import FILES

NOT_YOURS = "du har inte rätt att lägga till eller ändra den här posten; be den som sköter platsens karta"
TAKEN = "id:t används redan; välj ett annat"


class ImportRights:
    """Refuses the rows of a package that its sender may not write, or that touch what the sender does not see.

    Args:
        connection: to the register into which the package would be read.
        viewer: who sends it.
    """

    def __init__(self, connection: Connection, viewer: Viewer) -> None:
        self._viewer = viewer
        self._edited = edited_places(connection, viewer)
        self._shown = stored_by_key(load_register(Seen(connection, access_of(connection, viewer))))

    def refused(self, draft: Draft) -> Iterator[Fault]:
        """Yield the rows of a draft that may not be read in."""
        for name, stored in draft.stored.items():
            draft.untold[name] = {key[0] for key in stored.keys() - self._shown[name].keys()}
        rights = Rights(self._viewer, self._edited, lambda table, ids: _places_in(draft, table, ids))
        for name in draft.files:
            file = FILES[name]
            for key, record in draft.read(name).items():
                before = draft.stored[name].get(key)
                if before is not None and key not in self._shown[name]:
                    yield Fault(name, key, "+".join(file.key), TAKEN)
                    continue
                unseen = [
                    Fault(name, key, column, f"{quoted(reference)} finns varken i paketets {target} eller i registret")
                    for column, target, reference in references_of(file, record)
                    if (reference,) in draft.stored[target] and (reference,) not in self._shown[target]
                ]
                if unseen:
                    yield unseen[0]
                elif record != before and not rights.allow(file, before, record):
                    yield Fault(name, key, "+".join(file.key), NOT_YOURS)


def _places_in(draft: Draft, table: str, ids: Collection[str]) -> Iterable[str | None]:
    """Return where records lie, those of the package before those that are stored."""
    for record_id in ids:
        record = draft.read(table).get((record_id,)) or draft.stored[table].get((record_id,))
        if record is not None:
            yield vars(record).get("place_id", record_id if table == "places" else None)
