"""Yardsticks: what one indicator in one region is measured against as of a month, worked out once for every figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from dashboard.domain.measure import ONE, ZERO, Comparator, Measure, add, completion, minus, multiply, subtract
from dashboard.domain.month import Month
from dashboard.domain.pace import calendar_pace, is_by_time
from dashboard.domain.plan import Indicator, Plan, Region


class Terms(NamedTuple):
    """What a value is told against: at `enough` the goal is met; progress counts from `start`, where there is one."""

    comparator: Comparator
    goal: Decimal
    start: Decimal | None
    pace: Decimal
    enough: Decimal
    red_after: Decimal


@dataclass(frozen=True)
class Yardstick:
    """What one indicator in one region is measured against as of a month.

    `target` is None where the region has none. `calendar` is the share of the time to the due month that is gone,
    `months_left` counts to the due month and is never negative.
    """

    indicator: Indicator
    region: Region
    target: Decimal | None
    baseline: Decimal | None
    calendar: Decimal
    months_left: int
    expected_reports: int
    approx_share: Decimal
    red_after: Decimal

    def starting_from(self, baseline: Decimal | None) -> Yardstick:
        """The same yardstick from another baseline."""
        return replace(self, baseline=baseline)

    @cached_property
    def goal(self) -> Decimal | None:
        """The target, where a figure can be told against it: it is neither zero nor the baseline."""
        return None if self.target in (ZERO, self.baseline) else self.target

    @cached_property
    def start(self) -> Decimal | None:
        """Where the way to the goal begins; None where it is zero or unknown, and progress is completion.

        A ceiling has a way only from a baseline above it.
        """
        if self.baseline is None or self.goal is None:
            return None
        if self.indicator.comparator.is_ceiling:
            return self.baseline if self.baseline > self.goal else None
        return self.baseline or None

    @cached_property
    def is_paced(self) -> bool:
        """Whether the goal is due step by step rather than at once."""
        if self.indicator.comparator.is_ceiling and self.start is None:
            return False
        return is_by_time(self.indicator.measure, self.baseline)

    @cached_property
    def terms(self) -> Terms | None:
        """What a value is told against; None without a goal."""
        if self.goal is None:
            return None
        comparator, pace = self.indicator.comparator, self.calendar if self.is_paced else ONE
        enough = comparator.enough(self.goal, self.approx_share)
        return Terms(comparator, self.goal, self.start, pace, enough, self.red_after)

    @property
    def pace(self) -> Decimal | None:
        """The part of the way that is due."""
        return self.terms.pace if self.terms else None

    @cached_property
    def due(self) -> Decimal | None:
        """The completion that would show exactly on pace."""
        terms = self.terms
        if terms is None or terms.start is None:
            return self.pace
        way = multiply(terms.pace, subtract(terms.goal, terms.start))
        return completion(terms.comparator, add(terms.start, way), terms.goal)

    @property
    def due_value(self) -> Decimal | None:
        """The value that would stand exactly on pace, in the indicator's unit."""
        if self.terms is None:
            return None
        start = self.terms.start or ZERO
        return minus(add(start, multiply(self.terms.pace, subtract(self.terms.goal, start))), ZERO)


Yardsticks = Mapping[str, Yardstick]
"""The yardstick of every indicator that stands in a region, by its code, in the plan's order."""


def yardsticks(plan: Plan, region: Region, as_of: Month) -> Yardsticks:
    """What a region is measured against as of a month."""
    standing = [indicator for indicator in plan.indicators if plan.stands_in(indicator, region)]
    return {indicator.code: yardstick_of(plan, indicator, region, as_of) for indicator in standing}


def yardstick_of(plan: Plan, indicator: Indicator, region: Region, as_of: Month) -> Yardstick:
    """The yardstick of one indicator in one region; the indicator must stand there."""
    target, baseline = _target(plan, indicator, region)
    return Yardstick(
        indicator,
        region,
        target,
        ZERO if indicator.measure is Measure.INCREMENT else baseline,
        calendar_pace(plan, indicator.due, as_of),
        max(0, indicator.due - as_of),
        len(plan.children[region.code]) if plan.adds_up(indicator, region) else 1,
        plan.rules.approx_share,
        plan.rules.red_after,
    )


def _target(plan: Plan, indicator: Indicator, region: Region) -> tuple[Decimal | None, Decimal | None]:
    """A region's own target; without one, the city's for a ratio, though not the city's baseline."""
    if region.parent is None:
        return indicator.target, indicator.baseline
    own = plan.target_by_cell.get((indicator.code, region.code))
    if own is not None:
        return own.target, own.baseline
    return (indicator.target if indicator.measure is Measure.RATIO else None), None
