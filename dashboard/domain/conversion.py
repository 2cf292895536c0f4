"""What stands for the months before, and the cumulative value that a month's own value is added to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from dashboard.domain.cell_text import Remark, error
from dashboard.domain.figure import Cell
from dashboard.domain.measure import ZERO, Amount, Measure
from dashboard.domain.month import Month
from dashboard.domain.plan import Plan


class Standing(NamedTuple):
    """What stands for a month once its rows are settled; no amount where the file has rows for it and takes none."""

    month: Month
    amount: Amount | None
    is_published: bool


@dataclass(slots=True)
class Past:
    """What stands for the settled months of a cell: the latest of them, and the latest that has an amount."""

    latest: Standing | None = None
    last: Standing | None = None

    def add(self, standing: Standing) -> None:
        """Go on to the next month."""
        self.latest = standing
        if standing.amount is not None:
            self.last = standing


def base_of(plan: Plan, cell: Cell, month: Month, past: Past) -> Decimal | None:
    """The cumulative value of a cell at the end of the month before; None where it is not known."""
    latest = past.latest
    if month == plan.first_month:
        given = _given(plan, cell)
        if given is not None:
            return given
    return latest.amount.value if latest and latest.amount and month - latest.month == 1 else None


def without_base(month: Month, past: Past) -> Remark:
    """The refusal of a month's own value that there is nothing to add to."""
    earlier = month.plus(-1)
    if past.latest and past.latest.month == earlier:
        told = f"{earlier} 的行没有采用，这一行的本月值无法换算成累计值，请先改好那一行或填累计值。"
    else:
        told = f"没有 {earlier} 的累计值，本月值无法换算，请补报那个月或填累计值。"
    return error("previous-month-missing", told)


def _given(plan: Plan, cell: Cell) -> Decimal | None:
    """What the plan says of the time before its first month: nothing yet for an increment, a stock's baseline."""
    indicator = plan.indicator_by_code[cell[0]]
    if indicator.measure is Measure.INCREMENT:
        return ZERO
    regional = plan.target_by_cell.get(cell)
    if regional and regional.baseline is not None:
        return regional.baseline
    return indicator.baseline if cell[1] == plan.root.code else None
