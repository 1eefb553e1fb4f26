"""What a package may not be, so that reading it or showing it stays bounded."""

import io

import pytest
import xlsxwriter

from graph.packages import read_package
from graph.packages.hierarchy import DEEPEST
from models.errors import PackageError
from models.package_files import FILE_NAMES
from tests.packages import checked, told


def far_cells(sheets: int) -> bytes:
    """Return a workbook of two cells a sheet, the second so far away that a sheet spans 1.4 million cells."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        for name in FILE_NAMES[:sheets]:
            sheet = workbook.add_worksheet(name)
            sheet.write(0, 0, "id")
            sheet.write(13_999, 99, "x")
    return out.getvalue()


def test_the_sheets_of_a_workbook_together_span_no_more_than_may_be_held() -> None:
    read_package(far_cells(2), "two.xlsx")
    with pytest.raises(PackageError, match="celler långt utanför tabellen"):
        read_package(far_cells(3), "three.xlsx")


def test_places_lie_in_each_other_no_deeper_than_a_page_can_show() -> None:
    areas = "".join(f"a{n},Område {n},area,{'kn' if n == 0 else f'a{n - 1}'}\n" for n in range(DEEPEST + 1))
    found = checked(places="id,name,level,parent_id\nkn,Kommunen,municipality,\n" + areas)
    # kn is row 2 and a0 row 3; a12 has twelve areas and kn above it.
    assert told(found) == [
        f"places.csv:{DEEPEST + 3}:parent_id: platsen ligger djupare än {DEEPEST} nivåer; "
        "lägg området direkt under kommunen eller ett större område"
    ]
