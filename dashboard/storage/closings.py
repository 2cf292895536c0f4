"""Closed months: who closed them and when, and which units may still report."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from dashboard.domain.figure import Closing
from dashboard.domain.month import Month
from dashboard.domain.reporter import Reporter
from dashboard.storage.plans import StoredPlan
from dashboard.storage.reporting_schema import month_closing, month_exception
from dashboard.storage.site import in_utc, now


def load_closings(connection: Connection, plan: StoredPlan) -> dict[Month, Closing]:
    """The closed months of a plan, in order; the day is that of this place."""
    excepted: dict[int, set[Reporter]] = {}
    query = select(month_exception).where(month_exception.c.plan_id == plan.id)
    for row in connection.execute(query):
        excepted.setdefault(row.month, set()).add(Reporter(row.region, row.department))
    closed = select(month_closing).where(month_closing.c.plan_id == plan.id).order_by(month_closing.c.month)
    found = {}
    for row in connection.execute(closed):
        at = (in_utc(row.closed_at) or row.closed_at).astimezone()
        found[Month.from_key(row.month)] = Closing(row.closed_by, at, frozenset(excepted.get(row.month, ())))
    return found


def close_month(connection: Connection, plan: StoredPlan, month: Month, *, by: str) -> None:
    """Close a month that is open."""
    connection.execute(insert(month_closing).values(plan_id=plan.id, month=month.key, closed_at=now(), closed_by=by))


def except_units(connection: Connection, plan: StoredPlan, month: Month, units: Iterable[Reporter]) -> None:
    """Let units report for a closed month all the same; they must not be excepted yet."""
    for unit in units:
        values = {"plan_id": plan.id, "month": month.key, "region": unit.region, "department": unit.department}
        connection.execute(insert(month_exception).values(values))


def open_month(connection: Connection, plan: StoredPlan, month: Month) -> None:
    """Open a month again, with its exceptions gone."""
    for table in (month_exception, month_closing):
        connection.execute(delete(table).where(table.c.plan_id == plan.id, table.c.month == month.key))
