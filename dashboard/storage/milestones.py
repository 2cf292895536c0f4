"""Milestones: which are done, since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, delete, insert, select

from dashboard.domain.month import Month
from dashboard.storage import schema
from dashboard.storage.plans import StoredPlan
from dashboard.storage.site import now

_M = schema.milestone_mark
_DONE = select(_M.c.milestone).where(_M.c.plan_id == bindparam("plan"), _M.c.done_on <= bindparam("day"))


@dataclass(frozen=True, slots=True)
class MilestoneMark:
    """A milestone done on a day, with what shows it."""

    milestone: str
    done_on: date
    note: str = ""


def milestones_done(connection: Connection, plan: StoredPlan, as_of: Month) -> frozenset[str]:
    """The codes of the milestones done by the end of a month."""
    return frozenset(connection.scalars(_DONE, {"plan": plan.id, "day": as_of.last_day}))


def save_marks(
    connection: Connection, plan: StoredPlan, marks: Iterable[MilestoneMark], *, by: str, demonstration: bool
) -> None:
    """Mark milestones done, in place of the marks of the same kind that stood before."""
    remove_marks(connection, plan, demonstration=demonstration)
    rows = [
        {
            "plan_id": plan.id,
            "milestone": mark.milestone,
            "done_on": mark.done_on,
            "note": mark.note,
            "marked_by": by,
            "marked_at": now(),
            "demonstration": demonstration,
        }
        for mark in marks
    ]
    if rows:
        connection.execute(insert(_M), rows)


def remove_marks(connection: Connection, plan: StoredPlan, *, demonstration: bool) -> None:
    """Remove the marks of one kind."""
    connection.execute(delete(_M).where(_M.c.plan_id == plan.id, _M.c.demonstration == demonstration))
