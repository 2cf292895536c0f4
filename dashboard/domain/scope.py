"""A scope: which part of a plan is looked at. The same filters on every page, command and export."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from dashboard.domain.finding import find
from dashboard.domain.plan import Indicator, Plan, Task
from dashboard.domain.status import Status


class Role(StrEnum):
    """In which part a department is looked at."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"


@dataclass(frozen=True, slots=True)
class Scope:
    """Filters; None leaves everything in. `region` alone picks whose standings they are, None the city's.

    A department takes in the tasks it leads and those it is responsible for, unless `role` names one of the two.
    """

    region: str | None = None
    department: str | None = None
    role: Role | None = None
    pillar: str | None = None
    status: Status | None = None
    text: str | None = None

    @property
    def narrows(self) -> bool:
        """Whether any filter is set beside the region."""
        return any((self.department, self.pillar, self.status, self.text))

    def within(self, region: str) -> Scope:
        """The same filters on another region."""
        return replace(self, region=region)

    def admits_task(self, task: Task) -> bool:
        """Whether a task passes the pillar and department."""
        if self.pillar and task.pillar != self.pillar:
            return False
        if not self.department:
            return True
        leads = self.role is not Role.RESPONSIBLE and self.department in task.lead
        return leads or (self.role is not Role.LEAD and self.department in task.responsible)

    def indicators(self, plan: Plan) -> frozenset[str]:
        """The codes of the indicators that pass pillar, department and text."""
        admitted = {task.code: task for task in plan.tasks if self.admits_task(task)}
        return frozenset(
            i.code
            for i in plan.indicators
            if i.task in admitted and (not self.text or _holds(self.text, admitted[i.task], i))
        )


def _holds(text: str, task: Task, indicator: Indicator) -> bool:
    """Whether every word of the text stands in the indicator's names, its code or its clause, or sounds like them."""
    return all(_finds(word, task, indicator) for word in text.casefold().split())


def _finds(word: str, task: Task, indicator: Indicator) -> bool:
    if word in (task.number, f"第{task.number}条"):
        return True
    if word in indicator.code.casefold() and not word.isdigit():
        return True
    return any(find(word, place) is not None for place in (indicator.name, indicator.short_name, task.title))
