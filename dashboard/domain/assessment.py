"""An assessment: every standing of a plan as of one month, and its roll-ups. What all surfaces are drawn from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from dashboard.domain.access import path_of
from dashboard.domain.month import Month
from dashboard.domain.plan import Department, Milestone, Plan, Region
from dashboard.domain.rollup import Rollup, rank, roll_up, roll_up_by
from dashboard.domain.scope import Role, Scope
from dashboard.domain.standing import Standing


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How much of a month has come in: published figures out of those expected."""

    month: Month
    published: int
    expected: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """One published submission, as the wall's last line names it."""

    number: int
    name: str
    by: str
    figures: int
    at: datetime


@dataclass(frozen=True, slots=True)
class MilestoneCount:
    """Milestones done out of all."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class RegionRollup:
    """One region's roll-up and its rank among the regions of its level; None is not ranked."""

    region: Region
    rollup: Rollup
    rank: int | None


@dataclass(frozen=True, slots=True)
class DepartmentRollup:
    """What a department leads and, as a second list, what it is responsible for."""

    department: Department
    lead: Rollup
    responsible: Rollup
    lead_milestones: MilestoneCount
    responsible_milestones: MilestoneCount


@dataclass(frozen=True)
class Assessment:
    """Every standing of a plan as of one month, at one revision of the database.

    `standings` holds them by region code in the plan's order; `milestones_done` the codes done by the month;
    `running` what has come in for the month after, None where there is nothing or no such month; `published` the
    months with figures; `demonstration` is True while any made-up submission is published.
    """

    plan: Plan
    as_of: Month
    revision: int
    standings: Mapping[str, tuple[Standing, ...]]
    milestones_done: frozenset[str] = frozenset()
    running: Arrivals | None = None
    published: tuple[Month, ...] = ()
    demonstration: bool = False
    deliveries: tuple[Delivery, ...] = ()

    @cached_property
    def by_cell(self) -> dict[tuple[str, str], Standing]:
        """Standings by (indicator code, region code)."""
        return {(s.indicator.code, code): s for code, group in self.standings.items() for s in group}

    def select(self, scope: Scope) -> tuple[Standing, ...]:
        """The standings of the scope's region that pass its filters, in the plan's order."""
        group = self.standings.get(scope.region or self.plan.root.code, ())
        return _admitted(group, scope, scope.indicators(self.plan)) if scope.narrows else group

    def whole(self, standings: Iterable[Standing]) -> Rollup:
        """The roll-up of all these standings."""
        return roll_up(standings, self.plan.rules.red_after)

    def by_pillar(self, standings: Iterable[Standing]) -> dict[str, Rollup]:
        """A roll-up for each pillar of the plan, empty ones included, in the plan's order."""
        found = roll_up_by(standings, lambda s: (self.plan.pillar_of(s.indicator),), self.plan.rules.red_after)
        return {pillar.code: found.get(pillar.code, Rollup()) for pillar in self.plan.pillars}

    def by_task(self, standings: Iterable[Standing]) -> dict[str, Rollup]:
        """A roll-up for each task that has indicators among these standings, by task code."""
        return roll_up_by(standings, lambda s: (s.indicator.task,), self.plan.rules.red_after)

    def by_region(self, scope: Scope | None = None) -> tuple[RegionRollup, ...]:
        """A roll-up for each region below the city in the plan's order, ranked within its level."""
        return self._by_region(scope) if scope and scope.narrows else self._by_region_in_full

    @cached_property
    def _by_region_in_full(self) -> tuple[RegionRollup, ...]:
        return self._by_region(Scope())

    def _by_region(self, scope: Scope) -> tuple[RegionRollup, ...]:
        codes = scope.indicators(self.plan)
        regions = [region for region in self.plan.regions if region is not self.plan.root]
        rollups = [self.whole(_admitted(self.standings.get(r.code, ()), scope, codes)) for r in regions]
        ranks: dict[str, int | None] = {}
        for level in {self._level(region) for region in regions}:
            peers = [(r, rollup) for r, rollup in zip(regions, rollups, strict=True) if self._level(r) == level]
            ranks |= zip((r.code for r, _ in peers), rank([rollup.score for _, rollup in peers]), strict=True)
        return tuple(RegionRollup(r, rollup, ranks[r.code]) for r, rollup in zip(regions, rollups, strict=True))

    def by_department(self, standings: Iterable[Standing]) -> tuple[DepartmentRollup, ...]:
        """A pair of roll-ups for each department, in the plan's order."""
        tasks, red_after, group = self.plan.task_by_code, self.plan.rules.red_after, tuple(standings)
        lead = roll_up_by(group, lambda s: tasks[s.indicator.task].lead, red_after)
        responsible = roll_up_by(group, lambda s: tasks[s.indicator.task].responsible, red_after)
        return tuple(
            DepartmentRollup(
                department,
                lead.get(department.name, Rollup()),
                responsible.get(department.name, Rollup()),
                self.milestones(Scope(department=department.name, role=Role.LEAD)),
                self.milestones(Scope(department=department.name, role=Role.RESPONSIBLE)),
            )
            for department in self.plan.departments
        )

    def milestones(self, scope: Scope) -> MilestoneCount:
        """The scope's milestones, counted; a region below the city has none."""
        found = self.milestones_of(scope)
        return MilestoneCount(sum(m.code in self.milestones_done for m in found), len(found))

    def milestones_by_pillar(self, scope: Scope) -> dict[str, MilestoneCount]:
        """The scope's milestones counted for each pillar of the plan."""
        found = self.milestones_of(scope)
        pillar_of = {task.code: task.pillar for task in self.plan.tasks}
        counts = {}
        for pillar in self.plan.pillars:
            mine = [m for m in found if pillar_of[m.task] == pillar.code]
            counts[pillar.code] = MilestoneCount(sum(m.code in self.milestones_done for m in mine), len(mine))
        return counts

    def milestones_of(self, scope: Scope) -> tuple[Milestone, ...]:
        """The milestones of the scope's pillar and department, in the plan's order."""
        if scope.region not in (None, self.plan.root.code):
            return ()
        tasks = self.plan.task_by_code
        return tuple(m for m in self.plan.milestones if scope.admits_task(tasks[m.task]))

    def _level(self, region: Region) -> int:
        return len(path_of(self.plan, region))


def _admitted(standings: tuple[Standing, ...], scope: Scope, codes: Collection[str]) -> tuple[Standing, ...]:
    """The standings of these indicators that have the scope's lamp."""
    return tuple(s for s in standings if s.indicator.code in codes and scope.status in (None, s.status))
