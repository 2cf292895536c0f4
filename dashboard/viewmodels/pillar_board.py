"""One pillar in full: its roll-up, its indicators worst first in pages, its way through the months, its milestones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.assessment import Assessment, MilestoneCount
from dashboard.domain.measure import ZERO, divide
from dashboard.domain.month import Month
from dashboard.domain.plan import Milestone, Pillar, Plan
from dashboard.domain.rollup import Rollup
from dashboard.domain.scope import Scope
from dashboard.domain.status import Status
from dashboard.viewmodels.indicator_line import IndicatorLine, build_line, worst_first
from dashboard.viewmodels.matrix import Matrix, build_indicator_matrix
from dashboard.viewmodels.wall_view import WallView

LINES_ON_A_SHEET = 12
_MATRIX_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """Where the pillar stood at a month's end; `at` is the month's place between the plan's first and last, 0 to 1."""

    month: Month
    at: Decimal
    score: Decimal
    due: Decimal


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone, whether it is done, and whether its month has passed undone."""

    milestone: Milestone
    is_done: bool
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class PillarBoard:
    """A pillar's pages; `sheets` has at least one, empty where the pillar has no indicator."""

    number: int
    pillar: Pillar
    rollup: Rollup
    tasks: int
    indicators: int
    sheets: tuple[tuple[IndicatorLine, ...], ...]
    milestones: MilestoneCount
    milestone_lines: tuple[MilestoneLine, ...]
    trend: tuple[TrendPoint, ...]
    first_month: Month
    last_month: Month
    matrix: Matrix | None


def build_pillar_board(view: WallView, number: int) -> PillarBoard:
    """The board of the plan's n-th pillar (from 1)."""
    assessment, plan = view.assessment, view.plan
    pillar = plan.pillars[number - 1]
    scope = view.scope(pillar.code)
    standings = worst_first(s for s in assessment.select(scope) if s.counts or not view.is_part)
    lines = [build_line(plan, standing, assessment.as_of) for standing in standings]
    return PillarBoard(
        number,
        pillar,
        assessment.whole(standings),
        len({s.indicator.task for s in standings}) if view.is_part else _count_tasks(plan, pillar),
        len(lines),
        _in_sheets(lines),
        assessment.milestones(scope),
        _milestone_lines(assessment, scope),
        _build_trend(view, scope),
        plan.first_month,
        plan.last_month,
        build_indicator_matrix(
            assessment, plan.children[view.region.code], [s.indicator for s in standings][:_MATRIX_COLUMNS]
        ),
    )


def _count_tasks(plan: Plan, pillar: Pillar) -> int:
    return sum(task.pillar == pillar.code for task in plan.tasks)


def _in_sheets(lines: Sequence[IndicatorLine]) -> tuple[tuple[IndicatorLine, ...], ...]:
    """The lines in pages of even length; one empty page where there is no line."""
    count = max(1, -(-len(lines) // LINES_ON_A_SHEET))
    size = max(1, -(-len(lines) // count))
    return tuple(tuple(lines[start : start + size]) for start in range(0, max(1, len(lines)), size))


def _milestone_lines(assessment: Assessment, scope: Scope) -> tuple[MilestoneLine, ...]:
    """What is still to be done by its month, then what is done."""
    lines = [
        MilestoneLine(milestone, done, not done and milestone.due < assessment.as_of)
        for milestone in assessment.milestones_of(scope)
        for done in (milestone.code in assessment.milestones_done,)
    ]
    return tuple(sorted(lines, key=lambda line: (line.is_done, line.milestone.due)))


def _build_trend(view: WallView, scope: Scope) -> tuple[TrendPoint, ...]:
    months = sorted([*view.history, view.assessment], key=lambda assessment: assessment.as_of)
    points = [_point(assessment, scope) for assessment in months]
    return tuple(point for point in points if point is not None)


def _point(assessment: Assessment, scope: Scope) -> TrendPoint | None:
    plan, month = assessment.plan, assessment.as_of
    rollup = assessment.whole(assessment.select(scope))
    if rollup.score is None or rollup.due is None or rollup.status is Status.UNREPORTED:
        return None
    span = plan.last_month - plan.first_month
    at = divide(Decimal(month - plan.first_month), Decimal(span)) if span else ZERO
    return TrendPoint(month, at, rollup.score, rollup.due)
