"""The exchange package: opened, read row by row, checked against the register, and written.

The way in is `read_package`, then `check_package`; the way out is `write_folder`, `write_zip` or
`write_xlsx`. Nothing here stores: `api.imports` does.
"""

from graph.packages.cells import Key, key_of
from graph.packages.checking import (
    Change,
    CheckedPackage,
    ColumnChange,
    Counts,
    check_package,
    check_records,
    nothing_hidden,
    nothing_refused,
)
from graph.packages.closure import closed
from graph.packages.draft import Draft, Fault, Progress, silent
from graph.packages.opening import read_package
from graph.packages.remarks import RowError, RowRemark, RowWarning
from graph.packages.sheets import RawPackage, Sheet
from graph.packages.writing import write_folder, write_xlsx, write_zip

__all__ = [
    "Change",
    "CheckedPackage",
    "ColumnChange",
    "Counts",
    "Draft",
    "Fault",
    "Key",
    "Progress",
    "RawPackage",
    "RowError",
    "RowRemark",
    "RowWarning",
    "Sheet",
    "check_package",
    "check_records",
    "closed",
    "key_of",
    "nothing_hidden",
    "nothing_refused",
    "read_package",
    "silent",
    "write_folder",
    "write_xlsx",
    "write_zip",
]
