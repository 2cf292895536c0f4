"""Figures as an office file in the importer's own format; pandas writes both kinds from one table."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from dashboard.domain.measure import Amount
from dashboard.domain.month import Month
from dashboard.domain.plan import Indicator, Region
from dashboard.domain.sheet_row import Field

_NUMBERS = (Field.TOTAL, Field.NUMERATOR, Field.DENOMINATOR)
_COLUMNS = (Field.CODE, Field.NAME, Field.REGION, Field.MONTH, *_NUMBERS, Field.UNIT)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class FigureRow(NamedTuple):
    """One figure to be written."""

    indicator: Indicator
    region: Region
    month: Month
    amount: Amount


def write_figures(rows: Sequence[FigureRow], kind: str) -> bytes:
    """The rows as csv (UTF-8 with a mark for Chinese Excel) or xlsx; texts that start a formula are defused."""
    import pandas as pd  # half a second to import: only where a file is written

    table = pd.DataFrame([_cells(row) for row in rows], columns=[str(column) for column in _COLUMNS], dtype=object)
    if kind == "csv":
        return bytes(table.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig"))
    out = io.BytesIO()
    with pd.ExcelWriter(out, engine="openpyxl") as writer:
        table.to_excel(writer, index=False, sheet_name="数据", freeze_panes=(1, 0))
    return out.getvalue()


def _cells(row: FigureRow) -> list[Any]:
    amount = row.amount
    counted = (None, amount.number, amount.over) if amount.over is not None else (amount.number, None, None)
    texts = [row.indicator.code, row.indicator.name, row.region.name, str(row.month)]
    return [*map(_defused, texts), *map(_plain, counted), _defused(row.indicator.unit)]


def _plain(value: Decimal | None) -> Decimal | int | None:
    """A value that an office program shows without an exponent."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else value.normalize()


def _defused(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
