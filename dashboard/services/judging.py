"""Judging what is kept: what has not changed since it was last judged is not judged again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dashboard.domain.month import Month
from dashboard.domain.standing import Standing, judge_region
from dashboard.domain.yardstick import Yardsticks, yardsticks
from dashboard.services.memory import Memory
from dashboard.storage.positions import KeptPosition, by_indicator

if TYPE_CHECKING:
    from dashboard.storage.plans import StoredPlan

_MONTHS = 6  # so many months of all regions are remembered


class _Verdict(NamedTuple):
    rows: Sequence[KeptPosition] | None = None
    standings: tuple[Standing, ...] = ()


_NOTHING = _Verdict()


class Judge:
    """One plan at one revision of it, and the verdicts on its regions."""

    def __init__(self, stored: StoredPlan) -> None:
        self.stored = stored
        size = max(64, _MONTHS * len(stored.region_ids))
        self._yardsticks, self._verdicts = Memory(size), Memory(size)

    def yardsticks(self, region: str, as_of: Month) -> Yardsticks:
        """What every indicator of a region is measured against as of a month."""
        plan = self.stored.plan
        place = plan.region_by_code[region]
        return self._yardsticks.recall((region, as_of), lambda: yardsticks(plan, place, as_of))

    def judge(self, region: str, as_of: Month, rows: Sequence[KeptPosition]) -> tuple[Standing, ...]:
        """The region's standings as of a month, from the rows kept of it; a row that stands still keeps its object."""
        before: _Verdict = self._verdicts.recall((region, as_of), lambda: _NOTHING)
        if before.rows == rows:
            return before.standings
        plan, sticks = self.stored.plan, self.yardsticks(region, as_of)
        standings = judge_region(plan, sticks, by_indicator(self.stored, rows), before.standings)
        self._verdicts.keep((region, as_of), _Verdict(rows, standings))
        return standings
