"""The inspection list as a sheet: one line for each indicator and milestone, as the page shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.duty import MilestoneState
from dashboard.domain.plan import Pillar, Section
from dashboard.domain.scope import Role
from dashboard.viewmodels.milestone_row import MilestoneRow
from dashboard.viewmodels.sheet import Cell, Sheet, SheetColumn
from dashboard.viewmodels.standing_row import StandingRow
from dashboard.viewmodels.task_list import DutyList, Focus, TaskLine, TaskList
from dashboard.web import wording
from dashboard.web.components.scope_words import scope_words
from dashboard.web.components.sheet_cells import lag_cell, number_cell, stand_columns, stand_words
from dashboard.web.components.standing_words import short_words, target_said

_ROLES = {Role.LEAD: "牵头", Role.RESPONSIBLE: "责任"}
_FOCUSES = {Focus.BEHIND: "，只列落后的", Focus.LATE: "，只列逾期的里程碑", None: ""}
_STATES = {
    MilestoneState.DONE: "完成",
    MilestoneState.LATE: "逾期",
    MilestoneState.DUE: "本月到期",
    MilestoneState.OPEN: "未到期",
}


@dataclass(frozen=True, slots=True)
class _Item:
    """One line of the sheet: an indicator or a milestone of a task, or the task alone where it has neither."""

    role: Role | None
    pillar: Pillar
    section: Section | None
    line: TaskLine
    row: StandingRow | None = None
    milestone: MilestoneRow | None = None


def build_task_sheet(tasks: TaskList) -> Sheet:
    """The listed tasks in their order; of a department both lists, one after the other."""
    assessment = tasks.assessment
    scope = scope_words(assessment, tasks.filters) + _FOCUSES[tasks.focus]
    columns = [column for column in _COLUMNS if column[0] != "承担方式" or tasks.filters.department]
    return Sheet(
        name="督查台账",
        title=(
            f"{assessment.plan.title}督查台账",
            f"范围：{scope}，{tasks.total} 项任务",
            stand_words(assessment),
        ),
        columns=tuple(SheetColumn(head, width) for head, width, _ in columns),
        rows=tuple(tuple(cell(item) for _, _, cell in columns) for duty in tasks.lists for item in _items(duty)),
        tail=stand_columns(assessment, scope),
        fixed=3,
    )


def _items(duty: DutyList) -> Iterator[_Item]:
    for block in duty.pillars:
        for section in block.sections:
            for line in section.tasks:
                place = (duty.role, block.pillar, section.section, line)
                yield from (_Item(*place, row=row) for row in line.rows)
                yield from (_Item(*place, milestone=milestone) for milestone in line.milestones)
                if not line.rows and not line.milestones:
                    yield _Item(*place)


def _status(item: _Item) -> Cell:
    if item.row:
        return item.row.status or "未定目标"
    return _STATES[item.milestone.state] if item.milestone else None


def _of_row(said: Callable[[StandingRow], Cell]) -> Callable[[_Item], Cell]:
    return lambda item: said(item.row) if item.row else None


def _name(item: _Item) -> Cell:
    if item.row:
        return item.row.standing.indicator.name
    return item.milestone.milestone.name if item.milestone else None


def _code(item: _Item) -> Cell:
    if item.row:
        return item.row.standing.indicator.code
    return item.milestone.milestone.code if item.milestone else None


def _due(item: _Item) -> Cell:
    if item.row:
        return wording.month_label(item.row.standing.indicator.due)
    return wording.month_label(item.milestone.milestone.due) if item.milestone else None


def _done_on(item: _Item) -> Cell:
    mark = item.milestone.mark if item.milestone else None
    return str(mark.done_on) if mark and mark.done_on else None


def _late(item: _Item) -> Cell:
    late = item.milestone.months_late if item.milestone else 0
    return Decimal(late) if late else None


def _note(item: _Item) -> Cell:
    return item.line.notes[0].text if item.line.notes else None


def _noted(item: _Item) -> Cell:
    return f"{item.line.notes[0].by} {wording.dated(item.line.notes[0].at)}" if item.line.notes else None


_COLUMNS: tuple[tuple[str, int, Callable[[_Item], Cell]], ...] = (
    ("承担方式", 8, lambda item: _ROLES[item.role] if item.role else None),
    ("条款", 8, lambda item: f"第{item.line.task.number}条"),
    ("重点任务", 30, lambda item: item.line.task.title),
    ("板块", 12, lambda item: item.pillar.name),
    ("小节", 18, lambda item: item.section.name if item.section else None),
    ("牵头单位", 24, lambda item: "、".join(item.line.task.lead)),
    ("责任单位", 24, lambda item: "、".join(item.line.task.responsible)),
    ("类别", 8, lambda item: "指标" if item.row else "里程碑" if item.milestone else None),
    ("编码", 9, _code),
    ("指标、里程碑", 36, _name),
    ("状态", 11, _status),
    ("目标（原文）", 16, _of_row(lambda row: target_said(row.standing, row.quote).replace(wording.NOTHING, ""))),
    ("实际", 11, _of_row(lambda row: number_cell(wording.amount(row.standing.actual, row.standing.indicator)))),
    ("单位", 8, _of_row(lambda row: row.standing.indicator.unit)),
    ("完成率（%）", 10, _of_row(lambda row: number_cell(wording.percent(row.standing.completion, row.status)))),
    ("进度（%）", 10, _of_row(lambda row: number_cell(wording.percent(row.standing.progress, row.status)))),
    ("序时进度（%）", 10, _of_row(lambda row: number_cell(wording.percent(row.standing.pace)))),
    ("差距（百分点，落后为正）", 14, _of_row(lambda row: lag_cell(row.standing))),
    ("差距（单位）", 16, _of_row(short_words)),
    ("时限", 12, _due),
    ("逾期（月）", 8, _late),
    ("完成日期", 12, _done_on),
    ("完成依据", 24, lambda item: item.milestone.mark.note if item.milestone and item.milestone.mark else None),
    ("批注", 36, _note),
    ("批注人和时间", 22, _noted),
)
