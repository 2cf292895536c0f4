"""What a task is followed up by beside its indicators: milestones done, late or open, and notes about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from dashboard.domain.access import Unit
from dashboard.domain.month import Month
from dashboard.domain.plan import Milestone, Plan, Task


class MilestoneState(StrEnum):
    """How a milestone stands at a month's end. Its own month is the last in which it is not late."""

    DONE = "done"
    LATE = "late"
    DUE = "due"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class MilestoneMark:
    """What was said of a milestone: done on a day, shown by a note; `done_on` None takes an earlier mark back.

    `by` and `at` are who said so and when; a demonstration's mark is made up.
    """

    milestone: str
    done_on: date | None
    note: str = ""
    by: str = ""
    at: datetime | None = None
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class TaskNote:
    """What somebody wrote about a task, and when."""

    task: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What was said of a plan's milestones and tasks, by code.

    `marks` is what counts now, `history` everything said by hand, oldest first; `notes` has the latest first.
    """

    marks: Mapping[str, MilestoneMark] = field(default_factory=dict)
    history: Mapping[str, tuple[MilestoneMark, ...]] = field(default_factory=dict)
    notes: Mapping[str, tuple[TaskNote, ...]] = field(default_factory=dict)


def milestone_state(milestone: Milestone, is_done: bool, as_of: Month) -> MilestoneState:
    """How a milestone stands as of a month."""
    if is_done:
        return MilestoneState.DONE
    if as_of > milestone.due:
        return MilestoneState.LATE
    return MilestoneState.DUE if as_of == milestone.due else MilestoneState.OPEN


def was_late(milestone: Milestone, mark: MilestoneMark) -> bool:
    """Whether a milestone was done, though only after its month."""
    return mark.done_on is not None and mark.done_on > milestone.due.last_day


def task_unit(plan: Plan, task: Task) -> Unit:
    """The part of a plan that a task's milestones are: its departments', and of the whole city."""
    return Unit(frozenset((*task.lead, *task.responsible)), frozenset((plan.root.code,)))
