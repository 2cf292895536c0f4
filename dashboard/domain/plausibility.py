"""Figures that may well be right and that a reviewer would still ask about. They want a word, and decide no verdict.

A row is held against the months before it, against the other half of its pair, and a city's own figure against the sum
of its counties. What would be a coincidence once is not asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dashboard.domain.cell_text import Remark, printed, warning
from dashboard.domain.figure import Cell, Known
from dashboard.domain.findings import Findings, value_field
from dashboard.domain.measure import MILLION, Amount, in_millionths
from dashboard.domain.month import Month
from dashboard.domain.odd_lines import GROWING, Line, look_along
from dashboard.domain.plan import Indicator, Plan, Region
from dashboard.domain.sheet_rows import SheetRows
from dashboard.domain.verdict import RowVerdicts, Verdict
from dashboard.domain.yardstick import yardstick_of

APART = 20
"""What should add up is asked about where it differs by more than one part in so many; less is shown, not asked."""

_NOWHERE: Mapping[str, Mapping[Month, Amount]] = {}
_NOTHING: Mapping[Month, Amount] = {}


class PlausibilityChecker:
    """Looks at the rows of one file that would add or change a figure."""

    def __init__(self, plan: Plan, known: Known, findings: Findings, rows: SheetRows, verdicts: RowVerdicts) -> None:
        self._plan, self._known, self._findings, self._rows = plan, known.figures, findings, rows
        self._columns = verdicts.columns
        self._fresh: dict[Cell, dict[Month, int]] = {}

    def check(self) -> None:
        """Note everything that a word is wanted for."""
        if not self._has_anything_beside():
            return
        columns = self._columns
        for place, verdict in enumerate(columns.verdict):
            cell, month = (columns.indicator[place], columns.region[place]), columns.month[place]
            if verdict in (Verdict.NEW, Verdict.CHANGED) and cell[0] and cell[1] and month:
                self._fresh.setdefault((cell[0], cell[1]), {})[month] = place
        for cell, months in self._fresh.items():
            for month, place in months.items():
                for remark in self._remarks(cell, month):
                    row = self._rows[place]
                    self._findings.add(row, value_field(row), remark)

    def _has_anything_beside(self) -> bool:
        """Whether the rows can be held against anything: not so in the first file of one month."""
        plan, columns = self._plan, self._columns
        is_long = bool(self._known) or len(set(columns.month)) > 1
        return is_long or bool(plan.stock_of_increment) or plan.root.code in set(columns.region)

    def _remarks(self, cell: Cell, month: Month) -> Iterator[Remark]:
        plan = self._plan
        if month < plan.first_month:
            return
        indicator, region = plan.indicator_by_code[cell[0]], plan.region_by_code[cell[1]]
        line = self._line(cell, month)
        if len(line.months) > 1 and plan.stands_in(indicator, region):
            yield from look_along(plan, indicator, region, line)
        if plan.adds_up(indicator, region) and indicator.measure in GROWING:
            yield from self._against_parts(indicator, region, month, line.amounts[-1])
        yield from self._against_pair(indicator, region, month)

    def _line(self, cell: Cell, month: Month) -> Line:
        """What counts of a cell up to a month once the file is published; the rest of the file included."""
        found = {at: amount for at, amount in self._known.get(cell[0], _NOWHERE).get(cell[1], _NOTHING).items()}
        for at, place in self._fresh.get(cell, {}).items():
            amount = self._columns.amount[place]
            if amount is not None:
                found[at] = amount
        months = sorted(at for at in found if at <= month)
        return Line(months, [found[at] for at in months])

    def _against_parts(self, indicator: Indicator, region: Region, month: Month, own: Amount) -> Iterator[Remark]:
        """A region's own figure against what its parts add up to, once all of them have reported the month."""
        parts = [self._at((indicator.code, child.code), month) for child in self._plan.children[region.code]]
        summed = sum(part for part in parts if part is not None)
        if None not in parts and abs(summed - own.scaled) * APART > own.scaled:
            told = f"下级合计 {_told(summed)}，与这里报的 {_told(own.scaled)} 相差超过 5%，请您核对并说明。"
            yield warning("parts-differ", told)

    def _against_pair(self, indicator: Indicator, region: Region, month: Month) -> Iterator[Remark]:
        """A stock against its baseline and the increment that it is paired with, of the same month; told once."""
        plan = self._plan
        stock = plan.stock_of_increment.get(indicator.code, indicator.code)
        increment = plan.increment_of_stock.get(stock)
        if increment is None:
            return
        if indicator.code == stock and month in self._fresh.get((increment, region.code), {}):
            return
        total, gain = self._at((stock, region.code), month), self._at((increment, region.code), month)
        stick = yardstick_of(plan, plan.indicator_by_code[stock], region, month)
        start = self._before((stock, region.code)) if stick.baseline is None else in_millionths(stick.baseline)
        if total is None or gain is None or start is None or not stick.target:
            return
        if abs(start + gain - total) * APART > in_millionths(stick.target):
            other = stock if indicator.code == increment else increment
            sums = f"基数 {_told(start)} 加新增 {_told(gain)} 不等于累计 {_told(total)}"
            yield warning("pair-differs", f"与 {other} 对不上：{sums}，请您核对并说明。")

    def _before(self, cell: Cell) -> int | None:
        """The millionths of a cell's figure of the month before the plan."""
        return self._at(cell, self._plan.first_month.plus(-1))

    def _at(self, cell: Cell, month: Month) -> int | None:
        """The millionths of a cell's figure of exactly this month."""
        line = self._line(cell, month)
        return line.amounts[-1].scaled if line.months and line.months[-1] == month else None


def _told(millionths: int) -> str:
    return printed(millionths / MILLION)
