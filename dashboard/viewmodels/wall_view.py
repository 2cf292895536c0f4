"""What a wall looks at: a place as of a month, with the months before, and to whom ranks are shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboard.domain.assessment import Assessment
from dashboard.domain.plan import Plan, Region
from dashboard.domain.scope import Scope


class Ranking(StrEnum):
    """To whom ranks are shown: to all, to each place its own on its own wall, or to nobody."""

    ALL = "all"
    OWN = "own"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class WallView:
    """The assessment that a wall is drawn from, and how it is looked at.

    `previous` is the assessment of the month before, None in the plan's first month; `history` are the earlier months
    in any order; `place` is the region looked at, None for the city.
    """

    assessment: Assessment
    previous: Assessment | None = None
    history: tuple[Assessment, ...] = ()
    place: Region | None = None
    ranking: Ranking = Ranking.ALL

    @property
    def plan(self) -> Plan:
        """The plan that is looked at."""
        return self.assessment.plan

    @property
    def region(self) -> Region:
        """The region that is looked at."""
        return self.place or self.plan.root

    @property
    def is_part(self) -> bool:
        """Whether the region is one below the city, which has only what it has targets for, and no milestones."""
        return self.region.parent is not None

    @property
    def ranks_all(self) -> bool:
        """Whether regions are ranked for everybody to see."""
        return self.ranking is Ranking.ALL

    @property
    def ranks_itself(self) -> bool:
        """Whether the region looked at is told its own rank."""
        return self.is_part and self.ranking is not Ranking.NONE

    def scope(self, pillar: str | None = None) -> Scope:
        """The region looked at, or one pillar of it."""
        return Scope(region=self.region.code if self.is_part else None, pillar=pillar)
