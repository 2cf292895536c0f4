"""The heat map: every county against every indicator that counties report."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from dashboard.domain.assessment import Assessment, RegionRollup
from dashboard.domain.plan import Indicator, Pillar, ReportedBy
from dashboard.domain.standing import Standing
from dashboard.viewmodels.filters import Filters
from dashboard.viewmodels.worklist import build_regions


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """An indicator of the map and the pillar that it belongs to."""

    indicator: Indicator
    pillar: Pillar


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A region with its roll-up and its standing for each column."""

    region: RegionRollup
    cells: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class HeatPillar:
    """A pillar and how many columns in a row are its own."""

    pillar: Pillar
    count: int


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Regions in the order of their rank, indicators in the plan's order. The status filter is left aside."""

    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]

    @property
    def pillars(self) -> tuple[HeatPillar, ...]:
        """The pillars above the columns, from left to right."""
        return tuple(HeatPillar(pillar, len(tuple(found))) for pillar, found in groupby(c.pillar for c in self.columns))


def build_heat_map(assessment: Assessment, filters: Filters) -> HeatMap:
    """The counties' standings for the scope's indicators; empty where counties report none of them."""
    plan = assessment.plan
    scope = filters.but(status=None, region=None).scope
    indicators = [
        s.indicator for s in assessment.select(scope) if s.indicator.reported_by is ReportedBy.COUNTIES
    ]  # fmt: skip
    columns = tuple(HeatColumn(i, plan.pillar_by_code[plan.pillar_of(i)]) for i in indicators)
    rows = tuple(
        HeatRow(found, tuple(assessment.by_cell[column.indicator.code, found.region.code] for column in columns))
        for found in build_regions(assessment, filters)
    )
    return HeatMap(columns, rows if columns else ())
