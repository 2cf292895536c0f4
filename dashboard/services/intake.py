"""Figures in: a file is read, judged, and kept: as a draft, handed in, or published. Each step whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboard.domain.access import Action
from dashboard.domain.figure import Overlay
from dashboard.domain.plan_rules import Publish
from dashboard.domain.review import Review, new_figures, reason_against, repeated_figures
from dashboard.services.access import must, publishing
from dashboard.services.auditing import record
from dashboard.services.pause import no_collection
from dashboard.services.reading import load_stored_plan
from dashboard.services.restanding import restand
from dashboard.services.site import Site
from dashboard.services.upload import Upload as Upload
from dashboard.services.upload import build_draft, judge_upload, read_upload
from dashboard.storage import figures, plans, site, submissions
from dashboard.storage.database import reading, writing
from dashboard.storage.submissions import State

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.storage.plans import StoredPlan


@dataclass(frozen=True, slots=True)
class Loaded:
    """How a load ended: the review, why nothing was written where nothing was, the state of what was written."""

    review: Review
    refusal: str | None
    state: State | None = None

    @property
    def published(self) -> bool:
        """Whether the figures count now."""
        return self.state is State.PUBLISHED


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
    """Check a file and hand it in; published at once where that is wished or the plan's rule. One transaction.

    A file with a refused row, an unexplained warning or nothing new writes nothing.
    """
    must(site_, Action.REPORT)
    with reading(site_.engine) as connection:
        sheet = read_upload(site_, upload, _stored(site_, connection, plan))
    with writing(site_.engine) as connection:
        stored = _stored(site_, connection, plan)
        at_once = publish or stored.plan.rules.publish is Publish.AT_ONCE
        if at_once:
            must(site_, publishing(stored.plan))
        review, current = judge_upload(site_, connection, stored, sheet, upload)
        refusal = reason_against(review, explanation=upload.explanation, accept_valid=upload.accept_valid)
        if refusal or not review.to_write:
            return Loaded(review, refusal)
        by = upload.actor or site_.who.name
        number = submissions.save_draft(connection, stored, build_draft(site_, upload, review))
        if at_once:
            state = publish_rows(site_, connection, stored, number, review, by, current)
        else:
            state = submit_rows(site_, connection, stored, number, review, by, accept_valid=upload.accept_valid)
        return Loaded(replace(review, submission=number), None, state)


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
        record(site_, connection, "draft", f"submission {number}", upload.name, actor=upload.actor)
        return replace(review, submission=number)


def publish_rows(
    site_: Site,
    connection: Connection,
    stored: StoredPlan,
    number: int,
    review: Review,
    actor: str,
    current: figures.Current,
) -> State:
    """The publishing transaction's body: figures, standings of what they touch, revision, audit.

    `current` holds what counted when the rows were judged, of every indicator.
    """
    fresh = new_figures(review.to_write)
    revision = site.next_revision(connection)
    _save(connection, stored, number, review)
    submissions.mark_published(connection, number, by=actor, publication=revision, figures=len(fresh.lines))
    restand(connection, stored, set(fresh.indicators), min(fresh.months), Overlay(current, fresh).of)
    detail = f"{len(fresh.lines)} figures, revision {revision}"
    record(site_, connection, "publish", f"submission {number}", detail, actor=actor)
    return State.PUBLISHED


def submit_rows(
    site_: Site,
    connection: Connection,
    stored: StoredPlan,
    number: int,
    review: Review,
    actor: str,
    *,
    accept_valid: bool,
) -> State:
    """The handing-in transaction's body: the figures lie there and count for nothing until they are published."""
    _save(connection, stored, number, review)
    count = len(review.to_write)
    submissions.mark_submitted(connection, number, by=actor, accept_valid=accept_valid, figures=count)
    record(site_, connection, "submit", f"submission {number}", f"{count} figures", actor=actor)
    return State.SUBMITTED


def _save(connection: Connection, stored: StoredPlan, number: int, review: Review) -> None:
    """Keep what a review's rows say; those that repeat what stands stand by for when it is withdrawn."""
    figures.save_figures(connection, stored, number, new_figures(review.to_write))
    figures.save_figures(connection, stored, number, repeated_figures(review.checked.rows), repeats=True)


def _stored(site_: Site, connection: Connection, plan: str | None) -> StoredPlan:
    return load_stored_plan(site_, connection, *plans.find_plan(connection, plan))
