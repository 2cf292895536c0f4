"""Pace: the part of the way that is due by a month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dashboard.domain.measure import ONE, ZERO, Measure, divide
from dashboard.domain.month import Month
from dashboard.domain.plan import Plan
from dashboard.domain.plan_rules import Clock


def calendar_pace(plan: Plan, due: Month, as_of: Month) -> Decimal:
    """The share of the time to `due` that is gone at the end of `as_of`, by the plan's clock; 0 to 1."""
    if plan.rules.clock is Clock.ISSUED and plan.issued_on is not None:
        return _pace_since_issue(plan.issued_on, due, as_of)
    gone = as_of - plan.first_month + 1
    return min(ONE, divide(Decimal(gone), Decimal(due - plan.first_month + 1)))


def _pace_since_issue(issued_on: date, due: Month, as_of: Month) -> Decimal:
    days = (due.last_day - issued_on).days
    if days <= 0:  # nothing is left to be paced: due at once, in its month
        return ONE if as_of >= due else ZERO
    gone = (as_of.last_day - issued_on).days
    return min(ONE, max(ZERO, divide(Decimal(gone), Decimal(days))))


def is_by_time(measure: Measure, baseline: Decimal | None) -> bool:
    """Whether a target is due step by step; a ratio or level only where it has a baseline to start from."""
    return measure in (Measure.INCREMENT, Measure.STOCK) or baseline is not None
