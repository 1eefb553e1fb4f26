"""Lists that people keep in a spreadsheet: read, understood and turned into a package.

The way in is `read_grid`, then `guess_mapping`, which the user corrects, then `as_package`, whose rows
`graph.packages.check_package` judges. What is about persons never leaves `read_grid`.
"""

from graph.lists.actor_rows import LISTS
from graph.lists.context import ListContext
from graph.lists.grid import Grid, GridRow, Reading
from graph.lists.list_package import CellPlace, ListPackage, RowNotes, as_package
from graph.lists.mapping import ColumnGuess, Guess, Mapping, guess_mapping, names_two
from graph.lists.meanings import COLUMNS, SEVERAL, ListKind, Meaning
from graph.lists.names import Known, Names
from graph.lists.opening import read_grid
from graph.lists.screening import PersonColumn

__all__ = [
    "COLUMNS",
    "LISTS",
    "SEVERAL",
    "CellPlace",
    "ColumnGuess",
    "Grid",
    "GridRow",
    "Guess",
    "Known",
    "ListContext",
    "ListKind",
    "ListPackage",
    "Mapping",
    "Meaning",
    "Names",
    "PersonColumn",
    "Reading",
    "RowNotes",
    "as_package",
    "guess_mapping",
    "names_two",
    "read_grid",
]
