"""What a step would change on the board: lamps, scores, ranks, read off the board as it is and as it would be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from dashboard.domain.assessment import Assessment
from dashboard.domain.month import Month
from dashboard.domain.plan import Indicator, Pillar, Region
from dashboard.domain.rollup import Rollup
from dashboard.domain.status import Status


@dataclass(frozen=True, slots=True)
class LampLine:
    """A lamp that would change, with the actual before and after."""

    indicator: Indicator
    region: Region
    before: Status | None
    after: Status | None
    actual_before: Decimal | None
    actual_after: Decimal | None


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A score that would change: the city's for a pillar or for the whole, or a region's with its rank."""

    region: Region
    pillar: Pillar | None
    before: Rollup
    after: Rollup
    rank_before: int | None = None
    rank_after: int | None = None


@dataclass(frozen=True)
class Outlook:
    """The board before a step and after it. Everything is read off these two, so that nothing is guessed."""

    before: Assessment
    after: Assessment

    @property
    def turns_to(self) -> Month | None:
        """The month that the board would turn to by itself; None where it stays."""
        return None if self.after.as_of == self.before.as_of else self.after.as_of

    @cached_property
    def lamps(self) -> tuple[LampLine, ...]:
        """The lamps that would change, the city's first, then region by region, in the plan's order."""
        plan = self.after.plan
        return tuple(
            LampLine(s.indicator, region, was.status, s.status, was.actual, s.actual)
            for region in plan.regions
            for s in self.after.standings.get(region.code, ())
            if (was := self.before.by_cell.get((s.indicator.code, region.code))) and was.status is not s.status
        )

    @cached_property
    def scores(self) -> tuple[ScoreLine, ...]:
        """The scores and ranks that would change: the city's whole, its pillars, then the regions."""
        return tuple(line for line in (*self._of_city(), *self._of_regions()) if _differs(line))

    def _of_city(self) -> Iterator[ScoreLine]:
        plan = self.after.plan
        was, now = (a.standings.get(plan.root.code, ()) for a in (self.before, self.after))
        yield ScoreLine(plan.root, None, self.before.whole(was), self.after.whole(now))
        by_pillar = self.before.by_pillar(was), self.after.by_pillar(now)
        for pillar in plan.pillars:
            yield ScoreLine(plan.root, pillar, by_pillar[0][pillar.code], by_pillar[1][pillar.code])

    def _of_regions(self) -> Iterator[ScoreLine]:
        for was, now in zip(self.before.by_region(), self.after.by_region(), strict=True):
            yield ScoreLine(now.region, None, was.rollup, now.rollup, was.rank, now.rank)


def _differs(line: ScoreLine) -> bool:
    return (line.before.score, line.before.status, line.rank_before) != (
        line.after.score,
        line.after.status,
        line.rank_after,
    )
