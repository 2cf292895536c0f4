"""The path of one indicator: from its baseline by the pace to the target, and where it stands and leads."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.measure import ZERO, add, completion, divide, minus, multiply, subtract
from dashboard.domain.month import Month, months_between
from dashboard.domain.plan import Indicator, Plan
from dashboard.domain.standing import Standing
from dashboard.domain.yardstick import yardstick_of
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
    step: then every month is due the target. `needed` is what the line must reach at the due month to be met;
    `reaches` says whether the projection meets the target.
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
    reaches: bool

    @property
    def completion_at_end(self) -> Decimal | None:
        """The completion that the projection would show, by the target's own rule."""
        if self.projected is None or not self.target:
            return None
        return completion(self.indicator.comparator, self.projected, self.target)

    @property
    def names_years(self) -> bool:
        """Whether a month has to be named with its year."""
        return self.months[0].month.year != self.months[-1].month.year


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
        is_paced=standing.counts and standing.yardstick.is_paced,
        latest=reported[-1] if reported else None,
        projected=standing.projected,
        needed=_needed(standing, as_of),
        recent_gain=_recent_gain(line, as_of),
        reaches=_reaches(standing),
    )


def _months(plan: Plan, standing: Standing, values: dict[Month, Decimal]) -> list[PathMonth]:
    """Every month up to the due month; a gain is told only beside the month before it."""
    found = []
    before = standing.baseline
    for month in months_between(plan.first_month, max(plan.last_month, standing.indicator.due)):
        actual = values.get(month)
        gain = None if actual is None or before is None else minus(actual, before)
        found.append(PathMonth(month, actual, gain, _due(plan, standing, month)))
        before = actual
    return found


def _due(plan: Plan, standing: Standing, month: Month) -> Decimal | None:
    """What was due as of a month, by the baseline that the standing has."""
    stick = yardstick_of(plan, standing.indicator, standing.region, month)
    return stick.starting_from(standing.baseline).due_value


def _needed(standing: Standing, as_of: Month) -> Decimal | None:
    """Where the required monthly gain leads by the due month."""
    if standing.required is None or standing.actual is None:
        return None
    ahead = Decimal(standing.indicator.due - as_of)
    return minus(add(standing.actual, multiply(standing.required, ahead)), ZERO)


def _reaches(standing: Standing) -> bool:
    terms, projected = standing.yardstick.terms, standing.projected
    return terms is not None and projected is not None and terms.comparator.holds(projected, terms.enough)


def _recent_gain(line: Line, as_of: Month) -> Decimal | None:
    """The mean monthly gain of the last four figures; None with fewer than two."""
    recent = [point for point in line if point[0] <= as_of][-_GAIN_SPAN:]
    if len(recent) < 2:
        return None
    (first, low), (last, high) = recent[0], recent[-1]
    return divide(subtract(high, low), Decimal(last - first))
