"""The installation's one row, its revision, which moves whenever anything shown may have changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from dashboard.storage import schema
from dashboard.storage.moments import in_utc as in_utc
from dashboard.storage.moments import now as now

_REVISION = select(schema.site.c.revision).where(schema.site.c.id == 1)


def load_revision(connection: Connection) -> int:
    """The present revision: one row, found by its key."""
    return int(connection.scalar(_REVISION) or 0)


def next_revision(connection: Connection) -> int:
    """Move the revision on by one and return it."""
    revision = load_revision(connection) + 1
    connection.execute(update(schema.site).values(revision=revision, moved_at=now()))
    return revision


def load_moved(connection: Connection) -> tuple[int, datetime | None]:
    """The present revision, and when it last moved; None where that was never noted."""
    row = connection.execute(select(schema.site.c.revision, schema.site.c.moved_at)).first()
    return (int(row.revision), in_utc(row.moved_at)) if row else (0, None)


def current_plan(connection: Connection) -> int | None:
    """The number of the current plan; None where none is."""
    return connection.scalar(select(schema.site.c.plan_id))
