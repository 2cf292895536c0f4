"""Which month is looked at where nobody has chosen one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dashboard.domain.month import Month
from dashboard.domain.plan import Plan


def expected_figures(plan: Plan) -> int:
    """How many figures a month should bring: indicator x county where counties report, else one."""
    return sum(len(plan.reporters(indicator)) for indicator in plan.indicators)


def choose_month(
    plan: Plan, published: Mapping[Month, int], expected_published: Mapping[Month, int], today: date
) -> Month:
    """The latest month with enough of its expected figures, so that one early report does not judge everyone.

    `published` counts every figure of a month within the plan, `expected_published` only those asked for. Where no
    month has enough, the latest with any; with none, today's month held within the plan.
    """
    enough = plan.rules.asof_share * expected_figures(plan)
    full = [month for month, count in expected_published.items() if count > 0 and Decimal(count) >= enough]
    if full:
        return max(full)
    some = [month for month, count in published.items() if count > 0]
    return max(some) if some else plan.hold(Month.of(today))
