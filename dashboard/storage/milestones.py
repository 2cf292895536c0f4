"""Milestones: which are done, since when, and who said so.

Marks by hand lie over those of the demonstration and are kept when it goes. Each is an entry that nothing changes;
what counts is the last one of a milestone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Row, bindparam, delete, func, insert, select, union_all

from dashboard.domain.duty import MilestoneMark
from dashboard.domain.month import Month
from dashboard.storage import schema, trail_schema
from dashboard.storage.database import insert_one
from dashboard.storage.plans import StoredPlan
from dashboard.storage.site import in_utc, now

_M = schema.milestone_mark
_E = trail_schema.milestone_event


def _done() -> CompoundSelect[Any]:
    """What is done by a day: by the last entry made by hand, where there is none by the demonstration's mark."""
    told = select(func.max(_E.c.id)).where(_E.c.plan_id == bindparam("plan")).group_by(_E.c.milestone)
    by_hand = select(_E.c.milestone).where(_E.c.id.in_(told), _E.c.done_on <= bindparam("day"))
    untold = ~select(_E.c.id).where(_E.c.plan_id == _M.c.plan_id, _E.c.milestone == _M.c.milestone).exists()
    made = select(_M.c.milestone).where(_M.c.plan_id == bindparam("plan"), _M.c.done_on <= bindparam("day"), untold)
    return union_all(by_hand, made)


_DONE = _done()


def milestones_done(connection: Connection, plan: StoredPlan, as_of: Month) -> frozenset[str]:
    """The codes of the milestones done by the end of a month."""
    return frozenset(connection.scalars(_DONE, {"plan": plan.id, "day": as_of.last_day}))


def load_marks(connection: Connection, plan: StoredPlan) -> dict[str, MilestoneMark]:
    """What counts now of every milestone that anything was said of, by its code."""
    made = connection.execute(select(_M).where(_M.c.plan_id == plan.id))
    marks = {row.milestone: _made_mark(row) for row in made}
    return marks | {code: told[-1] for code, told in load_history(connection, plan).items()}


def load_history(connection: Connection, plan: StoredPlan) -> Mapping[str, tuple[MilestoneMark, ...]]:
    """Everything that was said by hand of every milestone, by its code, in the order of saying."""
    found: dict[str, list[MilestoneMark]] = {}
    for row in connection.execute(select(_E).where(_E.c.plan_id == plan.id).order_by(_E.c.id)):
        mark = MilestoneMark(row.milestone, row.done_on, row.note, row.actor, in_utc(row.at))
        found.setdefault(row.milestone, []).append(mark)
    return {code: tuple(marks) for code, marks in found.items()}


def add_mark(connection: Connection, plan: StoredPlan, mark: MilestoneMark) -> None:
    """Add what somebody says of a milestone now."""
    insert_one(
        connection, _E, plan_id=plan.id, milestone=mark.milestone, done_on=mark.done_on, note=mark.note,
        actor=mark.by, at=now(),
    )  # fmt: skip


def save_demonstration(connection: Connection, plan: StoredPlan, marks: Iterable[MilestoneMark]) -> None:
    """Mark milestones done for the demonstration, in place of the marks that it had before."""
    remove_demonstration(connection, plan)
    rows = [
        {
            "plan_id": plan.id,
            "milestone": mark.milestone,
            "done_on": mark.done_on,
            "note": mark.note,
            "marked_by": mark.by,
            "marked_at": now(),
            "demonstration": True,
        }
        for mark in marks
    ]
    if rows:
        connection.execute(insert(_M), rows)


def remove_demonstration(connection: Connection, plan: StoredPlan) -> None:
    """Remove the marks of the demonstration; those by hand stay."""
    connection.execute(delete(_M).where(_M.c.plan_id == plan.id, _M.c.demonstration))


def _made_mark(row: Row[Any]) -> MilestoneMark:
    return MilestoneMark(
        row.milestone, row.done_on, row.note, row.marked_by, in_utc(row.marked_at), row.demonstration
    )  # fmt: skip
