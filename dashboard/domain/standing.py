"""Standings: one indicator in one region as of one month, judged. The only definition of every number on screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from dashboard.domain.measure import (
    EXACT,
    HUNDRED,
    ONE,
    ZERO,
    Amount,
    Comparator,
    Measure,
    completion,
    divide,
    is_met,
    minus,
    progress,
)
from dashboard.domain.month import Month
from dashboard.domain.pace import calendar_pace, is_by_time
from dashboard.domain.plan import Indicator, Plan, Region
from dashboard.domain.position import Position
from dashboard.domain.status import Status, status_of_lag

_INFLATED_FROM = Decimal("0.2")
_PAIR_TOLERANCE = Decimal("0.01")
_ROLLUP_TOLERANCE = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What one indicator in one region is measured against as of a month.

    `target` is None where the region has none. `pace` is the calendar's share, `months_left` counts to the due
    month and is never negative.
    """

    indicator: Indicator
    region: Region
    target: Decimal | None
    baseline: Decimal | None
    pace: Decimal
    months_left: int
    expected_reports: int
    approx_share: Decimal
    red_after: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """One indicator in one region as of one month.

    `completion`, `progress`, `pace` and `due` (the completion shown exactly on pace) are shares, `lag` is in
    percentage points, the rest in the indicator's unit. None is unknown or without meaning, never zero.
    """

    indicator: Indicator
    region: Region
    target: Decimal | None
    baseline: Decimal | None
    expected_reports: int
    reported: int = 0
    actual: Decimal | None = None
    amount: Amount | None = None
    month: Month | None = None
    completion: Decimal | None = None
    progress: Decimal | None = None
    pace: Decimal | None = None
    due: Decimal | None = None
    lag: Decimal | None = None
    status: Status | None = None
    required: Decimal | None = None
    projected: Decimal | None = None
    rollup: Decimal | None = None
    pair_gap: Decimal | None = None
    rollup_differs: bool = False

    @property
    def counts(self) -> bool:
        """Whether the standing is a member of roll-ups: it has a target that completion can be told against."""
        return self.due is not None

    @property
    def is_inflated(self) -> bool:
        """虚高: nearly complete on paper, with little of the way gone."""
        if self.completion is None or self.progress is None:
            return False
        return EXACT.subtract(self.completion, self.progress) >= _INFLATED_FROM

    @property
    def is_poolable(self) -> bool:
        """Whether a ratio carries the counts that a roll-up needs; 不可汇总 where not."""
        ratio = self.indicator.measure is Measure.RATIO
        return not ratio or self.amount is None or self.amount.over is not None


def yardsticks(plan: Plan, region: Region, as_of: Month) -> Iterator[Yardstick]:
    """The yardstick of every indicator that stands in the region, in the plan's order."""
    below = len(plan.children[region.code])
    for indicator in plan.indicators:
        if plan.stands_in(indicator, region):
            target, baseline = _target(plan, indicator, region)
            yield Yardstick(
                indicator,
                region,
                target,
                ZERO if indicator.measure is Measure.INCREMENT else baseline,
                calendar_pace(plan, indicator.due, as_of),
                max(0, indicator.due - as_of),
                below if plan.adds_up(indicator, region) else 1,
                plan.rules.approx_share,
                plan.rules.red_after,
            )


def judge(stick: Yardstick, position: Position | None) -> Standing:
    """The standing of a position against its yardstick; without a position, that of something unreported."""
    baseline = stick.baseline
    if baseline is None and position and position.baseline:
        baseline = position.baseline.value
    target = stick.target if stick.target not in (ZERO, baseline) else None
    due, pace = (None, None) if target is None else _due(stick, target, baseline)
    if position is None or position.amount is None:
        reported = position.reported if position else 0
        unreported = Status.UNREPORTED
        return Standing(
            stick.indicator, stick.region, stick.target, baseline, stick.expected_reports, reported,
            pace=pace, due=due, status=unreported,
        )  # fmt: skip
    actual = position.amount.value
    verdict = _UNJUDGED if target is None or pace is None else _verdict(stick, actual, target, baseline, pace)
    return Standing(
        stick.indicator, stick.region, stick.target, baseline, stick.expected_reports, position.reported,
        actual, position.amount, position.month, verdict.completion, verdict.progress, pace, due, verdict.lag,
        verdict.status, verdict.required, _projected(stick, position, actual),
        position.rollup.value if position.rollup else None,
        _pair_gap(stick, position, baseline), _differs(actual, position.rollup),
    )  # fmt: skip


def judge_region(plan: Plan, sticks: Iterable[Yardstick], positions: Mapping[str, Position]) -> tuple[Standing, ...]:
    """One region's standings in the plan's order, from its positions by indicator code; pairs flagged on both."""
    standings = [judge(stick, positions.get(stick.indicator.code)) for stick in sticks]
    gaps = {s.indicator.code: s.pair_gap for s in standings if s.pair_gap is not None}
    if not gaps:
        return tuple(standings)
    stocks = plan.stock_of_increment
    return tuple(
        replace(s, pair_gap=gap) if (gap := gaps.get(stocks.get(s.indicator.code, ""))) is not None else s
        for s in standings
    )


class _Verdict(NamedTuple):
    completion: Decimal | None = None
    progress: Decimal | None = None
    lag: Decimal | None = None
    status: Status | None = None
    required: Decimal | None = None


_UNJUDGED = _Verdict()


def _verdict(stick: Yardstick, actual: Decimal, target: Decimal, baseline: Decimal | None, pace: Decimal) -> _Verdict:
    comparator = stick.indicator.comparator
    share = way = completion(comparator, actual, target)
    if baseline is not None and _has_path(stick, target, baseline):
        way = progress(actual, baseline, target)
    lag = minus(pace, way) * HUNDRED
    if is_met(comparator, actual, target, stick.approx_share):
        return _Verdict(share, way, lag, Status.MET)
    required = _required(stick, actual, target, baseline)
    return _Verdict(share, way, lag, status_of_lag(lag, stick.red_after), required)


def _target(plan: Plan, indicator: Indicator, region: Region) -> tuple[Decimal | None, Decimal | None]:
    """A region's own target; without one, the city's for a ratio, though not the city's baseline."""
    if region.parent is None:
        return indicator.target, indicator.baseline
    own = plan.target_by_cell.get((indicator.code, region.code))
    if own is not None:
        return own.target, own.baseline
    return (indicator.target if indicator.measure is Measure.RATIO else None), None


def _has_path(stick: Yardstick, target: Decimal, baseline: Decimal | None) -> bool:
    """Whether there is a way from a baseline to the target; a ceiling's baseline must lie above it."""
    return baseline is not None and not (stick.indicator.comparator.is_ceiling and baseline <= target)


def _is_paced(stick: Yardstick, target: Decimal, baseline: Decimal | None) -> bool:
    if stick.indicator.comparator.is_ceiling and not _has_path(stick, target, baseline):
        return False
    return is_by_time(stick.indicator.measure, baseline)


def _due(stick: Yardstick, target: Decimal, baseline: Decimal | None) -> tuple[Decimal, Decimal]:
    """The completion that would show exactly on pace, and the pace."""
    if not _is_paced(stick, target, baseline):
        return ONE, ONE
    pace = stick.pace
    if baseline is None:
        return pace, pace
    way = EXACT.multiply(pace, target - baseline)
    return completion(stick.indicator.comparator, EXACT.add(baseline, way), target), pace


def _required(stick: Yardstick, actual: Decimal, target: Decimal, baseline: Decimal | None) -> Decimal | None:
    if stick.months_left == 0 or not _is_paced(stick, target, baseline):
        return None
    if stick.indicator.comparator is Comparator.ABOUT:
        target = target * stick.approx_share
    return divide(EXACT.subtract(target, actual), Decimal(stick.months_left))


def _projected(stick: Yardstick, position: Position, actual: Decimal) -> Decimal | None:
    if stick.months_left == 0 or not (position.earlier and position.earlier_month and position.month):
        return None
    gain = EXACT.subtract(actual, position.earlier.value)
    span = Decimal(position.month - position.earlier_month)
    ahead = Decimal(stick.indicator.due - position.month)
    return EXACT.add(actual, divide(EXACT.multiply(gain, ahead), span))


def _pair_gap(stick: Yardstick, position: Position, baseline: Decimal | None) -> Decimal | None:
    """How far a stock lies from its baseline and increment together, where that is more than a rounding."""
    if position.apart is None or stick.indicator.measure is not Measure.STOCK or baseline is None or not stick.target:
        return None
    gap = EXACT.subtract(position.apart, baseline)
    return gap if abs(gap) > abs(stick.target) * _PAIR_TOLERANCE else None


def _differs(actual: Decimal, rollup: Amount | None) -> bool:
    if rollup is None:
        return False
    return abs(EXACT.subtract(actual, rollup.value)) > abs(EXACT.multiply(actual, _ROLLUP_TOLERANCE))
