"""The inspection list: tasks by pillar and section, each with its indicators, its milestones and what was said of it.

For a department it is its duty list: what it leads and, as a second list, what it is responsible for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from dashboard.domain.assessment import Assessment, MilestoneCount
from dashboard.domain.duty import FollowUp, MilestoneState, TaskNote
from dashboard.domain.finding import find
from dashboard.domain.plan import Pillar, Plan, Region, Section, Task
from dashboard.domain.rollup import Rollup
from dashboard.domain.scope import Role
from dashboard.domain.status import Status
from dashboard.viewmodels.filters import Filters, Query
from dashboard.viewmodels.milestone_row import MilestoneRow, build_milestone_rows
from dashboard.viewmodels.standing_row import WORST_FIRST, StandingRow

_BEHIND = (Status.CRITICAL, Status.BEHIND)


class Focus(StrEnum):
    """What alone is listed of every task: what is behind, or the milestones that are late."""

    BEHIND = "behind"
    LATE = "late"


def focus_of(query: Query) -> Focus | None:
    """The focus that an address names; None where it names none that there is."""
    return next((focus for focus in Focus if focus.value == query.get("only")), None)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task and what is listed of it; `behind` counts what is late of it, `notes` has the latest first."""

    task: Task
    rows: tuple[StandingRow, ...]
    milestones: tuple[MilestoneRow, ...]
    notes: tuple[TaskNote, ...]
    behind: int
    may_mark: bool

    @property
    def size(self) -> int:
        """How many lines it takes: one at least."""
        return max(1, len(self.rows) + len(self.milestones))


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """A section's tasks; `section` is None where the document has none."""

    section: Section | None
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True, slots=True)
class PillarBlock:
    """A pillar's tasks by section; roll-up and milestones are those of its tasks in this list, narrowed or not."""

    pillar: Pillar
    rollup: Rollup
    milestones: MilestoneCount
    sections: tuple[SectionBlock, ...]


@dataclass(frozen=True, slots=True)
class DutyList:
    """One list: of a department in one part (`role`), or of all tasks where `role` is None."""

    role: Role | None
    pillars: tuple[PillarBlock, ...]

    @property
    def lines(self) -> tuple[TaskLine, ...]:
        """Its tasks in their order."""
        return tuple(line for p in self.pillars for section in p.sections for line in section.tasks)


@dataclass(frozen=True, slots=True)
class TaskChip:
    """How many tasks have something with this lamp, or in this focus; all tasks where it is None."""

    value: Status | Focus | None
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class TaskList:
    """What the inspection list shows; `lamps` and `focuses` count the scope without the filter that they set.

    `may_write` says whether notes may be written.
    """

    assessment: Assessment
    filters: Filters
    focus: Focus | None
    region: Region
    lists: tuple[DutyList, ...]
    lamps: tuple[TaskChip, ...]
    focuses: tuple[TaskChip, ...]
    may_write: bool

    @property
    def total(self) -> int:
        """How many tasks are listed, each once."""
        return len({line.task.code for duty in self.lists for line in duty.lines})

    @property
    def narrows(self) -> bool:
        """Whether anything is set beside plan and month."""
        return self.filters.narrows or self.focus is not None


def build_task_list(
    assessment: Assessment,
    filters: Filters,
    rows: Mapping[str, StandingRow],
    follow_up: FollowUp,
    *,
    focus: Focus | None = None,
    may_mark: Callable[[Task], bool] = lambda _: False,
    may_write: bool = False,
) -> TaskList:
    """The scope's tasks; `rows` are the region's standings by indicator code."""
    plan = assessment.plan
    mine = _by_task(rows)
    every = [
        _line(assessment, task, mine.get(task.code, ()), follow_up, may_mark(task))
        for task in plan.tasks
        if _is_in(plan, filters, task)
    ]
    place = plan.region_by_code[filters.region or plan.root.code]
    if place.parent is not None:
        every = [line for line in every if line.rows]
    shown = [found for line in every if (found := _focused(line, filters.status, focus))]
    return TaskList(
        assessment=assessment,
        filters=filters,
        focus=focus,
        region=place,
        lists=tuple(_duty_list(assessment, filters, role, shown) for role in _roles(filters)),
        lamps=tuple(TaskChip(lamp, _count(every, lamp, focus), lamp is filters.status) for lamp in WORST_FIRST),
        focuses=tuple(
            TaskChip(wanted, _count(every, filters.status, wanted), wanted is focus) for wanted in (None, *Focus)
        ),
        may_write=may_write,
    )


def _is_in(plan: Plan, filters: Filters, task: Task) -> bool:
    return filters.scope.admits_task(task) and (not filters.text or _finds(plan, filters.text, task))


def _finds(plan: Plan, text: str, task: Task) -> bool:
    """Whether every word stands in the task, its departments, or what is measured and delivered of it."""
    names = [task.title, *task.lead, *task.responsible]
    names += [name for i in plan.indicators if i.task == task.code for name in (i.name, i.short_name)]
    names += [m.name for m in plan.milestones if m.task == task.code]
    codes = {task.number, f"第{task.number}条", task.code.casefold()}
    codes |= {i.code.casefold() for i in plan.indicators if i.task == task.code}
    return all(word in codes or any(find(word, name) is not None for name in names) for word in text.casefold().split())


def _by_task(rows: Mapping[str, StandingRow]) -> dict[str, tuple[StandingRow, ...]]:
    found: dict[str, tuple[StandingRow, ...]] = {}
    for row in rows.values():
        found[row.task.code] = (*found.get(row.task.code, ()), row)
    return found


def _line(
    assessment: Assessment, task: Task, rows: tuple[StandingRow, ...], follow_up: FollowUp, may_mark: bool
) -> TaskLine:
    milestones = build_milestone_rows(
        assessment, [m for m in assessment.plan.milestones if m.task == task.code], follow_up
    )
    return TaskLine(task, rows, milestones, follow_up.notes.get(task.code, ()), _behind(rows, milestones), may_mark)


def _behind(rows: tuple[StandingRow, ...], milestones: tuple[MilestoneRow, ...]) -> int:
    late = sum(row.state is MilestoneState.LATE for row in milestones)
    return late + sum(row.status in _BEHIND for row in rows)


def _focused(line: TaskLine, status: Status | None, focus: Focus | None) -> TaskLine | None:
    """What is listed of a task under a lamp and a focus; None where that is nothing. A milestone has no lamp."""
    if status is None and focus is None:
        return line
    rows = tuple(row for row in line.rows if _is_seen(row, status, focus))
    late = tuple(m for m in line.milestones if m.state is MilestoneState.LATE) if status is None else ()
    return replace(line, rows=rows, milestones=late) if rows or late else None


def _is_seen(row: StandingRow, status: Status | None, focus: Focus | None) -> bool:
    if focus is Focus.LATE or (focus is Focus.BEHIND and row.status not in _BEHIND):
        return False
    return status in (None, row.status)


def _roles(filters: Filters) -> tuple[Role | None, ...]:
    if not filters.department:
        return (None,)
    return (filters.role,) if filters.role else (Role.LEAD, Role.RESPONSIBLE)


def _duty_list(assessment: Assessment, filters: Filters, role: Role | None, lines: list[TaskLine]) -> DutyList:
    own = filters.but(role=role, status=None, text=None)
    mine = [line for line in lines if own.scope.admits_task(line.task)]
    rollups = assessment.by_pillar(assessment.select(own.scope))
    counts = assessment.milestones_by_pillar(own.scope)
    return DutyList(
        role,
        tuple(
            PillarBlock(pillar, rollups[pillar.code], counts[pillar.code], tuple(_sections(assessment.plan, here)))
            for pillar in assessment.plan.pillars
            if (here := [line for line in mine if line.task.pillar == pillar.code])
        ),
    )


def _sections(plan: Plan, lines: list[TaskLine]) -> Iterator[SectionBlock]:
    known = {section.code: section for section in plan.sections}
    for code in dict.fromkeys(line.task.section for line in lines):
        yield SectionBlock(known.get(code or ""), tuple(line for line in lines if line.task.section == code))


def _count(lines: list[TaskLine], status: Status | None, focus: Focus | None) -> int:
    return sum(_focused(line, status, focus) is not None for line in lines)
