"""The list of indicators as a sheet: what the page shows, number by number as it shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dashboard.domain.month import Month, months_between
from dashboard.viewmodels.arrangement import Column
from dashboard.viewmodels.sheet import Cell, Sheet, SheetColumn
from dashboard.viewmodels.standing_row import Line, StandingRow, Tag
from dashboard.viewmodels.worklist import Worklist
from dashboard.web import wording
from dashboard.web.components.scope_words import scope_words
from dashboard.web.components.sheet_cells import lag_cell, number_cell, stand_columns, stand_words
from dashboard.web.components.standing_words import short_words, target_said

_TAGS = {
    Tag.STALE: "数据不是本月", Tag.PARTIAL: "县区未报齐", Tag.INFLATED: "虚高", Tag.PAIR: "与配对指标对不上",
    Tag.ROLLUP_DIFFERS: "与县区汇总不符", Tag.UNPOOLABLE: "不可汇总", Tag.SOFT: "软目标",
}  # fmt: skip


class _Part(NamedTuple):
    """One column of the sheet and what a row has in it."""

    head: str
    width: int
    cell: Callable[[StandingRow], Cell]


def build_standing_sheet(worklist: Worklist, lines: Mapping[str, Line]) -> Sheet:
    """The listed rows in their order, with the columns shown; `lines` are their values month by month."""
    assessment = worklist.assessment
    parts = [part for column in worklist.arrangement.columns for part in _parts(column, worklist, lines)]
    scope = scope_words(assessment, worklist.filters)
    rows = [row for group in worklist.groups for row in group.rows]
    return Sheet(
        name="指标清单",
        title=(
            f"{assessment.plan.title}指标清单",
            f"范围：{scope}，{len(rows)} 项",
            stand_words(assessment),
        ),
        columns=tuple(SheetColumn(part.head, part.width) for part in parts),
        rows=tuple(tuple(part.cell(row) for part in parts) for row in rows),
        tail=stand_columns(assessment, scope),
        fixed=3,
    )


def _parts(column: Column, worklist: Worklist, lines: Mapping[str, Line]) -> Sequence[_Part]:
    if column is Column.TREND:
        return [_month_part(month, lines) for month in _months(worklist)]
    return _PARTS[column]


def _months(worklist: Worklist) -> Iterator[Month]:
    return months_between(worklist.assessment.plan.first_month, worklist.assessment.as_of)


def _month_part(month: Month, lines: Mapping[str, Line]) -> _Part:
    def cell(row: StandingRow) -> Cell:
        indicator = row.standing.indicator
        value = dict(lines.get(indicator.code, ())).get(month)
        return number_cell(wording.amount(value, indicator))

    return _Part(wording.month_label(month), 11, cell)


def _required(row: StandingRow) -> Cell:
    return number_cell(wording.stepped(row.standing.required, row.standing.indicator))


def _projected(row: StandingRow) -> Cell:
    projected, indicator = row.standing.projected, row.standing.indicator
    step = wording.step(indicator)
    return None if projected is None else number_cell(wording.amount(projected // step * step, indicator))


_PARTS: dict[Column, tuple[_Part, ...]] = {
    Column.STATUS: (_Part("状态", 11, lambda row: row.status or "未定目标"),),
    Column.NAME: (
        _Part("编码", 9, lambda row: row.standing.indicator.code),
        _Part("指标", 38, lambda row: row.standing.indicator.name),
        _Part("条款", 9, lambda row: f"第{row.task.number}条"),
        _Part("地区", 12, lambda row: row.standing.region.name),
        _Part("单位", 8, lambda row: row.standing.indicator.unit),
        _Part("提示", 18, lambda row: "、".join(_TAGS[tag] for tag in row.tags)),
    ),
    Column.TARGET: (
        _Part("目标（原文）", 16, lambda row: target_said(row.standing, row.quote).replace(wording.NOTHING, "")),
        _Part("目标值", 11, lambda row: number_cell(wording.number(row.standing.target))),
    ),
    Column.ACTUAL: (
        _Part("实际", 11, lambda row: number_cell(wording.amount(row.standing.actual, row.standing.indicator))),
    ),
    Column.COMPLETION: (
        _Part("完成率（%）", 11, lambda row: number_cell(wording.percent(row.standing.completion, row.status))),
        _Part("进度（%）", 11, lambda row: number_cell(wording.percent(row.standing.progress, row.status))),
    ),
    Column.PACE: (_Part("序时进度（%）", 11, lambda row: number_cell(wording.percent(row.standing.pace))),),
    Column.LAG: (
        _Part("差距（百分点，落后为正）", 14, lambda row: lag_cell(row.standing)),
        _Part("差距（单位）", 18, short_words),
    ),
    Column.REQUIRED: (_Part("还需每月", 11, _required),),
    Column.PROJECTED: (_Part("照此到期末", 11, _projected),),
    Column.LEAD: (
        _Part("牵头部门", 24, lambda row: "、".join(row.task.lead)),
        _Part("责任部门", 30, lambda row: "、".join(row.task.responsible)),
    ),
    Column.MONTH: (
        _Part("数据截至", 12, lambda row: wording.month_label(row.standing.month) if row.standing.month else None),
        _Part("已报", 8, lambda row: f"{row.standing.reported}/{row.standing.expected_reports}"),
    ),
}
