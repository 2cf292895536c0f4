"""The path of one indicator: from its baseline by the pace to the target, and where it stands and leads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.domain.measure import EXACT, ZERO, divide, minus
from dashboard.domain.month import Month, months_between
from dashboard.domain.pace import calendar_pace
from dashboard.domain.plan import Indicator, Plan
from dashboard.domain.standing import Standing, judge
from dashboard.domain.turning import due_value, yardstick_of
from dashboard.viewmodels.standing_row import Line

_GAIN_SPAN = 4  # the same figures that a projection looks at


@dataclass(frozen=True, slots=True)
class PathMonth:
    """One month of the plan: what stood and what was due; `gain` is what the month itself brought."""

    month: Month
    actual: Decimal | None
    gain: Decimal | None
    due: Decimal | None


@dataclass(frozen=True, slots=True)
class IndicatorPath:
    """What the chart of one indicator draws; values in its unit.

    `start` is the month before the plan, where the baseline stands. `is_paced` is False where nothing is due step by
    step: then every month is due the target. `needed` is what the line must reach at the due month to be met.
    """

    indicator: Indicator
    start: Month
    as_of: Month
    months: tuple[PathMonth, ...]
    baseline: Decimal | None
    target: Decimal | None
    is_paced: bool
    latest: PathMonth | None
    projected: Decimal | None
    needed: Decimal | None
    recent_gain: Decimal | None

    @property
    def share_at_end(self) -> Decimal | None:
        """The projection against the target, as a share."""
        if self.projected is None or not self.target:
            return None
        return divide(self.projected, self.target)


def build_path(plan: Plan, standing: Standing, as_of: Month, line: Line) -> IndicatorPath:
    """The path of a standing with its reported values by month, up to the as-of month."""
    values = {month: value for month, value in line if month <= as_of}
    months = tuple(_months(plan, standing, values))
    reported = [month for month in months if month.actual is not None]
    return IndicatorPath(
        indicator=standing.indicator,
        start=plan.first_month.plus(-1),
        as_of=as_of,
        months=months,
        baseline=standing.baseline,
        target=standing.target if standing.counts else None,
        is_paced=_is_paced(plan, standing),
        latest=reported[-1] if reported else None,
        projected=standing.projected,
        needed=_needed(standing, as_of),
        recent_gain=_recent_gain(line, as_of),
    )


def _months(plan: Plan, standing: Standing, values: dict[Month, Decimal]) -> list[PathMonth]:
    """Every month up to the due month; a gain is told only beside the month before it."""
    found = []
    before = standing.baseline
    for month in months_between(plan.first_month, max(plan.last_month, standing.indicator.due)):
        actual = values.get(month)
        gain = None if actual is None or before is None else minus(actual, before)
        due = due_value(_judged_blank(plan, standing, month))
        found.append(PathMonth(month, actual, gain, due))
        before = actual
    return found


def _judged_blank(plan: Plan, standing: Standing, month: Month) -> Standing:
    """The standing without a figure as of a month: what was due then, by the baseline that it has."""
    stick = yardstick_of(plan, standing.indicator, standing.region, month)
    return judge(replace(stick, baseline=standing.baseline), None)


def _is_paced(plan: Plan, standing: Standing) -> bool:
    """Whether the pace is the calendar's; seen in the first month, when that is smallest."""
    blank = _judged_blank(plan, standing, plan.first_month)
    return blank.pace == calendar_pace(plan, standing.indicator.due, plan.first_month)


def _needed(standing: Standing, as_of: Month) -> Decimal | None:
    """Where the required monthly gain leads by the due month."""
    if standing.required is None or standing.actual is None:
        return None
    ahead = Decimal(standing.indicator.due - as_of)
    return minus(EXACT.add(standing.actual, EXACT.multiply(standing.required, ahead)), ZERO)


def _recent_gain(line: Line, as_of: Month) -> Decimal | None:
    """The mean monthly gain of the last four figures; None with fewer than two."""
    recent = [point for point in line if point[0] <= as_of][-_GAIN_SPAN:]
    if len(recent) < 2:
        return None
    (first, low), (last, high) = recent[0], recent[-1]
    return divide(EXACT.subtract(high, low), Decimal(last - first))
