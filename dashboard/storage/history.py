"""History: every figure ever reported, with the submission that brought it and the cell that it stood in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, select

from dashboard.domain.measure import Amount
from dashboard.domain.month import Month
from dashboard.storage import schema, trail_schema
from dashboard.storage.cells import written
from dashboard.storage.plans import StoredPlan
from dashboard.storage.site import in_utc
from dashboard.storage.values import from_columns, from_millionths

_F, _S, _C = schema.figure, schema.submission, trail_schema.figure_cell


class Record(NamedTuple):
    """One figure as it was reported, with which submission, and its cell as it stood in the file."""

    region: str
    month: Month
    amount: Amount
    line: int
    cell: str
    submission: int
    name: str
    state: str
    made_by: str
    made_at: datetime | None
    published_at: datetime | None
    publication: int | None
    repeats: bool


def load_history(
    connection: Connection,
    plan: StoredPlan,
    indicator: str,
    regions: Collection[str] | None = None,
    months: tuple[Month, Month] | None = None,
) -> tuple[Record, ...]:
    """Every figure ever published for an indicator, withdrawn ones too, region by region, of some regions or all.

    A region's come by month, of all or from one to another, and then in the order of publication.
    """
    query = _select().where(_F.c.indicator_id == plan.indicator_ids[indicator])
    if regions is not None:
        query = query.where(_F.c.region_id.in_([plan.region_ids[region] for region in regions]))
    if months is not None:
        query = query.where(_F.c.month.between(months[0].key, months[1].key))
    return tuple(_record(plan, row) for row in connection.execute(query))


def _select() -> Select[Any]:
    keys = ("submission_id", "indicator_id", "region_id", "month")
    same = and_(*(_C.c[key] == _F.c[key] for key in keys))
    return (
        select(_F, _S.c.name, _S.c.state, _S.c.made_by, _S.c.made_at, _S.c.published_at, _S.c.publication, _C.c.text)
        .join(_S, _S.c.id == _F.c.submission_id)
        .outerjoin(_C, same)
        .where(_S.c.state.in_(("published", "withdrawn")))
        .order_by(_F.c.region_id, _F.c.month, _S.c.publication)
    )


def _record(plan: StoredPlan, row: Row[Any]) -> Record:
    number = row.value if row.denominator is None else row.numerator
    amount = from_columns(number, row.denominator) or Amount(from_millionths(0))
    return Record(
        plan.region_codes[row.region_id], Month.from_key(row.month), amount, row.line,
        written(amount) if row.text is None else row.text,
        row.submission_id, row.name, row.state, row.made_by, in_utc(row.made_at), in_utc(row.published_at),
        row.publication, row.repeats,
    )  # fmt: skip
