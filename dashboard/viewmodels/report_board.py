"""The report page before a file is chosen: what the month still owes, and what came in last."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.assessment import Assessment
from dashboard.domain.month import Month, months_between
from dashboard.domain.plan import Indicator, Plan, Region
from dashboard.viewmodels.month_dues import RegionDues, build_dues

_MONTHS_OFFERED = 3


@dataclass(frozen=True, slots=True)
class SubmissionLine:
    """One submission in the list; `state` is that of the submission, `at` its last step, `reason` why it came back."""

    number: int
    state: str
    file: str
    figures: int
    by: str
    at: datetime
    demonstration: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReportBoard:
    """What a month owes, region by region with the most missing first, and the latest submissions, newest first.

    `months` can be looked at instead; `plan_months` can stand in where a file names none. `demonstration` is True
    while any made-up figure is shown, `may_undo` where published submissions may be withdrawn; the revision tells one
    picture from the next.
    """

    plan: Plan
    month: Month
    as_of: Month
    months: tuple[Month, ...]
    plan_months: tuple[Month, ...]
    regions: tuple[RegionDues, ...]
    submissions: tuple[SubmissionLine, ...]
    demonstration: bool
    revision: int
    may_undo: bool = True

    @property
    def expected(self) -> int:
        """How many figures the month should bring."""
        return sum(dues.expected for dues in self.regions)

    @property
    def published(self) -> int:
        """How many of them are published."""
        return sum(dues.published for dues in self.regions)


def choose_report_month(assessment: Assessment, asked: Month | None) -> Month:
    """The month whose dues are shown: the one asked for within the plan, else the running one, else the as-of month."""
    if asked is not None:
        return assessment.plan.hold(asked)
    return assessment.running.month if assessment.running else assessment.as_of


def build_report_board(
    present: Assessment,
    of_month: Assessment,
    submissions: Iterable[SubmissionLine] = (),
    *,
    may_undo: bool = True,
    may_report: Callable[[Indicator, Region], bool] | None = None,
) -> ReportBoard:
    """The board; `present` is the assessment as of the as-of month, `of_month` that of the month asked about.

    With `may_report` the dues are those of somebody who reports a part of the plan.
    """
    plan, month = present.plan, of_month.as_of
    offered = {*present.published[-_MONTHS_OFFERED:], present.as_of, month}
    return ReportBoard(
        plan=plan,
        month=month,
        as_of=present.as_of,
        months=tuple(sorted(offered)),
        plan_months=tuple(months_between(plan.first_month, plan.last_month)),
        regions=tuple(sorted(build_dues(of_month, may_report), key=lambda dues: -len(dues.missing))),
        submissions=tuple(submissions),
        demonstration=present.demonstration,
        revision=present.revision,
        may_undo=may_undo,
    )
