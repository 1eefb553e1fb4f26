"""Where in a list somebody looks, and what they have typed there that is not stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from api.pages.facts import Link
from graph.lists import ListKind

ALL, WRONG, ASKED = "alla", "fel", "fragor"


@dataclass(frozen=True)
class At:
    """Where in a list somebody looks.

    Attributes:
        view: which rows: all, those with errors, or those about which something is asked.
        page: counted from 1.
        opened: the row whose cells can all be corrected; None for none.
        after: the row that was put right last, 0 for none in particular; None when nothing was kept just now.
    """

    view: str = ALL
    page: int = 1
    opened: int | None = None
    after: int | None = None

    def address(self, here: str, saved: int | None = None) -> str:
        """Return the address of the same place in a list."""
        chosen = {"visa": self.view if self.view != ALL else "", "sida": self.page if self.page > 1 else ""}
        chosen |= {
            "oppna": self.opened or "",
            "efter": "" if self.after is None else self.after,
            "sparat": "" if saved is None else saved,
        }
        query = urlencode({name: value for name, value in chosen.items() if value != ""})
        return f"{here}{'?' if query else ''}{query}"


@dataclass(frozen=True)
class Typed:
    """What was typed and is not stored.

    Attributes:
        notice: why, a Swedish message.
        rows: the numbers of the rows of which something was typed: these are shown, all their cells in fields.
        texts: what was typed and could not be taken, by the name of the field.
        refused: why that could not be taken.
    """

    notice: str = ""
    rows: frozenset[int] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)


def way_back(name: str, home: str, kinds: object) -> tuple[Link, ...]:
    """Return the way back to a place, and to what is registered there unless the viewer may only list ties."""
    registered = () if kinds == (ListKind.TIES,) else (Link("", f"{home}/registrera"),)
    return (Link(name, home), *registered)
