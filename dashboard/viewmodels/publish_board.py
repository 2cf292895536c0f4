"""The publishing page: what waits, what the month lacks, and what was published last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dashboard.domain.assessment import Assessment
from dashboard.domain.month import Month
from dashboard.domain.plan import Plan, Region
from dashboard.viewmodels.completeness import Completeness
from dashboard.viewmodels.upload_review import UploadReview


@dataclass(frozen=True, slots=True)
class SubmissionBrief:
    """A submission in a list: its file, what it is about, and who did the last thing to it, when.

    `figures` counts what it adds or changes; `refused` is True where refused rows of it were left out.
    """

    number: int
    state: str
    file: str
    figures: int
    months: tuple[Month, ...]
    regions: tuple[Region, ...]
    by: str
    at: datetime
    explanation: str
    refused: bool
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What publishing a submission would do, in numbers; `problem` where it cannot be published as it is."""

    new: int = 0
    changed: int = 0
    warnings: int = 0
    lamps: int = 0
    turns_to: Month | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PublishBoard:
    """What waits, the oldest first, a month's completeness, and what was published last, the newest first.

    `effects` are by number, for those submissions that were looked into already.
    """

    plan: Plan
    as_of: Month
    waiting: tuple[SubmissionBrief, ...]
    published: tuple[SubmissionBrief, ...]
    month: Completeness
    may_close: bool
    demonstration: bool
    revision: int
    effects: Mapping[int, Effect] = field(default_factory=dict)


def build_publish_board(
    present: Assessment,
    waiting: tuple[SubmissionBrief, ...],
    published: tuple[SubmissionBrief, ...],
    month: Completeness,
    *,
    may_close: bool,
    effects: Mapping[int, Effect] | None = None,
) -> PublishBoard:
    """The board of an assessment's plan."""
    return PublishBoard(
        plan=present.plan,
        as_of=present.as_of,
        waiting=waiting,
        published=published,
        month=month,
        may_close=may_close,
        demonstration=present.demonstration,
        revision=present.revision,
        effects=effects or {},
    )


def effect_of(review: UploadReview) -> Effect:
    """A review's effect in numbers."""
    counts = review.counts
    lamps = len(review.lamps) + review.left["lamps"]
    return Effect(counts.new, counts.changed, counts.warnings, lamps, review.turns_to)
