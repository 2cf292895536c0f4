"""What a month still owes: for every region that reports, the figures asked of it and those that are not there yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.assessment import Assessment
from dashboard.domain.measure import divide
from dashboard.domain.plan import Indicator, Region


@dataclass(frozen=True, slots=True)
class RegionDues:
    """One region's figures for a month: how many are asked, and the indicators without one."""

    region: Region
    expected: int
    missing: tuple[Indicator, ...]

    @property
    def published(self) -> int:
        """How many of the figures asked for are published."""
        return self.expected - len(self.missing)

    @property
    def share(self) -> Decimal:
        """The part of the figures asked for that is published."""
        return divide(Decimal(self.published), Decimal(self.expected))


def build_dues(
    assessment: Assessment, may_report: Callable[[Indicator, Region], bool] | None = None
) -> tuple[RegionDues, ...]:
    """The dues of every region that reports, for the assessment's own month, in the plan's order.

    With `may_report` only what somebody may report.
    """
    plan = assessment.plan
    asked: dict[str, list[Indicator]] = {region.code: [] for region in plan.regions}
    for indicator in plan.indicators:
        for region in plan.reporters(indicator):
            if may_report is None or may_report(indicator, region):
                asked[region.code].append(indicator)
    return tuple(
        RegionDues(region, len(asked[region.code]), _missing(assessment, region, asked[region.code]))
        for region in plan.regions
        if asked[region.code]
    )


def _missing(assessment: Assessment, region: Region, asked: list[Indicator]) -> tuple[Indicator, ...]:
    def has_come(indicator: Indicator) -> bool:
        standing = assessment.by_cell.get((indicator.code, region.code))
        return standing is not None and standing.month == assessment.as_of

    return tuple(indicator for indicator in asked if not has_come(indicator))
