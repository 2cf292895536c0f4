"""The sheet that a unit fills in for a month: CSV, or xlsx with lists to choose from and numbers checked as typed.

What stands beside the cells to be filled in is only for reading; its headers are none that the importer knows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from dashboard.domain.measure import Amount, Measure
from dashboard.domain.plan import Indicator
from dashboard.domain.reporter import AskedFigure
from dashboard.domain.sheet_row import Field
from dashboard.domain.unit import parse_unit

_FIELDS = (
    Field.CODE, Field.NAME, Field.REGION, Field.MONTH, Field.TOTAL, Field.NUMERATOR, Field.DENOMINATOR, Field.REMARK,
    Field.UNIT,
)  # fmt: skip
_LAST, _TARGET = "参考：最近一次报的数", "参考：目标"
HEADERS = (*map(str, _FIELDS), _LAST, _TARGET)
_WIDTHS = (10, 46, 16, 10, 14, 12, 12, 24, 10, 22, 14)
_FILLED_IN = (Field.TOTAL, Field.NUMERATOR, Field.DENOMINATOR, Field.REMARK)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FACE = "微软雅黑"
_SHEET, _NOTES, _LISTS = "填报", "填写说明", "选项"
_NOTE = (
    "只填“填报”表里的浅黄格，其余各列不用改；列的顺序、行的多少都可以变，不认识的列不读。",
    "累计值：到月末为止的累计数；存量指标填月末的总数。比率指标填分子和分母，不填百分比。",
    "没有的数留空，按未报处理，不当作 0；确实是零的请填 0。",
    "单位以“计量单位”列为准；也可以带单位写，如 1.2万，读的时候会换算并列出来。",
    "累计值比上个月少、比往月跳得多的，提交前会请您写一句原因。",
    "填好后在“报送”页上传；可以先核对，再提交。",
)


def write_template(rows: Sequence[AskedFigure], kind: str, title: str) -> bytes:
    """The rows as csv (UTF-8 with a mark, for Excel) or xlsx; sent in as it is, it changes nothing."""
    return _csv(rows) if kind == "csv" else _xlsx(rows, title)


def _csv(rows: Iterable[AskedFigure]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADERS)
    writer.writerows([_text(cell) for cell in _cells(row)] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cells(row: AskedFigure) -> tuple[str | Decimal | None, ...]:
    indicator, now = row.indicator, row.now
    names = (indicator.code, indicator.name, row.region.name, str(row.month))
    target = None if row.target is None else f"{indicator.comparator.value} {_plain(row.target)}"
    return (*map(_defused, names), *_parts(now), None, _defused(indicator.unit), _last(row), target)


def _parts(now: Amount | None) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Total, numerator and denominator, as far as they were reported."""
    if now is None:
        return None, None, None
    return (now.number, None, None) if now.over is None else (None, now.number, now.over)


def _last(row: AskedFigure) -> str | None:
    if row.last is None or row.last_month is None:
        return None
    amount = row.last
    said = _plain(amount.number) if amount.over is None else f"{_plain(amount.number)}/{_plain(amount.over)}"
    return f"{row.last_month} {said}"


def _text(cell: str | Decimal | None) -> str:
    return _plain(cell) if isinstance(cell, Decimal) else cell or ""


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _defused(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _xlsx(rows: Sequence[AskedFigure], title: str) -> bytes:
    from openpyxl import Workbook  # a tenth of a second to import: only where a file is written

    book = Workbook()
    page = book.active
    page.title = _SHEET
    _write_head(page)
    for place, row in enumerate(rows, 2):
        for column, cell in enumerate(_cells(row), 1):
            _write_cell(page.cell(place, column), cell, HEADERS[column - 1])
    _check_numbers(page, rows)
    _offer_choices(book, page, rows)
    _write_notes(book.create_sheet(_NOTES), title)
    page.freeze_panes = "C2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_head(page: Any) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for column, (header, width) in enumerate(zip(HEADERS, _WIDTHS, strict=True), 1):
        cell = page.cell(1, column, header)
        cell.font = Font(name=_FACE, size=10, bold=True)
        cell.fill = PatternFill("solid", fgColor="F1F3F5")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        page.column_dimensions[cell.column_letter].width = width


def _write_cell(cell: Any, value: str | Decimal | None, header: str) -> None:
    from openpyxl.styles import Font, PatternFill

    cell.font = Font(name=_FACE, size=10, color=None if header in _FILLED_IN else "46525B")
    if header in _FILLED_IN:
        cell.fill = PatternFill("solid", fgColor="FFF8E1")
    if isinstance(value, Decimal):
        cell.value = value
    elif value:
        cell.value, cell.data_type = value, "s"


def _check_numbers(page: Any, rows: Sequence[AskedFigure]) -> None:
    """Let the office program refuse what the importer would: not whole where things are counted, below zero."""
    for whole in (True, False):
        places = [place for place, row in enumerate(rows, 2) if _is_counted(row.indicator) is whole]
        told = f"请填不小于 0 的{'整' if whole else ''}数。"
        cells = [f"{letter}{place}" for place in places for letter in ("E" if whole else "EFG")]
        _validate(page, "whole" if whole else "decimal", told, cells)


def _is_counted(indicator: Indicator) -> bool:
    return indicator.measure not in (Measure.RATIO, Measure.LEVEL) and parse_unit(indicator.unit).is_counted


def _validate(page: Any, kind: str, told: str, cells: Sequence[str]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    if not cells:
        return
    rule = DataValidation(type=kind, operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    rule.errorTitle, rule.error, rule.showErrorMessage = "请核对", told, True
    for cell in cells:
        rule.add(cell)
    page.add_data_validation(rule)


def _offer_choices(book: Any, page: Any, rows: Sequence[AskedFigure]) -> None:
    """Lists to choose indicators, regions and months from; they stand on a sheet of their own, which is not shown."""
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    choices = (
        ("A", dict.fromkeys(row.indicator.code for row in rows)),
        ("C", dict.fromkeys(row.region.name for row in rows)),
        ("D", dict.fromkeys(str(row.month) for row in rows)),
    )
    for number, (column, values) in enumerate(choices, 1):
        for place, value in enumerate(values, 1):
            lists.cell(place, number, value)
        letter = "ABC"[number - 1]
        rule = DataValidation(type="list", formula1=f"'{_LISTS}'!${letter}$1:${letter}${max(1, len(values))}")
        rule.error, rule.showErrorMessage, rule.errorStyle = "请从列表里选。", True, "warning"
        rule.add(f"{column}2:{column}{len(rows) + 1}")
        page.add_data_validation(rule)


def _write_notes(page: Any, title: str) -> None:
    from openpyxl.styles import Alignment, Font

    page.column_dimensions["A"].width = 100
    for place, line in enumerate((title, *_NOTE), 1):
        cell = page.cell(place, 1)
        cell.value, cell.data_type = line, "s"
        cell.font = Font(name=_FACE, size=14 if place == 1 else 11, bold=place == 1)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
