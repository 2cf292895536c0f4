"""Why a lamp burns as it does, and what turns it: the rule's inputs and its turning points, asked of the rule."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dashboard.domain.assessment import Assessment
from dashboard.domain.month import Month
from dashboard.domain.standing import Standing
from dashboard.domain.turning import TurningPoints, turning_numerator, turning_points, turning_value
from dashboard.domain.yardstick import yardstick_of
from dashboard.viewmodels.lamp_ruler import Ruler, build_ruler


class Formula(StrEnum):
    """How progress is told from an actual value."""

    AGAINST_TARGET = "against-target"
    FROM_BASELINE = "from-baseline"
    UNDER_CEILING = "under-ceiling"


@dataclass(frozen=True, slots=True)
class LampRule:
    """Why the lamp burns as it does and what turns it; values in the indicator's unit.

    `due` is the value due this month, `now` and `next` the turning points of this month and of `next_month`; both of
    these are None in the plan's last month. `short_of` is one `step` short of the next month's turning point;
    `numerator` is what a ratio's must be next month over the denominator of now. `rulers` draw the turning points.
    """

    formula: Formula
    step: Decimal
    due: Decimal | None
    now: TurningPoints
    next_month: Month | None
    next: TurningPoints | None
    short_of: Decimal | None
    more: Decimal | None
    numerator: Decimal | None
    rulers: tuple[Ruler, ...]


def build_lamp_rule(assessment: Assessment, standing: Standing, step: Decimal) -> LampRule:
    """The rule behind a standing's lamp; `step` is the smallest step that its unit is counted in."""
    now = _points(assessment, standing, step, assessment.as_of)
    after = next_month(assessment)
    ahead = _points(assessment, standing, step, after) if after else None
    goal = ahead.on_pace if ahead else None
    back = step if standing.indicator.comparator.is_ceiling else -step
    by_month = {assessment.as_of: now} | ({after: ahead} if after and ahead else {})
    return LampRule(
        formula=_formula(standing),
        step=step,
        due=standing.due_value,
        now=now,
        next_month=after,
        next=ahead,
        short_of=None if goal is None else goal + back,
        more=None if goal is None or standing.actual is None else goal - standing.actual,
        numerator=_numerator(assessment, standing, after) if after and goal is not None else None,
        rulers=build_ruler(standing, by_month),
    )


def next_month(assessment: Assessment) -> Month | None:
    """The month after the one looked at; None in the plan's last."""
    after = assessment.as_of.plus(1)
    return after if after <= assessment.plan.last_month else None


def next_value(assessment: Assessment, standing: Standing, step: Decimal) -> Decimal | None:
    """What a standing must reach next month to be on pace."""
    after = next_month(assessment)
    if after is None:
        return None
    stick = yardstick_of(assessment.plan, standing.indicator, standing.region, after)
    return turning_value(stick, standing.baseline, step)


def _points(assessment: Assessment, standing: Standing, step: Decimal, month: Month) -> TurningPoints:
    stick = yardstick_of(assessment.plan, standing.indicator, standing.region, month)
    return turning_points(stick, standing.baseline, step)


def _numerator(assessment: Assessment, standing: Standing, month: Month) -> Decimal | None:
    if standing.amount is None or standing.amount.over is None:
        return None
    stick = yardstick_of(assessment.plan, standing.indicator, standing.region, month)
    return turning_numerator(stick, standing.baseline, standing.amount.over)


def _formula(standing: Standing) -> Formula:
    if standing.yardstick.start is not None:
        return Formula.FROM_BASELINE
    return Formula.UNDER_CEILING if standing.indicator.comparator.is_ceiling else Formula.AGAINST_TARGET
