"""Notes: what staff write about tasks. The latest stands in the list, the others are its history."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from dashboard.domain.duty import TaskNote
from dashboard.storage import trail_schema
from dashboard.storage.database import insert_one
from dashboard.storage.plans import StoredPlan
from dashboard.storage.site import in_utc, now

_N = trail_schema.task_note


def add_note(connection: Connection, plan: StoredPlan, task: str, text: str, *, by: str) -> None:
    """Add a note to a task."""
    insert_one(connection, _N, plan_id=plan.id, task=task, text=text, actor=by, at=now())


def load_notes(connection: Connection, plan: StoredPlan) -> Mapping[str, tuple[TaskNote, ...]]:
    """Every note of the plan by its task's code, the latest first."""
    found: dict[str, list[TaskNote]] = {}
    for row in connection.execute(select(_N).where(_N.c.plan_id == plan.id).order_by(_N.c.id.desc())):
        found.setdefault(row.task, []).append(TaskNote(row.task, row.text, row.actor, in_utc(row.at) or row.at))
    return {task: tuple(notes) for task, notes in found.items()}
