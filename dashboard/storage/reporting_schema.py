"""The tables of the people's side of reporting: what they mend and say, and the months that are closed."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from dashboard.storage.schema import metadata

__all__ = ["mend", "metadata", "month_closing", "month_exception", "word"]

mend = Table(
    "mend", metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", ForeignKey("submission.id"), nullable=False),
    Column("line", Integer, nullable=False), Column("letter", String(4), nullable=False),
    Column("was", Text, nullable=False), Column("becomes", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False), Column("actor", Text, nullable=False),
    Index(None, "submission_id"),
)  # fmt: skip

word = Table(
    "word", metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", ForeignKey("submission.id"), nullable=False),
    Column("line", Integer), Column("header", Text), Column("code", String(50), nullable=False),
    Column("said", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False), Column("actor", Text, nullable=False),
    Index(None, "submission_id"),
)  # fmt: skip

month_closing = Table(
    "month_closing", metadata,
    Column("plan_id", ForeignKey("plan.id"), nullable=False), Column("month", Integer, nullable=False),
    Column("closed_at", DateTime(timezone=True), nullable=False), Column("closed_by", Text, nullable=False),
    PrimaryKeyConstraint("plan_id", "month"),
)  # fmt: skip

month_exception = Table(
    "month_exception", metadata,
    Column("plan_id", ForeignKey("plan.id"), nullable=False), Column("month", Integer, nullable=False),
    Column("region", String(100), nullable=False), Column("department", String(200), nullable=False),
    PrimaryKeyConstraint("plan_id", "month", "region", "department"),
    ForeignKeyConstraint(["plan_id", "month"], ["month_closing.plan_id", "month_closing.month"]),
)  # fmt: skip
