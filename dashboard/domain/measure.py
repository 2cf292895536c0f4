"""How an indicator is measured and compared, and exact arithmetic for both.

Values are decimals. Sixty digits leave room for every quotient of values with six decimal places, and a
difference is settled at forty places, so what is equal as a fraction is equal here.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal
from enum import StrEnum
from functools import cached_property
from operator import ge, gt, le, lt
from typing import NamedTuple

EXACT = Context(prec=60)
HUNDRED = Decimal(100)
MILLION = Decimal(1_000_000)
ONE = Decimal(1)
ZERO = Decimal(0)

add, subtract, multiply, divide = EXACT.add, EXACT.subtract, EXACT.multiply, EXACT.divide
_quantize, _normalize = EXACT.quantize, EXACT.normalize

_TWO = Decimal(2)
_SETTLED = Decimal(1).scaleb(-40)


class Measure(StrEnum):
    """What kind of quantity an indicator is; it decides baseline, roll-up and pace."""

    INCREMENT = "increment"
    STOCK = "stock"
    RATIO = "ratio"
    LEVEL = "level"


class Comparator(StrEnum):
    """How the document words a target."""

    AT_LEAST = "≥"
    ABOVE = ">"
    BELOW = "<"
    AT_MOST = "≤"
    ABOUT = "≈"

    @cached_property
    def is_ceiling(self) -> bool:
        """Whether the target is a limit to stay under."""
        return self in (Comparator.BELOW, Comparator.AT_MOST)

    @cached_property
    def holds(self) -> Callable[[Decimal, Decimal], bool]:
        """The comparison of an actual value with what has to be reached."""
        return _COMPARISONS[self]

    def enough(self, target: Decimal, approx_share: Decimal) -> Decimal:
        """What has to be reached of a target: all of it; of ≈ its share."""
        return target * approx_share if self is Comparator.ABOUT else target


_COMPARISONS = {
    Comparator.AT_LEAST: ge,
    Comparator.ABOVE: gt,
    Comparator.BELOW: lt,
    Comparator.AT_MOST: le,
    Comparator.ABOUT: ge,
}


class _Scaled(NamedTuple):
    """A number, and for a ratio what it is over, in whole millionths."""

    scaled: int
    scaled_over: int | None


class Amount(_Scaled):
    """What was counted: a plain value in the indicator's unit, or a ratio's numerator over its denominator.

    It is kept in millionths, as the database keeps it: exact, and a million of them go through without a conversion.
    """

    __slots__ = ()

    def __new__(cls, number: Decimal, over: Decimal | None = None) -> Amount:
        """The amount of these numbers, which have at most six decimal places."""
        return cls._make((in_millionths(number), None if over is None else in_millionths(over)))

    @property
    def number(self) -> Decimal:
        """The plain value, or the numerator."""
        return Decimal(self.scaled) / MILLION

    @property
    def over(self) -> Decimal | None:
        """The denominator; None for a plain value."""
        return None if self.scaled_over is None else Decimal(self.scaled_over) / MILLION

    @property
    def value(self) -> Decimal:
        """The value in the indicator's unit; a ratio in percent."""
        if self.scaled_over is None:
            return Decimal(self.scaled) / MILLION
        return divide(Decimal(self.scaled) * HUNDRED, Decimal(self.scaled_over))


def in_millionths(value: Decimal) -> int:
    """A number as whole millionths; a ValueError where it has more than six decimal places."""
    scaled = multiply(value, MILLION)
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(f"more than six decimal places: {value}")
    return whole


def minus(left: Decimal, right: Decimal) -> Decimal:
    """The difference, settled at forty places: exactly zero where both stand for the same fraction."""
    return _normalize(_quantize(subtract(left, right), _SETTLED))


def points_between(higher: Decimal, lower: Decimal) -> Decimal:
    """How many percentage points one share lies above another: exactly none where both are the same fraction."""
    apart = subtract(higher, lower)
    return ZERO if -_SETTLED < apart < _SETTLED else apart * HUNDRED


def is_met(comparator: Comparator, actual: Decimal, target: Decimal, approx_share: Decimal) -> bool:
    """Whether the comparison holds as the document words it; ≈ from `approx_share` of the target."""
    return comparator.holds(actual, comparator.enough(target, approx_share))


def completion(comparator: Comparator, actual: Decimal, target: Decimal) -> Decimal:
    """Actual against target as a share; the target must not be zero."""
    share = divide(actual, target)
    return max(ZERO, subtract(_TWO, share)) if comparator.is_ceiling else share


def progress(actual: Decimal, baseline: Decimal, target: Decimal) -> Decimal:
    """The part of the way from the baseline to the target; the two must differ."""
    return divide(subtract(actual, baseline), subtract(target, baseline))
