"""Submissions that wait or come back, mended cells, words of explanation, closed months, figures that repeat."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0010"
branch_labels = None
depends_on = None

_OLD = {"state": "state IN ('draft', 'published', 'withdrawn', 'discarded')"}
_NEW = {
    "state": "state IN ('draft', 'submitted', 'returned', 'published', 'withdrawn', 'discarded')",
    "kind": "kind IN ('file', 'form')",
}


def upgrade() -> None:
    for column in _new_columns():
        op.add_column("submission", column)
    _replace_checks(_OLD, _NEW)
    op.add_column("figure", sa.Column("repeats", sa.Boolean(), server_default=sa.false(), nullable=False))
    _create_mend()
    _create_word()
    _create_closing()


def downgrade() -> None:
    for table in ("month_exception", "month_closing", "word", "mend"):
        op.drop_table(table)
    op.drop_column("figure", "repeats")
    op.execute("UPDATE submission SET state = 'draft' WHERE state IN ('submitted', 'returned')")
    _replace_checks(_NEW, _OLD)
    for column in reversed(_new_columns()):
        op.drop_column("submission", column.name)


def _new_columns() -> tuple[sa.Column, ...]:
    return (
        sa.Column("kind", sa.String(length=10), server_default="file", nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", sa.Text(), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_by", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
    )


def _replace_checks(old: dict[str, str], new: dict[str, str]) -> None:
    if op.get_context().dialect.name == "sqlite":
        _rebuild(_worded(old), _worded(new))
        return
    for name in old:
        op.drop_constraint(op.f(f"ck_submission_{name}"), "submission", type_="check")
    for name, rule in new.items():
        op.create_check_constraint(op.f(f"ck_submission_{name}"), "submission", rule)


def _worded(checks: dict[str, str]) -> str:
    return ", ".join(f"CONSTRAINT ck_submission_{name} CHECK ({rule})" for name, rule in checks.items())


def _rebuild(old: str, new: str) -> None:
    """SQLite changes no constraint of a table that is there: the table is made anew, its rows put back.

    Figures point to submissions. That is looked at when the transaction ends, when all of them are back.
    """
    found = op.get_bind().exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'submission'").scalar_one()
    assert old in found
    index = op.f("ix_submission_plan_id_state_publication")
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute("CREATE TABLE submission_kept AS SELECT * FROM submission")
    op.drop_table("submission")
    op.execute(found.replace(old, new))
    op.execute("INSERT INTO submission SELECT * FROM submission_kept")
    op.drop_table("submission_kept")
    op.create_index(index, "submission", ["plan_id", "state", "publication"], unique=False)


def _create_mend() -> None:
    op.create_table(
        "mend",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("letter", sa.String(length=4), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("becomes", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_mend_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mend")),
    )
    op.create_index(op.f("ix_mend_submission_id"), "mend", ["submission_id"], unique=False)


def _create_word() -> None:
    op.create_table(
        "word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("header", sa.Text(), nullable=True),
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_word_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word")),
    )
    op.create_index(op.f("ix_word_submission_id"), "word", ["submission_id"], unique=False)


def _create_closing() -> None:
    op.create_table(
        "month_closing",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_month_closing_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "month", name=op.f("pk_month_closing")),
    )
    op.create_table(
        "month_exception",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=100), nullable=False),
        sa.Column("department", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_month_exception_plan_id")),
        sa.ForeignKeyConstraint(
            ["plan_id", "month"],
            ["month_closing.plan_id", "month_closing.month"],
            name=op.f("fk_month_exception_plan_id_month"),
        ),
        sa.PrimaryKeyConstraint("plan_id", "month", "region", "department", name=op.f("pk_month_exception")),
    )
