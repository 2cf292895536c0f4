"""Judging what is kept: a region whose rows have not changed since they were last judged is not judged again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dashboard.domain.month import Month
from dashboard.domain.standing import Standing, Yardstick, judge_region, yardsticks
from dashboard.services.memory import Memory
from dashboard.storage import standings

if TYPE_CHECKING:
    from dashboard.storage.plans import StoredPlan

_MONTHS = 6  # so many months of all regions are remembered


_Verdict = tuple[Sequence[Any] | None, tuple[Standing, ...]]
_NOTHING: _Verdict = (None, ())


class Judge:
    """One plan at one revision of it, and the verdicts on its regions."""

    def __init__(self, stored: StoredPlan) -> None:
        self.stored = stored
        size = max(64, _MONTHS * len(stored.region_ids))
        self._yardsticks, self._verdicts = Memory(size), Memory(size)

    def yardsticks(self, region: str, as_of: Month) -> tuple[Yardstick, ...]:
        """What every indicator of a region is measured against as of a month."""
        plan = self.stored.plan
        place = plan.region_by_code[region]
        return self._yardsticks.recall((region, as_of), lambda: tuple(yardsticks(plan, place, as_of)))

    def judge(self, region: str, as_of: Month, rows: Sequence[Any]) -> tuple[Standing, ...]:
        """The region's standings as of a month, from the rows kept of it."""
        known, verdict = self._verdicts.recall((region, as_of), lambda: _NOTHING)
        if known != rows:
            positions = standings.positions_of(self.stored, rows)
            verdict = judge_region(self.stored.plan, self.yardsticks(region, as_of), positions)
            self._verdicts.keep((region, as_of), (rows, verdict))
        return verdict
