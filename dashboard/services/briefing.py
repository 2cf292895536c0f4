"""Submissions in short: what waits and what was published, each with what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dashboard.domain.access import Action
from dashboard.services.access import must, permitted_cells
from dashboard.services.reading import load_stored_plan
from dashboard.services.site import Site
from dashboard.storage import figures, plans, reported, submissions
from dashboard.storage.database import reading
from dashboard.storage.submissions import State, Submission
from dashboard.viewmodels.publish_board import SubmissionBrief

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.storage.plans import StoredPlan


def load_waiting(site_: Site, plan: str | None = None) -> tuple[SubmissionBrief, ...]:
    """Everything that was handed in and waits, the oldest first."""
    must(site_, Action.PUBLISH)
    with reading(site_.engine) as connection:
        stored = load_stored_plan(site_, connection, *plans.find_plan(connection, plan))
        found = submissions.list_in_state(connection, stored, State.SUBMITTED)
        return _briefs(connection, stored, [one for one in found if _is_theirs(site_, connection, stored, one)])


def load_published(site_: Site, limit: int, plan: str | None = None) -> tuple[SubmissionBrief, ...]:
    """What was published last, the newest first."""
    must(site_, Action.PUBLISH)
    with reading(site_.engine) as connection:
        stored = load_stored_plan(site_, connection, *plans.find_plan(connection, plan))
        found = submissions.list_published(connection, stored, limit)
        return _briefs(connection, stored, [one for one in found if _is_theirs(site_, connection, stored, one)])


def _is_theirs(site_: Site, connection: Connection, stored: StoredPlan, submission: Submission) -> bool:
    """Whether the account may publish every figure of a submission."""
    permits = permitted_cells(site_, Action.PUBLISH, stored.plan)
    if permits is None:
        return True
    plan, cells = stored.plan, figures.cells_of(connection, stored, submission.id)
    return all(permits(plan.indicator_by_code[i], plan.region_by_code[r]) for i, r, _ in cells)


def _briefs(connection: Connection, stored: StoredPlan, found: Iterable[Submission]) -> tuple[SubmissionBrief, ...]:
    listed = tuple(found)
    contents = reported.load_contents(connection, stored, [submission.id for submission in listed])
    return tuple(_brief(stored, submission, contents.get(submission.id)) for submission in listed)


def _brief(stored: StoredPlan, submission: Submission, contents: reported.Contents | None) -> SubmissionBrief:
    at, by = submission.last_step
    regions = contents.regions if contents else ()
    return SubmissionBrief(
        number=submission.id,
        state=submission.state.value,
        file=submission.name,
        figures=submission.figures,
        months=contents.months if contents else (),
        regions=tuple(stored.plan.region_by_code[code] for code in regions),
        by=by,
        at=at,
        explanation=submission.explanation,
        refused=submission.accept_valid,
        demonstration=submission.demonstration,
    )
