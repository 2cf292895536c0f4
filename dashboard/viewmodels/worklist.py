"""The workspace's list: pillars, lamps and indicators of one scope, what needs work first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.assessment import Assessment, MilestoneCount, RegionRollup
from dashboard.domain.pace import calendar_pace
from dashboard.domain.plan import Region
from dashboard.domain.rollup import Rollup
from dashboard.domain.standing import Standing
from dashboard.domain.status import Status
from dashboard.viewmodels.arrangement import Arrangement
from dashboard.viewmodels.filters import Filters
from dashboard.viewmodels.hits import Hit, build_hits
from dashboard.viewmodels.row_groups import RowGroup, build_row_groups
from dashboard.viewmodels.standing_row import WORST_FIRST, StandingRow, build_rows


@dataclass(frozen=True, slots=True)
class PillarCard:
    """A pillar's roll-up, or that of all pillars where `code` and `name` are None."""

    code: str | None
    name: str | None
    rollup: Rollup
    milestones: MilestoneCount
    chosen: bool


@dataclass(frozen=True, slots=True)
class StatusChip:
    """How many rows have a lamp; all rows where `status` is None."""

    status: Status | None
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Worklist:
    """What the workspace shows. Cards and chips count the scope without the filter that they themselves set.

    `pace` is the calendar's share at the plan's end; `regions` are the chosen region's parts, or its peers where it
    has none. `rows` are all of the region's, by indicator code, whatever is listed.
    """

    assessment: Assessment
    filters: Filters
    arrangement: Arrangement
    region: Region
    pace: Decimal
    cards: tuple[PillarCard, ...]
    chips: tuple[StatusChip, ...]
    groups: tuple[RowGroup, ...]
    regions: tuple[RegionRollup, ...]
    hits: tuple[Hit, ...]
    rows: Mapping[str, StandingRow]

    @property
    def total(self) -> int:
        """How many indicators are listed."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def chosen_card(self) -> PillarCard:
        """The card whose pillar is listed."""
        return next(card for card in self.cards if card.chosen)


def build_worklist(
    assessment: Assessment,
    filters: Filters,
    rows: Mapping[str, StandingRow] | None = None,
    arrangement: Arrangement | None = None,
) -> Worklist:
    """The scope's cards, chips and groups; `rows` are the region's by indicator code, built here without sparks."""
    plan, arrangement = assessment.plan, arrangement or Arrangement()
    region = plan.region_by_code[filters.region or plan.root.code]
    every_lamp = assessment.select(filters.but(status=None).scope)
    if rows is None:
        rows = build_rows(plan, assessment.standings.get(region.code, ()), assessment.as_of, {}).rows
    listed = [rows[s.indicator.code] for s in every_lamp if filters.status in (None, s.status)]
    return Worklist(
        assessment=assessment,
        filters=filters,
        arrangement=arrangement,
        region=region,
        pace=calendar_pace(plan, plan.last_month, assessment.as_of),
        cards=_cards(assessment, filters),
        chips=_chips(every_lamp, filters.status),
        groups=build_row_groups(assessment, listed, arrangement, open_all=bool(filters.status or filters.text)),
        regions=build_regions(assessment, filters),
        hits=build_hits(plan, filters),
        rows=rows,
    )


def _cards(assessment: Assessment, filters: Filters) -> tuple[PillarCard, ...]:
    wide = filters.but(status=None, pillar=None).scope
    standings = assessment.select(wide)
    whole = PillarCard(
        None, None, assessment.whole(standings), assessment.milestones(wide), filters.pillar is None
    )  # fmt: skip
    rollups = assessment.by_pillar(standings)
    return whole, *(
        PillarCard(
            pillar.code, pillar.name, rollups[pillar.code],
            assessment.milestones(filters.but(pillar=pillar.code).scope), filters.pillar == pillar.code,
        )
        for pillar in assessment.plan.pillars
    )  # fmt: skip


def _chips(standings: Sequence[Standing], chosen: Status | None) -> tuple[StatusChip, ...]:
    counts = {status: sum(s.status is status for s in standings) for status in WORST_FIRST}
    every = StatusChip(None, len(standings), chosen is None)
    return every, *(StatusChip(status, count, chosen is status) for status, count in counts.items())


def build_regions(assessment: Assessment, filters: Filters) -> tuple[RegionRollup, ...]:
    """The chosen region's parts in the order of their rank; what is not ranked comes last."""
    plan = assessment.plan
    region = plan.region_by_code[filters.region or plan.root.code]
    parent = region.code if plan.children[region.code] else region.parent
    found = [r for r in assessment.by_region(filters.but(status=None).scope) if r.region.parent == parent]
    return tuple(sorted(found, key=lambda r: (r.rank is None, r.rank or 0)))
