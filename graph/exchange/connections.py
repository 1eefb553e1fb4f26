"""Ties out of foreign files: two ends by their names or ids there, and how close they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.exchange.foreign import registered
from graph.exchange.harvest import Harvest
from graph.exchange.own_networks import REGISTERED, why_left
from graph.exchange.roster import Roster
from graph.exchange.step_words import Scale, is_number, is_partner_word, says_no_tie, step_of, type_of
from graph.exchange.tables import Row, Table
from graph.packages.remarks import quoted
from models.vocabulary import TieType

NO_OTHER_END = "raden har bara en ände; organisationen är inläst men ingen koppling"
WITH_PERSON = "kopplingen gäller en person och är inte inläst"
NO_TIE = "raden säger att det inte finns någon koppling och är inte inläst"
REPEATED = "raden upprepar en annan koppling och är inläst en gång"
UNKNOWN_STEP = "{value} i kolumnen {column} går inte att läsa som ett steg på samverkanstrappan; nivån lämnas okänd"
NO_STEP = "talen i kolumnen {column} är inga steg på samverkanstrappan och är inte inlästa"
NEAREST_STEP = "{value} på PARTNER:s skala är läst som det närmaste steget, {step}"
NUMBER_READ = "{value} i kolumnen {column} är läst som steget {step}"
TYPE_KEPT = "kopplingens typ {word} finns inte i registret; den räknas som samverkan, och ordet är sparat som etikett"
DIRECTED = "kopplingens riktning är inte inläst; i registret går en koppling åt båda håll"


@dataclass(frozen=True)
class Connection:
    """What a row of a foreign file says about a tie.

    Attributes:
        row: where it says so.
        ends: what the file calls the two actors.
        closeness: how close they are, as it is written.
        types: words for the type of the tie.
        tags: free words about it.
        cells: other columns of the package's ties.
    """

    row: Row
    ends: tuple[str, str]
    closeness: str = ""
    types: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)


class Connections:
    """Adds the ties of one table.

    Args:
        roster: the actors of the file, all that it describes already entered.
        table: the table.
        headings: the columns that may say how close two actors are.
    """

    def __init__(self, roster: Roster, table: Table, headings: tuple[str, ...]) -> None:
        self.roster = roster
        self.harvest: Harvest = roster.harvest
        self.heading = next((heading for heading in headings if table.has(heading)), "")
        values = (row.first(self.heading) for row in table.rows()) if self.heading else ()
        self.scale = Scale.of(self.heading, (value for value in values if value))
        self._seen: set[tuple[object, ...]] = set()

    def add(self, connection: Connection) -> None:
        """Add one tie, or tell why not."""
        row = connection.row
        if says_no_tie(connection.closeness):
            self._meet_all(connection)
            self.harvest.lose(row, NO_TIE)
            return
        ends = self._meet_all(connection)
        if None in ends:
            self.harvest.lose(row, WITH_PERSON)
            return
        if not all(ends) and any(ends):
            self.harvest.lose(row, NO_OTHER_END)
            return
        if left := why_left(row, self.harvest.context.known):
            self.harvest.lose(row, left)
            return
        a, b = map(str, ends)
        self._add(connection, a, b)

    def _meet_all(self, connection: Connection) -> list[str | None]:
        return [self.roster.meet(connection.row, end) if end else "" for end in connection.ends]

    def _add(self, connection: Connection, a: str, b: str) -> None:
        row, tags = connection.row, list(connection.tags)
        kind, level = TieType.COLLABORATION, ""
        for word in connection.types:
            meant, step = type_of(word), step_of(word)
            kind, level = meant or kind, level or str(step or "")
            if meant is None and step is None:
                tags.append(word)
                self.harvest.guess(row, TYPE_KEPT.format(word=quoted(word)))
        # A type that names a step is a word that somebody chose, so it goes before any measure of closeness.
        level = level or self._step(connection)
        cells = {
            **connection.cells,
            "type": str(kind),
            "level": level,
            "tags": ";".join(dict.fromkeys(tag.replace(";", ",") for tag in tags)),
        }
        pair = registered(a, b, kind)
        said = (pair, tuple(sorted(cells.items())))
        if said in self._seen:
            self.harvest.guess(row, REPEATED)
        elif pair in self.harvest.context.known.ties:
            self.harvest.lose(row, REGISTERED)
        else:
            self._seen.add(said)
            self.harvest.add("ties", row, {"id": self.harvest.new_id("ties"), "actor_a": a, "actor_b": b, **cells})

    def _step(self, connection: Connection) -> str:
        """Return the step that the closeness comes nearest to; empty when it cannot be told, which is told."""
        row, value = connection.row, connection.closeness
        if not value:
            return ""
        step = self.scale.read(value)
        told = {"value": quoted(value), "column": quoted(self.heading), "step": step.label if step else ""}
        if step is None:
            no_step = is_number(value) and not self.scale.steps
            self.harvest.lose(row, (NO_STEP if no_step else UNKNOWN_STEP).format(**told))
        elif is_partner_word(value):
            self.harvest.guess(row, NEAREST_STEP.format(**told))
        elif step_of(value) is None:
            self.harvest.guess(row, NUMBER_READ.format(**told))
        return str(step or "")
