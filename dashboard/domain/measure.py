"""How an indicator is measured and compared, and exact arithmetic for both.

Values are decimals. Sixty digits leave room for every quotient of values with six decimal places, and a
difference is settled at forty places, so what is equal as a fraction is equal here.
"""

from __future__ import annotations

from decimal import Context, Decimal
from enum import StrEnum
from typing import NamedTuple

EXACT = Context(prec=60)
HUNDRED = Decimal(100)
ONE = Decimal(1)
ZERO = Decimal(0)

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

    @property
    def is_ceiling(self) -> bool:
        """Whether the target is a limit to stay under."""
        return self in (Comparator.BELOW, Comparator.AT_MOST)


class Amount(NamedTuple):
    """What was counted: a plain value in the indicator's unit, or a ratio's numerator over its denominator."""

    number: Decimal
    over: Decimal | None = None

    @property
    def value(self) -> Decimal:
        """The value in the indicator's unit; a ratio in percent."""
        return self.number if self.over is None else divide(self.number * HUNDRED, self.over)


def divide(dividend: Decimal, divisor: Decimal) -> Decimal:
    """The quotient to sixty digits."""
    return EXACT.divide(dividend, divisor)


def minus(left: Decimal, right: Decimal) -> Decimal:
    """The difference, settled at forty places: exactly zero where both stand for the same fraction."""
    return EXACT.subtract(left, right).quantize(_SETTLED, context=EXACT).normalize(EXACT)


def is_met(comparator: Comparator, actual: Decimal, target: Decimal, approx_share: Decimal) -> bool:
    """Whether the comparison holds as the document words it; ≈ from `approx_share` of the target."""
    match comparator:
        case Comparator.AT_LEAST:
            return actual >= target
        case Comparator.ABOVE:
            return actual > target
        case Comparator.BELOW:
            return actual < target
        case Comparator.AT_MOST:
            return actual <= target
    return actual >= target * approx_share


def completion(comparator: Comparator, actual: Decimal, target: Decimal) -> Decimal:
    """Actual against target as a share; the target must not be zero."""
    share = divide(actual, target)
    return max(ZERO, EXACT.subtract(Decimal(2), share)) if comparator.is_ceiling else share


def progress(actual: Decimal, baseline: Decimal, target: Decimal) -> Decimal:
    """The part of the way from the baseline to the target; the two must differ."""
    return divide(EXACT.subtract(actual, baseline), EXACT.subtract(target, baseline))
