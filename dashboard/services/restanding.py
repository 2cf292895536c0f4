"""Keeping standings true: rewritten in the transaction that publishes, rebuilt and compared on demand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from dashboard.domain.access import Action
from dashboard.domain.figure import Published
from dashboard.domain.month import Month, months_between
from dashboard.domain.position import Track, pair_up, track_indicator
from dashboard.services.access import must
from dashboard.services.auditing import record
from dashboard.services.site import Site
from dashboard.storage import figures, plans, site, standings
from dashboard.storage.database import reading, writing

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.storage.plans import StoredPlan

_SHOWN = 20  # differences that are named; the rest is counted
_POSITIONS = 20_000


def restand(
    connection: Connection,
    plan: StoredPlan,
    touched: Iterable[str],
    first: Month,
    current: Callable[[Collection[str]], Published] | None = None,
) -> None:
    """Rewrite the standings of the touched indicators, and of their pairs, from a month on.

    `current` gives the figures that count now of some indicators, where the caller has them at hand.
    """
    last = figures.last_month(connection, plan)
    if last is None:
        standings.clear_standings(connection, plan)
        return
    standings.carry_forward(connection, plan, last)
    codes = with_partners(plan, touched)
    since = max(first, plan.plan.first_month)
    standings.remove_standings(connection, plan, codes, since)
    _insert(connection, plan, codes, since, last, current or partial(figures.current_figures, connection, plan))


def _insert(
    connection: Connection,
    plan: StoredPlan,
    codes: Collection[str],
    first: Month,
    last: Month,
    current: Callable[[Collection[str]], Published],
) -> int:
    """Write the standings of these indicators, some at a time, so that memory stays bounded; how many there are."""
    count = 0
    for some in _bunches(plan, codes, last - plan.plan.first_month + 1):
        tracks = build_tracks(plan, some, current(some), last)
        count += standings.insert_standings(connection, plan, tracks, months_between(first, last))
    return count


def _bunches(plan: StoredPlan, codes: Collection[str], months: int) -> Iterator[list[str]]:
    """The indicators in lists of which each has a bounded number of positions; a pair stands in one of them."""
    stocks = plan.plan.stock_of_increment
    size = max(1, _POSITIONS // (len(plan.region_ids) * months))

    def place(code: str) -> int:
        return plan.indicator_ids[stocks.get(code, code)]

    pairs = [tuple(pair) for _, pair in groupby(sorted(codes, key=place), key=place)]
    for start in range(0, len(pairs), size):
        yield [code for pair in pairs[start : start + size] for code in pair]


def rebuild(site_: Site, plan_code: str | None = None) -> int:
    """Write all standings of a plan anew from its published figures; how many there are."""
    must(site_, Action.MAINTAIN)
    with writing(site_.engine) as connection:
        plan = plans.load_plan(connection, plans.find_plan(connection, plan_code)[0])
        last = figures.last_month(connection, plan)
        standings.clear_standings(connection, plan)
        current = partial(figures.current_figures, connection, plan)
        count = _insert(connection, plan, plan.indicator_ids, plan.plan.first_month, last, current) if last else 0
        site.next_revision(connection)
        record(site_, connection, "rebuild", plan.plan.code, f"{count} standings")
    return count


def check_standings(site_: Site, plan_code: str | None = None) -> tuple[str, ...]:
    """What differs between the standings kept and those that the published figures give; nothing where all agree."""
    must(site_, Action.MAINTAIN)
    with reading(site_.engine) as connection:
        plan = plans.load_plan(connection, plans.find_plan(connection, plan_code)[0])
        kept = {row[1:4]: row for row in standings.stored_rows(connection, plan)}
        fresh = {row[1:4]: row for row in _fresh_rows(connection, plan)}
    keys = sorted(key for key in kept.keys() | fresh.keys() if kept.get(key) != fresh.get(key))
    named = tuple(_difference(plan, key, key in kept, key in fresh) for key in keys[:_SHOWN])
    return named if len(keys) <= _SHOWN else (*named, f"……共 {len(keys)} 处不一致。")


def build_tracks(
    plan: StoredPlan, codes: Iterable[str], current: Published, last: Month
) -> dict[str, dict[str, Track]]:
    """The positions of these indicators in every region as of every month, from the current figures."""
    tracks = {
        code: track_indicator(plan.plan, plan.plan.indicator_by_code[code], current.get(code, {}), last)
        for code in codes
    }
    for increment, stock in plan.plan.stock_of_increment.items():
        if stock in tracks and increment in tracks:
            pair_up(tracks[stock], tracks[increment])
    return tracks


def with_partners(plan: StoredPlan, touched: Iterable[str]) -> set[str]:
    """The touched indicators with the other halves of their pairs, which stand apart from them."""
    codes = set(touched)
    partners = plan.plan.stock_of_increment | plan.plan.increment_of_stock
    return codes | {partners[code] for code in codes if code in partners}


def _fresh_rows(connection: Connection, plan: StoredPlan) -> list[tuple[int | None, ...]]:
    last = figures.last_month(connection, plan)
    if last is None:
        return []
    current = figures.current_figures(connection, plan)
    tracks = build_tracks(plan, plan.indicator_ids, current, last)
    return list(standings.standing_rows(plan, tracks, months_between(plan.plan.first_month, last)))


def _difference(plan: StoredPlan, key: tuple[int | None, ...], kept: bool, fresh: bool) -> str:
    month, region, indicator = (number or 0 for number in key)
    place = f"{Month.from_key(month)} {plan.region_codes.get(region)} {plan.indicator_codes.get(indicator)}"
    what = "与数据不一致" if kept and fresh else "没有数据支持" if kept else "缺少"
    return f"{place}：完成情况{what}。运行 python -m dashboard rebuild 可重新计算。"
