"""The installation's one row, its revision, which moves whenever anything shown may have changed; the audit trail."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Connection, select, update

from dashboard.storage import schema
from dashboard.storage.database import insert_one

Moment = TypeVar("Moment", datetime, datetime | None)

_REVISION = select(schema.site.c.revision).where(schema.site.c.id == 1)


def load_revision(connection: Connection) -> int:
    """The present revision: one row, found by its key."""
    return int(connection.scalar(_REVISION) or 0)


def next_revision(connection: Connection) -> int:
    """Move the revision on by one and return it."""
    revision = load_revision(connection) + 1
    connection.execute(update(schema.site).values(revision=revision))
    return revision


def record(connection: Connection, actor: str, action: str, subject: str, detail: str = "") -> None:
    """Add a line to the audit trail: who did what, on what."""
    insert_one(connection, schema.audit_entry, at=now(), actor=actor, action=action, subject=subject, detail=detail)


def now() -> datetime:
    """The present moment in UTC, as it is stored."""
    return datetime.now(UTC)


def in_utc(moment: Moment) -> Moment:
    """A stored moment with its zone, which SQLite does not keep."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def current_plan(connection: Connection) -> int | None:
    """The number of the current plan; None where none is."""
    return connection.scalar(select(schema.site.c.plan_id))
