"""Rows of a list of who is a member of which forum, as the package has them."""

from graph.lists.actor_rows import PackageRow
from graph.lists.cell_values import value_of
from graph.lists.context import ListContext
from graph.lists.grid import Grid
from graph.lists.lines import Line
from graph.lists.mapping import Mapping
from graph.lists.meanings import COLUMNS, ListKind, Meaning
from graph.lists.names import UNKNOWN, Known, UnknownNameError, key
from graph.message import Message
from graph.packages.remarks import quoted
from models.package_files import FILES

_OF_THE_FORUM = (Meaning.FORUM, Meaning.FORUM_KIND, Meaning.ACTOR)

NO_FORUM = "; du kan också välja att forum som saknas läggs till"


class MembershipRows:
    """Reads the rows of a list of memberships.

    Args:
        mapping: what the columns of the list mean.
        context: what it is read against.
    """

    def __init__(self, _grid: Grid, mapping: Mapping, context: ListContext) -> None:
        self.context = context
        self.mapped = [
            meaning
            for meaning in COLUMNS[ListKind.MEMBERSHIPS]
            if meaning in mapping.meanings and meaning not in _OF_THE_FORUM
        ]
        self.new: dict[str, Known] = {}

    def read(self, line: Line) -> list[PackageRow]:
        """Return the memberships that a row tells of, and the forum when it is a new one."""
        forum, rows = self._forum(line)
        said = {COLUMNS[ListKind.MEMBERSHIPS][each]: value_of(line, each, self.context) for each in self.mapped}
        said["source"] = value_of(line, Meaning.SOURCE, self.context)
        members = line.named(Meaning.ACTOR, self.context.actors) or [""]
        rows += [("forum_members", {"forum_id": forum, "actor_id": actor, **said}) for actor in members]
        if not line.faults:
            self.new |= {
                key(cells["name"]): Known(cells["id"], cells["name"]) for file, cells in rows if file == "forums"
            }
        return rows

    def _forum(self, line: Line) -> tuple[str, list[PackageRow]]:
        """Return the id of the forum that a row names, and the forum itself when it is new with this row."""
        name = line.name(Meaning.FORUM)
        if not name:
            return "", []
        if name_known := self.new.get(key(name)):
            return name_known.id, []
        try:
            return self.context.forums.find(name).id, []
        except UnknownNameError as error:
            reason = str(error)
        if not self.context.new_forums or not reason.startswith(UNKNOWN.format(name=quoted(name))):
            line.fail(Meaning.FORUM, reason + ("" if self.context.new_forums else NO_FORUM))
            return "", []
        line.guess(Meaning.FORUM, Message("Forumet finns inte i registret och läggs till."))
        return self._new(line, name)

    def _new(self, line: Line, name: str) -> tuple[str, list[PackageRow]]:
        cells = {
            "id": self.context.make_id(FILES["forums"], name),
            "name": name,
            "kind": value_of(line, Meaning.FORUM_KIND, self.context),
            "place_id": self.context.place_id or "",
            "source": value_of(line, Meaning.SOURCE, self.context),
        }
        return cells["id"], [("forums", cells)]
