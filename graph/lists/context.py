"""What a list is read against: the place, those whom it may name, and what is registered already."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from graph.lists.names import Names
from models.package_files import PackageFile
from models.records import Actor, Agreement, Tie
from models.vocabulary import Sector

MakeId = Callable[[PackageFile, str], str]
"""Makes an id for a record of a file, from its name."""


@dataclass(frozen=True)
class ListContext:
    """What a list is read against. It may only hold what the user who reads the list may see.

    Attributes:
        make_id: makes the ids of new records.
        place_id: where new actors, forums and agreements lie that name no place of their own.
        actors, forums, places: what the list may name.
        elsewhere: the ids of places where the user may register nothing. A list of associations tells postal towns,
            which must not keep them out.
        source: where the facts come from, for rows that do not say.
        sector: the sector of actors about which neither row nor name says anything.
        new_forums: whether a forum that is not known is a new one; otherwise its rows have errors.
        same: for the number of a row, the registered actor that the user says it is about. What the row leaves
            blank stays as it is registered, and so does what is registered already.
        taken: for the number of such a row, the columns of the package in which what the row says replaces what is
            registered, because the user says so.
        ties, agreements: those registered, so that a list read twice registers nothing twice.
    """

    make_id: MakeId = field(repr=False)
    place_id: str | None = None
    actors: Names = field(default_factory=Names, repr=False)
    forums: Names = field(default_factory=Names, repr=False)
    places: Names = field(default_factory=Names, repr=False)
    elsewhere: frozenset[str] = field(default=frozenset(), repr=False)
    source: str = ""
    sector: Sector | None = None
    new_forums: bool = False
    same: Mapping[int, Actor] = field(default_factory=dict, repr=False)
    taken: Mapping[int, Collection[str]] = field(default_factory=dict, repr=False)
    ties: tuple[Tie, ...] = field(default=(), repr=False)
    agreements: tuple[Agreement, ...] = field(default=(), repr=False)
