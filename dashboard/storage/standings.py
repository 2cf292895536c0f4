"""Standings: the positions of every cell as of every month, derived from the published figures.

They reach to the last month that anybody reported for; a later month is read from there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import compress
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, literal, select

from dashboard.domain.measure import Amount
from dashboard.domain.month import Month, months_between
from dashboard.domain.position import Position, Track
from dashboard.storage import schema
from dashboard.storage.inserting import Column, insert_columns
from dashboard.storage.plans import StoredPlan
from dashboard.storage.values import to_columns, to_millionths

_T = schema.standing

Tracks = Mapping[str, Mapping[str, Track]]
"""Positions by indicator code, region code and month."""

_NOWHERE: Track = {}
_HORIZON = select(func.max(_T.c.month)).where(_T.c.plan_id == bindparam("plan"))


class _Fields(NamedTuple):
    """Many positions: their fields, each with what the positions hold one after another."""

    amount: Sequence[Amount | None]
    month: Sequence[Month | None]
    reported: Sequence[int]
    earlier: Sequence[Amount | None]
    earlier_month: Sequence[Month | None]
    baseline: Sequence[Amount | None]
    rollup: Sequence[Amount | None]
    apart: Sequence[Decimal | None]


def horizon(connection: Connection, plan: StoredPlan) -> Month | None:
    """The last month that standings are kept for; None without any."""
    key = connection.scalar(_HORIZON, {"plan": plan.id})
    return None if key is None else Month.from_key(key)


def carry_forward(connection: Connection, plan: StoredPlan, last: Month) -> None:
    """Let standings reach exactly to `last`: what stood stands on, what lies beyond it goes."""
    connection.execute(delete(_T).where(_T.c.plan_id == plan.id, _T.c.month > last.key))
    held = horizon(connection, plan)
    if held is None:
        return
    others = [column for column in _T.columns if column.name != "month"]
    for month in months_between(held.plus(1), last):
        copy = select(literal(month.key), *others).where(_T.c.plan_id == plan.id, _T.c.month == held.key)
        connection.execute(insert(_T).from_select(["month", *(column.name for column in others)], copy))


def clear_standings(connection: Connection, plan: StoredPlan) -> None:
    """Remove all standings of the plan."""
    connection.execute(delete(_T).where(_T.c.plan_id == plan.id))


def remove_standings(connection: Connection, plan: StoredPlan, indicators: Collection[str], first: Month) -> None:
    """Remove the standings of these indicators from a month on."""
    old = delete(_T).where(_T.c.plan_id == plan.id, _T.c.month >= first.key)
    if len(indicators) < len(plan.indicator_ids):
        old = old.where(_T.c.indicator_id.in_([plan.indicator_ids[code] for code in indicators]))
    connection.execute(old)


def insert_standings(connection: Connection, plan: StoredPlan, tracks: Tracks, months: Iterable[Month]) -> int:
    """Keep the positions of these tracks as of these months; how many there are."""
    columns = standing_columns(plan, tracks, months)
    insert_columns(connection, _T, columns)
    return len(columns["reported"])


def standing_columns(plan: StoredPlan, tracks: Tracks, months: Iterable[Month]) -> dict[str, Column]:
    """The columns that these tracks are kept as, as of these months, in the order of the key."""
    month, region, indicator, positions = _in_order(plan, tracks, months)
    fields = _Fields._make(zip(*positions, strict=True) if positions else [()] * len(Position._fields))
    actual, actual_over = to_columns(fields.amount)
    earlier, earlier_over = to_columns(fields.earlier)
    rollup, rollup_over = to_columns(fields.rollup)
    return {
        "indicator_id": indicator,
        "region_id": region,
        "month": month,
        "plan_id": [plan.id] * len(positions),
        "actual": actual,
        "actual_over": actual_over,
        "figure_month": _month_keys(fields.month),
        "reported": fields.reported,
        "earlier": earlier,
        "earlier_over": earlier_over,
        "earlier_month": _month_keys(fields.earlier_month),
        "baseline": to_columns(fields.baseline)[0],
        "rollup": rollup,
        "rollup_over": rollup_over,
        "apart": [apart if apart is None else to_millionths(apart) for apart in fields.apart],
    }


def _in_order(
    plan: StoredPlan, tracks: Tracks, months: Iterable[Month]
) -> tuple[list[int], list[int], list[int], list[Position]]:
    """The positions in the order that they are kept in, after their months, regions and indicators."""
    of_month: list[int] = []
    of_region: list[int] = []
    of_indicator: list[int] = []
    positions: list[Position] = []
    indicators = sorted((plan.indicator_ids[code], code) for code in tracks)
    numbers, lines = [number for number, _ in indicators], [tracks[code] for _, code in indicators]
    for month in months:
        for number, code in sorted((number, code) for code, number in plan.region_ids.items()):
            found = [regions.get(code, _NOWHERE).get(month) for regions in lines]
            of_indicator.extend(compress(numbers, found))
            positions.extend(filter(None, found))
            count = len(positions) - len(of_region)
            of_region.extend([number] * count)
            of_month.extend([month.key] * count)
    return of_month, of_region, of_indicator, positions


def _month_keys(months: Sequence[Month | None]) -> list[int | None]:
    keys = {month: month.key if month else None for month in set(months)}
    return [keys[month] for month in months]


def stored_rows(connection: Connection, plan: StoredPlan) -> Iterable[tuple[int | None, ...]]:
    """Every standing of the plan as it is kept now."""
    return (tuple(row) for row in connection.execute(select(_T).where(_T.c.plan_id == plan.id)))


def standing_rows(plan: StoredPlan, tracks: Tracks, months: Iterable[Month]) -> Iterable[tuple[int | None, ...]]:
    """The rows that these tracks are kept as, as of these months, as `stored_rows` gives them."""
    columns = standing_columns(plan, tracks, months)
    return zip(*(columns[column.name] for column in _T.columns), strict=True)
