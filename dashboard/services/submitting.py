"""What becomes of a submission: handed in, published, returned with a reason, given up. Each step whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.domain.access import Action
from dashboard.domain.errors import FileRefused, NotAllowed, NotFound, SubmissionRefused
from dashboard.domain.plan_rules import Publish
from dashboard.domain.problem import Level
from dashboard.domain.review import Review, new_figures, reason_against, repeated_figures
from dashboard.services.access import must, must_handle, must_reach, publishing
from dashboard.services.auditing import record
from dashboard.services.intake import Loaded, publish_rows, submit_rows
from dashboard.services.pause import no_collection
from dashboard.services.site import Site
from dashboard.services.upload import Upload, judge_upload, read_upload
from dashboard.storage import amendments, figures, plans, submissions
from dashboard.storage.database import reading, writing
from dashboard.storage.submissions import State, Submission

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.storage.plans import StoredPlan

OPEN = (State.DRAFT, State.RETURNED)
"""Where whoever reported still has it in hand."""

WAITING = (*OPEN, State.SUBMITTED)
"""Where it does not count yet and still can."""

_ENDED = {
    State.SUBMITTED: "已经提交，正等待发布",
    State.RETURNED: "已经退回",
    State.PUBLISHED: "已经发布",
    State.WITHDRAWN: "已经撤回",
    State.DISCARDED: "已经放弃",
    State.DRAFT: "还没有提交",
}

Judged = tuple[Submission, "StoredPlan", Review, figures.Current]
"""A submission with its plan, as it is judged now, and the figures that it was held against."""


def review_submission(site_: Site, number: int) -> Review:
    """A submission that does not count yet, judged anew against what is published now."""
    must(site_, Action.REPORT)
    with reading(site_.engine) as connection:
        return judge_again(site_, connection, number)[2]


def look_into(site_: Site, number: int) -> tuple[Submission, Review]:
    """The same, with the submission itself: where it stands, and why it came back."""
    must(site_, Action.REPORT)
    with reading(site_.engine) as connection:
        found, _, review, _ = judge_again(site_, connection, number)
        return found, review


def judge_again(site_: Site, connection: Connection, number: int, states: Collection[State] = WAITING) -> Judged:
    """A submission judged anew, with what was written beside it; refused where it is in another state."""
    found = submissions.find_submission(connection, number)
    must_handle(site_, found.made_by)
    must_be(found, states)
    content, _ = submissions.load_content(connection, number)
    upload = Upload(content, found.name, found.made_by, found.asked_month, demonstration=found.demonstration)
    stored = plans.load_plan(connection, found.plan_id)
    sheet = read_upload(site_, upload, stored)
    if not sheet.rows:
        raise FileRefused("这个文件没有可以发布的行。")
    beside = amendments.load_beside(connection, number)
    review, current = judge_upload(site_, connection, stored, sheet, upload, beside)
    return found, stored, replace(review, submission=number, explanation=found.explanation), current


def must_be(found: Submission, states: Collection[State]) -> None:
    """Refuse a step that the submission's state does not allow, saying who brought it there and when."""
    if found.state not in states:
        at, by = found.last_step
        local = at.astimezone()
        told = f"报送批次 {found.id} {_ENDED[found.state]}（{by}，{local:%Y-%m-%d %H:%M}），没有改动它。"
        raise SubmissionRefused(told)


@no_collection()
def submit(site_: Site, number: int, *, explanation: str = "", accept_valid: bool = False) -> Loaded:
    """Hand a draft in; where the plan publishes at once, it counts at once. Refused as `load_upload` refuses."""
    must(site_, Action.REPORT)
    with writing(site_.engine) as connection:
        judged = judge_again(site_, connection, number, OPEN)
        plan = judged[1].plan
        at_once = plan.rules.publish is Publish.AT_ONCE
        if at_once:
            must(site_, publishing(plan))
        return _take(site_, connection, judged, site_.who.name, explanation, accept_valid=accept_valid, publish=at_once)


@no_collection()
def publish(site_: Site, number: int, *, explanation: str = "", accept_valid: bool | None = None) -> Loaded:
    """Publish a submission, judged anew in the same transaction; whether refused rows are left out was said before.

    A row that was handed in and cannot be taken any more refuses the whole, with the reason.
    """
    must(site_, Action.REPORT)
    with writing(site_.engine) as connection:
        judged = judge_again(site_, connection, number, (State.DRAFT, State.SUBMITTED))
        found, stored = judged[:2]
        must(site_, publishing(stored.plan))
        if found.state is State.SUBMITTED:
            _refuse_losses(connection, judged)
        valid = found.accept_valid if accept_valid is None else accept_valid
        return _take(site_, connection, judged, site_.who.name, explanation, accept_valid=valid, publish=True)


def _take(
    site_: Site, connection: Connection, judged: Judged, by: str, explanation: str, *, accept_valid: bool, publish: bool
) -> Loaded:
    found, stored, review, current = judged
    explanation = explanation.strip() or found.explanation
    refusal = reason_against(review, explanation=explanation, accept_valid=accept_valid)
    if refusal or not review.to_write:
        return Loaded(review, refusal)
    submissions.explain(connection, found.id, explanation)
    figures.forget_figures(connection, found.id)
    if publish:
        return Loaded(review, None, publish_rows(site_, connection, stored, found.id, review, by, current))
    return Loaded(review, None, submit_rows(site_, connection, stored, found.id, review, by, accept_valid=accept_valid))


def _refuse_losses(connection: Connection, judged: Judged) -> None:
    """Nothing that was handed in and looked at may fall away in silence while it is published."""
    found, stored, review, _ = judged
    rows = review.checked.rows
    taken = (new_figures(review.to_write), repeated_figures(rows))
    kept = {cell for f in taken for cell in zip(f.indicators, f.regions, f.months, strict=True)}
    lost = figures.cells_of(connection, stored, found.id) - kept
    if not lost:
        return
    lines = {row.line for row in rows if (row.indicator, row.region, row.month) in lost}
    reasons = [p.message for p in review.checked.problems if p.level is Level.ERROR and p.line in lines]
    why = reasons[0] if reasons else ""
    raise FileRefused(f"报送批次 {found.id} 提交以后有 {len(lost)} 行收不进来了，没有发布。{why}")


def publish_all(site_: Site, numbers: Iterable[int]) -> dict[int, str | None]:
    """Publish several, each in a transaction of its own; for each why it was not, None where it was."""
    must(site_, Action.PUBLISH)
    return {number: _attempt(site_, number) for number in numbers}


def _attempt(site_: Site, number: int) -> str | None:
    try:
        loaded = publish(site_, number)
    except (FileRefused, NotAllowed, NotFound, SubmissionRefused) as refusal:
        return str(refusal)
    return None if loaded.published else loaded.refusal or "没有要发布的行：与已发布的一致。"


def return_submission(site_: Site, number: int, *, reason: str) -> None:
    """Give a submission that waits back to whoever handed it in; the reason is told there."""
    must(site_, Action.PUBLISH)
    if not reason.strip():
        raise SubmissionRefused("退回要写一句原因，报送的人才知道改什么。")
    by = site_.who.name
    with writing(site_.engine) as connection:
        found = submissions.find_submission(connection, number)
        must_be(found, (State.SUBMITTED,))
        stored = plans.load_plan(connection, found.plan_id)
        must_reach(site_, stored.plan, lambda: figures.cells_of(connection, stored, number))
        figures.forget_figures(connection, number)
        submissions.mark_returned(connection, number, by=by, reason=reason.strip())
        record(site_, connection, "return", f"submission {number}", reason.strip())


def take_back(site_: Site, number: int) -> None:
    """Make what was handed in a draft again, as long as nobody has published it."""
    must(site_, Action.REPORT)
    with writing(site_.engine) as connection:
        found = submissions.find_submission(connection, number)
        must_handle(site_, found.made_by)
        must_be(found, (State.SUBMITTED,))
        figures.forget_figures(connection, number)
        submissions.mark_draft(connection, number)
        record(site_, connection, "take back", f"submission {number}", found.name)


def discard(site_: Site, number: int) -> State:
    """Give up what does not count yet; refused for anything that was published."""
    must(site_, Action.REPORT)
    with writing(site_.engine) as connection:
        found = submissions.find_submission(connection, number)
        must_handle(site_, found.made_by)
        must_be(found, WAITING)
        return give_up(site_, connection, found)


def give_up(site_: Site, connection: Connection, found: Submission) -> State:
    """Give up, within a transaction, what does not count yet; its new state."""
    figures.forget_figures(connection, found.id)
    submissions.mark_ended(connection, found.id, State.DISCARDED, by=site_.who.name)
    record(site_, connection, "discard", f"submission {found.id}", found.name)
    return State.DISCARDED
