"""A plan as its folder words it, before it is known to hold together; every part keeps its place in the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

from dashboard.domain.measure import Measure
from dashboard.domain.month import Month
from dashboard.domain.plan import Department, Indicator, Milestone, Pillar, Plan, Region, RegionalTarget, Section, Task
from dashboard.domain.plan_rules import Rules

PLAN_FILE = "plan.toml"
SOURCE_FILE = "source.txt"

T_co = TypeVar("T_co", covariant=True)


class Coded(Protocol):
    """A part of a plan that others name by its code."""

    @property
    def code(self) -> str:
        """What it is named by."""


C = TypeVar("C", bound=Coded)


@dataclass(frozen=True, slots=True)
class Placed(Generic[T_co]):
    """What one row holds, with its line and the columns that could not be read: there a stand-in is held."""

    line: int
    value: T_co
    unread: frozenset[str] = frozenset()

    def has_read(self, *columns: str) -> bool:
        """Whether all of these columns hold what the file says."""
        return self.unread.isdisjoint(columns)


@dataclass(frozen=True, slots=True)
class Listed(Generic[T_co]):
    """One table in the order of its file; not whole where the file or some of its rows could not be read."""

    file: str
    entries: tuple[Placed[T_co], ...] = ()
    whole: bool = True

    def __iter__(self) -> Iterator[Placed[T_co]]:
        return iter(self.entries)

    @property
    def values(self) -> tuple[T_co, ...]:
        """What the rows hold, without their places."""
        return tuple(placed.value for placed in self.entries)


def by_code(listed: Listed[C]) -> dict[str, Placed[C]]:
    """The rows of a table by code; the first counts where a code stands twice."""
    found: dict[str, Placed[C]] = {}
    for placed in listed:
        if placed.value.code:
            found.setdefault(placed.value.code, placed)
    return found


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What plan.toml says, with the line of each key; stand-ins are held for keys that could not be read."""

    code: str = ""
    title: str = ""
    short_title: str = ""
    issuer: str = ""
    document_number: str = ""
    issued_on: date | None = None
    first_month: Month | None = None
    last_month: Month | None = None
    rules: Rules = field(default_factory=Rules)
    lines: Mapping[str, int] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    def line_of(self, key: str) -> int:
        """The line of a key; the first where the key is not there."""
        return self.lines.get(key, 1)


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan folder as read. A task names its section or its pillar; increments may still have a baseline."""

    head: PlanHead
    pillars: Listed[Pillar]
    sections: Listed[Section]
    tasks: Listed[Task]
    indicators: Listed[Indicator]
    milestones: Listed[Milestone]
    departments: Listed[Department]
    regions: Listed[Region]
    targets: Listed[RegionalTarget]
    source: str | None = None


def settled_baseline(measure: Measure, baseline: Decimal | None) -> Decimal | None:
    """The baseline that counts: increments start from zero and have none of their own."""
    return None if measure is Measure.INCREMENT else baseline


def plan_of(draft: PlanDraft) -> Plan:
    """The plan that a draft without errors stands for; ValueError where the draft has no months."""
    head = draft.head
    if head.first_month is None or head.last_month is None:
        raise ValueError("a plan needs its first and its last month")
    return Plan(
        code=head.code,
        title=head.title,
        short_title=head.short_title,
        issuer=head.issuer,
        document_number=head.document_number,
        issued_on=head.issued_on,
        first_month=head.first_month,
        last_month=head.last_month,
        rules=head.rules,
        pillars=draft.pillars.values,
        sections=draft.sections.values,
        tasks=_tasks(draft),
        indicators=tuple(
            replace(found, baseline=settled_baseline(found.measure, found.baseline))
            for found in draft.indicators.values
        ),
        milestones=draft.milestones.values,
        departments=draft.departments.values,
        regions=draft.regions.values,
        targets=_targets(draft),
        source=draft.source,
    )


def _tasks(draft: PlanDraft) -> tuple[Task, ...]:
    pillar_of = {section.code: section.pillar for section in draft.sections.values}
    return tuple(replace(task, pillar=pillar_of[task.section]) if task.section else task for task in draft.tasks.values)


def _targets(draft: PlanDraft) -> tuple[RegionalTarget, ...]:
    measure_of = {indicator.code: indicator.measure for indicator in draft.indicators.values}
    return tuple(settled_target(target, measure_of[target.indicator]) for target in draft.targets.values)


def settled_target(target: RegionalTarget, measure: Measure) -> RegionalTarget:
    """The regional target with the baseline that counts."""
    baseline = settled_baseline(measure, target.baseline)
    return target if baseline == target.baseline else replace(target, baseline=baseline)
