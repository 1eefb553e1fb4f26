"""Which rows of a package whoever sends it may read in: an import is bound by the same rights as a form.

Rows are read over what the sender sees, so that what they do not see is as unknown as what does not exist. Only then
are the changed records laid over all that is stored, with the mentions that the sender does not see.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from sqlalchemy import Connection

from api.access.openness import EVERYTHING, access_of
from api.access.rights import Rights, colleagues_of
from api.access.roles import edited_places
from api.access.seen import Seen
from api.access.viewer import Viewer
from api.hidden_mentions import with_hidden
from api.queries.register import load_register
from api.queries.revision import current_revision
from api.queries.surroundings import author_of, authors_of
from graph.packages import Draft, Fault, Key
from graph.packages.draft import FileDraft, stored_by_key
from graph.packages.references import references_of
from graph.register import Register
from models.package_files import FILES
from models.records import Record

NOT_YOURS = "du har inte rätt att lägga till eller ändra den här posten; be den som sköter platsens karta"
TAKEN = "id:t används redan; välj ett annat"


class ImportRights:
    """What the sender of a package sees, and may write.

    Args:
        connection: to the register into which the package would be read.
        viewer: who sends it.
        load: gives the register as somebody sees it, in the state of the connection.
    """

    def __init__(
        self, connection: Connection, viewer: Viewer, load: Callable[[Seen], Register] = load_register
    ) -> None:
        self._connection = connection
        self._viewer = viewer
        self._edited = edited_places(connection, viewer)
        # What those said who speak for one side decides what they may still say: few records, each asked for.
        self._is_member = bool(viewer.speaks_for)
        self._colleagues = colleagues_of(connection, viewer)
        revision = current_revision(connection)
        seen = Seen(connection, access_of(connection, viewer), revision)
        self.shown = load(seen)
        self._unseen = seen.unseen
        hides = any(self._unseen.values())
        self._stored = stored_by_key(load(Seen(connection, EVERYTHING, revision)) if hides else self.shown)

    def refused(self, draft: Draft) -> Iterator[Fault]:
        """Yield the rows of a draft that the sender may not read in; what the rows name is known to be seen."""
        edited = self._edited_with_new(draft)
        rights = Rights(self._viewer, edited, lambda table, ids: _places_in(draft, table, ids), self._colleagues)
        for name in draft.files:
            file = FILES[name]
            authors = self._authors(draft, name)
            for key, record in draft.read(name).items():
                before = self._stored[name].get(key)
                hidden = before is not None and key not in draft.stored[name]
                if record == draft.stored[name].get(key):
                    continue
                if _names_a_row_at_fault(draft, name, record):
                    continue  # Where that row lies is not known, and this one falls with it.
                author = authors.get(key) or (author_of(self._connection, file, before) if self._is_member else None)
                if not rights.allow(file, None if hidden else before, record, author):
                    yield Fault(name, key, "+".join(file.key), NOT_YOURS)
                elif hidden:
                    # Only who could have taken the id for a record of their own learns that it is taken.
                    yield Fault(name, key, "+".join(file.key), TAKEN)

    def _edited_with_new(self, draft: Draft) -> frozenset[str]:
        """Return the places that the sender edits, with those that the package adds below them: never one it moves."""
        edited = set(self._edited)
        new = [vars(record) for key, record in draft.read("places").items() if key not in self._stored["places"]]
        while below := {place["id"] for place in new if place["parent_id"] in edited} - edited:
            edited |= below
        return frozenset(edited)

    def whole(self, draft: Draft) -> Draft:
        """Return a draft over all that is stored, its records with the mentions that the sender does not see."""
        if not any(self._unseen.values()):
            return draft
        return Draft(
            self._stored,
            {name: self._completed(draft.files[name], name) for name in draft.files},
            self._unseen,
        )

    def _completed(self, given: FileDraft, name: str) -> FileDraft:
        stored, file = self._stored[name], FILES[name]
        records = {
            key: with_hidden(self._unseen, file, stored[key], record) if key in stored else record
            for key, record in given.records.items()
        }
        return FileDraft(given.label, records, given.rows, given.refused, given.broken_off)

    def _authors(self, draft: Draft, name: str) -> Mapping[Key, str]:
        """Return who made the records that change and have no place: nothing else tells whose they are."""
        ids = [
            key[0]
            for key, record in draft.read(name).items()
            if (before := draft.stored[name].get(key)) is not None and before != record and _is_placeless(before)
        ]
        found = authors_of(self._connection, FILES[name], ids)
        return {(record_id,): author for record_id, author in found.items()}


def _names_a_row_at_fault(draft: Draft, name: str, record: Record) -> bool:
    """Tell whether a record refers to a new one that cannot be read: `check_package` reads neither in."""
    return any(
        (reference,) in draft.refused(target) and (reference,) not in draft.stored[target]
        for _column, target, reference in references_of(FILES[name], record)
    )


def _is_placeless(record: Record) -> bool:
    values = vars(record)
    return "place_id" in values and values["place_id"] is None


def _places_in(draft: Draft, table: str, ids: Collection[str]) -> Iterable[str | None]:
    """Return where records lie: those that are stored as they are, or a package could first move what is others'."""
    for record_id in ids:
        record = draft.stored[table].get((record_id,)) or draft.read(table).get((record_id,))
        if record is not None:
            yield vars(record).get("place_id", record_id if table == "places" else None)
