"""A sheet as an office file: CSV that Chinese Excel opens as it is, or a styled xlsx."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dashboard.domain.status import Status
from dashboard.viewmodels.sheet import Cell, Sheet

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FACE = "微软雅黑"
_FILLS = {
    Status.MET: ("E6F0F9", "1465A8"),
    Status.ON_PACE: ("E2F3EC", "0F7350"),
    Status.BEHIND: ("FBF0D8", "8F5A00"),
    Status.CRITICAL: ("BB2A1C", "FFFFFF"),
    Status.UNREPORTED: ("EEF0F2", "46525B"),
}
_RULE = "C4C9CE"

Words = Mapping[Status, str]
"""What each lamp is called."""


def write_sheet(sheet: Sheet, kind: str, words: Words) -> bytes:
    """The sheet as csv or xlsx; texts that start a formula are defused, numbers stay numbers."""
    return _csv(sheet, words) if kind == "csv" else _xlsx(sheet, words)


def _csv(sheet: Sheet, words: Words) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    tail = [_defused(value) for _, value in sheet.tail]
    writer.writerow([*(column.head for column in sheet.columns), *(head for head, _ in sheet.tail)])
    writer.writerows([*(_plain(cell, words) for cell in row), *tail] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: Cell, words: Words) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, Status):
        return words[cell]
    return _defused(cell or "")


def _defused(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _xlsx(sheet: Sheet, words: Words) -> bytes:
    from openpyxl import Workbook  # a tenth of a second to import: only where a file is written

    book = Workbook()
    page = book.active
    page.title = sheet.name
    _write_title(page, sheet)
    head = len(sheet.title) + 1
    _write_head(page, sheet, head)
    for place, row in enumerate(sheet.rows, head + 1):
        for column, cell in enumerate(row, 1):
            _write_cell(page.cell(place, column), cell, words)
    page.freeze_panes = page.cell(head + 1, sheet.fixed + 1)
    page.auto_filter.ref = f"A{head}:{page.cell(head, len(sheet.columns)).column_letter}{head + len(sheet.rows)}"
    _lay_out(page, head)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_title(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Font

    for place, line in enumerate(sheet.title, 1):
        cell = page.cell(place, 1)
        _write_text(cell, line)
        cell.font = Font(name=_FACE, size=16 if place == 1 else 10, bold=place == 1)


def _write_head(page: Any, sheet: Sheet, place: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    edge = Side("medium", color="46525B")
    for number, column in enumerate(sheet.columns, 1):
        cell = page.cell(place, number, column.head)
        cell.font = Font(name=_FACE, size=10, bold=True)
        cell.fill = PatternFill("solid", fgColor="F1F3F5")
        cell.border = Border(bottom=edge)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        page.column_dimensions[cell.column_letter].width = column.width


def _write_cell(cell: Any, value: Cell, words: Words) -> None:
    """A text is written as one, whatever it starts with: it is defused and typed at once."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell.font = Font(name=_FACE, size=10)
    cell.border = Border(bottom=Side("thin", color=_RULE))
    cell.alignment = Alignment(vertical="center", wrap_text=isinstance(value, str))
    if isinstance(value, Status):
        ground, ink = _FILLS[value]
        cell.value = words[value]
        cell.fill, cell.font = PatternFill("solid", fgColor=ground), Font(name=_FACE, size=10, bold=True, color=ink)
    elif isinstance(value, Decimal):
        cell.value, cell.number_format = value, _number_format(value)
    elif value:
        _write_text(cell, _defused(value))


def _write_text(cell: Any, text: str) -> None:
    """Write a text as one, without what no workbook can hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value, cell.data_type = ILLEGAL_CHARACTERS_RE.sub("", text), "s"


def _number_format(value: Decimal) -> str:
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"#,##0.{'0' * places}" if places else "#,##0"


def _lay_out(page: Any, head: int) -> None:
    page.row_dimensions[head].height = 30
    page.print_title_rows = f"{head}:{head}"
    page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight = "landscape", 9, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.center.text = "第 &P 页，共 &N 页"
