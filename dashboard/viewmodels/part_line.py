"""The regions below the one that an indicator is looked at in: their share, and what each must reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.assessment import Assessment
from dashboard.domain.measure import ZERO, Measure, divide
from dashboard.domain.standing import Standing
from dashboard.viewmodels.lamp_rule import next_value
from dashboard.viewmodels.standing_row import StandingRow, build_row, worst_first


@dataclass(frozen=True, slots=True)
class PartLine:
    """A region below the one looked at: its row, its share of the whole and what it must reach next month."""

    row: StandingRow
    share: Decimal | None
    next_value: Decimal | None


def build_part_lines(assessment: Assessment, whole: Standing, step: Decimal) -> tuple[PartLine, ...]:
    """The parts of the region looked at, what lies farthest behind first."""
    plan = assessment.plan
    parts = [
        assessment.by_cell[whole.indicator.code, child.code]
        for child in plan.children[whole.region.code]
        if plan.stands_in(whole.indicator, child)
    ]
    rows = worst_first([build_row(plan, part, assessment.as_of) for part in parts])
    return tuple(PartLine(row, _share(row.standing, parts), next_value(assessment, row.standing, step)) for row in rows)


def _share(part: Standing, parts: Sequence[Standing]) -> Decimal | None:
    """A part's share of what the parts add up to; only where they do add up."""
    if part.actual is None or part.indicator.measure not in (Measure.INCREMENT, Measure.STOCK):
        return None
    total = sum((p.actual for p in parts if p.actual is not None), ZERO)
    return divide(part.actual, total) if total else None
