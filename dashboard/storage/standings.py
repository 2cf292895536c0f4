"""Standings: the positions of every cell as of every month, derived from the published figures.

They reach to the last month that anybody reported for; a later month is read from there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, Select, case, delete, func, insert, literal, select

from dashboard.domain.month import Month, months_between
from dashboard.domain.position import Position, Track
from dashboard.storage import schema
from dashboard.storage.inserting import Column, insert_columns
from dashboard.storage.plans import StoredPlan
from dashboard.storage.values import from_columns, maybe_value, stated_value, to_column, to_columns

_T = schema.standing

Tracks = Mapping[str, Mapping[str, Track]]
"""Positions by indicator code, region code and month."""


def horizon(connection: Connection, plan: StoredPlan) -> Month | None:
    """The last month that standings are kept for; None without any."""
    key = connection.scalar(select(func.max(_T.c.month)).where(_T.c.plan_id == plan.id))
    return None if key is None else Month.from_key(key)


def select_positions(plan: StoredPlan, month: Month, regions: Collection[str] | None = None) -> Select[Any]:
    """The query for the positions as of a month, of some regions or all."""
    query = select(_T).where(_T.c.plan_id == plan.id, _T.c.month == month.key)
    if regions is None:
        return query
    return query.where(_T.c.region_id.in_([plan.region_ids[code] for code in regions]))


def load_rows(
    connection: Connection, plan: StoredPlan, month: Month, regions: Collection[str] | None = None
) -> dict[str, list[Row[Any]]]:
    """The standings as of a month as they are kept, by region code; a month past the last one kept shows that one."""
    kept = connection.execute(select_positions(plan, month, regions)).all()
    last = None if kept else horizon(connection, plan)
    if last is not None and last < month:
        kept = connection.execute(select_positions(plan, last, regions)).all()
    found: dict[int, list[Row[Any]]] = {}
    for row in kept:
        rows = found.get(row.region_id)
        if rows is None:
            rows = found[row.region_id] = []
        rows.append(row)
    return {plan.region_codes[region]: rows for region, rows in found.items()}


def positions_of(plan: StoredPlan, rows: Iterable[Row[Any]]) -> dict[str, Position]:
    """The positions that one region's rows stand for, by indicator code."""
    months: dict[int, Month] = {}
    return {plan.indicator_codes[row.indicator_id]: _position(row, months) for row in rows}


def load_series(
    connection: Connection, plan: StoredPlan, region: str, indicators: Collection[str] | None = None
) -> dict[str, Track]:
    """One region's positions as of every month kept, by indicator code: what its lines are drawn from."""
    query = select(_T).where(_T.c.plan_id == plan.id, _T.c.region_id == plan.region_ids[region])
    if indicators is not None:
        query = query.where(_T.c.indicator_id.in_([plan.indicator_ids[code] for code in indicators]))
    months: dict[int, Month] = {}
    found: dict[str, Track] = {}
    for row in connection.execute(query.order_by(_T.c.month)):
        month = months.get(row[1]) or months.setdefault(row[1], Month.from_key(row[1]))
        found.setdefault(plan.indicator_codes[row[3]], {})[month] = _position(row, months)
    return found


def load_reported(
    connection: Connection, plan: StoredPlan, region: str, last: Month, indicators: Collection[str] | None = None
) -> dict[str, list[tuple[Month, Decimal]]]:
    """What one region reported month by month up to the last, in each indicator's unit, by indicator code."""
    months = {month.key: month for month in months_between(plan.plan.first_month, last)}
    query = select(_T.c.month, _T.c.indicator_id, _T.c.actual, _T.c.actual_over).where(
        _T.c.plan_id == plan.id,
        _T.c.month.in_(months),  # named one by one: each is a step into the key, whatever the plan holds beside
        _T.c.region_id == plan.region_ids[region],
        _T.c.figure_month == _T.c.month,
    )
    if indicators is not None:
        query = query.where(_T.c.indicator_id.in_([plan.indicator_ids[code] for code in indicators]))
    lines: dict[int, list[tuple[Month, Decimal]]] = {}
    for key, indicator, actual, over in connection.execute(query.order_by(_T.c.month)).all():
        value = stated_value(actual, over)
        if value is not None:
            lines.setdefault(indicator, []).append((months[key], value))
    return {plan.indicator_codes[indicator]: line for indicator, line in lines.items()}


def _position(row: Any, months: dict[int, Month]) -> Position:
    (
        _,
        _,
        _,
        _,
        actual,
        over,
        key,
        reported,
        earlier,
        earlier_over,
        earlier_key,
        baseline,
        rollup,
        rollup_over,
        apart,
    ) = row
    month = None if key is None else months.get(key) or months.setdefault(key, Month.from_key(key))
    start = (
        None
        if earlier_key is None
        else months.get(earlier_key) or months.setdefault(earlier_key, Month.from_key(earlier_key))
    )
    return Position(
        from_columns(actual, over), month, reported, from_columns(earlier, earlier_over), start,
        from_columns(baseline, None), from_columns(rollup, rollup_over), maybe_value(apart),
    )  # fmt: skip


def count_published(connection: Connection, plan: StoredPlan, month: Month) -> tuple[int, int]:
    """How many figures of a month are published at all, and how many of those that are asked for."""
    counties = [plan.region_ids[region.code] for region in plan.plan.counties]
    by_counties = [
        plan.indicator_ids[i.code]
        for i in plan.plan.indicators
        if len(plan.plan.reporters(i)) > 1 or _below(plan, i.code)
    ]
    asked = _T.c.region_id.in_(counties) | (
        (_T.c.region_id == plan.region_ids[plan.plan.root.code]) & _T.c.indicator_id.not_in(by_counties)
    )
    fresh = select(func.count(), func.count(case((asked, 1)))).where(
        _T.c.plan_id == plan.id, _T.c.month == month.key, _T.c.figure_month == month.key
    )
    counts = connection.execute(fresh).one()
    return counts[0], counts[1]


def _below(plan: StoredPlan, code: str) -> bool:
    """Whether counties report the indicator rather than the city."""
    return plan.plan.reporters(plan.plan.indicator_by_code[code])[0].parent is not None


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


def insert_standings(connection: Connection, plan: StoredPlan, tracks: Tracks, first: Month) -> int:
    """Keep the positions of these tracks from a month on; how many there are."""
    columns = standing_columns(plan, tracks, first)
    insert_columns(connection, _T, columns)
    return len(columns["reported"])


def standing_columns(plan: StoredPlan, tracks: Tracks, first: Month) -> dict[str, Column]:
    """The columns that these tracks are kept as, from a month on, in the order of the key."""
    placed = sorted(_placed(plan, tracks, first).items())
    positions = [position for _, found in placed for _, position in found]
    actual, actual_over = to_columns([position.amount for position in positions])
    earlier, earlier_over = to_columns([position.earlier for position in positions])
    rollup, rollup_over = to_columns([position.rollup for position in positions])
    return {
        "indicator_id": [indicator for _, found in placed for indicator, _ in found],
        "region_id": [region for (_, region), found in placed for _ in found],
        "month": [month for (month, _), found in placed for _ in found],
        "plan_id": [plan.id] * len(positions),
        "actual": actual,
        "actual_over": actual_over,
        "figure_month": _month_keys([position.month for position in positions]),
        "reported": [position.reported for position in positions],
        "earlier": earlier,
        "earlier_over": earlier_over,
        "earlier_month": _month_keys([position.earlier_month for position in positions]),
        "baseline": to_columns([position.baseline for position in positions])[0],
        "rollup": rollup,
        "rollup_over": rollup_over,
        "apart": to_column([position.apart for position in positions]),
    }


def _placed(plan: StoredPlan, tracks: Tracks, first: Month) -> dict[tuple[int, int], list[tuple[int, Position]]]:
    """The positions with the numbers of their indicators, in their order, by month and the number of the region."""
    found: defaultdict[tuple[int, int], list[tuple[int, Position]]] = defaultdict(list)
    for indicator, code in sorted((plan.indicator_ids[code], code) for code in tracks):
        for place, track in tracks[code].items():
            region = plan.region_ids[place]
            for month, position in track.items():
                if month >= first:
                    found[month.key, region].append((indicator, position))
    return found


def _month_keys(months: Sequence[Month | None]) -> list[int | None]:
    keys = {month: month.key if month else None for month in set(months)}
    return [keys[month] for month in months]


def stored_rows(connection: Connection, plan: StoredPlan) -> Iterable[tuple[int | None, ...]]:
    """Every standing of the plan as it is kept now."""
    return (tuple(row) for row in connection.execute(select(_T).where(_T.c.plan_id == plan.id)))


def standing_rows(plan: StoredPlan, tracks: Tracks, first: Month) -> Iterable[tuple[int | None, ...]]:
    """The rows that these tracks are kept as, from a month on, as `stored_rows` gives them."""
    columns = standing_columns(plan, tracks, first)
    return zip(*(columns[column.name] for column in _T.columns), strict=True)
