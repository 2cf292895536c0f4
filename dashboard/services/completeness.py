"""Completeness: who has reported a month, who is late, who is missing, and how it has been in the months before."""

from __future__ import annotations

from datetime import date

from dashboard.domain.access import Action
from dashboard.domain.month import Month, months_between
from dashboard.domain.narrowing import narrow_plan
from dashboard.domain.plan import Plan
from dashboard.domain.punctuality import Arrivals, Arrived, due_day, take_stock
from dashboard.services.access import must
from dashboard.services.reading import load_stored_plan
from dashboard.services.site import Site
from dashboard.storage import closings, plans, reported
from dashboard.storage.database import reading
from dashboard.viewmodels.completeness import Completeness, build_completeness

_LOOKED_BACK = 12


def load_completeness(site_: Site, month: Month | None = None, plan: str | None = None) -> Completeness:
    """The completeness of a month, of the one that is being reported without one, with the months so far.

    An account that sees a part of the plan is told of that part.
    """
    must(site_, Action.READ)
    today, day = date.today(), site_.settings.report_day
    with reading(site_.engine) as connection:
        stored = load_stored_plan(site_, connection, *plans.find_plan(connection, plan))
        mine = narrow_plan(stored.plan, site_.who)
        found = reported.load_arrivals(connection, stored, mine.first_month, mine.last_month)
        closed = closings.load_closings(connection, stored)
    arrivals = {cell: _arrived(arrival) for cell, arrival in found.items()}
    at = min(mine.hold(month), _last_over(mine, today)) if month else reporting_month(mine, arrivals, today)
    latest = max(at, reporting_month(mine, arrivals, today))
    months = list(months_between(mine.first_month, latest))[-_LOOKED_BACK:]
    at = max(at, months[0])
    stocks = {each: take_stock(mine, each, arrivals, due_day(each, day), today) for each in months}
    return build_completeness(mine, at, stocks, due_day(at, day), closed, today)


def reporting_month(plan: Plan, arrivals: Arrivals, today: date) -> Month:
    """The month that is being reported: the last one over, or in a plan that is over the last that anybody reported."""
    over = _last_over(plan, today)
    if Month.of(today) <= plan.last_month.plus(1):
        return over
    return max((month for _, _, month in arrivals), default=over)


def _last_over(plan: Plan, today: date) -> Month:
    return plan.hold(Month.of(today).plus(-1))


def _arrived(arrival: reported.Arrival) -> Arrived:
    day = arrival.first_at.astimezone().date() if arrival.first_at else None
    return Arrived(day, arrival.is_published, arrival.is_waiting, arrival.is_corrected)
