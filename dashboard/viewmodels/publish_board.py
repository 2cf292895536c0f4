"""The publishing page: what waits, and what was published last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.assessment import Assessment
from dashboard.domain.month import Month
from dashboard.domain.plan import Plan, Region


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
class PublishBoard:
    """What waits, the oldest first, and what was published last, the newest first."""

    plan: Plan
    as_of: Month
    waiting: tuple[SubmissionBrief, ...]
    published: tuple[SubmissionBrief, ...]
    demonstration: bool
    revision: int


def build_publish_board(
    present: Assessment, waiting: tuple[SubmissionBrief, ...], published: tuple[SubmissionBrief, ...]
) -> PublishBoard:
    """The board of an assessment's plan."""
    return PublishBoard(present.plan, present.as_of, waiting, published, present.demonstration, present.revision)
