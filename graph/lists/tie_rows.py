"""Rows of a list of ties, as the package has them: one row may name several others."""

from graph.lists.actor_rows import PackageRow
from graph.lists.cell_values import value_of
from graph.lists.context import ListContext
from graph.lists.grid import Grid
from graph.lists.lines import Line
from graph.lists.mapping import Mapping
from graph.lists.meanings import COLUMNS, ListKind, Meaning
from graph.lists.names import MOST_NEAR, key
from graph.message import Message
from graph.packages.cells import cell
from graph.packages.remarks import quoted
from models.package_files import FILES
from models.records import Tie
from models.vocabulary import TieType

TWICE = "samma samarbete står redan på rad {row}; ta bort den ena raden"
SEVERAL = (
    "mellan de två finns redan {count} samarbeten av samma sort ({what}); skriv vad de gör tillsammans som det står "
    "i det samarbete som raden gäller, eller ta bort raden och lägg in det nya för sig"
)
UNSAID = "utan beskrivning"
_LONGEST_NAME = 200
_ENDS = (Meaning.FROM, Meaning.TO)
_Pair = tuple[frozenset[str], str, str]
"""Two actors, the type of their tie, and what it is about: what makes one tie of several rows."""


class TieRows:
    """Reads the rows of a list of ties.

    Args:
        mapping: what the columns of the list mean.
        context: what it is read against.
    """

    def __init__(self, _grid: Grid, mapping: Mapping, context: ListContext) -> None:
        self.context = context
        self.mapped = [each for each in COLUMNS[ListKind.TIES] if each in mapping.meanings and each not in _ENDS]
        self.seen: dict[_Pair, int] = {}
        self.changed: dict[str, int] = {}
        self.registered: dict[frozenset[str], list[Tie]] = {}
        for tie in context.ties:
            self.registered.setdefault(frozenset((tie.actor_a, tie.actor_b)), []).append(tie)

    def read(self, line: Line) -> list[PackageRow]:
        """Return the ties that a row tells of."""
        actor = line.the_named(Meaning.FROM, self.context.actors)
        others = line.named(Meaning.TO, self.context.actors)
        said = {COLUMNS[ListKind.TIES][meaning]: value_of(line, meaning, self.context) for meaning in self.mapped}
        said["source"] = value_of(line, Meaning.SOURCE, self.context)
        # A row at fault still shows whatever else is wrong in it.
        return [("ties", self._tie(line, actor, other, said)) for other in others or [""]]

    def _tie(self, line: Line, actor: str, other: str, said: dict[str, str]) -> dict[str, str]:
        cells = {"id": "", **said, "actor_a": actor, "actor_b": other}
        self._refuse_twice(line, cells)
        same = self._same(line, cells)
        if same is None:
            name = f"{actor} {other}" if len(actor) + len(other) <= _LONGEST_NAME else ""
            return {**cells, "id": self.context.make_id(FILES["ties"], name)}
        return self._change(line, cells, same)

    def _change(self, line: Line, cells: dict[str, str], same: Tie) -> dict[str, str]:
        """Return the registered tie with what the row says; what the two do is added to and never replaced."""
        first = self.changed.setdefault(same.id, line.number)
        if first != line.number:
            line.fail(Meaning.TO, TWICE.format(row=first))
        line.guess(Meaning.FROM, Message("Samarbetet är redan registrerat; raden ändrar det."))
        kept = {column: text or cell(getattr(same, column)) for column, text in cells.items()}
        if "what" in cells and same.what:
            kept["what"] = same.what
            if key(cells["what"]) not in map(key, ("", same.what, *same.what.split(";"))):
                kept["what"] = f"{same.what}; {cells['what']}"
                line.guess(Meaning.WHAT, Message("Läggs till det som redan står om samarbetet: {what}", _said(same)))
        return {**kept, "id": same.id, "actor_a": same.actor_a, "actor_b": same.actor_b}

    def _refuse_twice(self, line: Line, cells: dict[str, str]) -> None:
        what = key(cells.get("what", "")), cells.get("valid_from", "")
        pair = (frozenset((cells["actor_a"], cells["actor_b"])), cells.get("type", ""), " ".join(what))
        first = self.seen.setdefault(pair, line.number)
        if first != line.number and not line.faults:
            line.fail(Meaning.TO, TWICE.format(row=first))

    def _same(self, line: Line, cells: dict[str, str]) -> Tie | None:
        """Return the registered tie that the row is about.

        Where the two have one tie of that type at the time, the row is about it, whatever it calls it: a list says the
        same in other words. Of several the words decide; where they do not, nothing tells which is meant.
        """
        type_, what = cells.get("type") or TieType.COLLABORATION, key(cells.get("what", ""))
        of_the_pair = self.registered.get(frozenset((cells["actor_a"], cells["actor_b"])), [])
        meant = [tie for tie in of_the_pair if tie.type == type_ and not _is_apart(tie, cells)]
        alike = [tie for tie in meant if key(tie.what or "") == what]
        if len(meant) > 1 and len(alike) != 1:
            told = ", ".join(quoted(tie.what) if tie.what else UNSAID for tie in meant[:MOST_NEAR])
            line.fail(Meaning.TO, SEVERAL.format(count=len(meant), what=told))
            return None
        return next(iter(alike or meant), None)


def _said(tie: Tie) -> dict[str, str]:
    return {"what": quoted(tie.what or "")}


def _is_apart(tie: Tie, cells: dict[str, str]) -> bool:
    """Tell whether the time of a row ends before that of a registered tie, or begins after it."""
    begins, ends = cells.get("valid_from", ""), cells.get("valid_to", "")
    after = bool(begins and tie.valid_to and begins >= tie.valid_to.isoformat())
    return after or bool(ends and tie.valid_from and ends <= tie.valid_from.isoformat())
