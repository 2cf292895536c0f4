"""The regions below the city: tiles by their place on the map, the ranking with its movement, one region in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.domain.assessment import Assessment, RegionRollup
from dashboard.domain.plan import Pillar, Region
from dashboard.domain.rollup import Rollup
from dashboard.domain.scope import Scope
from dashboard.domain.standing import Standing
from dashboard.domain.status import Status
from dashboard.viewmodels.bullet import Bullet, build_bullet
from dashboard.viewmodels.indicator_line import LATE, IndicatorLine, build_line, worst_first
from dashboard.viewmodels.matrix import Matrix, build_indicator_matrix, build_pillar_matrix

ZONE = "zone"
ROWS_ON_A_SHEET = 14
LINES_OF_A_REGION = 12
_MATRIX_COLUMNS = 12
# C and F are commands of the wall.
_KEYS = "123456789ABDEGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class RegionLine:
    """A region's roll-up among its peers.

    `rank` is None where it has no target or nobody has reported yet; `movement` counts the places won since the month
    before (lost, where negative), None where either is not ranked. `worst` is its indicator furthest behind; `key`
    opens it, empty once the keys run out.
    """

    region: Region
    rollup: Rollup
    bullet: Bullet
    rank: int | None
    movement: int | None
    worst: Standing | None
    key: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A region's place on the schematic map, counted from 1; None flows after the one before."""

    line: RegionLine
    row: int | None
    column: int | None


@dataclass(frozen=True, slots=True)
class TileMap:
    """Counties on their grid and the development zones in a strip below it."""

    columns: int
    rows: int
    tiles: tuple[Tile, ...]
    zones: tuple[RegionLine, ...]


@dataclass(frozen=True, slots=True)
class CountyBoard:
    """All regions directly below the city: `lines` by rank, unranked last; in the plan's order without a ranking."""

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


@dataclass(frozen=True, slots=True)
class RegionBoard:
    """One region in full: its roll-up, its pillars that have anything, its indicators worst first."""

    line: RegionLine
    show_ranking: bool
    pillars: tuple[tuple[Pillar, Rollup, Bullet], ...]
    lines: tuple[IndicatorLine, ...]
    total: int


def build_county_board(assessment: Assessment, previous: Assessment | None, show_ranking: bool) -> CountyBoard | None:
    """The board of the regions directly below the city; None where there are none."""
    plan = assessment.plan
    regions = plan.children[plan.root.code]
    if not regions:
        return None
    lines = _build_lines(assessment, previous)
    ordered = tuple(sorted(lines, key=_by_rank)) if show_ranking else lines
    headlines = [i for i in plan.indicators if i.headline] or plan.indicators
    order = [line.region for line in ordered]
    return CountyBoard(
        _build_map(lines),
        ordered,
        show_ranking,
        build_pillar_matrix(assessment, order),
        build_indicator_matrix(assessment, order, headlines[:_MATRIX_COLUMNS]),
    )


def build_region_board(assessment: Assessment, line: RegionLine, show_ranking: bool) -> RegionBoard:
    """The page of one region."""
    plan = assessment.plan
    standings = [s for s in assessment.select(Scope(region=line.region.code)) if s.counts]
    groups = assessment.by_pillar(standings)
    worst = worst_first(standings)[:LINES_OF_A_REGION]
    return RegionBoard(
        line,
        show_ranking,
        tuple((p, groups[p.code], _bullet(groups[p.code])) for p in plan.pillars if groups[p.code].total),
        tuple(build_line(plan, standing, assessment.as_of) for standing in worst),
        len(standings),
    )


def worst_of(standings: Sequence[Standing]) -> Standing | None:
    """The standing furthest behind its pace, None where nothing is late."""
    late = [s for s in standings if s.status in LATE]
    return worst_first(late)[0] if late else None


def _build_lines(assessment: Assessment, previous: Assessment | None) -> tuple[RegionLine, ...]:
    root = assessment.plan.root.code
    found = [group for group in assessment.by_region() if group.region.parent == root]
    before = _ranks(previous)
    if not any(group.rollup.reported for group in found):
        found = [replace(group, rank=None) for group in found]
    return tuple(
        _line(assessment, group, before.get(group.region.code), _KEYS[place : place + 1])
        for place, group in enumerate(found)
    )


def _line(assessment: Assessment, group: RegionRollup, before: int | None, key: str) -> RegionLine:
    movement = None if before is None or group.rank is None else before - group.rank
    worst = worst_of(assessment.select(Scope(region=group.region.code)))
    return RegionLine(group.region, group.rollup, _bullet(group.rollup), group.rank, movement, worst, key)


def _ranks(previous: Assessment | None) -> dict[str, int | None]:
    """The ranks of the month before; of no use where nobody had reported."""
    groups = previous.by_region() if previous else ()
    return {g.region.code: g.rank for g in groups} if any(g.rollup.reported for g in groups) else {}


def _bullet(rollup: Rollup) -> Bullet:
    score = None if rollup.status is Status.UNREPORTED else rollup.score
    return build_bullet(score, rollup.due, rollup.status)


def _by_rank(line: RegionLine) -> tuple[bool, int]:
    return line.rank is None, line.rank or 0


def _build_map(lines: Sequence[RegionLine]) -> TileMap:
    counties = [line for line in lines if line.region.kind != ZONE]
    zones = tuple(line for line in lines if line.region.kind == ZONE)
    if not counties:
        counties, zones = list(zones), ()
    placed = _places(counties)
    tiles = tuple(Tile(line, *place) for line, place in zip(counties, placed, strict=True))
    rows = max((tile.row or 0 for tile in tiles), default=0)
    columns = max((tile.column or 0 for tile in tiles), default=0)
    return TileMap(columns, rows, tiles, zones)


def _places(lines: Sequence[RegionLine]) -> list[tuple[int | None, int | None]]:
    """Row and column of each, from 1; nobody is placed where somebody has no place or two share one."""
    found = [(r.tile_row, r.tile_col) for r in (line.region for line in lines)]
    places = [(row, column) for row, column in found if row is not None and column is not None]
    if len(set(places)) < len(lines):
        return [(None, None)] * len(lines)
    top, left = min(row for row, _ in places), min(column for _, column in places)
    return [(row - top + 1, column - left + 1) for row, column in places]
