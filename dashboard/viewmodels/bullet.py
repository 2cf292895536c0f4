"""The bar of every surface: grey up to what is done, one white line where it should be, colour only between the two."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.measure import ONE, ZERO
from dashboard.domain.status import Status


@dataclass(frozen=True, slots=True)
class Bullet:
    """A bar's parts as shares of its width, 0 to 1.

    Grey reaches `done`, the coloured piece is `gap` wide from there, the line stands at `pace`; None draws no line.
    `is_late` says that the piece is missing (before the line) rather than gained (beyond it).
    """

    done: Decimal = ZERO
    gap: Decimal = ZERO
    pace: Decimal | None = None
    is_late: bool = False
    status: Status | None = None


def build_bullet(way: Decimal | None, pace: Decimal | None, status: Status | None) -> Bullet:
    """The bar of a way gone against the pace that was due; both are shares and may lie outside 0 to 1."""
    line = None if pace is None else _held(pace)
    if way is None:
        return Bullet(pace=line, status=status)
    gone = _held(way)
    if line is None:
        return Bullet(done=gone, status=status)
    is_late = gone < line and status is not Status.MET
    done = gone if gone < line else line
    return Bullet(done, abs(line - gone) if is_late or gone > line else ZERO, line, is_late, status)


def _held(share: Decimal) -> Decimal:
    return min(max(share, ZERO), ONE)
