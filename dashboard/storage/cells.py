"""Cells: what stood in the file where a figure was read.

Kept only where it is not just the figure written plainly: of a file with a million clean numbers that is nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, delete, insert

from dashboard.domain.figure import NewFigures
from dashboard.domain.measure import Amount
from dashboard.domain.memo import Memo
from dashboard.storage import trail_schema
from dashboard.storage.plans import StoredPlan


def save_cells(connection: Connection, plan: StoredPlan, submission: int, figures: NewFigures) -> None:
    """Keep the cells of a submission's figures."""
    rows = list(_odd_ones(plan, submission, figures))
    if rows:
        connection.execute(insert(trail_schema.figure_cell), rows)


def forget_cells(connection: Connection, submission: int) -> None:
    """Forget the cells of a submission whose figures are forgotten."""
    cell = trail_schema.figure_cell
    connection.execute(delete(cell).where(cell.c.submission_id == submission))


def written(amount: Amount) -> str:
    """How a cell with this amount is written where nothing else is kept of it; numerator/denominator for a ratio."""
    number, over = amount
    return _plain(number) if over is None else f"{_plain(number)}/{_plain(over)}"


def _odd_ones(plan: StoredPlan, submission: int, figures: NewFigures) -> Iterator[dict[str, Any]]:
    plain = map(Memo(written).__getitem__, figures.amounts)
    for place, (text, expected) in enumerate(zip(figures.cells, plain, strict=True)):
        if text != expected:
            yield {
                "submission_id": submission,
                "indicator_id": plan.indicator_ids[figures.indicators[place]],
                "region_id": plan.region_ids[figures.regions[place]],
                "month": figures.months[place].key,
                "text": text,
            }


def _plain(millionths: int) -> str:
    """A number in full without trailing zeros, straight from its millionths: by way of decimals it takes ten times."""
    whole, rest = divmod(millionths, 1_000_000)
    return f"{whole}.{rest:06}".rstrip("0") if rest else str(whole)
