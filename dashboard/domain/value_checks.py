"""The value cells of one row: which of them count, and what they amount to."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from dashboard.domain.cell_text import Remark, error, notice, printed, quoted, warning
from dashboard.domain.findings import Findings, cell_of
from dashboard.domain.measure import HUNDRED, Amount, Measure, divide
from dashboard.domain.number_text import MISSING, PART, NumberReading, Quantity, is_missing, quantity_of, read_number
from dashboard.domain.plan import Indicator
from dashboard.domain.sheet_row import Field, RawRow
from dashboard.domain.unit import parse_unit

_TOLERATED = Decimal("0.1")
_PERIODIC = (Measure.INCREMENT, Measure.STOCK)


class State(Enum):
    """Whether something could be read, was left out, or is refused."""

    READ = 1
    MISSING = 2
    REFUSED = 3


class Value(NamedTuple):
    """What a row's value cells say: a position, a month's gain, or both where both were given."""

    state: State
    amount: Amount | None = None
    gain: Decimal | None = None


_LEFT_OUT = Value(State.MISSING)
_REFUSED = Value(State.REFUSED)


class ValueReader:
    """Reads the value cells of rows and notes what it finds."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._quantities: dict[tuple[str, str | None], tuple[Quantity, Remark | None]] = {}

    def read(self, row: RawRow, indicator: Indicator) -> Value:
        """What a row says about an indicator."""
        quantity, misfit = self.quantity(indicator, row.unit)
        if indicator.measure is Measure.RATIO:
            value = self._ratio(row, quantity)
        else:
            value = self._plain(row, quantity, indicator.measure in _PERIODIC)
        return value if misfit is None or value.state is not State.READ else self._refuse(row, Field.UNIT, misfit)

    def quantity(self, indicator: Indicator, unit: str | None) -> tuple[Quantity, Remark | None]:
        """How an indicator's numbers are read in a row with that unit cell, and why not, where it does not fit."""
        known = self._quantities.get((indicator.code, unit))
        if known is None:
            known = self._quantities[indicator.code, unit] = _quantity(indicator, unit)
        return known

    def _plain(self, row: RawRow, quantity: Quantity, is_periodic: bool) -> Value:
        total = self._number(row, Field.TOTAL, row.total, quantity) if row.total else MISSING
        gain = self._number(row, Field.MONTHLY, row.monthly, quantity) if row.monthly and is_periodic else MISSING
        if row.monthly and not is_periodic and not is_missing(row.monthly):
            return self._level_beside(row, total)
        if total.refused or gain.refused:
            return _REFUSED
        if total.value is None and gain.value is None:
            return self._nothing(row)
        if row.numerator or row.denominator:
            self._ignore(row, Field.NUMERATOR, Field.DENOMINATOR)
        return Value(State.READ, None if total.value is None else Amount(total.value), gain.value)

    def _level_beside(self, row: RawRow, total: NumberReading) -> Value:
        """A month's own value beside (or instead of) the position of something that does not add up over months."""
        if total.missing:
            told = error("monthly-not-convertible", "这个指标不能由本月值累加，请填月末的累计值。")
            return self._refuse(row, Field.MONTHLY, told)
        self._ignore(row, Field.MONTHLY)
        return _REFUSED if total.value is None else Value(State.READ, Amount(total.value))

    def _ratio(self, row: RawRow, quantity: Quantity) -> Value:
        total = self._number(row, Field.TOTAL, row.total, quantity) if row.total else MISSING
        upper = self._number(row, Field.NUMERATOR, row.numerator, PART) if row.numerator else MISSING
        lower = self._number(row, Field.DENOMINATOR, row.denominator, PART) if row.denominator else MISSING
        if total.refused or upper.refused or lower.refused:
            return _REFUSED
        if upper.missing != lower.missing:
            field = Field.NUMERATOR if upper.missing else Field.DENOMINATOR
            return self._refuse(row, field, error("part-missing", f"缺少{field}，分子和分母要一起填。"))
        if upper.value is not None and lower.value is not None:
            return self._quotient(row, upper.value, lower.value, total.value)
        if row.monthly and not is_missing(row.monthly):
            return self._level_beside(row, total)
        return self._nothing(row) if total.value is None else Value(State.READ, Amount(total.value))

    def _quotient(self, row: RawRow, upper: Decimal, lower: Decimal, percent: Decimal | None) -> Value:
        if not lower:
            return self._refuse(row, Field.DENOMINATOR, error("denominator-zero", "分母是0，算不出比率，请您核对。"))
        if upper > lower:
            told = f"分子{printed(upper)}大于分母{printed(lower)}，请您核对。"
            return self._refuse(row, Field.NUMERATOR, error("numerator-over-denominator", told))
        quotient = divide(upper * HUNDRED, lower)
        if percent is not None and abs(percent - quotient) > _TOLERATED:
            told = f"与分子、分母算出的 {printed(quotient)}% 不一致，按分子、分母计，请您说明。"
            self._findings.add(row, Field.TOTAL, warning("percent-differs", told))
        if row.monthly:
            self._ignore(row, Field.MONTHLY)
        return Value(State.READ, Amount(upper, lower))

    def _nothing(self, row: RawRow) -> Value:
        """A row without a value that counts: left out, unless something was written where it can't count."""
        if not is_missing(row.numerator) or not is_missing(row.denominator):
            return self._refuse(
                row, Field.TOTAL, error("value-not-given", "没有填，分子和分母不适用于这个指标，请填累计值。")
            )
        return _LEFT_OUT

    def _number(self, row: RawRow, field: Field, text: str, quantity: Quantity) -> NumberReading:
        reading = read_number(text, quantity)
        for remark in reading.remarks:
            self._findings.add(row, field, remark)
        return reading

    def _ignore(self, row: RawRow, *fields: Field) -> None:
        for field in fields:
            if not is_missing(cell_of(row, field)):
                self._findings.add(row, field, notice("cell-ignored", "这个指标不用这一列，未采用。"))

    def _refuse(self, row: RawRow, field: Field, remark: Remark) -> Value:
        self._findings.add(row, field, remark)
        return _REFUSED


def _quantity(indicator: Indicator, unit: str | None) -> tuple[Quantity, Remark | None]:
    own = parse_unit(indicator.unit)
    written = parse_unit(unit) if unit and not is_missing(unit) else own
    fitting = written.within(own)
    if fitting is not None:
        return quantity_of(indicator, fitting), None
    told = f"指标的计量单位是{quoted(indicator.unit)}，不能由它换算，请您核对。"
    return quantity_of(indicator), error("unit-mismatch", told)
