"""Tracing: where each figure of a cell came from, which lamps a publication would change, what came in last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.domain.access import Action
from dashboard.domain.month import Month
from dashboard.domain.origin import FigureOrigin
from dashboard.services.access import must, sees, sees_all
from dashboard.services.reading import load_stored_plan
from dashboard.services.site import Site
from dashboard.storage import figures, plans, submissions
from dashboard.storage.database import reading
from dashboard.storage.submissions import State, Submission

if TYPE_CHECKING:
    pass


def load_origins(
    site_: Site, indicator: str, region: str | None = None, plan: str | None = None
) -> tuple[FigureOrigin, ...]:
    """Every figure published for an indicator, of one region or all, with what it replaced; by month."""
    must(site_, Action.READ)
    with reading(site_.engine) as connection:
        stored = load_stored_plan(site_, connection, *plans.find_plan(connection, plan))
        records = figures.history(connection, stored, indicator, region)
    found: list[FigureOrigin] = []
    stood: dict[tuple[str, Month], FigureOrigin] = {}
    for record in records:
        if record.state != State.PUBLISHED or not sees(site_, stored.plan, indicator, record.region):
            continue
        before = stood.get((record.region, record.month))
        if record.repeats and before and before.amount == record.amount:
            continue  # it stands by, in case the one before it is withdrawn
        origin = FigureOrigin(
            month=record.month,
            region=record.region,
            amount=record.amount,
            submission=record.submission,
            file=record.name,
            line=record.line,
            by=record.made_by,
            at=record.published_at,
            was=before.amount if before else None,
        )
        stood[record.region, record.month] = origin
        found.append(origin)
    return tuple(found)


def list_history(site_: Site, indicator: str, region: str, plan: str | None = None) -> tuple[figures.Record, ...]:
    """Every figure ever reported for one cell, withdrawn ones included."""
    must(site_, Action.READ)
    with reading(site_.engine) as connection:
        stored = load_stored_plan(site_, connection, *plans.find_plan(connection, plan))
        found = figures.history(connection, stored, indicator, region)
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
