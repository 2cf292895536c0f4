"""The tables of the trail: cells as they stood in their files, what was said of milestones and tasks.

Rows are added, never changed. Tasks and milestones are named by code: what was said of one outlives a plan that no
longer has it.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, DateTime, ForeignKey, Index, Integer, PrimaryKeyConstraint, String, Table, Text

from dashboard.storage.schema import metadata

__all__ = ["figure_cell", "metadata", "milestone_event", "task_note"]

figure_cell = Table(
    "figure_cell", metadata,
    Column("submission_id", ForeignKey("submission.id"), nullable=False),
    Column("indicator_id", ForeignKey("indicator.id"), nullable=False),
    Column("region_id", ForeignKey("region.id"), nullable=False),
    Column("month", Integer, nullable=False),
    Column("text", Text, nullable=False),
    PrimaryKeyConstraint("submission_id", "indicator_id", "region_id", "month"),
)  # fmt: skip

milestone_event = Table(
    "milestone_event", metadata,
    Column("id", Integer, primary_key=True),
    Column("plan_id", ForeignKey("plan.id"), nullable=False),
    Column("milestone", String(100), nullable=False),
    Column("done_on", Date),  # nothing takes the mark before it back
    Column("note", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Index(None, "plan_id", "milestone"),
)  # fmt: skip

task_note = Table(
    "task_note", metadata,
    Column("id", Integer, primary_key=True),
    Column("plan_id", ForeignKey("plan.id"), nullable=False),
    Column("task", String(100), nullable=False),
    Column("text", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Index(None, "plan_id", "task"),
)  # fmt: skip
