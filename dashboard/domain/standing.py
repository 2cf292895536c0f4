"""Standings: one indicator in one region as of one month, judged. The only definition of every number on screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import repeat
from typing import NamedTuple

from dashboard.domain.measure import (
    Amount,
    Measure,
    add,
    completion,
    divide,
    multiply,
    points_between,
    progress,
    subtract,
)
from dashboard.domain.month import Month
from dashboard.domain.plan import Indicator, Plan, Region
from dashboard.domain.position import NOTHING_KNOWN, Known
from dashboard.domain.status import MET, UNREPORTED, Status, status_of_lag
from dashboard.domain.yardstick import Yardstick, Yardsticks

_INFLATED_FROM = Decimal("0.2")
PAIR_TOLERANCE = Decimal("0.01")
"""How far a pair may stand apart, as a share of the stock's target."""
_ROLLUP_TOLERANCE = Decimal("0.005")


class Standing(NamedTuple):
    """One indicator in one region as of one month: a position against its yardstick.

    `completion`, `progress`, `pace` and `due` (the completion shown exactly on pace) are shares, `lag` is in
    percentage points, the rest in the indicator's unit. None is unknown or without meaning, never zero. What every
    reader asks for is held; what few ask for is worked out when they do.
    """

    yardstick: Yardstick
    position: Known
    status: Status | None
    actual: Decimal | None = None
    completion: Decimal | None = None
    progress: Decimal | None = None
    lag: Decimal | None = None
    pair_gap: Decimal | None = None

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.yardstick.indicator

    @property
    def region(self) -> Region:
        """Where it is measured."""
        return self.yardstick.region

    @property
    def target(self) -> Decimal | None:
        """What the region is to reach."""
        return self.yardstick.target

    @property
    def baseline(self) -> Decimal | None:
        """What it started from."""
        return self.yardstick.baseline

    @property
    def pace(self) -> Decimal | None:
        """The part of the way that is due."""
        return self.yardstick.pace

    @property
    def due(self) -> Decimal | None:
        """The completion that would show exactly on pace."""
        return self.yardstick.due

    @property
    def due_value(self) -> Decimal | None:
        """The value that would stand exactly on pace."""
        return self.yardstick.due_value

    @property
    def amount(self) -> Amount | None:
        """What was counted: of a ratio both counts."""
        return self.position.amount

    @property
    def month(self) -> Month | None:
        """The month of the figure that counts."""
        return self.position.month

    @property
    def reported(self) -> int:
        """How many parts have a figure."""
        return self.position.reported

    @property
    def expected_reports(self) -> int:
        """How many parts there are."""
        return self.yardstick.expected_reports

    @property
    def counts(self) -> bool:
        """Whether the standing is a member of roll-ups: it has a target that completion can be told against."""
        return self.yardstick.goal is not None

    @property
    def is_inflated(self) -> bool:
        """虚高: nearly complete on paper, with little of the way gone."""
        if self.completion is None or self.progress is None:
            return False
        return subtract(self.completion, self.progress) >= _INFLATED_FROM

    @property
    def is_poolable(self) -> bool:
        """Whether a ratio carries the counts that a roll-up needs; 不可汇总 where not."""
        ratio = self.indicator.measure is Measure.RATIO
        return not ratio or self.amount is None or self.amount.over is not None

    @property
    def rollup(self) -> Decimal | None:
        """What the parts add up to, kept beside an own figure."""
        return self.position.rollup.value if self.position.rollup else None

    @property
    def rollup_differs(self) -> bool:
        """Whether an own figure lies farther from what the parts add up to than a rounding."""
        if self.rollup is None or self.actual is None:
            return False
        return abs(subtract(self.actual, self.rollup)) > abs(multiply(self.actual, _ROLLUP_TOLERANCE))

    @property
    def required(self) -> Decimal | None:
        """What each month until the due one has to bring; negative where the value must fall."""
        stick, terms = self.yardstick, self.yardstick.terms
        if self.actual is None or terms is None or self.status is MET:
            return None
        if stick.months_left == 0 or not stick.is_paced:
            return None
        return divide(subtract(terms.enough, self.actual), Decimal(stick.months_left))

    @property
    def projected(self) -> Decimal | None:
        """Where the mean monthly gain of the last four figures leads by the due month."""
        actual, month, earlier = self.actual, self.position.month, self.position.earlier
        since = self.position.earlier_month
        if actual is None or month is None or earlier is None or since is None or not self.yardstick.months_left:
            return None
        gain = subtract(actual, earlier.value)
        ahead, span = Decimal(self.indicator.due - month), Decimal(month - since)
        return add(actual, divide(multiply(gain, ahead), span))


def judge(stick: Yardstick, position: Known) -> Standing:
    """The standing of a position against its yardstick."""
    if stick.baseline is None and position.baseline is not None:
        stick = stick.starting_from(position.baseline.value)
    actual = position.value
    if actual is None:
        return Standing(stick, position, UNREPORTED)
    if stick.terms is None:
        return Standing(stick, position, None, actual)
    comparator, goal, start, pace, enough, red_after = stick.terms
    share = completion(comparator, actual, goal)
    way = share if start is None else progress(actual, start, goal)
    lag = points_between(pace, way)
    status = MET if comparator.holds(actual, enough) else status_of_lag(lag, red_after)
    return Standing(stick, position, status, actual, share, way, lag)


def judge_region(
    plan: Plan, sticks: Yardsticks, positions: Mapping[str, Known], before: Sequence[Standing] = ()
) -> tuple[Standing, ...]:
    """One region's standings in the plan's order, from its positions by indicator code; pairs flagged on both.

    `before` is what these yardsticks have judged before: where the position is the same, the standing is too.
    """
    found = {}
    for (code, stick), was in zip(sticks.items(), before or repeat(None), strict=False):
        position = positions.get(code, NOTHING_KNOWN)
        found[code] = was if was is not None and was.position == position else judge(stick, position)
    _flag_pairs(plan, found)
    return tuple(found.values())


def _flag_pairs(plan: Plan, found: dict[str, Standing]) -> None:
    for increment, stock in plan.stock_of_increment.items():
        gap = _pair_gap(found[stock]) if stock in found else None
        for code in (increment, stock):
            if code in found and found[code].pair_gap != gap:
                found[code] = found[code]._replace(pair_gap=gap)


def _pair_gap(stock: Standing) -> Decimal | None:
    """How far a stock lies from its baseline and increment together, where that is more than a rounding."""
    apart, baseline, target = stock.position.apart, stock.baseline, stock.target
    if apart is None or baseline is None or not target:
        return None
    gap = subtract(apart, baseline)
    return gap if abs(gap) > abs(target) * PAIR_TOLERANCE else None
