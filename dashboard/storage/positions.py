"""Positions as they are read: of a month, of a region month by month, and how many figures a month has.

A month past the last one that standings are kept for shows that one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, case, func, select

from dashboard.domain.measure import Amount
from dashboard.domain.month import Month, months_between
from dashboard.storage import schema
from dashboard.storage.database import fetch_plain
from dashboard.storage.plans import StoredPlan
from dashboard.storage.standings import horizon
from dashboard.storage.values import amount_of, from_columns, maybe_value, month_of, stated_value

_T = schema.standing


class KeptPosition(NamedTuple):
    """A row of the table, in its columns' order: a `Known` whose facts become values when they are asked for."""

    region_id: int
    indicator_id: int
    actual: int | None
    actual_over: int | None
    figure_month: int | None
    reported: int
    earlier_actual: int | None
    earlier_over: int | None
    earlier_key: int | None
    baseline_actual: int | None
    rollup_actual: int | None
    rollup_over: int | None
    apart_by: int | None

    @property
    def amount(self) -> Amount | None:
        """What stood last."""
        return None if self.actual is None else amount_of(self.actual, self.actual_over)

    @property
    def value(self) -> Decimal | None:
        """What stood last, in the indicator's unit."""
        return stated_value(self.actual, self.actual_over)

    @property
    def month(self) -> Month | None:
        """The month that it stood at."""
        return None if self.figure_month is None else month_of(self.figure_month)

    @property
    def earlier(self) -> Amount | None:
        """The first of the last four figures."""
        return from_columns(self.earlier_actual, self.earlier_over)

    @property
    def earlier_month(self) -> Month | None:
        """The month of that figure."""
        return None if self.earlier_key is None else month_of(self.earlier_key)

    @property
    def baseline(self) -> Amount | None:
        """The region's own figure of the month before the plan."""
        return None if self.baseline_actual is None else amount_of(self.baseline_actual, None)

    @property
    def rollup(self) -> Amount | None:
        """What the parts add up to."""
        return from_columns(self.rollup_actual, self.rollup_over)

    @property
    def apart(self) -> Decimal | None:
        """A paired stock less its increment."""
        return maybe_value(self.apart_by)


_position = partial(tuple.__new__, KeptPosition)  # `_make` without its check: the columns are those below

_COLUMNS = [column for column in _T.columns if column.name not in ("plan_id", "month")]
_OF_PLAN = _T.c.plan_id == bindparam("plan")
_IN_ORDER = _T.c.region_id, _T.c.indicator_id  # that of the key

AS_OF = select(*_COLUMNS).where(_OF_PLAN, _T.c.month == bindparam("as_of")).order_by(*_IN_ORDER)
"""The positions of a plan as of a month; made once, for it costs as much as a hundred rows."""

_OF_REGION = _T.c.region_id == bindparam("region")
_MONTH_BY_MONTH = select(_T.c.month, *_COLUMNS).where(_OF_PLAN, _OF_REGION).order_by(_T.c.month)
_REPORTED = (
    select(_T.c.month, _T.c.indicator_id, _T.c.actual, _T.c.actual_over)
    .where(
        _OF_PLAN,
        _T.c.month.in_(bindparam("months", expanding=True)),  # one by one: each is a step into the key
        _OF_REGION,
        _T.c.figure_month == _T.c.month,
    )
    .order_by(_T.c.month)
)
_IS_ASKED_FOR = _T.c.region_id.in_(bindparam("counties", expanding=True)) | (
    (_T.c.region_id == bindparam("root")) & _T.c.indicator_id.in_(bindparam("of_the_city", expanding=True))
)
_COUNTS = select(func.count(), func.count(case((_IS_ASKED_FOR, 1)))).where(
    _OF_PLAN, _T.c.month == bindparam("as_of"), _T.c.figure_month == _T.c.month
)


def load_positions(
    connection: Connection, plan: StoredPlan, month: Month, regions: Collection[str] | None = None
) -> dict[str, list[KeptPosition]]:
    """What is kept as of a month, by region code; of some regions, or all."""
    query = AS_OF
    if regions is not None:
        query = AS_OF.where(_T.c.region_id.in_([plan.region_ids[code] for code in regions]))
    kept = fetch_plain(connection, query, _position, plan=plan.id, as_of=month.key)
    last = None if kept else horizon(connection, plan)
    if last is not None and last < month:
        kept = fetch_plain(connection, query, _position, plan=plan.id, as_of=last.key)
    return {plan.region_codes[region]: list(rows) for region, rows in groupby(kept, attrgetter("region_id"))}


def by_indicator(plan: StoredPlan, positions: Iterable[KeptPosition]) -> dict[str, KeptPosition]:
    """One region's positions by indicator code."""
    codes = plan.indicator_codes
    return {codes[position.indicator_id]: position for position in positions}


def load_series(connection: Connection, plan: StoredPlan, region: str) -> dict[str, dict[Month, KeptPosition]]:
    """One region's positions as of every month kept, by indicator code: what its lines are drawn from."""
    found: dict[str, dict[Month, KeptPosition]] = {}
    region_id = plan.region_ids[region]
    for key, *row in fetch_plain(connection, _MONTH_BY_MONTH, tuple, plan=plan.id, region=region_id):
        position = _position(row)
        found.setdefault(plan.indicator_codes[position.indicator_id], {})[month_of(key)] = position
    return found


def load_reported(
    connection: Connection,
    plan: StoredPlan,
    region: str,
    last: Month,
    indicators: Collection[str] | None = None,
    first: Month | None = None,
) -> dict[str, list[tuple[Month, Decimal]]]:
    """What one region reported month by month up to the last, in each indicator's unit, by indicator code.

    From the plan's first month, where no other is named.
    """
    months = {month.key: month for month in months_between(first or plan.plan.first_month, last)}
    query = _REPORTED
    if indicators is not None:
        query = query.where(_T.c.indicator_id.in_([plan.indicator_ids[code] for code in indicators]))
    lines: dict[int, list[tuple[Month, Decimal]]] = {}
    for key, indicator, actual, over in fetch_plain(
        connection, query, tuple, plan=plan.id, months=list(months), region=plan.region_ids[region]
    ):
        value = stated_value(actual, over)
        if value is not None:
            lines.setdefault(indicator, []).append((months[key], value))
    return {plan.indicator_codes[indicator]: line for indicator, line in lines.items()}


def count_published(connection: Connection, plan: StoredPlan, month: Month) -> tuple[int, int]:
    """How many figures of a month are published at all, and how many of those that are asked for."""
    root = plan.plan.root
    asked = {
        "counties": [plan.region_ids[region.code] for region in plan.plan.counties],
        "root": plan.region_ids[root.code],
        "of_the_city": [plan.indicator_ids[i.code] for i in plan.plan.indicators if plan.plan.reporters(i)[0] is root],
    }
    counts = connection.execute(_COUNTS, {"plan": plan.id, "as_of": month.key, **asked}).one()
    return counts[0], counts[1]
