"""Submissions: one uploaded file or form, with its original bytes; its figures live and die together."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from dashboard.domain.assessment import Delivery
from dashboard.domain.errors import NotFound
from dashboard.domain.month import Month
from dashboard.storage import schema
from dashboard.storage.database import insert_one
from dashboard.storage.plans import StoredPlan
from dashboard.storage.site import in_utc, now

_S = schema.submission
_BRIEF = [column for column in _S.columns if column.name not in ("content", "review")]


class State(StrEnum):
    """Where a submission stands; only figures of published ones count."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


_PUBLISHED = (_S.c.plan_id == bindparam("plan")) & (_S.c.state == State.PUBLISHED.value)
_DELIVERIES = (
    select(_S.c.id, _S.c.name, _S.c.made_by, _S.c.figures, _S.c.published_at, _S.c.made_at)
    .where(_PUBLISHED)
    .order_by(_S.c.publication.desc())
    .limit(bindparam("limit"))
)
_DEMONSTRATIONS = select(func.count()).where(_PUBLISHED, _S.c.demonstration)


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission without its bytes."""

    id: int
    plan_id: int
    state: State
    kind: str
    name: str
    sha256: str
    encoding: str | None
    asked_month: Month | None
    accept_valid: bool
    explanation: str
    figures: int
    demonstration: bool
    made_at: datetime
    made_by: str
    submitted_at: datetime | None
    submitted_by: str | None
    returned_at: datetime | None
    returned_by: str | None
    reason: str
    published_at: datetime | None
    published_by: str | None
    publication: int | None
    withdrawn_at: datetime | None
    withdrawn_by: str | None

    @property
    def last_step(self) -> tuple[datetime, str]:
        """When the latest thing was done to it, and by whom."""
        steps = (
            (self.made_at, self.made_by),
            (self.submitted_at, self.submitted_by),
            (self.returned_at, self.returned_by),
            (self.published_at, self.published_by),
            (self.withdrawn_at, self.withdrawn_by),
        )
        return max((at, by or "") for at, by in steps if at is not None)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is kept of an upload before anything of it counts; `review` is the judged file as JSON."""

    name: str
    sha256: str
    content: bytes
    encoding: str | None
    asked_month: Month | None
    accept_valid: bool
    explanation: str
    figures: int
    review: bytes
    made_by: str
    demonstration: bool = False
    kind: str = "file"
    came_on: date | None = None


def save_draft(connection: Connection, plan: StoredPlan, draft: Draft) -> int:
    """Keep an upload as a draft; its number."""
    return insert_one(
        connection,
        _S,
        plan_id=plan.id,
        state=State.DRAFT.value,
        kind=draft.kind,
        name=draft.name,
        sha256=draft.sha256,
        content=zlib.compress(draft.content, 1),
        encoding=draft.encoding,
        asked_month=draft.asked_month.key if draft.asked_month else None,
        accept_valid=draft.accept_valid,
        explanation=draft.explanation,
        figures=draft.figures,
        demonstration=draft.demonstration,
        review=zlib.compress(draft.review, 1),
        made_at=now(),
        made_by=draft.made_by,
        submitted_at=datetime.combine(draft.came_on, time(12), UTC) if draft.came_on else None,
    )


def find_submission(connection: Connection, number: int) -> Submission:
    """The submission with this number; NotFound without one."""
    row = connection.execute(select(*_BRIEF).where(_S.c.id == number)).first()
    if row is None:
        raise NotFound(f"没有编号为 {number} 的报送批次。")
    return _submission(row)


def load_content(connection: Connection, number: int) -> tuple[bytes, bytes]:
    """The original bytes of a submission and its review."""
    row = connection.execute(select(_S.c.content, _S.c.review).where(_S.c.id == number)).one()
    return zlib.decompress(row.content), zlib.decompress(row.review)


def list_submissions(
    connection: Connection, plan: StoredPlan, limit: int, state: State | None = None, by: str | None = None
) -> tuple[Submission, ...]:
    """The latest submissions of a plan, newest first; of one state, and of one account, where these are named."""
    query = select(*_BRIEF).where(_S.c.plan_id == plan.id)
    if state is not None:
        query = query.where(_S.c.state == state.value)
    if by is not None:
        query = query.where(_S.c.made_by == by)
    return tuple(_submission(row) for row in connection.execute(query.order_by(_S.c.id.desc()).limit(limit)))


def list_published(connection: Connection, plan: StoredPlan, limit: int) -> tuple[Submission, ...]:
    """The submissions published last, newest first."""
    query = select(*_BRIEF).where(_S.c.plan_id == plan.id, _S.c.state == State.PUBLISHED.value)
    return tuple(_submission(row) for row in connection.execute(query.order_by(_S.c.publication.desc()).limit(limit)))


def list_deliveries(connection: Connection, plan: StoredPlan, limit: int) -> tuple[Delivery, ...]:
    """The same in short: what every page after a publication asks for."""
    rows = connection.execute(_DELIVERIES, {"plan": plan.id, "limit": limit})
    return tuple(Delivery(r.id, r.name, r.made_by, r.figures, in_utc(r.published_at or r.made_at)) for r in rows)


def list_in_state(connection: Connection, plan: StoredPlan, state: State) -> tuple[Submission, ...]:
    """Every submission of a plan in this state, the oldest first."""
    query = select(*_BRIEF).where(_S.c.plan_id == plan.id, _S.c.state == state.value)
    return tuple(_submission(row) for row in connection.execute(query.order_by(_S.c.submitted_at, _S.c.id)))


def mark_submitted(connection: Connection, number: int, *, by: str, accept_valid: bool, figures: int) -> None:
    """Hand a submission in: from now on it waits for publication."""
    connection.execute(
        update(_S)
        .where(_S.c.id == number)
        .values(
            state=State.SUBMITTED.value, submitted_at=now(), submitted_by=by, accept_valid=accept_valid, figures=figures
        )
    )


def mark_draft(connection: Connection, number: int) -> None:
    """Let a submission be a draft again."""
    connection.execute(update(_S).where(_S.c.id == number).values(state=State.DRAFT.value, submitted_at=None))


def mark_returned(connection: Connection, number: int, *, by: str, reason: str) -> None:
    """Give a submission back to whoever handed it in, with the reason."""
    connection.execute(
        update(_S)
        .where(_S.c.id == number)
        .values(state=State.RETURNED.value, returned_at=now(), returned_by=by, reason=reason)
    )


def mark_published(connection: Connection, number: int, *, by: str, publication: int, figures: int) -> None:
    """Let a submission's figures count; one that nobody had handed in is handed in by whoever publishes it."""
    at = now()
    connection.execute(
        update(_S)
        .where(_S.c.id == number)
        .values(
            state=State.PUBLISHED.value, published_at=at, published_by=by, publication=publication, figures=figures,
            submitted_at=func.coalesce(_S.c.submitted_at, at), submitted_by=func.coalesce(_S.c.submitted_by, by),
        )
    )  # fmt: skip


def mark_ended(connection: Connection, number: int, state: State, *, by: str) -> None:
    """Withdraw a published submission, or discard a draft; nothing of it is deleted."""
    connection.execute(
        update(_S).where(_S.c.id == number).values(state=state.value, withdrawn_at=now(), withdrawn_by=by)
    )


def published_demonstrations(connection: Connection, plan: StoredPlan) -> tuple[int, ...]:
    """The numbers of the demonstration submissions that count now."""
    query = select(_S.c.id).where(_S.c.plan_id == plan.id, _S.c.demonstration, _S.c.state == State.PUBLISHED.value)
    return tuple(connection.scalars(query))


def has_demonstration(connection: Connection, plan: StoredPlan) -> bool:
    """Whether any made-up figure is shown."""
    return bool(connection.scalar(_DEMONSTRATIONS, {"plan": plan.id}))


def _submission(row: Row[Any]) -> Submission:
    values = dict(row._mapping)
    values["state"] = State(row.state)
    values["asked_month"] = Month.from_key(row.asked_month) if row.asked_month else None
    for name in ("made_at", "submitted_at", "returned_at", "published_at", "withdrawn_at"):
        values[name] = in_utc(values[name])
    return Submission(**values)


def explain(connection: Connection, number: int, explanation: str) -> None:
    """Keep the word of explanation that travels with a submission."""
    connection.execute(update(_S).where(_S.c.id == number).values(explanation=explanation))


def had_demonstration(connection: Connection, plan: StoredPlan) -> bool:
    """Whether the plan ever had a demonstration submission, whatever became of it."""
    query = select(func.count()).where(_S.c.plan_id == plan.id, _S.c.demonstration)
    return bool(connection.scalar(query))
