"""Rows of a list of agreements, as the package has them: the parties in one row, or one in each row."""

import re

from graph.lists.actor_rows import PackageRow
from graph.lists.cell_values import value_of
from graph.lists.context import ListContext
from graph.lists.grid import Grid
from graph.lists.lines import Line
from graph.lists.mapping import Mapping
from graph.lists.meanings import COLUMNS, ListKind, Meaning
from graph.lists.names import key
from graph.lists.plain_words import plain
from graph.message import Message
from graph.packages.cells import cell
from models.package_files import FILES
from models.records import Agreement
from models.vocabulary import AgreementKind, AgreementStage

_KIND_IN_TITLE = (
    (re.compile(r"\biop\b|ideburet"), AgreementKind.IOP),
    (re.compile(r"avsiktsforklaring"), AgreementKind.LETTER_OF_INTENT),
    (re.compile(r"overenskommelse"), AgreementKind.COMPACT),
    (re.compile(r"uppdrag"), AgreementKind.ASSIGNMENT),
    (re.compile(r"avtal"), AgreementKind.CONTRACT),
)
_LISTS = frozenset({"themes", "tags"})

NO_KIND = f"framgår inte; skriv {', '.join(kind.label for kind in AgreementKind)}"
NO_STAGE = f"framgår inte; skriv {', '.join(stage.label for stage in AgreementStage)}"


class AgreementRows:
    """Reads the rows of a list of agreements. Rows with the same title are about one agreement.

    Args:
        mapping: what the columns of the list mean.
        context: what it is read against.
    """

    def __init__(self, _grid: Grid, mapping: Mapping, context: ListContext) -> None:
        self.context = context
        self.mapped = [
            meaning
            for meaning in COLUMNS[ListKind.AGREEMENTS]
            if meaning in mapping.meanings and meaning not in (Meaning.TITLE, Meaning.PARTY)
        ]
        self.has_parties = Meaning.PARTY in mapping.meanings
        self.ids: dict[str, str] = {}
        self.parties: set[tuple[str, str]] = set()
        self.registered: dict[str, list[Agreement]] = {}
        for agreement in context.agreements:
            self.registered.setdefault(key(agreement.title), []).append(agreement)

    def read(self, line: Line) -> list[PackageRow]:
        """Return the agreement that a row is about, when it is the first one about it, and its parties."""
        title = line.name(Meaning.TITLE)
        known = self.ids.get(key(title))
        rows = [] if known else [("agreements", self._agreement(line, title))]
        agreement_id = known or rows[0][1]["id"]
        parties = line.named(Meaning.PARTY, self.context.actors) if self.has_parties else []
        new = [actor for actor in parties if (agreement_id, actor) not in self.parties]
        source = value_of(line, Meaning.SOURCE, self.context)
        rows += [
            ("agreement_parties", {"agreement_id": agreement_id, "actor_id": actor, "source": source}) for actor in new
        ]
        if not line.faults:
            self.ids[key(title)] = agreement_id
            self.parties.update((agreement_id, actor) for actor in new)
        return rows

    def _agreement(self, line: Line, title: str) -> dict[str, str]:
        cells = {"id": "", "title": title, "kind": "", "stage": "", "place_id": ""}
        cells |= {
            COLUMNS[ListKind.AGREEMENTS][meaning]: value_of(line, meaning, self.context) for meaning in self.mapped
        }
        cells["source"] = value_of(line, Meaning.SOURCE, self.context)
        same = self.registered.get(key(title), [])
        if len(same) == 1:
            line.guess(Meaning.TITLE, Message("Avtalet är redan registrerat; raden ändrar det."))
            cells = {column: _kept(same[0], column, text) for column, text in cells.items()}
        else:
            cells["id"] = self.context.make_id(FILES["agreements"], title)
            cells["place_id"] = cells["place_id"] or self.context.place_id or ""
        self._guess(line, cells)
        return cells

    def _guess(self, line: Line, cells: dict[str, str]) -> None:
        """Guess the kind by the title, and the stage by the dates, where the row does not say them."""
        if not cells["kind"] and not line.is_faulty(Meaning.AGREEMENT_KIND):
            words = plain(cells["title"])
            cells["kind"] = next((str(kind) for sign, kind in _KIND_IN_TITLE if sign.search(words)), "")
            if cells["kind"]:
                line.guess(Meaning.AGREEMENT_KIND, Message("Gissat av titeln."))
            else:
                line.fail(Meaning.AGREEMENT_KIND, NO_KIND)
        if not cells["stage"] and not line.is_faulty(Meaning.STAGE):
            if cells.get("valid_from") or cells.get("valid_to"):
                cells["stage"] = str(AgreementStage.IN_FORCE)
                line.guess(Meaning.STAGE, Message("Gissat: avtalet har datum, och gäller då mellan dem."))
            else:
                line.fail(Meaning.STAGE, NO_STAGE)


def _kept(registered: Agreement, column: str, text: str) -> str:
    """Return what the row says of a column, and where it says nothing what is registered."""
    before = cell(getattr(registered, column))
    if column in _LISTS:
        return ";".join(dict.fromkeys(word for word in f"{before};{text}".split(";") if word))
    return text or before
