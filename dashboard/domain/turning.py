"""Turning points: what a figure must reach for its lamp to change, found by asking the rule itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from dashboard.domain.measure import HUNDRED, Amount, divide, multiply
from dashboard.domain.position import Position
from dashboard.domain.standing import judge
from dashboard.domain.status import Status
from dashboard.domain.yardstick import Yardstick

_WORST_FIRST = (Status.CRITICAL, Status.BEHIND, Status.ON_PACE, Status.MET)
_FARTHEST = 1 << 60  # steps; beyond that every value will do


@dataclass(frozen=True, slots=True)
class TurningPoints:
    """The values, in whole steps, from which each better lamp burns; for a ceiling up to which.

    None where there is nothing to reach: no target to be told against, or any value will do.
    """

    behind: Decimal | None = None
    on_pace: Decimal | None = None
    met: Decimal | None = None


def turning_points(stick: Yardstick, baseline: Decimal | None, step: Decimal) -> TurningPoints:
    """Every turning point of a yardstick, with the baseline that its standing was judged by."""
    found = (turning_value(stick, baseline, step, lamp) for lamp in _WORST_FIRST[1:])
    return TurningPoints(*found)


def turning_value(
    stick: Yardstick, baseline: Decimal | None, step: Decimal, lamp: Status = Status.ON_PACE
) -> Decimal | None:
    """The least multiple of `step` that is judged `lamp` or better (the greatest, for a ceiling).

    One step short of it is judged worse. None where no value is, or every value is.
    """
    if stick.target is None:
        return None
    whole = divide(stick.target, step)
    found = _turning_steps(stick.starting_from(baseline), whole, lambda n: Amount(step * n), lamp)
    return None if found is None else step * found


def turning_numerator(
    stick: Yardstick, baseline: Decimal | None, over: Decimal, lamp: Status = Status.ON_PACE
) -> Decimal | None:
    """The least whole numerator over a denominator that is judged `lamp` or better (the greatest, for a ceiling).

    None where no ratio over it is, or every ratio is.
    """
    if stick.target is None or over <= 0:
        return None
    whole = divide(multiply(stick.target, over), HUNDRED)
    found = _turning_steps(stick.starting_from(baseline), whole, lambda n: Amount(Decimal(n), over), lamp)
    return None if found is None else Decimal(found)


def _turning_steps(stick: Yardstick, target: Decimal, amount: Callable[[int], Amount], lamp: Status) -> int | None:
    """The number of steps next to one that is judged worse than the lamp; `target` is in steps, `amount` of them."""
    ceiling = stick.indicator.comparator.is_ceiling
    forth = -1 if ceiling else 1

    def burns(steps: int) -> bool:
        status = judge(stick, Position(amount(steps), None, 1)).status
        return status in _WORST_FIRST[_WORST_FIRST.index(lamp) :]

    good = int(target.to_integral_value(rounding=ROUND_FLOOR if ceiling else ROUND_CEILING)) + forth
    bad = _first_short(burns, good, forth) if burns(good) else None
    return None if bad is None else _narrow(burns, good, bad)


def _first_short(burns: Callable[[int], bool], good: int, forth: int) -> int | None:
    """Steps that do not suffice, looked for ever farther back."""
    back = 1
    while burns(good - forth * back):
        back *= 2
        if back > _FARTHEST:
            return None
    return good - forth * back


def _narrow(burns: Callable[[int], bool], good: int, bad: int) -> int:
    """The step next to one that does not suffice."""
    while abs(good - bad) > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if burns(middle) else (good, middle)
    return good
