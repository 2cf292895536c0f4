"""The regions below the one looked at: tiles, the ranking with its movement, who has reported; one region in full."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.domain.assessment import Arrivals
from dashboard.domain.plan import Pillar, Region
from dashboard.domain.rollup import Rollup
from dashboard.domain.scope import Scope
from dashboard.viewmodels.bullet import Bullet
from dashboard.viewmodels.indicator_line import IndicatorLine, build_line, worst_first
from dashboard.viewmodels.matrix import Matrix, build_indicator_matrix, build_pillar_matrix
from dashboard.viewmodels.region_line import RegionLine, build_region_lines, bullet_of
from dashboard.viewmodels.tile_map import TileMap, build_tile_map
from dashboard.viewmodels.wall_view import WallView

ROWS_ON_A_SHEET = 14
LINES_OF_A_REGION = 36
_MATRIX_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class CountyBoard:
    """All regions directly below the one looked at: `lines` by rank, unranked last; without a ranking as planned."""

    region: Region
    map: TileMap
    lines: tuple[RegionLine, ...]
    show_ranking: bool
    by_pillar: Matrix
    by_headline: Matrix | None

    @property
    def sheets(self) -> tuple[tuple[RegionLine, ...], ...]:
        """The lines in pages of even length."""
        count = -(-len(self.lines) // ROWS_ON_A_SHEET)
        size = -(-len(self.lines) // count)
        return tuple(self.lines[start : start + size] for start in range(0, len(self.lines), size))

    @property
    def movers(self) -> tuple[RegionLine, ...]:
        """Those whose rank has changed since the month before, the furthest moved first."""
        moved = [line for line in self.lines if line.movement]
        return tuple(sorted(moved, key=lambda line: -abs(line.movement or 0))) if self.show_ranking else ()

    @property
    def month(self) -> Arrivals | None:
        """What has come in from all of them for the month looked at; None where nothing is asked of them."""
        found = [line.month for line in self.lines if line.month]
        if not found:
            return None
        return Arrivals(found[0].month, sum(one.published for one in found), sum(one.expected for one in found))

    @property
    def silent(self) -> tuple[RegionLine, ...]:
        """Those that still owe figures of the month, in the plan's order of tiles or by rank."""
        return tuple(line for line in self.lines if line.month and line.month.published < line.month.expected)


@dataclass(frozen=True, slots=True)
class RegionBoard:
    """One region in full: its roll-up, its pillars that have anything, its indicators worst first."""

    line: RegionLine
    show_ranking: bool
    pillars: tuple[tuple[Pillar, Rollup, Bullet], ...]
    lines: tuple[IndicatorLine, ...]
    total: int


def build_county_board(view: WallView) -> CountyBoard | None:
    """The board of the regions directly below the one looked at; None where there are none."""
    assessment, plan = view.assessment, view.plan
    lines = build_region_lines(view)
    if not lines:
        return None
    ordered = tuple(sorted(lines, key=_by_rank)) if view.ranks_all else lines
    headlines = [i for i in plan.indicators if i.headline] or plan.indicators
    order = [line.region for line in ordered]
    return CountyBoard(
        view.region,
        build_tile_map(lines),
        ordered,
        view.ranks_all,
        build_pillar_matrix(assessment, order),
        build_indicator_matrix(assessment, order, headlines[:_MATRIX_COLUMNS]),
    )


def build_region_board(view: WallView, line: RegionLine) -> RegionBoard:
    """The page of one region."""
    assessment, plan = view.assessment, view.plan
    standings = [s for s in assessment.select(Scope(region=line.region.code)) if s.counts]
    groups = assessment.by_pillar(standings)
    worst = worst_first(standings)[:LINES_OF_A_REGION]
    return RegionBoard(
        line,
        view.ranks_all,
        tuple((p, groups[p.code], bullet_of(groups[p.code])) for p in plan.pillars if groups[p.code].total),
        tuple(build_line(plan, standing, assessment.as_of) for standing in worst),
        len(standings),
    )


def _by_rank(line: RegionLine) -> tuple[bool, int]:
    return line.rank is None, line.rank or 0
