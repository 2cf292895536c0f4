"""The installation's one row, its revision, which moves whenever anything shown may have changed."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from dashboard.domain.audit import AuditEntry
from dashboard.storage import audit, schema
from dashboard.storage.moments import in_utc as in_utc
from dashboard.storage.moments import now as now

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
    """Add an entry to the audit log that names who did what, on what."""
    audit.append(connection, AuditEntry(0, now(), actor, "", action, subject, detail=detail))


def current_plan(connection: Connection) -> int | None:
    """The number of the current plan; None where none is."""
    return connection.scalar(select(schema.site.c.plan_id))
