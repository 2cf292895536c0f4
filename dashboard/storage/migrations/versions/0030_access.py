"""Accounts, sessions, tokens; the audit log says from where and with what result, is chained and refuses changes."""

from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op

from dashboard.domain.audit import START, AuditEntry, digest_of

revision = "0030"
down_revision = "0040"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_account()
    _create_session()
    _create_token()
    _widen_audit()
    _chain_audit()
    _guard_audit()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_entry_append_only ON audit_entry")
        op.execute("DROP TRIGGER audit_entry_never_emptied ON audit_entry")
        op.execute("DROP FUNCTION audit_entry_refuse")
    else:
        op.execute("DROP TRIGGER audit_entry_no_update")
        op.execute("DROP TRIGGER audit_entry_no_delete")
    op.drop_table("audit_head")
    op.drop_index(op.f("ix_audit_entry_action_at"), table_name="audit_entry")
    with op.batch_alter_table("audit_entry") as table:
        for name in ("digest", "previous", "after", "before", "result", "address"):
            table.drop_column(name)
    for name in ("token", "session", "account"):
        op.drop_table(name)


def _scope() -> tuple[sa.Column, ...]:
    return (
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("departments", sa.Text(), server_default="", nullable=False),
        sa.Column("regions", sa.Text(), server_default="", nullable=False),
        sa.Column("reads_all", sa.Boolean(), server_default=sa.true(), nullable=False),
    )


def _create_account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        *_scope(),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("password_at", _MOMENT, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", _MOMENT, nullable=True),
        sa.Column("disabled_at", _MOMENT, nullable=True),
        sa.Column("signed_in_at", _MOMENT, nullable=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("name", name=op.f("uq_account_name")),
    )


def _create_session() -> None:
    op.create_table(
        "session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_session_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("digest", name=op.f("uq_session_digest")),
    )
    op.create_index(op.f("ix_session_account_id"), "session", ["account_id"])


def _create_token() -> None:
    op.create_table(
        "token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        *_scope(),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("until", _MOMENT, nullable=True),
        sa.Column("revoked_at", _MOMENT, nullable=True),
        sa.Column("used_at", _MOMENT, nullable=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('display', 'api')", name=op.f("ck_token_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_token_digest")),
        sa.UniqueConstraint("name", name=op.f("uq_token_name")),
    )


def _widen_audit() -> None:
    for name, kind, default in (
        ("address", sa.Text(), ""),
        ("result", sa.String(length=20), "done"),
        ("before", sa.Text(), ""),
        ("after", sa.Text(), ""),
        ("previous", sa.String(length=64), ""),
        ("digest", sa.String(length=64), ""),
    ):
        op.add_column("audit_entry", sa.Column(name, kind, server_default=default, nullable=False))
    op.create_index(op.f("ix_audit_entry_action_at"), "audit_entry", ["action", "at"])
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )


def _chain_audit() -> None:
    """Number what is there without a gap, and give each entry its digest."""
    names = ("id", "at", "actor", "action", "subject", "detail", "previous", "digest")
    kinds: dict[str, Any] = {"id": sa.Integer(), "at": _MOMENT}
    table = sa.table("audit_entry", *(sa.column(name, kinds.get(name, sa.Text())) for name in names))
    connection, previous, number = op.get_bind(), START, 0
    for row in connection.execute(sa.select(table).order_by(table.c.id)).all():
        number += 1
        at = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
        digest = digest_of(previous, AuditEntry(number, at, row.actor, "", row.action, row.subject, detail=row.detail))
        values = {"id": number, "previous": previous, "digest": digest}
        connection.execute(sa.update(table).where(table.c.id == row.id).values(values))
        previous = digest
    head = sa.table("audit_head", sa.column("id"), sa.column("length"), sa.column("digest"))
    connection.execute(sa.insert(head).values(id=1, length=number, digest=previous))


def _guard_audit() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry "
            "FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()"
        )
        op.execute(
            "CREATE TRIGGER audit_entry_never_emptied BEFORE TRUNCATE ON audit_entry "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()"
        )
        return
    for event in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER audit_entry_no_{event} BEFORE {event.upper()} ON audit_entry "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        )
