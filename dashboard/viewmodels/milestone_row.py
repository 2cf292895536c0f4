"""A milestone as lists show it: how it stands as of a month, and what was said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.domain.assessment import Assessment
from dashboard.domain.duty import FollowUp, MilestoneMark, MilestoneState, milestone_state, was_late
from dashboard.domain.plan import Milestone


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """One milestone as of a month. `mark` is what makes it done, None where it is not.

    `months_late` counts from its month to the one looked at, 0 where it is done or its month has not passed;
    `history` is everything said of it by hand, the latest first.
    """

    milestone: Milestone
    state: MilestoneState
    mark: MilestoneMark | None
    months_late: int
    was_late: bool
    history: tuple[MilestoneMark, ...]


def build_milestone_rows(
    assessment: Assessment, milestones: Iterable[Milestone], follow_up: FollowUp
) -> tuple[MilestoneRow, ...]:
    """These milestones as of the assessment's month, in their order."""
    return tuple(_row(assessment, milestone, follow_up) for milestone in milestones)


def _row(assessment: Assessment, milestone: Milestone, follow_up: FollowUp) -> MilestoneRow:
    as_of = assessment.as_of
    state = milestone_state(milestone, milestone.code in assessment.milestones_done, as_of)
    mark = follow_up.marks.get(milestone.code) if state is MilestoneState.DONE else None
    return MilestoneRow(
        milestone=milestone,
        state=state,
        mark=mark,
        months_late=as_of - milestone.due if state is MilestoneState.LATE else 0,
        was_late=mark is not None and was_late(milestone, mark),
        history=follow_up.history.get(milestone.code, ())[::-1],
    )
