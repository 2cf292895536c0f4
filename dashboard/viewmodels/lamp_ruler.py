"""A ruler of values on which each lamp has its stretch, for one month above the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from dashboard.domain.measure import ONE, ZERO, divide
from dashboard.domain.month import Month
from dashboard.domain.standing import Standing
from dashboard.domain.status import Status
from dashboard.domain.turning import TurningPoints

_MARGIN = Decimal("0.18")  # of the way to the target, left beyond it for what is met
_CLOSE = Decimal("0.15")  # two values nearer than that would be written over each other


@dataclass(frozen=True, slots=True)
class Stretch:
    """The values that one lamp burns for; shares of the ruler's length."""

    status: Status
    start: Decimal
    end: Decimal


@dataclass(frozen=True, slots=True)
class Tick:
    """A turning point's value and its place; `is_low` where it stands below the one beside it."""

    value: Decimal
    at: Decimal
    is_low: bool


@dataclass(frozen=True, slots=True)
class Ruler:
    """One month's stretches from the lowest value to the highest; `now` is where the value of now lies."""

    month: Month
    stretches: tuple[Stretch, ...]
    ticks: tuple[Tick, ...]
    now: Decimal | None


def build_ruler(standing: Standing, points: Mapping[Month, TurningPoints]) -> tuple[Ruler, ...]:
    """One ruler for each month, all of one scale; nothing where there is nothing to reach."""
    known = [value for p in points.values() for value in (p.behind, p.on_pace, p.met) if value is not None]
    if not known or any(p.met is None for p in points.values()):
        return ()
    low, high = _ends(standing, known)
    return tuple(_ruler(standing, month, found, low, high) for month, found in points.items())


def _ends(standing: Standing, known: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """The scale, from nothing where that lies near; it holds every value that is marked."""
    marked = [*known, *(v for v in (standing.actual, standing.baseline) if v is not None)]
    low, high = min(marked), max(marked)
    margin = (high - low or abs(high) or ONE) * _MARGIN
    start = ZERO if low >= 0 and low * 2 < high else low - margin
    return start, high + margin


def _ruler(standing: Standing, month: Month, points: TurningPoints, low: Decimal, high: Decimal) -> Ruler:
    def at(value: Decimal) -> Decimal:
        return divide(value - low, high - low)

    edges = [(points.behind, Status.BEHIND), (points.on_pace, Status.ON_PACE), (points.met, Status.MET)]
    known = [(at(value), status) for value, status in edges if value is not None]
    first = next(status for status, (value, _) in zip(_WORSE, edges, strict=True) if value is not None)
    ceiling = standing.indicator.comparator.is_ceiling
    stretches = _downwards(known, first) if ceiling else _upwards(known, first)
    values = dict.fromkeys(value for value, _ in edges if value is not None)
    return Ruler(
        month=month,
        stretches=tuple(s for s in stretches if s.end > s.start),
        ticks=tuple(_ticks(sorted(values), [at(value) for value in sorted(values)])),
        now=None if standing.actual is None else at(standing.actual),
    )


_WORSE = (Status.CRITICAL, Status.BEHIND, Status.ON_PACE)  # what burns below each turning point


def _upwards(known: Sequence[tuple[Decimal, Status]], first: Status) -> Iterator[Stretch]:
    marks = [(ZERO, first), *known, (ONE, Status.MET)]
    for (start, status), (end, _) in pairwise(marks):
        yield Stretch(status, start, end)


def _downwards(known: Sequence[tuple[Decimal, Status]], first: Status) -> Iterator[Stretch]:
    """A ceiling's: the best lamp on the left."""
    marks = [(ONE, first), *known, (ZERO, Status.MET)]
    for (end, status), (start, _) in reversed(list(pairwise(marks))):
        yield Stretch(status, start, end)


def _ticks(values: Sequence[Decimal], places: Sequence[Decimal]) -> Iterator[Tick]:
    before: Tick | None = None
    for value, place in zip(values, places, strict=True):
        close = before is not None and place - before.at < _CLOSE
        before = Tick(value, place, close and before is not None and not before.is_low)
        yield before
