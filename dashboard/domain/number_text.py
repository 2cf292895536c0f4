"""One number cell: its value in the indicator's unit, missing, or refused, with a remark for every repair."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from dashboard.domain.cell_text import Remark, error, notice, printed, tidy, warning
from dashboard.domain.measure import EXACT, HUNDRED, ONE, Measure
from dashboard.domain.number_refusal import odd_digit, why_no_number, why_no_unit
from dashboard.domain.plan import Indicator
from dashboard.domain.unit import PERCENT, Unit, parse_unit

LARGEST = Decimal(9 * 10**12)
"""The largest value that is kept: millionths of it still fit a database's whole number of 64 bits."""

_STEP = Decimal("0.000001")
_LONGEST = 64

_WHOLE = re.compile(r"[0-9]{1,12}")
_DECIMAL = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
_PERCENTAGE = re.compile(r"0|100|(?:[2-9]|[1-9][0-9])(?:\.[0-9]{1,6})?")
_NEVER = re.compile(r"(?!)")

_MISSING = frozenset({"", "/", "无", "未报", "未上报", "未统计", "暂无", "暂无数据", "无数据", "n/a", "na", "nan"})
_DASHES = re.compile(r"[-‐‑‒–—―−─﹣]+")
_SPREADSHEET_ERROR = re.compile(r"#(?:N/A|NA|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!|SPILL!|CALC!)", re.IGNORECASE)
_ABOUT_BEFORE = re.compile(r"^(?:大约|约|将近|接近|近|超过|超)\s*(?=[0-9])")
_ABOUT_AFTER = re.compile(r"(?<=[0-9万亿])\s*[余多](?![0-9])|(?:左右|上下|以上|余|多)$")
_ZERO = re.compile(r"^零(?=$|[^0-9零〇一二三四五六七八九十百千万亿点.])")
_SEPARATORS = re.compile(r"[, ]")
_AS_IT_STANDS = re.compile(r"\s*[0-9]+(?:\.[0-9]+)?\s*%?\s*")
_NUMBER = re.compile(
    r"(?P<percent>百分之 ?)?"
    r"(?P<digits>[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?|[1-9][0-9]{0,2}(?: [0-9]{3})+(?:\.[0-9]+)?"
    r"|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?|\.[0-9]+)"
    r"(?P<rest>(?![0-9.,]| [0-9]).*)"
)


class NumberReading(NamedTuple):
    """What a cell says: a value, or `missing`, or neither, where a remark refuses it."""

    value: Decimal | None
    remarks: tuple[Remark, ...] = ()
    missing: bool = False

    @property
    def refused(self) -> bool:
        """Whether the cell holds something that can't be taken."""
        return self.value is None and not self.missing


MISSING = NumberReading(None, (), missing=True)


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a column's numbers are: the unit they are kept in, the one a bare number stands in, and their bounds.

    `plain` matches the texts that are values as they stand; `label` is the unit as messages write it.
    """

    unit: Unit
    assumed: Unit
    label: str
    plain: re.Pattern[str]
    is_ratio: bool = False
    is_counted: bool = False


PART = Quantity(Unit(""), Unit(""), "", _DECIMAL)
"""A numerator or a denominator: any number of anything."""


def quantity_of(indicator: Indicator, column_unit: Unit | None = None) -> Quantity:
    """How the numbers of an indicator are read, in a row whose unit column names `column_unit`."""
    unit = parse_unit(indicator.unit)
    ratio = indicator.measure is Measure.RATIO
    counted = unit.is_counted and not ratio and indicator.measure is not Measure.LEVEL
    assumed = column_unit or unit
    plain = _PERCENTAGE if ratio else _WHOLE if counted else _DECIMAL
    return Quantity(unit, assumed, indicator.unit, plain if assumed.equals(unit) else _NEVER, ratio, counted)


def read_number(text: str, quantity: Quantity) -> NumberReading:
    """What a number cell says."""
    if quantity.plain.fullmatch(text):
        return NumberReading(Decimal(text))
    odd = odd_digit(text)
    return _refused(odd) if odd else _read_tidy(text, tidy(text), quantity)


def is_missing(text: str | None) -> bool:
    """Whether a cell is absent, empty or carries a mark for no value."""
    return not text or _marks_nothing(tidy(text)) or bool(_SPREADSHEET_ERROR.fullmatch(tidy(text)))


def _refused(remark: Remark) -> NumberReading:
    return NumberReading(None, (remark,))


def _marks_nothing(plain: str) -> bool:
    return plain.casefold() in _MISSING or bool(_DASHES.fullmatch(plain))


def _read_tidy(text: str, plain: str, quantity: Quantity) -> NumberReading:
    if _marks_nothing(plain):
        return MISSING
    if _SPREADSHEET_ERROR.fullmatch(plain):
        told = notice("spreadsheet-error", f"是表格软件的出错标记 {plain}，按未填处理，请您看一下公式。")
        return NumberReading(None, (told,), missing=True)
    if len(plain) > _LONGEST:
        return _refused(error("unreadable-number", "太长，读不成一个数，请只填数值。"))
    return _read_written(text, plain, quantity)


def _read_written(text: str, plain: str, quantity: Quantity) -> NumberReading:
    bare = _ABOUT_AFTER.sub("", _ABOUT_BEFORE.sub("", plain)).strip()
    found = _NUMBER.fullmatch(_ZERO.sub("0", bare))
    if not found:
        return _refused(why_no_number(bare))
    stated = found["rest"].strip() or (PERCENT if found["percent"] else "")
    unit = _stated_unit(stated, quantity)
    if unit is None or (found["percent"] and unit.base != PERCENT):
        return _refused(why_no_unit(bare, stated, quantity.label))
    number = Decimal(_SEPARATORS.sub("", found["digits"]))
    if number and abs(number.adjusted()) > _LONGEST // 2:
        return _refused(out_of_bounds(number))
    value = EXACT.divide(EXACT.multiply(number, unit.factor), quantity.unit.factor)
    reading = _as_percentage(value, is_bare=not stated) if quantity.is_ratio else NumberReading(value)
    if reading.value is not None and not reading.remarks:
        reading = reading._replace(remarks=_repairs(text, plain != bare, value, unit, quantity))
    return _within_bounds(reading, quantity)


def _stated_unit(stated: str, quantity: Quantity) -> Unit | None:
    """The unit that a number stands in; None where it is not of the quantity's kind."""
    if not stated:
        return quantity.assumed
    if stated == "千":
        return None
    unit = parse_unit(stated)
    if quantity is PART:
        return unit if unit.is_familiar else None
    return unit.within(quantity.assumed)


def _as_percentage(value: Decimal, *, is_bare: bool) -> NumberReading:
    if is_bare and value == ONE:
        return _refused(error("ambiguous-ratio", "可能是1%，也可能是100%，请写1%或100%。"))
    if is_bare and 0 < value < ONE:
        percent = EXACT.multiply(value, HUNDRED)
        told = warning("ratio-as-decimal", f"疑似小数,按{printed(percent)}%处理，请您说明或改写成百分数。")
        return NumberReading(percent, (told,))
    if value > HUNDRED:
        return _refused(error("ratio-over-100", "超过100%，请您核对。"))
    return NumberReading(value)


def _within_bounds(reading: NumberReading, quantity: Quantity) -> NumberReading:
    value = reading.value
    if value is None:
        return reading
    if value > LARGEST or value % _STEP:
        return _refused(out_of_bounds(value))
    if quantity.is_counted and value % ONE:
        told = f"合 {printed(value)} {quantity.label}，而{quantity.label}数只能是整数，请您核对。"
        return _refused(error("not-whole", told))
    return reading._replace(value=Decimal(printed(value)))


def out_of_bounds(value: Decimal) -> Remark:
    """Why a value is not kept, that is too large or has too many decimal places."""
    if value > LARGEST:
        return error("number-too-large", "超出可填的范围（最大9万亿），请您核对数值和单位。")
    return error("too-many-decimals", "小数超过六位，请保留到六位以内。")


def _repairs(text: str, is_about: bool, value: Decimal, unit: Unit, quantity: Quantity) -> tuple[Remark, ...]:
    shown = f"{printed(value)}{quantity.label}"
    if is_about:
        return (warning("approximate", f"是约数，已按 {shown} 读入，请您说明或填准确数。"),)
    if unit.factor != quantity.unit.factor:
        return (notice("unit-converted", f"按 {shown} 计。"),)
    if _AS_IT_STANDS.fullmatch(text):
        return ()
    return (notice("number-repaired", f"读作 {shown}。"),)
