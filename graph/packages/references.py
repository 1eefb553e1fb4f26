"""Do the records that the package names exist, in the package or in the register?"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping

from graph.packages.cells import Key
from graph.packages.draft import Draft, Fault
from graph.packages.reasons import nearest
from graph.packages.remarks import quoted
from models.fields import split_list
from models.package_files import FILES, PACKAGE_FILES, PackageFile
from models.records import Record

MOST_IDS_COMPARED, MOST_HINTS = 2_000, 50
"""Among so many ids, and for so many errors, the id that was probably meant is looked for: it takes its time."""

LEFT_OUT = "hänvisar till {reference}, en rad i {file} som inte kan läsas in"


class UnknownReferences:
    """Finds references to records that do not exist.

    A row that cannot be read counts as existing: its own error is told, and those who refer to it are right.

    Args:
        draft: the register as it would be.
        strict: whether rows that were never seen, because their file broke off, count as missing.
    """

    def __init__(self, draft: Draft, *, strict: bool) -> None:
        self.draft = draft
        self.strict = strict
        self.unseen = set() if strict else {name for name, file in draft.files.items() if file.broken_off}
        self.hints = 0
        self.known = {file.name: self._ids(file.name) for file in PACKAGE_FILES if file.key == ("id",)}

    def find(self) -> Iterator[Fault]:
        """Yield every reference of the package's rows that leads nowhere."""
        for name in self.draft.files:
            for key, record in self.draft.read(name).items():
                for column, target, reference in references_of(FILES[name], record):
                    if self._is_unknown(target, reference):
                        yield Fault(name, key, column, self._reason(reference, target))
            # What cannot be read was told of when the file was; told again and again, it would never end.
            for key, cells in self._unread(name).items():
                yield from self._unknown_in_cells(FILES[name], key, cells)

    def _unread(self, name: str) -> Mapping[Key, Mapping[str, str]]:
        return {} if self.strict else self.draft.refused(name)

    def _ids(self, name: str) -> set[str]:
        ids = {key[0] for key in self.draft.stored[name]}
        ids.update(key[0] for key in self.draft.read(name))
        ids.update(key[0] for key in self.draft.refused(name))
        return ids

    def _is_unknown(self, target: str, reference: str) -> bool:
        return target not in self.unseen and reference not in self.known[target]

    def _unknown_in_cells(self, file: PackageFile, key: Key, cells: Mapping[str, str]) -> Iterator[Fault]:
        for column, target in file.references.items():
            found = split_list(cells.get(column, ""))
            assert isinstance(found, tuple)
            for reference in found:
                if self._is_unknown(target, reference):
                    yield Fault(file.name, key, column, self._reason(reference, target))

    def _reason(self, reference: str, target: str) -> str:
        ids: Collection[str] = self.known[target]
        self.hints += 1
        looked_for = len(ids) <= MOST_IDS_COMPARED and self.hints <= MOST_HINTS
        hint = nearest(reference, sorted(ids)) if looked_for else ""
        return f"{quoted(reference)} finns varken i paketets {target} eller i registret; rätta id:t{hint}"


def dependants(draft: Draft) -> Iterator[Fault]:
    """Yield the rows that refer to a row that cannot be read, those that refer to these, and so on."""
    referring: dict[tuple[str, str], list[tuple[str, Key, str]]] = defaultdict(list)
    for name in draft.files:
        for key, record in draft.read(name).items():
            for column, target, reference in references_of(FILES[name], record):
                referring[target, reference].append((name, key, column))
    gone = deque((name, key) for name in draft.files for key in draft.refused(name))
    seen = set(gone)
    while gone:
        name, key = gone.popleft()
        if key in draft.stored[name] or FILES[name].key != ("id",):
            continue  # The stored record stays, and nobody refers to a link.
        reason = LEFT_OUT.format(reference=quoted(key[0]), file=name)
        for where in referring[name, key[0]]:
            yield Fault(*where, reason)
            if where[:2] not in seen:
                seen.add(where[:2])
                gone.append(where[:2])


def references_of(file: PackageFile, record: Record) -> Iterator[tuple[str, str, str]]:
    """Yield each reference of a record: its column, the file it leads to, and the id."""
    for column, target in file.references.items():
        value = getattr(record, column)
        for reference in value if isinstance(value, tuple) else (value,):
            if reference is not None:
                yield column, target, reference
