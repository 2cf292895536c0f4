"""The wall's first page: how far against what was due, which pillar, which place, which indicator, who leads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.domain.assessment import MilestoneCount
from dashboard.domain.plan import Pillar
from dashboard.domain.rollup import Rollup
from dashboard.domain.standing import Standing
from dashboard.domain.status import Status
from dashboard.viewmodels.bullet import Bullet, build_bullet
from dashboard.viewmodels.county_board import CountyBoard, build_county_board
from dashboard.viewmodels.indicator_line import LATE, IndicatorLine, build_gaps, build_line
from dashboard.viewmodels.region_line import RegionLine, build_own_line, bullet_of
from dashboard.viewmodels.screen_header import ScreenHeader, build_screen_header
from dashboard.viewmodels.wall_view import WallView

MOST_GAPS = 18
MOST_WITHOUT_HEADLINES = 18

LEFT = (Status.UNREPORTED, Status.CRITICAL, Status.BEHIND)
"""The lamps left of the line of pace, from the outside in."""

RIGHT = (Status.ON_PACE, Status.MET)
"""The lamps right of the line, from the inside out."""


@dataclass(frozen=True, slots=True)
class PillarCard:
    """A pillar's roll-up and one mark for each indicator, left or right of the line of pace."""

    pillar: Pillar
    rollup: Rollup
    bullet: Bullet
    milestones: MilestoneCount
    left: tuple[Status, ...]
    right: tuple[Status, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole plan on one page, for the city or for one region.

    `gaps` are the worst of the `late` indicators, worst first; `headlines` are all that take turns; `counties` is
    None where there is no region below the one looked at; `own` is that region among its peers, where it is told its
    rank. Without `has_figures` nothing was reported by the month looked at.
    """

    header: ScreenHeader
    whole: Rollup
    bullet: Bullet
    pillars: tuple[PillarCard, ...]
    milestones: MilestoneCount
    gaps: tuple[IndicatorLine, ...]
    late: int
    headlines: tuple[IndicatorLine, ...]
    counties: CountyBoard | None
    own: RegionLine | None
    has_figures: bool


def build_overview(view: WallView) -> Overview:
    """The overview of what is looked at."""
    assessment, plan = view.assessment, view.plan
    standings = assessment.select(view.scope())
    whole = assessment.whole(standings)
    has_figures = any(s.actual is not None or s.reported for s in standings)
    return Overview(
        build_screen_header(view),
        whole,
        build_bullet(whole.score if has_figures else None, whole.due, whole.status),
        _build_cards(view, standings),
        assessment.milestones(view.scope()),
        build_gaps(plan, standings, assessment.as_of)[:MOST_GAPS],
        sum(s.status in LATE for s in standings),
        _build_headlines(view, standings),
        build_county_board(view),
        build_own_line(view) if view.ranks_itself else None,
        has_figures,
    )


def _build_cards(view: WallView, standings: Iterable[Standing]) -> tuple[PillarCard, ...]:
    """A card for each pillar; a region below the city has only those with indicators of its own."""
    assessment = view.assessment
    groups = assessment.by_pillar(standings)
    return tuple(
        PillarCard(
            pillar,
            groups[pillar.code],
            bullet_of(groups[pillar.code]),
            assessment.milestones(view.scope(pillar.code)),
            _marks(groups[pillar.code], LEFT),
            _marks(groups[pillar.code], RIGHT),
        )
        for pillar in assessment.plan.pillars
        if groups[pillar.code].total or not view.is_part
    )


def _marks(rollup: Rollup, order: tuple[Status, ...]) -> tuple[Status, ...]:
    return tuple(status for status in order for _ in range(rollup.count(status)))


def _build_headlines(view: WallView, standings: tuple[Standing, ...]) -> tuple[IndicatorLine, ...]:
    """The plan's headline indicators, else its first ones; a region has those with a target of its own."""
    mine = [s for s in standings if s.counts or not view.is_part]
    chosen = [s for s in mine if s.indicator.headline] or mine[:MOST_WITHOUT_HEADLINES]
    return tuple(build_line(view.plan, standing, view.assessment.as_of) for standing in chosen)
