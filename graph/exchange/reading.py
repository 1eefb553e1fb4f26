"""Reads the files of other tools: which format it is, and what the register can take from it.

Parsing is all that happens here. The package that comes out is checked and stored as any other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from graph.exchange import edge_lists, grants_360, hsds, kumu, partner_tool
from graph.exchange.foreign import Context, Foreign
from graph.exchange.harvest import Harvest
from graph.exchange.opening import Opened, open_foreign


class ForeignFormat(StrEnum):
    """The formats of other tools that can be read."""

    GRANTS_360 = "360giving"
    HSDS = "hsds"
    PARTNER = "partner"
    KUMU = "kumu"
    EDGE_LIST = "edge_list"


@dataclass(frozen=True)
class _Reader:
    """How a format is recognised and read."""

    recognises: Callable[[Opened], bool]
    read: Callable[[Opened, Harvest], None]


# The first that recognises a file reads it: an edge list is recognised by little, so it comes last.
_READERS = {
    ForeignFormat.GRANTS_360: _Reader(grants_360.recognises, grants_360.read),
    ForeignFormat.HSDS: _Reader(hsds.recognises, hsds.read),
    ForeignFormat.PARTNER: _Reader(partner_tool.recognises, partner_tool.read),
    ForeignFormat.KUMU: _Reader(kumu.recognises, kumu.read),
    ForeignFormat.EDGE_LIST: _Reader(edge_lists.recognises, edge_lists.read),
}


def recognise(source: bytes, name: str) -> ForeignFormat | None:
    """Return the format of a file by what it holds, never by its name; None when it is none of them.

    Args:
        source: the bytes of the file.
        name: what the user calls it.

    Raises:
        PackageError: it cannot be opened at all: empty, too large, locked, damaged, XML.
    """
    opened = open_foreign(source, name)
    return next((form for form, reader in _READERS.items() if reader.recognises(opened)), None)


def read_foreign(source: bytes, name: str, form: ForeignFormat, context: Context) -> Foreign:
    """Read a file of another tool as a package, and tell what was lost and guessed.

    Args:
        source: the bytes of the file.
        name: what the user calls it.
        form: its format, as recognised or chosen.
        context: into what it is read.

    Raises:
        PackageError: it cannot be opened, or has nothing of that format.
    """
    opened = open_foreign(source, name)
    harvest = Harvest(opened, context)
    _READERS[form].read(opened, harvest)
    return harvest.foreign()
