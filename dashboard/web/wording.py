"""Numbers into words, once: percentages cut, never rounded up; thousands grouped; months and lamps in Chinese."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_UP, Decimal
from fractions import Fraction

from dashboard.domain.measure import Comparator, Measure
from dashboard.domain.month import Month
from dashboard.domain.plan import Indicator, Plan
from dashboard.domain.plan_rules import Clock
from dashboard.domain.status import Status

STATUS_WORDS = {
    Status.MET: "已完成",
    Status.ON_PACE: "达序时",
    Status.BEHIND: "滞后",
    Status.CRITICAL: "严重滞后",
    Status.UNREPORTED: "未报送",
}
MEASURE_WORDS = {
    Measure.INCREMENT: "增量",
    Measure.STOCK: "存量",
    Measure.RATIO: "比率",
    Measure.LEVEL: "水平",
}
NOTHING = "—"

_OF_NOTHING = object()  # a pace or a due share: no lamp hangs on it
_TENTH = Decimal("0.1")
_WAN, _YI = Decimal(10_000), Decimal(100_000_000)
_COUNTED_UNITS = frozenset("个台户家项路次人座所处套辆件只条名亩株艘架栋幢间站星")


def cut(value: Decimal) -> Decimal:
    """The value cut towards zero to one decimal, never a negative zero."""
    return value.quantize(_TENTH, rounding=ROUND_DOWN) + 0


def percent(share: Decimal | None, status: object = _OF_NOTHING) -> str:
    """A share as a percentage without its sign. With the status it belongs to, exactly 100.0 only for what is met."""
    if share is None:
        return NOTHING
    shown = cut(share * 100)
    if shown == 100 and status not in (Status.MET, _OF_NOTHING):
        return "99.9"
    return f"{shown:,}"


def points(lag: Decimal | None) -> str:
    """A distance from pace in percentage points, without its direction."""
    if lag is None:
        return NOTHING
    if 0 < lag < _TENTH:
        return "不足0.1"
    return f"{cut(abs(lag))}"


def lag_words(lag: Decimal | None) -> str:
    """A lag with its direction: 落后 8.3 or 超前 2.7; 与序时持平 at none."""
    if lag is None:
        return NOTHING
    if lag == 0:
        return "持平"
    return f"{'落后' if lag > 0 else '超前'} {points(lag)}"


def number(value: Decimal | None) -> str:
    """A value in full, thousands grouped, no needless zeros, at most six decimals."""
    if value is None:
        return NOTHING
    return f"{_plain(value.quantize(Decimal('0.000001'), rounding=ROUND_DOWN)):,f}"


def amount(value: Decimal | None, indicator: Indicator) -> str:
    """A value of an indicator in full; a ratio cut to one decimal."""
    if value is not None and indicator.measure is Measure.RATIO:
        return f"{cut(value)}"
    return number(value)


def short_number(value: Decimal | None) -> str:
    """A value for reading from afar: 万 from 100,000 and 亿 from a hundred million, cut to two decimals."""
    if value is None:
        return NOTHING
    for scale, word in ((_YI, "亿"), (_WAN, "万")):
        if abs(value) >= (scale if word == "亿" else 10 * scale):
            return f"{_plain((value / scale).quantize(Decimal('0.01'), rounding=ROUND_DOWN)):,f}{word}"
    return number(value)


def step(indicator: Indicator) -> Decimal:
    """The smallest step that a unit is counted in: whole things, tenths of a percent, hundredths of the rest."""
    if indicator.measure is Measure.RATIO:
        return _TENTH
    return Decimal(1) if indicator.unit and indicator.unit[0] in _COUNTED_UNITS else Decimal("0.01")


def stepped(value: Decimal | None, indicator: Indicator) -> str:
    """A needed amount rounded away from zero to the unit's step: what is asked for must suffice."""
    if value is None:
        return NOTHING
    unit = step(indicator)
    return f"{_plain((value / unit).quantize(Decimal(1), rounding=ROUND_UP) * unit):,f}"


def required_words(required: Decimal | None, indicator: Indicator) -> str:
    """What each month still has to bring: 150 台; a fall is said as one."""
    if required is None:
        return NOTHING
    unit = "百分点" if indicator.measure is Measure.RATIO else indicator.unit
    falls = "降 " if required < 0 else ""
    return f"{falls}{stepped(abs(required), indicator)} {unit}"


def shortfall(value: Decimal | None, indicator: Indicator) -> str:
    """A gap in units, rounded up to the unit's step."""
    if value is None:
        return NOTHING
    unit = step(indicator)
    return f"{_plain((abs(value) / unit).to_integral_value(rounding=ROUND_CEILING) * unit):,f}"


def gap(value: Decimal | None, indicator: Indicator) -> str:
    """A gap with its unit: percentage points cut as all points are, things rounded up to what is really missing."""
    if value is None:
        return NOTHING
    if indicator.unit == "%":
        return f"{points(abs(value))} 个百分点"
    return f"{shortfall(value, indicator)} {indicator.unit}".rstrip()


def month_label(month: Month) -> str:
    """2023年9月."""
    return f"{month.year}年{month.number}月"


def month_in(month: Month, names_year: bool) -> str:
    """9月, or 2023年9月 where the year is not clear from what stands around it."""
    return month_label(month) if names_year else f"{month.number}月"


def day_label(day: date) -> str:
    """2023年10月12日."""
    return f"{day.year}年{day.month}月{day.day}日"


def dated(at: datetime) -> str:
    """2023年10月12日 09:40, local time."""
    at = at.astimezone()
    return f"{day_label(at)} {at:%H:%M}"


def moment(at: datetime) -> str:
    """10月12日 09:40, local time."""
    at = at.astimezone()
    return f"{at.month}月{at.day}日 {at:%H:%M}"


def status_word(status: Status | None) -> str:
    """The word beside the lamp; a dash where there is none."""
    return STATUS_WORDS[status] if status else NOTHING


def status_key(status: Status | None) -> str:
    """The name of a lamp in class names: on-pace."""
    return status.value.lower().replace("_", "-") if status else "none"


def unit_words(indicator: Indicator) -> str:
    """An indicator's unit as it follows a number: % and nothing else without a space."""
    unit = indicator.unit
    return unit if unit in ("", "%") else f"\u00a0{unit}"


def value_words(value: Decimal | None, indicator: Indicator) -> str:
    """A value of an indicator in full, with its unit."""
    return NOTHING if value is None else f"{amount(value, indicator)}{unit_words(indicator)}"


def clock_words(plan: Plan, due: Month, as_of: Month) -> str:
    """How the calendar's pace comes about: 9 个月 ÷ 12 个月, or days since the day of issue."""
    if plan.rules.clock is Clock.ISSUED and plan.issued_on is not None:
        gone, all_ = (as_of.last_day - plan.issued_on).days, (due.last_day - plan.issued_on).days
        if all_ <= 0:
            return "印发时已到期，到期月起为全部"
        return f"自 {day_label(plan.issued_on)}印发起 {max(0, min(gone, all_))} 天 ÷ {all_} 天"
    months = due - plan.first_month + 1
    return f"{min(as_of - plan.first_month + 1, months)} 个月 ÷ {months} 个月"


def width(share: Decimal | Fraction) -> str:
    """A share as the length of a bar, never beyond its ends: 66.66%."""
    return f"{float(min(max(share, 0), 1) * 100):.2f}%"


def target_words(indicator: Indicator, target: Decimal | None) -> str:
    """A target with its comparator: ≥ 1,350."""
    if target is None:
        return NOTHING
    sign = "≈" if indicator.comparator is Comparator.ABOUT else indicator.comparator.value
    return f"{sign} {number(target)}"


def pace_fraction(first: Month, last: Month, as_of: Month) -> str:
    """The months gone out of all: 9/12."""
    return f"{as_of - first + 1}/{last - first + 1}"


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    value = value.normalize() + 0
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
