"""Rows against each other and against what is published: repeats, conflicts, monthly values, changes and falls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from dashboard.domain.cell_text import error, notice, printed, warning
from dashboard.domain.conversion import Past, Standing, base_of, without_base
from dashboard.domain.figure import Cell, Known
from dashboard.domain.findings import Findings, value_field, value_text
from dashboard.domain.measure import EXACT, Amount, Measure
from dashboard.domain.month import Month
from dashboard.domain.number_text import LARGEST, out_of_bounds
from dashboard.domain.plan import Plan
from dashboard.domain.row_checks import Reading
from dashboard.domain.sheet_row import Field
from dashboard.domain.value_checks import State
from dashboard.domain.verdict import RowVerdict, Verdict

_NAMED_LINES = 5
_TOO_MANY_TIMES = 10
_GROWING = (Measure.INCREMENT, Measure.STOCK)
_NOTHING: Mapping[Month, Amount] = {}
_NOWHERE: Mapping[str, Mapping[Month, Amount]] = {}


class _Offer(NamedTuple):
    """A readable row of one cell and month: its place among the rows, and the position that it amounts to."""

    place: int
    reading: Reading
    amount: Amount


class CrossChecker:
    """Settles the rows of one file, cell by cell and there month by month."""

    def __init__(self, plan: Plan, known: Known, findings: Findings) -> None:
        self._plan, self._known, self._findings = plan, known, findings
        self._limits = _limits(plan)
        self._verdicts: list[RowVerdict | None] = []

    def settle(self, readings: Sequence[Reading]) -> tuple[RowVerdict, ...]:
        """One verdict per reading, in their order."""
        self._verdicts = [None] * len(readings)
        cells: defaultdict[Cell, list[int]] = defaultdict(list)
        involved: set[Cell] = set()
        for place, reading in enumerate(readings):
            cell = reading.cell
            if reading.state is State.MISSING:
                was = self._published(cell).get(reading.month) if cell and reading.month else None
                self._verdicts[place] = _verdict_of(reading, Verdict.MISSING, was=was)
            elif cell:
                cells[cell].append(place)
                if reading.amount is None or reading.gain is not None:
                    involved.add(cell)
        for cell, places in cells.items():
            published = self._published(cell)
            if published or cell in involved or not _are_in_order(readings, places):
                self._settle_cell(readings, places, published)
            else:
                self._settle_plainly(readings, places)
        paired = zip(self._verdicts, readings, strict=True)
        return tuple([verdict or _verdict_of(reading, Verdict.REJECTED) for verdict, reading in paired])

    def _published(self, cell: Cell) -> Mapping[Month, Amount]:
        indicator, region = cell
        return self._known.figures.get(indicator, _NOWHERE).get(region, _NOTHING)

    def _settle_plainly(self, readings: Sequence[Reading], places: list[int]) -> None:
        """Settle a cell of which nothing is published and every row is a position of a later month than the one before.

        Most cells of a large file are like this: it saves half the time.
        """
        last: Reading | None = None
        for place in places:
            reading = readings[place]
            if reading.amount is not None:
                self._accept(place, reading, reading.amount, None)
                if last and last.amount and _grows(reading):
                    self._check_fall(reading, reading.amount, last.amount, last.month)
            last = reading

    def _settle_cell(self, readings: Sequence[Reading], places: list[int], published: Mapping[Month, Amount]) -> None:
        stands = {month.key: Standing(month, amount, True) for month, amount in published.items()}
        rows: dict[int, list[int]] = {}
        for place in places:
            rows.setdefault(readings[place].month_key, []).append(place)
        past = Past()
        for key in sorted({*stands, *rows}) if len(rows) > 1 or stands else rows:
            standing = stands.get(key)
            if key in rows:
                standing = self._settle_month(readings, rows[key], standing, past)
            if standing:
                past.add(standing)

    def _settle_month(
        self, readings: Sequence[Reading], places: list[int], published: Standing | None, past: Past
    ) -> Standing | None:
        offers = [offer for place in places if (offer := self._offer(place, readings[place], past))]
        month, was = readings[places[0]].month, published.amount if published else None
        if month is None:
            return None
        if not offers or (len(offers) > 1 and self._are_refused(offers)):
            return Standing(month, None, False)
        first = offers[0]
        verdict, last = self._accept(*first, was), past.last
        if _grows(first.reading) and last and last.amount and not (verdict is Verdict.SAME and last.is_published):
            self._check_fall(first.reading, first.amount, last.amount, last.month)
        for repeat in offers[1:]:
            self._repeat(repeat, first, was)
        return Standing(month, first.amount, first.amount == was)

    def _offer(self, place: int, reading: Reading, past: Past) -> _Offer | None:
        """The position that a row amounts to; None where it is refused."""
        amount = reading.amount
        if reading.gain is not None:
            amount = self._with_gain(reading, amount, reading.gain, past)
        return _Offer(place, reading, amount) if amount else None

    def _with_gain(self, reading: Reading, total: Amount | None, gain: Decimal, past: Past) -> Amount | None:
        base = base_of(self._plan, reading, past)
        summed = None if base is None else EXACT.add(base, gain)
        if total is not None:
            if summed is not None and summed != total.number:
                told = f"加上月的累计值得 {printed(summed)}，与累计值不一致，按累计值计，请您说明。"
                self._findings.add(reading.row, Field.MONTHLY, warning("monthly-differs", told))
            return total
        if summed is None or summed > LARGEST:
            refusal = without_base(reading.month, past) if summed is None else out_of_bounds(summed)
            self._findings.add(reading.row, Field.MONTHLY, refusal)
            return None
        return Amount(summed)

    def _accept(self, place: int, reading: Reading, amount: Amount, was: Amount | None) -> Verdict:
        verdict = Verdict.NEW if was is None else Verdict.SAME if was == amount else Verdict.CHANGED
        self._verdicts[place] = _verdict_of(reading, verdict, amount, was)
        cell = reading.cell or ("", "")
        limit = self._limits.get(cell) or self._limits.get((cell[0], ""))
        if limit and amount.number > limit and verdict is not Verdict.SAME:
            told = f"疑似单位错误，{printed(amount.number)} 超过目标的十倍，请您核对并说明。"
            self._warn(reading, "unit-suspect", told)
        return verdict

    def _check_fall(self, reading: Reading, amount: Amount, earlier: Amount, month: Month | None) -> None:
        """Ask for a reason where a cumulative value is below that of an earlier month."""
        if amount.number < earlier.number:
            told = f"累计值 {printed(amount.number)} 低于 {month} 的 {printed(earlier.number)}，请您说明原因。"
            self._warn(reading, "cumulative-falls", told)

    def _warn(self, reading: Reading, code: str, message: str) -> None:
        self._findings.add(reading.row, value_field(reading.row), warning(code, message))

    def _repeat(self, repeat: _Offer, first: _Offer, was: Amount | None) -> None:
        row = repeat.reading.row
        self._verdicts[repeat.place] = _verdict_of(repeat.reading, Verdict.SAME, repeat.amount, was)
        told = notice("row-repeated", f"与第 {first.reading.row.line} 行相同，只计一次。")
        self._findings.add(row, value_field(row), told)

    def _are_refused(self, offers: list[_Offer]) -> bool:
        """Whether rows for one key give different values; then all of them are refused."""
        if all(offer.amount == offers[0].amount for offer in offers):
            return False
        lines = sorted({offer.reading.row.line for offer in offers})
        named = "、".join(f"第 {line} 行" for line in lines[:_NAMED_LINES]) + (
            "等" if len(lines) > _NAMED_LINES else ""
        )
        values = "、".join(dict.fromkeys(printed(offer.amount.value) for offer in offers[:_NAMED_LINES]))
        told = error("rows-conflict", f"{named}是同一指标、地区和月份，数值不同（{values}），都没有采用，请只留一行。")
        for offer in offers:
            self._findings.add(offer.reading.row, value_field(offer.reading.row), told)
        return True


def _limits(plan: Plan) -> dict[Cell, Decimal]:
    """Above what a value is probably in another unit: ten times the target, the city's under an empty region code."""
    summed = [indicator for indicator in plan.indicators if indicator.measure is not Measure.RATIO]
    limits = {(indicator.code, ""): indicator.target * _TOO_MANY_TIMES for indicator in summed}
    regional = {cell: target.target * _TOO_MANY_TIMES for cell, target in plan.target_by_cell.items()}
    return limits | {cell: limit for cell, limit in regional.items() if (cell[0], "") in limits}


def _grows(reading: Reading) -> bool:
    return reading.indicator is not None and reading.indicator.measure in _GROWING


def _are_in_order(readings: Sequence[Reading], places: list[int]) -> bool:
    """Whether no two rows are for one month, and each is for a later one than the row before."""
    keys = [readings[place].month_key for place in places]
    return len(keys) == 1 or keys == sorted(set(keys))


def _verdict_of(
    reading: Reading, verdict: Verdict, amount: Amount | None = None, was: Amount | None = None
) -> RowVerdict:
    """A row's verdict, with the keys that could be read."""
    row, indicator, region = reading.row, reading.indicator, reading.region
    return RowVerdict(
        row.line,
        indicator.code if indicator else None,
        region.code if region else None,
        reading.month,
        amount,
        verdict,
        was,
        row.total or value_text(row),
        row.remark or "",
    )
