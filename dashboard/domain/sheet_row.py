"""A row of a figures file as it was read, before anything in it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Field(StrEnum):
    """What a column of a figures file holds; the value is the name that the template gives it."""

    CODE = "指标编码"
    NAME = "指标名称"
    REGION = "地区"
    MONTH = "月份"
    TOTAL = "累计值"
    MONTHLY = "本月值"
    NUMERATOR = "分子"
    DENOMINATOR = "分母"
    UNIT = "计量单位"
    REMARK = "备注"


@dataclass(frozen=True, slots=True)
class Column:
    """Where a field stands in the file: its letter (A, B …) and the header as it was written."""

    letter: str
    header: str


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of one table, by what they hold."""

    line: int
    columns: dict[Field, Column]


class RawRow(NamedTuple):
    """One figure's cells as text; None where the table has no such column, "" where the cell is empty.

    In a wide sheet one line gives several rows: `value_column` then names the column that this value stood in. `fault`
    is a sentence that says why the cells can't be trusted to stand in their columns: such a row is always refused.
    """

    line: int
    header: Header
    code: str | None = None
    name: str | None = None
    region: str | None = None
    month: str | None = None
    total: str | None = None
    monthly: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    unit: str | None = None
    remark: str | None = None
    value_column: Column | None = None
    fault: str | None = None
