"""Closing a month: from then on its figures stand, but for the units that are named as an exception."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from dashboard.domain.access import WHOLE, Action
from dashboard.domain.errors import MonthClosed, NotFound
from dashboard.domain.figure import Closing
from dashboard.domain.month import Month
from dashboard.domain.plan import Plan
from dashboard.services.access import must
from dashboard.services.auditing import record
from dashboard.services.reading import load_stored_plan
from dashboard.services.scoping import find_reporter
from dashboard.services.site import Site
from dashboard.storage import closings, plans
from dashboard.storage.database import reading, writing

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.storage.plans import StoredPlan


def load_closings(site_: Site, plan: str | None = None) -> Mapping[Month, Closing]:
    """The closed months of a plan, each with who closed it and when."""
    must(site_, Action.READ)
    with reading(site_.engine) as connection:
        stored = load_stored_plan(site_, connection, *plans.find_plan(connection, plan))
        return closings.load_closings(connection, stored)


def close_month(site_: Site, month: Month, *, exceptions: Iterable[str] = (), plan: str | None = None) -> str:
    """Close a month, or name further exceptions for a closed one; what was done, in a sentence."""
    must(site_, Action.CLOSE, WHOLE)
    with writing(site_.engine) as connection:
        stored = load_stored_plan(site_, connection, *plans.find_plan(connection, plan))
        _must_have_come(stored.plan, month)
        units = {find_reporter(stored.plan, text) for text in exceptions}
        closing = closings.load_closings(connection, stored).get(month)
        fresh = units - (closing.excepted if closing else frozenset())
        if closing and not fresh:
            raise MonthClosed(f"{closed_words(month, closing)}，没有改动。")
        if not closing:
            closings.close_month(connection, stored, month, by=site_.who.name)
        closings.except_units(connection, stored, month, sorted(fresh))
        named = "、".join(unit.name(stored.plan) for unit in sorted(fresh))
        record(site_, connection, "month close", f"{stored.plan.code} {month}", named)
        done = f"{month} 本来已经结账" if closing else f"{month} 已结账"
        return f"{done}。{f'例外：{named}仍可报送。' if named else ''}"


def open_month(site_: Site, month: Month, *, plan: str | None = None) -> str:
    """Open a closed month again; what was done, in a sentence."""
    must(site_, Action.CLOSE, WHOLE)
    with writing(site_.engine) as connection:
        stored = load_stored_plan(site_, connection, *plans.find_plan(connection, plan))
        closing = closings.load_closings(connection, stored).get(month)
        if closing is None:
            raise NotFound(f"{month} 没有结账，不需要开账。")
        closings.open_month(connection, stored, month)
        record(site_, connection, "month open", f"{stored.plan.code} {month}", f"closed by {closing.by}")
        return f"{month} 已重新开账（原由{closing.by}于 {closing.at:%Y-%m-%d} 结账）。"


def refuse_closed(
    connection: Connection, stored: StoredPlan, cells: Iterable[tuple[str, str, Month]], told: str
) -> None:
    """Refuse what would change a figure of a closed month, saying which month, who closed it and when."""
    closed = closings.load_closings(connection, stored)
    plan = stored.plan
    for indicator, region, month in sorted(cells, key=lambda cell: cell[2]) if closed else ():
        closing = closed.get(month)
        if closing and not closing.spares(plan, plan.indicator_by_code[indicator], plan.region_by_code[region]):
            raise MonthClosed(f"{closed_words(month, closing)}，{told}。请先与其联系，重新开账后再试。")


def closed_words(month: Month, closing: Closing) -> str:
    """Which month is closed, by whom and since when."""
    return f"{month} 已由{closing.by}于 {closing.at:%Y-%m-%d} 结账"


def _must_have_come(plan: Plan, month: Month) -> None:
    if plan.hold(month) != month:
        raise NotFound(f"{month} 不在工作要点的 {plan.first_month} 至 {plan.last_month} 之内。")
    if month > Month.of(date.today()):
        raise NotFound(f"{month} 还没有到，不能结账。")
