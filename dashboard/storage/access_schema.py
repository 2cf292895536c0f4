"""The tables of accounts, their sessions, tokens for machines, and the audit log with its head kept apart."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    true,
)

from dashboard.storage.schema import metadata

_MOMENT = DateTime(timezone=True)


def _scope() -> tuple[Column[object], ...]:
    """What an account or token is there for: units by `|`, so that a plan can be replaced under them."""
    return (
        Column("role", String(20), nullable=False),
        Column("departments", Text, nullable=False, server_default=""),
        Column("regions", Text, nullable=False, server_default=""),
        Column("reads_all", Boolean, nullable=False, server_default=true()),
    )  # fmt: skip


account = Table(
    "account", metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    *_scope(),
    Column("password", Text, nullable=False),
    Column("must_change", Boolean, nullable=False), Column("password_at", _MOMENT, nullable=False),
    Column("failures", Integer, nullable=False), Column("locked_until", _MOMENT),
    Column("disabled_at", _MOMENT), Column("signed_in_at", _MOMENT),
    Column("made_at", _MOMENT, nullable=False), Column("made_by", Text, nullable=False),
)  # fmt: skip

session = Table(
    "session", metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("account_id", ForeignKey("account.id"), nullable=False),
    Column("made_at", _MOMENT, nullable=False), Column("seen_at", _MOMENT, nullable=False),
    Column("address", Text, nullable=False),
    Column("way", String(10), nullable=False, server_default="password"),
    Index(None, "account_id"),
)  # fmt: skip

token = Table(
    "token", metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("kind", String(10), nullable=False),
    *_scope(),
    Column("digest", String(64), nullable=False, unique=True),
    Column("until", _MOMENT), Column("revoked_at", _MOMENT), Column("used_at", _MOMENT),
    Column("made_at", _MOMENT, nullable=False), Column("made_by", Text, nullable=False),
    CheckConstraint("kind IN ('display', 'api')", name="kind"),
)  # fmt: skip

audit_entry = Table(
    "audit_entry", metadata,
    Column("id", Integer, primary_key=True),
    Column("at", _MOMENT, nullable=False), Column("actor", Text, nullable=False),
    Column("action", String(50), nullable=False), Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False, server_default=""),
    Column("address", Text, nullable=False, server_default=""),
    Column("result", String(20), nullable=False, server_default="done"),
    Column("before", Text, nullable=False, server_default=""),
    Column("after", Text, nullable=False, server_default=""),
    Column("previous", String(64), nullable=False, server_default=""),
    Column("digest", String(64), nullable=False, server_default=""),
    Index(None, "action", "at"),
)  # fmt: skip

audit_head = Table(
    "audit_head", metadata,
    Column("id", Integer, primary_key=True),
    Column("length", Integer, nullable=False), Column("digest", String(64), nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)  # fmt: skip
