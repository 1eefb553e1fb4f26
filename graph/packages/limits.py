"""How much a package may hold. Every limit is checked before the memory it protects is taken."""

MEGABYTE = 1_000_000

LARGEST_UPLOAD = 100 * MEGABYTE
"""Bytes of a .zip, an .xlsx or one file of a folder. A country of 100 000 actors takes about 20 MB packed."""

LARGEST_UNPACKED = 200 * MEGABYTE
"""Bytes of everything in an archive together, unpacked."""

MOST_ENTRIES = 1_000
"""Files in an archive."""

MOST_ROWS = 1_000_000
"""Rows of one file; a sheet of a workbook ends there too."""

MOST_COLUMNS = 200
"""Columns of one file. The widest file of the package has 25."""

MOST_SHEET_CELLS = 3_000_000
"""Cells of the rectangles that all sheets span: each is held as a whole, however few of them are filled. A package of
more fits in CSV files, which are read row by row."""

MOST_SHEET_TEXT = 50 * MEGABYTE
"""Bytes of the texts that cells share, counted in each cell: a workbook writes such a text only once."""

LONGEST_CELL = 32_767
"""Characters of a cell, as many as a workbook can hold."""

LONGEST_LINE = 2 * MEGABYTE
"""Characters of a line of a CSV file, quoted line breaks not counted: no row of the package comes near."""
