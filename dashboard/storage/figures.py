"""Figures: immutable rows of published submissions; a cell's current figure is the one published last."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, delete, func, select

from dashboard.domain.figure import NewFigures
from dashboard.domain.measure import Amount
from dashboard.domain.month import Month
from dashboard.storage import schema
from dashboard.storage.cells import forget_cells, save_cells
from dashboard.storage.inserting import insert_columns
from dashboard.storage.plans import StoredPlan
from dashboard.storage.values import from_columns, to_columns

Current = dict[str, dict[str, dict[Month, Amount]]]
"""The current figures by indicator code, region code and month."""

_MANY = 400  # beyond this a list of numbers costs more than reading the plan's figures whole


def save_figures(
    connection: Connection, plan: StoredPlan, submission: int, figures: NewFigures, *, repeats: bool = False
) -> None:
    """Keep the figures of a submission; those that only repeat what stood are marked, and stand by when it goes."""
    months = {month: month.key for month in set(figures.months)}
    numbers, overs = to_columns(figures.amounts)
    columns = {
        "indicator_id": [plan.indicator_ids[code] for code in figures.indicators],
        "region_id": [plan.region_ids[code] for code in figures.regions],
        "month": [months[month] for month in figures.months],
        "submission_id": [submission] * len(numbers),
        "line": figures.lines,
        "value": [number if over is None else None for number, over in zip(numbers, overs, strict=True)],
        "numerator": [None if over is None else number for number, over in zip(numbers, overs, strict=True)],
        "denominator": overs,
    }
    if repeats:
        columns["repeats"] = [True] * len(numbers)
    insert_columns(connection, schema.figure, columns)
    save_cells(connection, plan, submission, figures)


def current_figures(
    connection: Connection,
    plan: StoredPlan,
    indicators: Collection[str] | None = None,
    last: Month | None = None,
    without: int | None = None,
) -> Current:
    """The current figures of these indicators (all without a list) up to a month.

    `without` leaves one submission out, as if it had been withdrawn.
    """
    f, s = schema.figure, schema.submission
    query: Select[Any] = (
        select(f.c.indicator_id, f.c.region_id, f.c.month, f.c.value, f.c.numerator, f.c.denominator)
        .join(s, s.c.id == f.c.submission_id)
        .where(s.c.plan_id == plan.id, s.c.state == "published")
        .order_by(s.c.publication)
    )
    query = _limited(query, plan, indicators)
    if last is not None:
        query = query.where(f.c.month <= last.key)
    if without is not None:
        query = query.where(s.c.id != without)
    return _collected(connection, plan, query)


def _limited(query: Select[Any], plan: StoredPlan, indicators: Collection[str] | None) -> Select[Any]:
    if indicators is None or len(indicators) > _MANY:
        return query
    return query.where(schema.figure.c.indicator_id.in_([plan.indicator_ids[code] for code in indicators]))


def _collected(connection: Connection, plan: StoredPlan, query: Select[Any]) -> Current:
    codes, places = plan.indicator_codes, plan.region_codes
    months: dict[int, Month] = {}
    found: Current = {}
    for indicator, region, key, value, numerator, denominator in connection.execute(query):
        month = months.get(key) or months.setdefault(key, Month.from_key(key))
        amount = from_columns(value if denominator is None else numerator, denominator)
        if amount is not None:
            found.setdefault(codes[indicator], {}).setdefault(places[region], {})[month] = amount
    return found


def forget_figures(connection: Connection, submission: int) -> None:
    """Drop the figures of a submission that was never published: they are judged anew before they count."""
    connection.execute(delete(schema.figure).where(schema.figure.c.submission_id == submission))
    forget_cells(connection, submission)


def cells_of(connection: Connection, plan: StoredPlan, submission: int) -> set[tuple[str, str, Month]]:
    """The cells that a submission's figures stand for, with their months."""
    f = schema.figure
    query = select(f.c.indicator_id, f.c.region_id, f.c.month).where(f.c.submission_id == submission)
    codes, places = plan.indicator_codes, plan.region_codes
    return {(codes[i], places[r], Month.from_key(m)) for i, r, m in connection.execute(query)}


def last_month(connection: Connection, plan: StoredPlan) -> Month | None:
    """The latest month within the plan that any published figure stands for; its first where only baselines do."""
    f, s = schema.figure, schema.submission
    latest = (
        select(func.max(f.c.month))
        .join(s, s.c.id == f.c.submission_id)
        .where(s.c.plan_id == plan.id, s.c.state == "published")
    )
    key = connection.scalar(latest)
    return None if key is None else plan.plan.hold(Month.from_key(key))
