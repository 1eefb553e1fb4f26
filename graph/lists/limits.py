"""How much a list may hold. A list is written by hand: the limits lie far below those of a package."""

from graph.packages.limits import MEGABYTE

LARGEST_LIST = 10 * MEGABYTE
"""Bytes of a file, or characters of what is pasted."""

LARGEST_UNPACKED = 60 * MEGABYTE
"""Bytes of all parts of a workbook together, unpacked."""

MOST_ROWS = 100_000
"""Rows below the heading."""

MOST_COLUMNS = 200

MOST_CELLS = 1_000_000
"""Cells of a list, and of the rectangles that the sheets of a workbook span."""

LONGEST_CELL = 32_767
"""Characters of a cell, as many as a workbook can hold."""
