"""One indicator in one region, in full: its wording, where it stands, why its lamp burns, where figures are from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dashboard.domain.assessment import Assessment
from dashboard.domain.errors import NotFound
from dashboard.domain.measure import ZERO, Measure, divide
from dashboard.domain.month import Month
from dashboard.domain.origin import FigureOrigin
from dashboard.domain.plan import Indicator, Pillar, Plan, Region, Section, Task
from dashboard.domain.standing import Standing
from dashboard.domain.turning import TurningPoints, turning_points, turning_value
from dashboard.domain.yardstick import yardstick_of
from dashboard.viewmodels.filters import Filters
from dashboard.viewmodels.indicator_path import IndicatorPath, build_path
from dashboard.viewmodels.standing_row import Line, StandingRow, build_row, worst_first
from dashboard.viewmodels.target_phrase import TargetPhrase, find_target


class Formula(StrEnum):
    """How progress is told from an actual value."""

    AGAINST_TARGET = "against-target"
    FROM_BASELINE = "from-baseline"
    UNDER_CEILING = "under-ceiling"


@dataclass(frozen=True, slots=True)
class LampRule:
    """Why the lamp burns as it does and what turns it; values in the indicator's unit.

    `due` is the value due this month, `now` and `next` the turning points of this month and of `next_month`; both of
    these are None in the plan's last month. `short_of` is one `step` short of the next month's turning point.
    """

    formula: Formula
    step: Decimal
    due: Decimal | None
    now: TurningPoints
    next_month: Month | None
    next: TurningPoints | None
    short_of: Decimal | None
    more: Decimal | None


@dataclass(frozen=True, slots=True)
class RegionLine:
    """A region below the one looked at: its row, its share of the whole and what it must reach next month."""

    row: StandingRow
    share: Decimal | None
    next_value: Decimal | None


@dataclass(frozen=True, slots=True)
class IndicatorSheet:
    """What the page of one indicator shows. `regions` is empty where the city alone reports."""

    assessment: Assessment
    filters: Filters
    indicator: Indicator
    region: Region
    task: Task
    section: Section | None
    pillar: Pillar
    row: StandingRow
    phrase: TargetPhrase | None
    path: IndicatorPath
    lamp: LampRule
    regions: tuple[RegionLine, ...]
    partner: Standing | None
    origins: tuple[FigureOrigin, ...]
    places: tuple[Region, ...]

    @property
    def standing(self) -> Standing:
        """The standing that the page is about."""
        return self.row.standing


def choose_place(plan: Plan, code: str, region: str | None) -> Region:
    """The region that an indicator's page is about: the one asked for, or the city where it does not stand there.

    NotFound where the plan has no such indicator.
    """
    indicator = plan.indicator_by_code.get(code)
    if indicator is None:
        raise NotFound(f"这份工作要点里没有编码为“{code}”的指标，请从指标清单进入。")
    found = plan.region_by_code.get(region or "", plan.root)
    return found if plan.stands_in(indicator, found) else plan.root


def build_indicator_sheet(
    assessment: Assessment,
    code: str,
    filters: Filters,
    *,
    step: Callable[[Indicator], Decimal],
    line: Line = (),
    origins: Sequence[FigureOrigin] = (),
) -> IndicatorSheet:
    """An indicator's sheet for the region of the filters, the city where the indicator does not stand there.

    `line` holds the region's reported values by month, `origins` every published figure's way in, `step` is the
    smallest step that a unit is counted in. NotFound where the plan has no such indicator.
    """
    plan = assessment.plan
    region = choose_place(plan, code, filters.region)
    indicator = plan.indicator_by_code[code]
    standing = assessment.by_cell[indicator.code, region.code]
    task = plan.task_by_code[indicator.task]
    row = build_row(plan, standing, assessment.as_of, line)
    return IndicatorSheet(
        assessment=assessment,
        filters=filters.but(region=None if region.parent is None else region.code),
        indicator=indicator,
        region=region,
        task=task,
        section=next((s for s in plan.sections if s.code == task.section), None),
        pillar=plan.pillar_by_code[task.pillar],
        row=row,
        phrase=find_target(indicator),
        path=build_path(plan, standing, assessment.as_of, line),
        lamp=_lamp(assessment, standing, step(indicator)),
        regions=tuple(_region_lines(assessment, standing, step(indicator))),
        partner=assessment.by_cell.get((row.partner or "", region.code)),
        origins=_newest_first(assessment, region, origins),
        places=tuple(r for r in plan.regions if plan.stands_in(indicator, r)),
    )


def _lamp(assessment: Assessment, standing: Standing, step: Decimal) -> LampRule:
    now = _points(assessment, standing, step, assessment.as_of)
    after = _next_month(assessment)
    ahead = _points(assessment, standing, step, after) if after else None
    goal = ahead.on_pace if ahead else None
    back = step if standing.indicator.comparator.is_ceiling else -step
    return LampRule(
        formula=_formula(standing),
        step=step,
        due=standing.due_value,
        now=now,
        next_month=after,
        next=ahead,
        short_of=None if goal is None else goal + back,
        more=None if goal is None or standing.actual is None else goal - standing.actual,
    )


def _next_month(assessment: Assessment) -> Month | None:
    after = assessment.as_of.plus(1)
    return after if after <= assessment.plan.last_month else None


def _points(assessment: Assessment, standing: Standing, step: Decimal, month: Month) -> TurningPoints:
    stick = yardstick_of(assessment.plan, standing.indicator, standing.region, month)
    return turning_points(stick, standing.baseline, step)


def _formula(standing: Standing) -> Formula:
    ceiling = standing.indicator.comparator.is_ceiling
    baseline, target = standing.baseline, standing.target
    if baseline is not None and target is not None and baseline != ZERO and not (ceiling and baseline <= target):
        return Formula.FROM_BASELINE
    return Formula.UNDER_CEILING if ceiling else Formula.AGAINST_TARGET


def _region_lines(assessment: Assessment, whole: Standing, step: Decimal) -> Iterator[RegionLine]:
    """The parts of the region looked at, what lies farthest behind first."""
    plan, after = assessment.plan, _next_month(assessment)
    parts = [
        assessment.by_cell[whole.indicator.code, child.code]
        for child in plan.children[whole.region.code]
        if plan.stands_in(whole.indicator, child)
    ]
    for row in worst_first([build_row(plan, part, assessment.as_of) for part in parts]):
        goal = _goal(assessment, row.standing, step, after) if after else None
        yield RegionLine(row, _share(row.standing, whole, parts), goal)


def _goal(assessment: Assessment, standing: Standing, step: Decimal, month: Month) -> Decimal | None:
    stick = yardstick_of(assessment.plan, standing.indicator, standing.region, month)
    return turning_value(stick, standing.baseline, step)


def _share(part: Standing, whole: Standing, parts: Sequence[Standing]) -> Decimal | None:
    """A part's share of what the parts add up to; only where they do add up."""
    if part.actual is None or whole.indicator.measure not in (Measure.INCREMENT, Measure.STOCK):
        return None
    total = sum((p.actual for p in parts if p.actual is not None), ZERO)
    return divide(part.actual, total) if total else None


def _newest_first(assessment: Assessment, region: Region, origins: Sequence[FigureOrigin]) -> tuple[FigureOrigin, ...]:
    """What the region and its parts reported up to the as-of month, the latest month and delivery on top."""
    codes = {region.code, *(child.code for child in assessment.plan.children[region.code])}
    found = [o for o in origins if o.region in codes and o.month <= assessment.as_of]
    return tuple(sorted(found, key=lambda o: (o.month, o.at), reverse=True))
