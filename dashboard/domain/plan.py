"""A plan: pillars, sections, tasks, indicators and milestones of one document, with its regions and targets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from dashboard.domain.measure import Comparator, Measure
from dashboard.domain.month import Month
from dashboard.domain.plan_rules import Rules


class ReportedBy(StrEnum):
    """Who reports an indicator: the city alone, or each county."""

    CITY = "city"
    COUNTIES = "counties"


@dataclass(frozen=True, slots=True)
class Pillar:
    """One of the plan's main parts."""

    code: str
    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a pillar."""

    code: str
    pillar: str
    name: str


@dataclass(frozen=True, slots=True)
class Task:
    """A numbered clause and its departments; the pillar is always known, the section None where there are none."""

    code: str
    pillar: str
    section: str | None
    number: str
    title: str
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One measured target of a task, for the whole city."""

    code: str
    task: str
    name: str
    unit: str
    measure: Measure
    comparator: Comparator
    target: Decimal
    due: Month
    short_name: str = ""
    baseline: Decimal | None = None
    baseline_note: str = ""
    reported_by: ReportedBy = ReportedBy.CITY
    pairs_with: str | None = None
    headline: bool = False
    strength: str = ""
    wording: str = ""
    note: str = ""
    weight: Decimal = Decimal(1)

    @property
    def label(self) -> str:
        """The short name, or the name where there is none."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class Milestone:
    """A deliverable without a number: done or not."""

    code: str
    task: str
    name: str
    due: Month
    kind: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Department:
    """A unit that leads or is responsible for tasks."""

    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """The city, a county or a development zone; the one without a parent is the city."""

    code: str
    name: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    kind: str = ""
    parent: str | None = None
    tile_row: int | None = None
    tile_col: int | None = None

    @property
    def label(self) -> str:
        """The short name, or the name where there is none."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class RegionalTarget:
    """What one region is to reach of one indicator."""

    indicator: str
    region: str
    target: Decimal
    baseline: Decimal | None = None


@dataclass(frozen=True)
class Plan:
    """One document's targets from its first month to its last. Sequences keep the document's order."""

    code: str
    title: str
    first_month: Month
    last_month: Month
    pillars: tuple[Pillar, ...]
    tasks: tuple[Task, ...]
    indicators: tuple[Indicator, ...]
    regions: tuple[Region, ...]
    sections: tuple[Section, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    departments: tuple[Department, ...] = ()
    targets: tuple[RegionalTarget, ...] = ()
    short_title: str = ""
    issuer: str = ""
    document_number: str = ""
    issued_on: date | None = None
    rules: Rules = field(default_factory=Rules)
    source: str | None = None

    @cached_property
    def root(self) -> Region:
        """The region with none of the others above it: "the city", be it a province or a nation."""
        return next(region for region in self.regions if region.parent not in self.region_by_code)

    @cached_property
    def region_by_code(self) -> dict[str, Region]:
        """Regions by code."""
        return {region.code: region for region in self.regions}

    @cached_property
    def indicator_by_code(self) -> dict[str, Indicator]:
        """Indicators by code."""
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def task_by_code(self) -> dict[str, Task]:
        """Tasks by code."""
        return {task.code: task for task in self.tasks}

    @cached_property
    def pillar_by_code(self) -> dict[str, Pillar]:
        """Pillars by code."""
        return {pillar.code: pillar for pillar in self.pillars}

    @cached_property
    def children(self) -> dict[str, tuple[Region, ...]]:
        """The direct children of every region, by its code."""
        return {r.code: tuple(c for c in self.regions if c.parent == r.code) for r in self.regions}

    @cached_property
    def counties(self) -> tuple[Region, ...]:
        """The regions that report for themselves: those with no region below them, the city apart."""
        return tuple(r for r in self.regions if r.parent is not None and not self.children[r.code])

    @cached_property
    def bottom_up(self) -> tuple[Region, ...]:
        """All regions, each after those below it; the city last."""
        found = [self.root]
        for region in found:
            found.extend(self.children[region.code])
        return tuple(reversed(found))

    @cached_property
    def target_by_cell(self) -> dict[tuple[str, str], RegionalTarget]:
        """Regional targets by (indicator code, region code)."""
        return {(target.indicator, target.region): target for target in self.targets}

    @cached_property
    def stock_of_increment(self) -> dict[str, str]:
        """The stock that each paired increment should add up to, by code."""
        return {i.code: i.pairs_with for i in self.indicators if i.pairs_with}

    @cached_property
    def increment_of_stock(self) -> dict[str, str]:
        """The increment that each paired stock grows by, by code."""
        return {stock: increment for increment, stock in self.stock_of_increment.items()}

    def reporters(self, indicator: Indicator) -> tuple[Region, ...]:
        """The regions whose figures are expected for an indicator every month."""
        if indicator.reported_by is ReportedBy.COUNTIES and self.counties:
            return self.counties
        return (self.root,)

    def stands_in(self, indicator: Indicator, region: Region) -> bool:
        """Whether the region has a standing for the indicator."""
        return region.parent is None or indicator.reported_by is ReportedBy.COUNTIES

    def adds_up(self, indicator: Indicator, region: Region) -> bool:
        """Whether the region's value is rolled up from the regions below it."""
        by_counties = indicator.reported_by is ReportedBy.COUNTIES
        return by_counties and indicator.measure is not Measure.LEVEL and bool(self.children[region.code])

    def pillar_of(self, indicator: Indicator) -> str:
        """The code of the pillar that an indicator belongs to."""
        return self.task_by_code[indicator.task].pillar

    def hold(self, month: Month) -> Month:
        """The month, or the plan's nearest where it lies outside."""
        return min(max(month, self.first_month), self.last_month)
