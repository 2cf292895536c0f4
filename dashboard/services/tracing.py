"""Tracing: where each figure of a cell came from, which lamps a publication would change, what came in last."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from dashboard.domain.access import Action
from dashboard.domain.month import Month
from dashboard.domain.origin import FigureOrigin
from dashboard.services.access import must, sees, sees_all
from dashboard.services.reading import load_stored_plan
from dashboard.services.site import Site
from dashboard.storage import history, plans, submissions
from dashboard.storage.database import reading
from dashboard.storage.submissions import State, Submission
from dashboard.viewmodels.numerals import plain, plain_amount


def load_origins(
    site_: Site,
    indicator: str,
    regions: Collection[str] | None = None,
    months: tuple[Month, Month] | None = None,
    plan: str | None = None,
) -> tuple[FigureOrigin, ...]:
    """Every figure published for an indicator, region by region, in these regions and from one month to another.

    Without regions or months, in all. Those of one region and month stand in the order of publication: the last of
    them counts.
    """
    must(site_, Action.READ)
    with reading(site_.engine) as connection:
        stored = load_stored_plan(site_, connection, *plans.find_plan(connection, plan))
        seen = [region for region in regions or stored.region_ids if sees(site_, stored.plan, indicator, region)]
        records = history.load_history(connection, stored, indicator, seen, months)
    found: list[FigureOrigin] = []
    for record in records:
        if record.state != State.PUBLISHED or record.published_at is None:
            continue
        before = found[-1] if found and (found[-1].region, found[-1].month) == (record.region, record.month) else None
        if record.repeats and before and before.amount == record.amount:
            continue  # it stands by, in case the one before it is withdrawn
        if before:
            found[-1] = replace(before, counts=False)
        found.append(_origin(record, record.published_at, before))
    return tuple(found)


def _origin(record: history.Record, at: datetime, before: FigureOrigin | None) -> FigureOrigin:
    return FigureOrigin(
        month=record.month,
        region=record.region,
        amount=record.amount,
        submission=record.submission,
        file=record.name,
        line=record.line,
        by=record.made_by,
        at=at,
        was=before.amount if before else None,
        cell=record.cell,
    )


def list_history(site_: Site, indicator: str, region: str, plan: str | None = None) -> tuple[history.Record, ...]:
    """Every figure ever reported for one cell, withdrawn ones included."""
    must(site_, Action.READ)
    with reading(site_.engine) as connection:
        stored = load_stored_plan(site_, connection, *plans.find_plan(connection, plan))
        found = history.load_history(connection, stored, indicator, (region,))
    return found if sees(site_, stored.plan, indicator, region) else ()


def list_submissions(
    site_: Site, limit: int = 50, plan: str | None = None, state: State | None = None
) -> tuple[Submission, ...]:
    """The latest submissions, newest first, of one state or of all; an account that sees a part sees its own."""
    must(site_, Action.READ)
    with reading(site_.engine) as connection:
        stored = load_stored_plan(site_, connection, *plans.find_plan(connection, plan))
        by = None if sees_all(site_) else site_.who.name
        return submissions.list_submissions(connection, stored, limit, state, by)


def submission_document(submission: Submission) -> dict[str, object]:
    """A submission as JSON."""
    at, by = submission.last_step
    return {
        "submission": submission.id,
        "state": submission.state.value,
        "file": submission.name,
        "figures": submission.figures,
        "by": by,
        "at": at.isoformat(),
        "reason": submission.reason or None,
    }


def record_document(record: history.Record) -> dict[str, Any]:
    """A reported figure as JSON."""
    ratio = record.amount.over is not None
    return {
        "month": str(record.month),
        "value": plain_amount(record.amount),
        "numerator": plain(record.amount.number) if ratio else None,
        "denominator": plain(record.amount.over),
        "submission": record.submission,
        "state": record.state,
        "file": record.name,
        "line": record.line,
        "cell": record.cell,
        "by": record.made_by,
        "at": record.made_at.isoformat() if record.made_at else None,
        "published_at": record.published_at.isoformat() if record.published_at else None,
        "repeats": record.repeats,
    }
