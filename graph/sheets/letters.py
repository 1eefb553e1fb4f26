"""Letters as a file for mail merge: one row for each, with its recipient, subject, text and link.

Nobody's text becomes a formula: in the workbook every cell is a text, in the other file what looks like a formula is
written with an apostrophe before it.
"""

import io
from collections.abc import Sequence

from xlsxwriter import Workbook

from graph.message import Message, Translate
from graph.packages.csv_text import write_spreadsheet
from graph.packages.writing import EPOCH

HEADINGS = (
    Message("Aktör"),
    Message("Mottagare"),
    Message("Ämne"),
    Message("Text"),
    Message("Länk"),
    Message("Sista dag"),
)
WIDTHS = (30, 30, 40, 60, 60, 14)

Row = tuple[str, str, str, str, str, str]
"""The cells below the headings."""


def letters_csv(rows: Sequence[Row], translate: Translate = str, decimal_sign: str = ",") -> bytes:
    """Return letters as a file that a spreadsheet opens with a double click."""
    return write_spreadsheet([heading.render(translate) for heading in HEADINGS], rows, decimal_sign)


def letters_xlsx(rows: Sequence[Row], translate: Translate = str) -> bytes:
    """Return letters as a workbook of one sheet."""
    out = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with Workbook(out, {"constant_memory": True, **as_text}) as workbook:
        workbook.set_properties({"created": EPOCH})
        bold = workbook.add_format({"bold": True})
        sheet = workbook.add_worksheet()
        sheet.freeze_panes(1, 1)
        for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading.render(translate), bold)
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
    return out.getvalue()
