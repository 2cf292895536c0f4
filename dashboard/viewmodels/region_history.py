"""How a region stood at the end of each earlier month: what trends are drawn from."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.domain.assessment import Assessment
from dashboard.domain.month import Month, months_between
from dashboard.domain.plan import Region
from dashboard.domain.position import Known
from dashboard.domain.standing import judge_region
from dashboard.domain.yardstick import yardsticks

MOST_MONTHS = 60


def build_history(
    assessment: Assessment, region: Region, lines: Mapping[str, Mapping[Month, Known]]
) -> tuple[Assessment, ...]:
    """A region's assessments of the months before, oldest first, from its positions by indicator code.

    They hold the standings of that region alone, and of a plan longer than five years only the last five.
    """
    plan, last = assessment.plan, assessment.as_of.plus(-1)
    first = max(plan.first_month, last.plus(1 - MOST_MONTHS))
    return tuple(
        Assessment(
            plan,
            month,
            assessment.revision,
            {region.code: judge_region(plan, yardsticks(plan, region, month), _positions(lines, month))},
        )
        for month in months_between(first, last)
    )


def _positions(lines: Mapping[str, Mapping[Month, Known]], month: Month) -> dict[str, Known]:
    """What stood at a month's end: the latest position not after it."""
    reached = {code: max((m for m in track if m <= month), default=None) for code, track in lines.items()}
    return {code: lines[code][at] for code, at in reached.items() if at is not None}
