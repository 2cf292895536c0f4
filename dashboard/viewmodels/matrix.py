"""Regions against pillars or indicators: where width allows it, which place lags in what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.assessment import Assessment
from dashboard.domain.plan import Indicator, Region, ReportedBy
from dashboard.domain.rollup import Rollup
from dashboard.domain.scope import Scope
from dashboard.domain.status import Status


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One place of the matrix: the lamp with completion (a share) and lag in points; None is unknown."""

    status: Status | None
    score: Decimal | None
    lag: Decimal | None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A region with one cell for each column, None where the region has no target there."""

    region: Region
    cells: tuple[MatrixCell | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of lamps."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def build_pillar_matrix(assessment: Assessment, regions: Iterable[Region]) -> Matrix:
    """Regions × those pillars that any of them has targets in, each cell a roll-up."""
    groups = {r: assessment.by_pillar(assessment.select(Scope(region=r.code))) for r in regions}
    pillars = [p for p in assessment.plan.pillars if any(group[p.code].total for group in groups.values())]
    rows = tuple(
        MatrixRow(region, tuple(_rolled_up(group[pillar.code]) for pillar in pillars))
        for region, group in groups.items()
    )
    return Matrix(tuple(pillar.name for pillar in pillars), rows)


def build_indicator_matrix(
    assessment: Assessment, regions: Iterable[Region], indicators: Sequence[Indicator]
) -> Matrix | None:
    """Regions × those of the indicators that counties report; None where there is nothing to show."""
    chosen = [i for i in indicators if i.reported_by is ReportedBy.COUNTIES]
    rows = tuple(MatrixRow(region, tuple(_cell(assessment, i, region) for i in chosen)) for region in regions)
    return Matrix(tuple(i.label for i in chosen), rows) if chosen and rows else None


def _cell(assessment: Assessment, indicator: Indicator, region: Region) -> MatrixCell | None:
    standing = assessment.by_cell.get((indicator.code, region.code))
    if standing is None or not standing.counts:
        return None
    return MatrixCell(standing.status, standing.completion, standing.lag)


def _rolled_up(group: Rollup) -> MatrixCell | None:
    return None if group.score is None else MatrixCell(group.status, group.score, group.lag)
