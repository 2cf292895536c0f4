"""What a plan that replaces another asks for otherwise: the city's targets and those of the regions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class TargetChange:
    """One target before and after, in words; empty where there was or is none. `region` is empty for the city's own."""

    indicator: str
    region: str
    before: str
    after: str


def target_changes(old: Plan, new: Plan) -> tuple[TargetChange, ...]:
    """Every target that is new, gone or another one, in the order of the old plan and then of the new one."""
    before, after = dict(_targets(old)), dict(_targets(new))
    cells = dict.fromkeys([*before, *after])
    pairs = ((cell, before.get(cell, ""), after.get(cell, "")) for cell in cells)
    return tuple(TargetChange(*cell, was, now) for cell, was, now in pairs if was != now)


def _targets(plan: Plan) -> Iterator[tuple[tuple[str, str], str]]:
    for indicator in plan.indicators:
        words = _words(f"{indicator.comparator.value} ", indicator.target, indicator.unit, indicator.baseline)
        yield (indicator.code, ""), f"{words}，{indicator.due} 前"
    for target in plan.targets:
        unit = plan.indicator_by_code[target.indicator].unit
        yield (target.indicator, target.region), _words("", target.target, unit, target.baseline)


def _words(comparator: str, target: Decimal, unit: str, baseline: Decimal | None) -> str:
    start = "" if baseline is None else f"，基数 {_plain(baseline)}"
    return f"{comparator}{_plain(target)} {unit}{start}"


def _plain(number: Decimal) -> str:
    """Without an exponent and without zeros behind the point: 1.50 and 1.5 are one target."""
    return f"{number.normalize():f}"
