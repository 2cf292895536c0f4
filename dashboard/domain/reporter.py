"""Who reports: a region for its own figures, a department for the city's figures of the tasks that it leads."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from dashboard.domain.measure import Amount
from dashboard.domain.month import Month
from dashboard.domain.plan import Indicator, Plan, Region


@dataclass(frozen=True, slots=True, order=True)
class Reporter:
    """A unit that reports: a region by its code, within the city one of its departments by name."""

    region: str
    department: str = ""

    def label(self, plan: Plan) -> str:
        """What the unit is called."""
        return self.department or plan.region_by_code[self.region].label

    def name(self, plan: Plan) -> str:
        """What the unit is called in full."""
        return self.department or plan.region_by_code[self.region].name


class AskedFigure(NamedTuple):
    """One figure that is asked for: what stands for the month already, what was reported last, and the target."""

    indicator: Indicator
    region: Region
    month: Month
    now: Amount | None
    last: Amount | None
    last_month: Month | None
    target: Decimal | None


def reporters_of(plan: Plan, indicator: Indicator, region: Region) -> tuple[Reporter, ...]:
    """The units that may answer for a figure; the first is asked for it."""
    own = Reporter(region.code)
    if region.parent is not None:
        return (own,)
    leads = plan.task_by_code[indicator.task].lead
    return (*(Reporter(region.code, lead) for lead in leads), own)


def asked_of(plan: Plan) -> dict[Reporter, tuple[Indicator, ...]]:
    """What every unit is asked for each month, in the plan's order: departments first, then regions."""
    found: dict[Reporter, list[Indicator]] = {}
    for indicator in plan.indicators:
        for region in plan.reporters(indicator):
            found.setdefault(reporters_of(plan, indicator, region)[0], []).append(indicator)
    places = {region.code: place for place, region in enumerate(plan.regions)}
    names = {department.name: place for place, department in enumerate(plan.departments)}
    order = sorted(found, key=lambda unit: (places[unit.region], names.get(unit.department, len(names))))
    return {unit: tuple(found[unit]) for unit in order}
