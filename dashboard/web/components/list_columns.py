"""The columns of the list of indicators in words: their heads, their classes, and how a click on a head sorts."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from dashboard.viewmodels.arrangement import FIXED, Arrangement, Column
from dashboard.viewmodels.worklist import Worklist

WORDS = {
    Column.STATUS: "状态",
    Column.NAME: "指标",
    Column.TARGET: "目标",
    Column.ACTUAL: "实际",
    Column.COMPLETION: "完成率",
    Column.PACE: "序时进度",
    Column.LAG: "差距",
    Column.REQUIRED: "还需每月",
    Column.PROJECTED: "照此到期末",
    Column.TREND: "走势",
    Column.LEAD: "牵头部门",
    Column.MONTH: "数据截至",
}
_NUMBERS = (
    Column.TARGET, Column.ACTUAL, Column.PACE, Column.LAG, Column.REQUIRED, Column.PROJECTED, Column.MONTH,
)  # fmt: skip


class Head(NamedTuple):
    """A column's head; `sort` is the sorting that a click brings, None where it does not sort."""

    column: Column
    word: str
    class_name: str
    sort: str | None
    direction: str | None


def heads(arrangement: Arrangement) -> tuple[Head, ...]:
    """The heads of all columns; those not shown are hidden by the classes of `hidden`."""
    return tuple(_head(arrangement, column) for column in Column)


def _head(arrangement: Arrangement, column: Column) -> Head:
    number = " num" if column in _NUMBERS else ""
    sort = None if column is Column.TREND else arrangement.next_sort(column)
    turned = ("descending" if arrangement.falling else "ascending") if column is arrangement.sort else None
    return Head(column, WORDS[column], f"c-{column}{number}", sort, turned)


def hidden(arrangement: Arrangement) -> str:
    """The classes that hide what the arrangement leaves out."""
    return " ".join(f"no-{column}" for column in Column if column not in arrangement.columns)


def choices(arrangement: Arrangement) -> tuple[tuple[Column, str, bool], ...]:
    """The columns that can be left out, with their words and whether they are shown."""
    return tuple((column, WORDS[column], column in arrangement.columns) for column in Column if column not in FIXED)


def export_address(worklist: Worklist, kind: str) -> str:
    """Where the list is to be had as an office file: just as it stands."""
    filters = worklist.filters.but(plan=worklist.assessment.plan.code, month=worklist.assessment.as_of)
    return f"/api/v1/export/standings.{kind}?{urlencode(filters.to_query() | worklist.arrangement.to_query())}"
