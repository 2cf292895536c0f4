"""Rows of the list sorted by a column and gathered in groups: by lamp, by task, by department."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.domain.assessment import Assessment
from dashboard.domain.pinyin import readings
from dashboard.domain.plan import Task
from dashboard.domain.rollup import Rollup
from dashboard.domain.status import Status
from dashboard.viewmodels.arrangement import Arrangement, Column, Grouping
from dashboard.viewmodels.standing_row import WORST_FIRST, StandingRow

NEEDS_WORK = (Status.CRITICAL, Status.BEHIND, Status.UNREPORTED)


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that stand together; what they share is one of `status`, `task` and `department`.

    All three are None where rows have no target, no lead, or stand in no groups at all. `rollup` is None for lamps.
    """

    key: str
    rows: tuple[StandingRow, ...]
    is_open: bool
    status: Status | None = None
    task: Task | None = None
    department: str | None = None
    rollup: Rollup | None = None


def build_row_groups(
    assessment: Assessment, rows: Iterable[StandingRow], arrangement: Arrangement, *, open_all: bool
) -> tuple[RowGroup, ...]:
    """The rows in the arrangement's order; what is on course starts closed unless all is to be open."""
    ordered = sort_rows(rows, arrangement)
    if not ordered:
        return ()
    return _GROUPINGS[arrangement.grouping](assessment, ordered, open_all)


def sort_rows(rows: Iterable[StandingRow], arrangement: Arrangement) -> list[StandingRow]:
    """The rows sorted by the arrangement's column; what has nothing there comes last, equals keep their order."""
    key = _KEYS[arrangement.sort]
    told = [(key(row), row) for row in rows]
    known = [pair for pair in told if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=arrangement.falling)
    return [row for _, row in known] + [row for value, row in told if value is None]


def _severity(row: StandingRow) -> int | None:
    return None if row.status is None else -WORST_FIRST.index(row.status)


def _spelt(text: str) -> tuple[str, ...]:
    """A text as a dictionary orders it: by what its characters sound like."""
    return tuple(min(readings(letter), default=letter) for letter in text)


_KEYS: dict[Column, Callable[[StandingRow], Any]] = {
    Column.STATUS: _severity,
    Column.NAME: lambda row: _spelt(row.standing.indicator.name),
    Column.TARGET: lambda row: row.standing.target,
    Column.ACTUAL: lambda row: row.standing.actual,
    Column.COMPLETION: lambda row: row.standing.completion,
    Column.PACE: lambda row: row.standing.pace,
    Column.LAG: lambda row: row.standing.lag,
    Column.REQUIRED: lambda row: row.standing.required,
    Column.PROJECTED: lambda row: row.standing.projected,
    Column.LEAD: lambda row: _spelt(row.task.lead[0]) if row.task.lead else None,
    Column.MONTH: lambda row: row.standing.month,
}


def _by_status(assessment: Assessment, rows: Sequence[StandingRow], open_all: bool) -> tuple[RowGroup, ...]:
    gathered = _gather(rows, lambda row: row.status)
    open_all = open_all or not any(status in gathered for status in NEEDS_WORK)
    return tuple(
        RowGroup(_key(status), tuple(gathered[status]), open_all or status in NEEDS_WORK, status=status)
        for status in (*WORST_FIRST, None)
        if status in gathered
    )


def _key(status: Status | None) -> str:
    return status.value.lower().replace("_", "-") if status else "none"


def _by_task(assessment: Assessment, rows: Sequence[StandingRow], open_all: bool) -> tuple[RowGroup, ...]:
    gathered = _gather(rows, lambda row: row.task.code)
    return tuple(
        RowGroup(f"task-{place}", tuple(found), True, task=task, rollup=_whole(assessment, found))
        for place, task in enumerate(assessment.plan.tasks)
        if (found := gathered.get(task.code))
    )


def _by_department(assessment: Assessment, rows: Sequence[StandingRow], open_all: bool) -> tuple[RowGroup, ...]:
    """Under the first of the departments that lead, in the plan's order; what nobody leads comes last."""
    gathered = _gather(rows, lambda row: row.task.lead[0] if row.task.lead else None)
    return tuple(
        RowGroup(f"department-{place}", tuple(found), True, department=name, rollup=_whole(assessment, found))
        for place, name in enumerate((*(d.name for d in assessment.plan.departments), None))
        if (found := gathered.get(name))
    )


def _in_one(assessment: Assessment, rows: Sequence[StandingRow], open_all: bool) -> tuple[RowGroup, ...]:
    return (RowGroup("all", tuple(rows), True),)


_GROUPINGS: dict[Grouping, Callable[[Assessment, Sequence[StandingRow], bool], tuple[RowGroup, ...]]] = {
    Grouping.STATUS: _by_status,
    Grouping.TASK: _by_task,
    Grouping.DEPARTMENT: _by_department,
    Grouping.NONE: _in_one,
}


def _gather(rows: Iterable[StandingRow], key: Callable[[StandingRow], Hashable]) -> dict[Hashable, list[StandingRow]]:
    gathered: dict[Hashable, list[StandingRow]] = {}
    for row in rows:
        gathered.setdefault(key(row), []).append(row)
    return gathered


def _whole(assessment: Assessment, rows: Iterable[StandingRow]) -> Rollup:
    return assessment.whole(row.standing for row in rows)
