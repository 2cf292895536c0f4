"""One region among its peers: where it stands, its rank and the places it won, what it has reported of the month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.domain.assessment import Arrivals, Assessment, RegionRollup
from dashboard.domain.plan import Plan, Region
from dashboard.domain.rollup import Rollup
from dashboard.domain.scope import Scope
from dashboard.domain.standing import Standing
from dashboard.domain.status import Status
from dashboard.viewmodels.bullet import Bullet, build_bullet
from dashboard.viewmodels.indicator_line import LATE, worst_first
from dashboard.viewmodels.month_dues import RegionDues, build_dues
from dashboard.viewmodels.wall_view import WallView

# C and F are commands of the wall.
_KEYS = "123456789ABDEGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class RegionLine:
    """A region's roll-up among its peers.

    `rank` is None where it has no target or nobody has reported yet; `movement` counts the places won since the month
    before (lost, where negative), None where either is not ranked. `worst` is its indicator furthest behind; `month`
    what has come in for the month looked at, None where nothing is asked of it; `key` opens it, empty once the keys
    run out.
    """

    region: Region
    rollup: Rollup
    bullet: Bullet
    rank: int | None
    movement: int | None
    worst: Standing | None
    month: Arrivals | None = None
    key: str = ""


def build_region_lines(view: WallView) -> tuple[RegionLine, ...]:
    """The lines of the regions directly below the one looked at, in the plan's order, with their keys."""
    lines = _build_lines(view, [region.code for region in view.plan.children[view.region.code]])
    return tuple(replace(line, key=_KEYS[place : place + 1]) for place, line in enumerate(lines))


def build_own_line(view: WallView) -> RegionLine | None:
    """The line of the region looked at among its own peers; None for the city, which has none."""
    return _build_lines(view, [view.region.code])[0] if view.is_part else None


def worst_of(standings: Sequence[Standing]) -> Standing | None:
    """The standing furthest behind its pace, None where nothing is late."""
    late = [s for s in standings if s.status in LATE]
    return worst_first(late)[0] if late else None


def bullet_of(rollup: Rollup) -> Bullet:
    """The bar of a roll-up; what nobody has reported has no way gone."""
    score = None if rollup.status is Status.UNREPORTED else rollup.score
    return build_bullet(score, rollup.due, rollup.status)


def _build_lines(view: WallView, codes: Iterable[str]) -> list[RegionLine]:
    assessment = view.assessment
    now, before = _ranks(assessment), _ranks(view.previous)
    dues = {found.region.code: found for found in build_dues(assessment)}
    groups = {group.region.code: group for group in assessment.by_region()}
    return [_line(assessment, groups[code], now.get(code), before.get(code), dues) for code in codes]


def _line(
    assessment: Assessment, group: RegionRollup, now: int | None, before: int | None, dues: Mapping[str, RegionDues]
) -> RegionLine:
    movement = None if before is None or now is None else before - now
    worst = worst_of(assessment.select(Scope(region=group.region.code)))
    month = _arrivals(assessment, group.region, dues)
    return RegionLine(group.region, group.rollup, bullet_of(group.rollup), now, movement, worst, month)


def _ranks(assessment: Assessment | None) -> dict[str, int | None]:
    """The ranks of a month; of no use where nobody has reported yet."""
    groups = assessment.by_region() if assessment else ()
    return {g.region.code: g.rank for g in groups} if any(g.rollup.reported for g in groups) else {}


def _arrivals(assessment: Assessment, region: Region, dues: Mapping[str, RegionDues]) -> Arrivals | None:
    """What the region and all below it have reported of the month looked at."""
    mine = [dues[code] for code in _within(assessment.plan, region) if code in dues]
    if not mine:
        return None
    return Arrivals(assessment.as_of, sum(one.published for one in mine), sum(one.expected for one in mine))


def _within(plan: Plan, region: Region) -> list[str]:
    return [region.code, *(code for child in plan.children[region.code] for code in _within(plan, child))]
