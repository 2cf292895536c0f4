"""Standings: the positions of every cell as of every month, derived from the published figures.

They reach to the last month that anybody reported for; a later month is read from there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, literal, select

from dashboard.domain.month import Month, months_between
from dashboard.domain.position import Position, Track
from dashboard.storage import schema
from dashboard.storage.inserting import Column, insert_columns
from dashboard.storage.plans import StoredPlan
from dashboard.storage.values import to_column, to_columns

_T = schema.standing

Tracks = Mapping[str, Mapping[str, Track]]
"""Positions by indicator code, region code and month."""

_HORIZON = select(func.max(_T.c.month)).where(_T.c.plan_id == bindparam("plan"))


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
