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
from dashboard.viewmodels.filters import Filters
from dashboard.viewmodels.hits import Hit, build_hits
from dashboard.viewmodels.standing_row import WORST_FIRST, StandingRow, build_rows, worst_first

_NEEDS_WORK = (Status.CRITICAL, Status.BEHIND, Status.UNREPORTED)


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
class WorkGroup:
    """The rows of one lamp, largest lag first; `status` None holds those without a target."""

    status: Status | None
    rows: tuple[StandingRow, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Worklist:
    """What the workspace shows. Cards and chips count the scope without the filter that they themselves set.

    `pace` is the calendar's share at the plan's end; `regions` are the chosen region's parts, or its peers where it
    has none.
    """

    assessment: Assessment
    filters: Filters
    region: Region
    pace: Decimal
    cards: tuple[PillarCard, ...]
    chips: tuple[StatusChip, ...]
    groups: tuple[WorkGroup, ...]
    regions: tuple[RegionRollup, ...]
    hits: tuple[Hit, ...] = ()

    @property
    def total(self) -> int:
        """How many indicators are listed."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def chosen_card(self) -> PillarCard:
        """The card whose pillar is listed."""
        return next(card for card in self.cards if card.chosen)


def build_worklist(assessment: Assessment, filters: Filters, rows: Mapping[str, StandingRow] | None = None) -> Worklist:
    """The scope's cards, chips and groups; `rows` are the region's by indicator code, built here without sparks."""
    plan = assessment.plan
    every_lamp = assessment.select(filters.but(status=None).scope)
    if rows is None:
        rows = build_rows(plan, every_lamp, assessment.as_of, {}).rows
    listed = [rows[s.indicator.code] for s in every_lamp if filters.status in (None, s.status)]
    return Worklist(
        assessment=assessment,
        filters=filters,
        region=plan.region_by_code[filters.region or plan.root.code],
        pace=calendar_pace(plan, plan.last_month, assessment.as_of),
        cards=_cards(assessment, filters),
        chips=_chips(every_lamp, filters.status),
        groups=_groups(listed, filters),
        regions=build_regions(assessment, filters),
        hits=build_hits(plan, filters),
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


def _groups(rows: Sequence[StandingRow], filters: Filters) -> tuple[WorkGroup, ...]:
    """Groups of what is on course start closed, unless they are what was asked for or all that there is."""
    everything = bool(filters.status or filters.text) or not any(row.status in _NEEDS_WORK for row in rows)
    found = []
    for status in (*WORST_FIRST, None):
        members = worst_first([row for row in rows if row.status is status])
        if members:
            found.append(WorkGroup(status, tuple(members), everything or status in _NEEDS_WORK))
    return tuple(found)


def build_regions(assessment: Assessment, filters: Filters) -> tuple[RegionRollup, ...]:
    """The chosen region's parts in the order of their rank; what is not ranked comes last."""
    plan = assessment.plan
    region = plan.region_by_code[filters.region or plan.root.code]
    parent = region.code if plan.children[region.code] else region.parent
    found = [r for r in assessment.by_region(filters.but(status=None).scope) if r.region.parent == parent]
    return tuple(sorted(found, key=lambda r: (r.rank is None, r.rank or 0)))
