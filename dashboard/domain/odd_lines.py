"""What is odd about a figure beside those of the months before it: a jump, a standstill, a perfect pace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from dashboard.domain.cell_text import Remark, printed, warning
from dashboard.domain.measure import MILLION, ONE, ZERO, Amount, Measure, in_millionths
from dashboard.domain.month import Month
from dashboard.domain.plan import Indicator, Plan, Region
from dashboard.domain.yardstick import Yardstick, yardstick_of

JUMP = 10
"""A step of more than so many times the median of the steps before it is a jump."""
GROWING = (Measure.INCREMENT, Measure.STOCK)
"""What grows month by month: its steps can be compared."""

_STEPS = 3  # so many steps must lie before one that is out of line
_NOTICEABLE = 10  # a jump matters from a tenth of the target
_ALIKE = 3  # so many figures are alike before it is asked about
_PERFECT = 2  # so many figures are exactly on pace before it is asked about
_MANY = 100_000_000  # millionths: counts from here on do not stand still by themselves
_SEVERAL = 10  # smaller ones are exactly on pace by chance


class Line(NamedTuple):
    """The figures of one cell up to a month, the oldest first; there is at least one."""

    months: Sequence[Month]
    amounts: Sequence[Amount]


def look_along(plan: Plan, indicator: Indicator, region: Region, line: Line) -> Iterator[Remark]:
    """What somebody should say a word about, of the last figure of a line."""
    stick = yardstick_of(plan, indicator, region, line.months[-1])
    if stick.terms is None:
        return
    if _is_unchanged(line) and _should_move(plan, stick, line.amounts[-1]):
        value = printed(line.amounts[-1].value)
        yield warning("value-unchanged", f"连续 {_ALIKE} 个月都是 {value}，请您核对是否更新过并说明。")
    if indicator.measure in GROWING:
        yield from _jump(plan, stick, line)
        if _is_perfect(plan, stick, line):
            told = f"连续 {_PERFECT} 次恰好等于序时应达数，请您核对是否按实际数填报并说明。"
            yield warning("exactly-on-pace", told)


def _is_unchanged(line: Line) -> bool:
    months, amounts = line.months[-_ALIKE:], line.amounts[-_ALIKE:]
    return len(months) == _ALIKE and months[-1] - months[0] == _ALIKE - 1 and len(set(amounts)) == 1


def _should_move(plan: Plan, stick: Yardstick, amount: Amount) -> bool:
    """Whether a figure that stands still is odd: not at nought, nor at the target, nor where little is counted."""
    terms = stick.terms
    if terms is None or not amount.scaled or terms.comparator.holds(amount.value, terms.enough):
        return False
    if amount.scaled_over is not None:
        return min(amount.scaled, amount.scaled_over) >= _MANY
    if stick.indicator.measure not in GROWING:
        return False
    way, time = abs(terms.goal - (terms.start or ZERO)), stick.indicator.due - plan.first_month + 1
    return way >= time


def _jump(plan: Plan, stick: Yardstick, line: Line) -> Iterator[Remark]:
    """The last step, where it is out of line with those before it."""
    *before, last = _steps(plan, stick, line)
    grown = [step for step in before if step > 0]
    if len(grown) < _STEPS or stick.goal is None:
        return
    usual = median_low(grown)
    if last > JUMP * usual and last * _NOTICEABLE > in_millionths(stick.goal):
        told = f"每月增加 {_told(last)}，是以往（中位数 {_told(usual)}）的 {JUMP} 倍以上，请您核对并说明。"
        yield warning("value-jumps", told)


def _steps(plan: Plan, stick: Yardstick, line: Line) -> list[int]:
    """How much was added a month from each figure to the next, in millionths; from the baseline to the first."""
    points = [(month, amount.scaled) for month, amount in zip(*line, strict=True)]
    if stick.baseline is not None and points[0][0] >= plan.first_month:
        points.insert(0, (plan.first_month.plus(-1), in_millionths(stick.baseline)))
    return [(then - now) // (after - month) for (month, now), (after, then) in pairwise(points)]


def _is_perfect(plan: Plan, stick: Yardstick, line: Line) -> bool:
    """Whether the last figures, one after the other, are what was due to the last digit."""
    found = zip(line.months[-_PERFECT:], line.amounts[-_PERFECT:], strict=True)
    return len(line.months) >= _PERFECT and all(_is_due(plan, stick, *point) for point in found)


def _is_due(plan: Plan, stick: Yardstick, month: Month, amount: Amount) -> bool:
    then = yardstick_of(plan, stick.indicator, stick.region, month)
    is_due = then.is_paced and ZERO < then.calendar < ONE and then.due_value == amount.value
    return is_due and amount.value >= _SEVERAL


def _told(millionths: int) -> str:
    return printed(millionths / MILLION)
