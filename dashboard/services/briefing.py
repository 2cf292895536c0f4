"""Submissions in short: what waits and what was published, each with what it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from dashboard.domain.access import Action
from dashboard.domain.errors import Refusal
from dashboard.services.access import must, permitted_cells, scope_key
from dashboard.services.reading import load_revision, load_stored_plan
from dashboard.services.site import Site
from dashboard.storage import figures, plans, reported, submissions
from dashboard.storage.database import reading
from dashboard.storage.submissions import State, Submission
from dashboard.viewmodels.publish_board import Effect, SubmissionBrief, effect_of
from dashboard.viewmodels.upload_review import UploadReview

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


def load_effects(
    site_: Site, waiting: Iterable[SubmissionBrief], review: Callable[[int], UploadReview]
) -> Mapping[int, Effect]:
    """What publishing each of these would do; looked into anew only where something has changed since."""
    must(site_, Action.PUBLISH)
    revision = load_revision(site_)
    return {one.number: _effect(site_, one, revision, review) for one in waiting}


def _effect(site_: Site, one: SubmissionBrief, revision: int, review: Callable[[int], UploadReview]) -> Effect:
    key = (one.number, one.at, revision, date.today(), scope_key(site_))
    known: tuple[Effect, ...] = site_.effects.find(key)
    if known:
        return known[0]
    try:
        effect = effect_of(review(one.number))
    except Refusal as refusal:
        effect = Effect(problem=str(refusal))
    site_.effects.keep(key, effect)
    return effect


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
