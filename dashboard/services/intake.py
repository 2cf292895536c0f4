"""Figures in: a file is read, judged, kept as a draft, published, undone. Each step whole or not at all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.domain.access import Action
from dashboard.domain.errors import FileRefused, SubmissionRefused
from dashboard.domain.figure import Overlay
from dashboard.domain.month import Month
from dashboard.domain.review import Review, new_figures, reason_against
from dashboard.domain.verdict import RowVerdict
from dashboard.services.access import must, must_handle, must_reach, publishing
from dashboard.services.pause import no_collection
from dashboard.services.reading import load_stored_plan
from dashboard.services.restanding import restand
from dashboard.services.site import Site
from dashboard.services.upload import Upload as Upload
from dashboard.services.upload import build_draft, judge_upload, read_upload
from dashboard.storage import figures, plans, site, submissions
from dashboard.storage.database import reading, writing
from dashboard.storage.submissions import State, Submission

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.storage.plans import StoredPlan


@dataclass(frozen=True, slots=True)
class Loaded:
    """How a load ended: the review, and why nothing was written where nothing was."""

    review: Review
    refusal: str | None
    published: bool = False


@no_collection()
def check_upload(site_: Site, upload: Upload, plan: str | None = None) -> Review:
    """What a file holds and what it would do; nothing is written."""
    must(site_, Action.REPORT)
    with reading(site_.engine) as connection:
        stored = _stored(site_, connection, plan)
        sheet = read_upload(site_, upload, stored)
        return judge_upload(site_, connection, stored, sheet, upload)[0]


@no_collection()
def load_upload(site_: Site, upload: Upload, *, publish: bool, plan: str | None = None) -> Loaded:
    """Check a file and keep it as a submission, published at once where wished; one transaction.

    A file with a refused row, an unexplained warning or nothing new writes nothing.
    """
    must(site_, Action.REPORT)
    with reading(site_.engine) as connection:
        sheet = read_upload(site_, upload, _stored(site_, connection, plan))
    with writing(site_.engine) as connection:
        stored = _stored(site_, connection, plan)
        if publish:
            must(site_, publishing(stored.plan))
        review, current = judge_upload(site_, connection, stored, sheet, upload)
        refusal = reason_against(review, explanation=upload.explanation, accept_valid=upload.accept_valid)
        rows = review.to_write
        if refusal or not rows:
            return Loaded(review, refusal)
        number = submissions.save_draft(connection, stored, build_draft(site_, upload, review))
        if publish:
            _publish(connection, stored, number, rows, upload.actor or site_.who.name, current)
        else:
            site.record(connection, upload.actor or site_.who.name, "draft", f"submission {number}", upload.name)
        return Loaded(replace(review, submission=number), None, publish)


@no_collection()
def keep_draft(site_: Site, upload: Upload, plan: str | None = None) -> Review:
    """Keep an upload as a draft whatever its verdicts are, so that no work is lost; not a file without rows."""
    must(site_, Action.REPORT)
    with reading(site_.engine) as connection:
        sheet = read_upload(site_, upload, _stored(site_, connection, plan))
    with writing(site_.engine) as connection:
        stored = _stored(site_, connection, plan)
        review, _ = judge_upload(site_, connection, stored, sheet, upload)
        if not review.checked.rows:
            return review
        number = submissions.save_draft(connection, stored, build_draft(site_, upload, review))
        site.record(connection, upload.actor or site_.who.name, "draft", f"submission {number}", upload.name)
        return replace(review, submission=number)


def review_draft(site_: Site, number: int) -> Review:
    """A draft judged anew against what is published now."""
    must(site_, Action.REPORT)
    with reading(site_.engine) as connection:
        return _review_again(site_, connection, number)[1]


@no_collection()
def publish_draft(
    site_: Site, number: int, *, actor: str | None = None, explanation: str = "", accept_valid: bool = False
) -> Loaded:
    """Publish a draft, judged anew in the same transaction; refused as `load_upload` refuses."""
    must(site_, Action.REPORT)
    with writing(site_.engine) as connection:
        stored, review, current = _review_again(site_, connection, number)
        must(site_, publishing(stored.plan))
        refusal = reason_against(review, explanation=explanation, accept_valid=accept_valid)
        rows = review.to_write
        if refusal or not rows:
            return Loaded(review, refusal)
        submissions.explain(connection, number, explanation)
        _publish(connection, stored, number, rows, actor or site_.who.name, current)
        return Loaded(review, None, published=True)


def discard_draft(site_: Site, number: int, *, actor: str | None = None) -> State:
    """Give up a draft; refused for anything that is no draft any more."""
    must(site_, Action.REPORT)
    with writing(site_.engine) as connection:
        found = submissions.find_submission(connection, number)
        if found.state is not State.DRAFT:
            raise SubmissionRefused(f"报送批次 {number} {_ENDED[found.state]}，不是草稿了，没有改动它。")
        return _discard(site_, connection, found, actor)


def undo_submission(site_: Site, number: int, *, actor: str | None = None) -> State:
    """Withdraw a published submission or discard a draft; what stood before stands again. The state it came to."""
    must(site_, Action.REPORT)
    with writing(site_.engine) as connection:
        found = submissions.find_submission(connection, number)
        if found.state is State.DRAFT:
            return _discard(site_, connection, found, actor)
        if found.state is not State.PUBLISHED:
            raise SubmissionRefused(f"报送批次 {number} {_ENDED[found.state]}过了，不需要再撤。")
        stored = plans.load_plan(connection, found.plan_id)
        must(site_, publishing(stored.plan))
        must_handle(site_, found.made_by)
        must_reach(site_, stored.plan, lambda: figures.published_cells(connection, stored, number))
        withdraw(connection, stored, [number], actor or site_.who.name)
        return State.WITHDRAWN


def _discard(site_: Site, connection: Connection, found: Submission, actor: str | None) -> State:
    must_handle(site_, found.made_by)
    submissions.mark_ended(connection, found.id, State.DISCARDED, by=actor or site_.who.name)
    site.record(connection, actor or site_.who.name, "discard", f"submission {found.id}", found.name)
    return State.DISCARDED


def withdraw(connection: Connection, stored: StoredPlan, numbers: Collection[int], actor: str) -> None:
    """Withdraw published submissions within a transaction, and let the standings follow."""
    cells: set[tuple[str, str, Month]] = set()
    for number in numbers:
        cells |= figures.published_cells(connection, stored, number)
        submissions.mark_ended(connection, number, State.WITHDRAWN, by=actor)
        site.record(connection, actor, "withdraw", f"submission {number}")
    if cells:
        restand(connection, stored, {cell[0] for cell in cells}, min(cell[2] for cell in cells))
    site.next_revision(connection)


def _publish(
    connection: Connection,
    stored: StoredPlan,
    number: int,
    rows: Collection[RowVerdict],
    actor: str,
    current: figures.Current,
) -> None:
    """The publishing transaction's body: figures, standings of what they touch, revision, audit.

    `current` holds what counted when the rows were judged, of every indicator.
    """
    fresh = new_figures(rows)
    revision = site.next_revision(connection)
    figures.save_figures(connection, stored, number, fresh)
    submissions.mark_published(connection, number, by=actor, publication=revision, figures=len(fresh.lines))
    restand(connection, stored, set(fresh.indicators), min(fresh.months), Overlay(current, fresh).of)
    detail = f"{len(fresh.lines)} figures, revision {revision}"
    site.record(connection, actor, "publish", f"submission {number}", detail)


def _stored(site_: Site, connection: Connection, plan: str | None) -> StoredPlan:
    return load_stored_plan(site_, connection, *plans.find_plan(connection, plan))


def _review_again(site_: Site, connection: Connection, number: int) -> tuple[StoredPlan, Review, figures.Current]:
    found = submissions.find_submission(connection, number)
    if found.state is not State.DRAFT:
        raise SubmissionRefused(f"报送批次 {number} {_ENDED[found.state]}，不能再发布。")
    must_handle(site_, found.made_by)
    content, _ = submissions.load_content(connection, number)
    upload = Upload(content, found.name, found.made_by, found.asked_month, demonstration=found.demonstration)
    stored = plans.load_plan(connection, found.plan_id)
    sheet = read_upload(site_, upload, stored)
    if not sheet.rows:
        raise FileRefused("这个文件没有可以发布的行。")
    review, current = judge_upload(site_, connection, stored, sheet, upload)
    return stored, replace(review, submission=number), current


_ENDED = {State.PUBLISHED: "已经发布", State.WITHDRAWN: "已经撤回", State.DISCARDED: "已经放弃"}
