"""The grid that a unit types its month into: what is asked for, what stands already, what was reported last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.domain.measure import Amount, Measure
from dashboard.domain.month import Month
from dashboard.domain.plan import Indicator, Plan, Region
from dashboard.domain.reporter import AskedFigure, Reporter, reporters_of


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One figure to be typed; a ratio is typed as its two counts."""

    indicator: Indicator
    region: Region
    now: Amount | None
    last: Amount | None
    last_month: Month | None

    @property
    def is_ratio(self) -> bool:
        """Whether numerator and denominator are asked for."""
        return self.indicator.measure is Measure.RATIO


@dataclass(frozen=True, slots=True)
class EntryGrid:
    """The grid of one unit and month; `units` are the names of all that the account reports for.

    `one_region` is True where a row is told by its indicator alone.
    """

    plan: Plan
    unit: str
    units: tuple[str, ...]
    month: Month
    months: tuple[Month, ...]
    rows: tuple[EntryRow, ...]

    @property
    def one_region(self) -> bool:
        """Whether all rows are of one region."""
        return len({row.region.code for row in self.rows}) <= 1

    @property
    def reported(self) -> int:
        """How many of the figures are published already."""
        return sum(row.now is not None for row in self.rows)


def build_entry_grid(
    plan: Plan,
    unit: Reporter,
    everything: Sequence[AskedFigure],
    asked: Sequence[AskedFigure],
    month: Month,
    months: Sequence[Month],
) -> EntryGrid:
    """The grid of `asked`, what one unit is asked for; `everything` is what the account may report for the month."""
    units = dict.fromkeys(reporters_of(plan, each.indicator, each.region)[0].name(plan) for each in everything)
    name = unit.name(plan)
    return EntryGrid(
        plan=plan,
        unit=name,
        units=tuple(units if name in units else {name: None, **units}),
        month=month,
        months=tuple(sorted({*months, month})),
        rows=tuple(EntryRow(a.indicator, a.region, a.now, a.last, a.last_month) for a in asked),
    )
