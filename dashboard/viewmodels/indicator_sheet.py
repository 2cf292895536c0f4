"""One indicator in one region, in full: its wording, where it stands, why its lamp burns, where figures are from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.assessment import Assessment
from dashboard.domain.duty import FollowUp, TaskNote
from dashboard.domain.errors import NotFound
from dashboard.domain.origin import FigureOrigin
from dashboard.domain.plan import Indicator, Pillar, Plan, Region, Section, Task
from dashboard.domain.standing import Standing
from dashboard.viewmodels.clause import Clause, find_clause
from dashboard.viewmodels.filters import Filters
from dashboard.viewmodels.indicator_path import IndicatorPath, build_path
from dashboard.viewmodels.lamp_rule import LampRule, build_lamp_rule
from dashboard.viewmodels.milestone_row import MilestoneRow, build_milestone_rows
from dashboard.viewmodels.origin_month import OriginMonth, build_origin_months
from dashboard.viewmodels.pair_check import PairCheck, build_pair_check
from dashboard.viewmodels.part_line import PartLine, build_part_lines
from dashboard.viewmodels.standing_row import Line, StandingRow, build_row
from dashboard.viewmodels.target_phrase import TargetPhrase, find_target

_NOTHING_SAID = FollowUp()


@dataclass(frozen=True, slots=True)
class IndicatorSheet:
    """What the page of one indicator shows.

    `regions` is empty where the city alone reports; `filters` are those of the list that it was opened from;
    `siblings` are the other standings of its task, `milestones` and `note` those of the task.
    """

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
    regions: tuple[PartLine, ...]
    pair: PairCheck | None
    origins: tuple[OriginMonth, ...]
    places: tuple[Region, ...]
    clause: Clause | None
    siblings: tuple[Standing, ...]
    milestones: tuple[MilestoneRow, ...]
    note: TaskNote | None

    @property
    def standing(self) -> Standing:
        """The standing that the page is about."""
        return self.row.standing

    @property
    def names_years(self) -> bool:
        """Whether a month has to be named with its year."""
        return self.path.names_years


def choose_place(plan: Plan, code: str, region: str | None) -> Region:
    """The region that an indicator's page is about: the one asked for, or the city where it does not stand there.

    NotFound where the plan has no such indicator.
    """
    indicator = plan.indicator_by_code.get(code)
    if indicator is None:
        raise NotFound(f"这份工作要点里没有编码为“{code}”的指标，请从指标清单进入。")
    found = plan.region_by_code.get(region or "", plan.root)
    return found if plan.stands_in(indicator, found) else plan.root


def reporting_regions(plan: Plan, region: Region) -> tuple[str, ...]:
    """The codes of a region and of its parts: whose figures its number is made of."""
    return region.code, *(child.code for child in plan.children[region.code])


def build_indicator_sheet(
    assessment: Assessment,
    code: str,
    filters: Filters,
    *,
    step: Callable[[Indicator], Decimal],
    line: Line = (),
    origins: Sequence[FigureOrigin] = (),
    follow_up: FollowUp = _NOTHING_SAID,
) -> IndicatorSheet:
    """An indicator's sheet for the region of the filters, the city where the indicator does not stand there.

    `line` holds the region's reported values by month, `origins` the published figures' ways in, region by region,
    `step` is the smallest step that a unit is counted in. NotFound where the plan has no such indicator.
    """
    plan = assessment.plan
    region = choose_place(plan, code, filters.region)
    indicator = plan.indicator_by_code[code]
    standing = assessment.by_cell[indicator.code, region.code]
    task = plan.task_by_code[indicator.task]
    row = build_row(plan, standing, assessment.as_of, line)
    return IndicatorSheet(
        assessment=assessment,
        filters=filters,
        indicator=indicator,
        region=region,
        task=task,
        section=next((s for s in plan.sections if s.code == task.section), None),
        pillar=plan.pillar_by_code[task.pillar],
        row=row,
        phrase=find_target(indicator),
        path=build_path(plan, standing, assessment.as_of, line),
        lamp=build_lamp_rule(assessment, standing, step(indicator)),
        regions=build_part_lines(assessment, standing, step(indicator)),
        pair=build_pair_check(assessment, standing),
        origins=build_origin_months(origins, reporting_regions(plan, region), assessment.as_of),
        places=tuple(r for r in plan.regions if plan.stands_in(indicator, r)),
        clause=find_clause(plan, task, indicator),
        siblings=tuple(
            s
            for s in assessment.standings[region.code]
            if s.indicator.task == task.code and s.indicator.code != indicator.code
        ),
        milestones=build_milestone_rows(assessment, [m for m in plan.milestones if m.task == task.code], follow_up),
        note=next(iter(follow_up.notes.get(task.code, ())), None),
    )
