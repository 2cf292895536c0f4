"""Where the figures of one indicator came from, month by month."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from dashboard.domain.month import Month
from dashboard.domain.origin import FigureOrigin

MONTHS_BACK = 12
"""So many months are shown; older ones where an older month is looked at."""


@dataclass(frozen=True, slots=True)
class OriginMonth:
    """One month's figures, in the plan's order of regions, what replaced another above it."""

    month: Month
    origins: tuple[FigureOrigin, ...]

    @property
    def corrections(self) -> int:
        """How many of them put another amount in the place of a published one."""
        return sum(origin.is_correction for origin in self.origins)


def build_origin_months(
    origins: Sequence[FigureOrigin], regions: Collection[str], last: Month
) -> tuple[OriginMonth, ...]:
    """The origins of these regions' figures up to a month, the latest month first."""
    order = {code: place for place, code in enumerate(regions)}
    found = [origin for origin in origins if origin.region in order and origin.month <= last]
    found.sort(key=lambda o: o.at, reverse=True)
    found.sort(key=lambda o: (last - o.month, order[o.region]))
    return tuple(OriginMonth(month, tuple(group)) for month, group in groupby(found, key=lambda o: o.month))
