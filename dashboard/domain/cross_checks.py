"""Rows against each other and against what is published: repeats, conflicts, monthly values, changes and falls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, cast

from dashboard.domain.cell_text import Remark, error, notice, printed, warning
from dashboard.domain.conversion import Past, Standing, base_of, without_base
from dashboard.domain.figure import Cell, Known
from dashboard.domain.findings import Findings, value_field, value_texts
from dashboard.domain.measure import EXACT, Amount, Measure, in_millionths
from dashboard.domain.month import Month
from dashboard.domain.number_text import LARGEST, out_of_bounds
from dashboard.domain.plan import Plan
from dashboard.domain.readings import Readings
from dashboard.domain.sheet_row import Field
from dashboard.domain.verdict import RowVerdicts, Verdict, VerdictColumns

_NAMED_LINES = 5
_TOO_MANY_TIMES = 10
_GROWING = (Measure.INCREMENT, Measure.STOCK)
_NOTHING: Mapping[Month, Amount] = {}
_NOWHERE: Mapping[str, Mapping[Month, Amount]] = {}


class _Offer(NamedTuple):
    """A readable row of one cell and month: its place among the rows, and the position that it amounts to."""

    place: int
    amount: Amount


class CrossChecker:
    """Settles the rows of one file, cell by cell and there month by month."""

    def __init__(self, plan: Plan, known: Known, findings: Findings, readings: Readings) -> None:
        self._plan, self._known, self._findings, self._readings = plan, known, findings, readings
        self._growing = {indicator.code for indicator in plan.indicators if indicator.measure in _GROWING}
        self._limits, self._lowest_limits = _limits(plan)
        self._cells = cast("list[Cell]", list(zip(readings.indicators, readings.regions, strict=True)))
        self._amounts = list(readings.amounts)
        self._verdicts = [Verdict.REJECTED if amount is None else Verdict.NEW for amount in readings.amounts]
        self._was: list[Amount | None] = [None] * len(readings.rows)

    def settle(self) -> RowVerdicts:
        """One verdict per row, in their order. A row alone with its cell and within its limit is new at sight."""
        found, shared = self._readings, self._shared()
        for place in self._looked_at(shared):
            cell = self._cells[place]
            if cell in shared:
                self._settle_rows(cell, shared[cell])
            else:
                self._settle_row(place, cell)
        for place in found.left_out:
            self._verdicts[place] = Verdict.MISSING
            self._was[place] = self._published(self._cells[place]).get(self._month(place))
        columns = found.rows.columns
        return RowVerdicts(
            VerdictColumns(
                columns.line, found.indicators, found.regions, found.months, self._amounts, self._verdicts,
                self._was, value_texts(columns), [remark or "" for remark in columns.remark],
            )
        )  # fmt: skip

    def _shared(self) -> dict[Cell, list[int]]:
        """The rows, by cell, that can't be settled by themselves: several of one cell, or a month's gain."""
        cells, found = self._cells, self._readings
        shared: dict[Cell, list[int]] = {}
        if len(set(cells)) == len(cells) and not found.gains:
            return shared
        counts = Counter(cells)
        for place, cell in enumerate(cells):
            is_whole = found.months[place] is not None and None not in cell and place not in found.left_out
            if is_whole and (counts[cell] > 1 or place in found.gains):
                shared.setdefault(cell, []).append(place)
        return shared

    def _looked_at(self, shared: Mapping[Cell, Sequence[int]]) -> list[int]:
        """The rows that are not new at sight; of those that share a cell the first stands for all."""
        amounts, limits = self._amounts, map(self._lowest_limits.get, self._readings.indicators)
        if self._known.figures:
            places = {place for place, amount in enumerate(amounts) if amount is not None}
        else:
            large = zip(amounts, limits, strict=True)
            places = {
                place for place, (amount, limit) in enumerate(large) if amount and limit and amount.scaled > limit
            }
        for first, *others in shared.values():
            places.add(first)
            places.difference_update(others)
        return sorted(places)

    def _month(self, place: int) -> Month:
        return cast("Month", self._readings.months[place])

    def _published(self, cell: Cell) -> Mapping[Month, Amount]:
        indicator, region = cell
        return self._known.figures.get(indicator, _NOWHERE).get(region, _NOTHING)

    def _settle_row(self, place: int, cell: Cell) -> None:
        """Settle the only row of a cell, which says what stands at its month's end."""
        published, month = self._published(cell), self._month(place)
        amount = cast("Amount", self._amounts[place])
        verdict = self._accept(place, cell, amount, published.get(month))
        if cell[0] in self._growing and verdict is not Verdict.SAME:
            before = max((earlier for earlier in published if earlier < month), default=None)
            if before:
                self._check_fall(place, amount, published[before], before)

    def _settle_rows(self, cell: Cell, places: Sequence[int]) -> None:
        """Settle the rows of one cell in the order of their months."""
        stands = {month: Standing(month, amount, True) for month, amount in self._published(cell).items()}
        rows: dict[Month, list[int]] = {}
        for place in places:
            self._verdicts[place], self._amounts[place] = Verdict.REJECTED, None
            rows.setdefault(self._month(place), []).append(place)
        past = Past()
        for month in sorted({*stands, *rows}):
            standing = stands.get(month)
            if month in rows:
                standing = self._settle_month(cell, month, rows[month], standing, past)
            if standing:
                past.add(standing)

    def _settle_month(
        self, cell: Cell, month: Month, places: Sequence[int], published: Standing | None, past: Past
    ) -> Standing:
        offers = [offer for place in places if (offer := self._offer(cell, month, place, past))]
        was = published.amount if published else None
        if not offers or (len(offers) > 1 and self._are_refused(offers)):
            return Standing(month, None, False)
        first, last = offers[0], past.last
        verdict = self._accept(first.place, cell, first.amount, was)
        if cell[0] in self._growing and last and last.amount and not (verdict is Verdict.SAME and last.is_published):
            self._check_fall(first.place, first.amount, last.amount, last.month)
        for repeat in offers[1:]:
            self._repeat(repeat, first, was)
        return Standing(month, first.amount, first.amount == was)

    def _offer(self, cell: Cell, month: Month, place: int, past: Past) -> _Offer | None:
        """The position that a row amounts to; None where it is refused."""
        amount, gain = self._readings.amounts[place], self._readings.gains.get(place)
        if gain is not None:
            base = base_of(self._plan, cell, month, past)
            amount = self._with_gain(place, amount, None if base is None else EXACT.add(base, gain), month, past)
        return _Offer(place, amount) if amount else None

    def _with_gain(
        self, place: int, total: Amount | None, summed: Decimal | None, month: Month, past: Past
    ) -> Amount | None:
        if total is not None:
            if summed is not None and summed != total.number:
                told = f"加上月的累计值得 {printed(summed)}，与累计值不一致，按累计值计，请您说明。"
                self._tell(place, warning("monthly-differs", told), Field.MONTHLY)
            return total
        if summed is None or summed > LARGEST:
            refusal = without_base(month, past) if summed is None else out_of_bounds(summed)
            self._tell(place, refusal, Field.MONTHLY)
            return None
        return Amount(summed)

    def _accept(self, place: int, cell: Cell, amount: Amount, was: Amount | None) -> Verdict:
        verdict = Verdict.NEW if was is None else Verdict.SAME if was == amount else Verdict.CHANGED
        self._verdicts[place], self._amounts[place], self._was[place] = verdict, amount, was
        limit = self._limits.get(cell) or self._limits.get((cell[0], ""))
        if limit and amount.scaled > limit and verdict is not Verdict.SAME:
            told = f"疑似单位错误，{printed(amount.number)} 超过目标的十倍，请您核对并说明。"
            self._tell(place, warning("unit-suspect", told))
        return verdict

    def _check_fall(self, place: int, amount: Amount, earlier: Amount, month: Month) -> None:
        """Ask for a reason where a cumulative value is below that of an earlier month."""
        if amount.scaled < earlier.scaled:
            told = f"累计值 {printed(amount.number)} 低于 {month} 的 {printed(earlier.number)}，请您说明原因。"
            self._tell(place, warning("cumulative-falls", told))

    def _repeat(self, repeat: _Offer, first: _Offer, was: Amount | None) -> None:
        self._verdicts[repeat.place], self._amounts[repeat.place] = Verdict.SAME, repeat.amount
        self._was[repeat.place] = was
        line = self._readings.rows[first.place].line
        self._tell(repeat.place, notice("row-repeated", f"与第 {line} 行相同，只计一次。"))

    def _are_refused(self, offers: Sequence[_Offer]) -> bool:
        """Whether rows for one key give different values; then all of them are refused."""
        if all(offer.amount == offers[0].amount for offer in offers):
            return False
        lines = sorted({self._readings.rows[offer.place].line for offer in offers})
        named = "、".join(f"第 {line} 行" for line in lines[:_NAMED_LINES]) + (
            "等" if len(lines) > _NAMED_LINES else ""
        )
        values = "、".join(dict.fromkeys(printed(offer.amount.value) for offer in offers[:_NAMED_LINES]))
        told = error("rows-conflict", f"{named}是同一指标、地区和月份，数值不同（{values}），都没有采用，请只留一行。")
        for offer in offers:
            self._tell(offer.place, told)
        return True

    def _tell(self, place: int, remark: Remark, field: Field | None = None) -> None:
        """Note a remark about a row; without a field about the one that its value stands in."""
        row = self._readings.rows[place]
        self._findings.add(row, field or value_field(row), remark)


def _limits(plan: Plan) -> tuple[dict[Cell, int], dict[str | None, int]]:
    """Above how many millionths a value is probably in another unit: ten times the target; and the lowest of these.

    The city's targets stand under an empty region code. The lowest is that of an indicator in any region.
    """
    summed = [indicator for indicator in plan.indicators if indicator.measure is not Measure.RATIO]
    targets = {(indicator.code, ""): indicator.target for indicator in summed}
    targets |= {cell: target.target for cell, target in plan.target_by_cell.items() if (cell[0], "") in targets}
    limits = {cell: in_millionths(target) * _TOO_MANY_TIMES for cell, target in targets.items()}
    lowest: dict[str | None, int] = {}
    for (indicator, _), limit in limits.items():
        if limit:
            lowest[indicator] = min(limit, lowest.get(indicator, limit))
    return limits, lowest
