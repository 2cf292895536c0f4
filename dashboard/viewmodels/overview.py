"""The wall's first page: how far against what was due, which pillar, which place, which indicator, who leads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.domain.assessment import Assessment, MilestoneCount
from dashboard.domain.plan import Pillar
from dashboard.domain.rollup import Rollup
from dashboard.domain.scope import Scope
from dashboard.domain.standing import Standing
from dashboard.domain.status import Status
from dashboard.viewmodels.bullet import Bullet, build_bullet
from dashboard.viewmodels.county_board import CountyBoard, build_county_board
from dashboard.viewmodels.indicator_line import LATE, IndicatorLine, build_gaps, build_line
from dashboard.viewmodels.screen_header import ScreenHeader, build_screen_header

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
    milestones: MilestoneCount
    left: tuple[Status, ...]
    right: tuple[Status, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole plan on one page.

    `gaps` are the worst of the `late` indicators, worst first; `headlines` are all that take turns; `counties` is
    None where the city has no region below it. Without `has_figures` nothing was reported by the month looked at.
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
    has_figures: bool


def build_overview(assessment: Assessment, previous: Assessment | None, show_ranking: bool) -> Overview:
    """The overview of an assessment; `previous` is that of the month before, for the counties' movement."""
    plan, standings = assessment.plan, assessment.select(Scope())
    whole = assessment.whole(standings)
    has_figures = any(s.actual is not None or s.reported for s in standings)
    return Overview(
        build_screen_header(assessment),
        whole,
        build_bullet(whole.score if has_figures else None, whole.due, whole.status),
        _build_cards(assessment, standings),
        assessment.milestones(Scope()),
        build_gaps(plan, standings, assessment.as_of)[:MOST_GAPS],
        sum(s.status in LATE for s in standings),
        _build_headlines(assessment, standings),
        build_county_board(assessment, previous, show_ranking),
        has_figures,
    )


def _build_cards(assessment: Assessment, standings: Iterable[Standing]) -> tuple[PillarCard, ...]:
    groups = assessment.by_pillar(standings)
    return tuple(
        PillarCard(
            pillar,
            groups[pillar.code],
            assessment.milestones(Scope(pillar=pillar.code)),
            _marks(groups[pillar.code], LEFT),
            _marks(groups[pillar.code], RIGHT),
        )
        for pillar in assessment.plan.pillars
    )


def _marks(rollup: Rollup, order: tuple[Status, ...]) -> tuple[Status, ...]:
    return tuple(status for status in order for _ in range(rollup.count(status)))


def _build_headlines(assessment: Assessment, standings: tuple[Standing, ...]) -> tuple[IndicatorLine, ...]:
    """The plan's headline indicators; where it names none, its first ones."""
    chosen = [s for s in standings if s.indicator.headline] or standings[:MOST_WITHOUT_HEADLINES]
    return tuple(build_line(assessment.plan, standing, assessment.as_of) for standing in chosen)
