"""One pillar in full: its roll-up, its indicators worst first in pages, its way through the months, its milestones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.assessment import Assessment, MilestoneCount
from dashboard.domain.measure import ZERO, divide
from dashboard.domain.month import Month
from dashboard.domain.plan import Milestone, Pillar
from dashboard.domain.rollup import Rollup
from dashboard.domain.scope import Scope
from dashboard.domain.status import Status
from dashboard.viewmodels.indicator_line import IndicatorLine, build_line, worst_first
from dashboard.viewmodels.matrix import Matrix, build_indicator_matrix

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


def build_pillar_board(assessment: Assessment, history: Sequence[Assessment], number: int) -> PillarBoard:
    """The board of the plan's n-th pillar (from 1); `history` holds earlier months in any order."""
    plan = assessment.plan
    pillar = plan.pillars[number - 1]
    scope = Scope(pillar=pillar.code)
    standings = worst_first(assessment.select(scope))
    lines = [build_line(plan, standing, assessment.as_of) for standing in standings]
    tasks = [task for task in plan.tasks if task.pillar == pillar.code]
    return PillarBoard(
        number,
        pillar,
        assessment.whole(standings),
        len(tasks),
        len(lines),
        _in_sheets(lines),
        assessment.milestones(scope),
        _milestone_lines(assessment, scope),
        _build_trend([*history, assessment], pillar),
        plan.first_month,
        plan.last_month,
        build_indicator_matrix(
            assessment, plan.children[plan.root.code], [s.indicator for s in standings][:_MATRIX_COLUMNS]
        ),
    )


def _in_sheets(lines: Sequence[IndicatorLine]) -> tuple[tuple[IndicatorLine, ...], ...]:
    starts = range(0, max(1, len(lines)), LINES_ON_A_SHEET)
    return tuple(tuple(lines[start : start + LINES_ON_A_SHEET]) for start in starts)


def _milestone_lines(assessment: Assessment, scope: Scope) -> tuple[MilestoneLine, ...]:
    """What is still to be done by its month, then what is done."""
    lines = [
        MilestoneLine(milestone, done, not done and milestone.due < assessment.as_of)
        for milestone in assessment.milestones_of(scope)
        for done in (milestone.code in assessment.milestones_done,)
    ]
    return tuple(sorted(lines, key=lambda line: (line.is_done, line.milestone.due)))


def _build_trend(months: Sequence[Assessment], pillar: Pillar) -> tuple[TrendPoint, ...]:
    points = [_point(assessment, pillar) for assessment in sorted(months, key=lambda a: a.as_of)]
    return tuple(point for point in points if point is not None)


def _point(assessment: Assessment, pillar: Pillar) -> TrendPoint | None:
    plan, month = assessment.plan, assessment.as_of
    rollup = assessment.whole(assessment.select(Scope(pillar=pillar.code)))
    if rollup.score is None or rollup.due is None or rollup.status is Status.UNREPORTED:
        return None
    span = plan.last_month - plan.first_month
    at = divide(Decimal(month - plan.first_month), Decimal(span)) if span else ZERO
    return TrendPoint(month, at, rollup.score, rollup.due)
