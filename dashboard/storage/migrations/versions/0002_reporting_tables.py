"""What is reported, what it comes to, and who did what."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_audit_entry()
    _create_submission()
    _create_figure()
    _create_milestone_mark()
    _create_standing()
    _create_target()


def downgrade() -> None:
    for table in ("target", "standing", "milestone_mark", "figure", "submission", "audit_entry"):
        op.drop_table(table)


def _create_audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=50), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )


def _create_submission() -> None:
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("encoding", sa.String(length=20), nullable=True),
        sa.Column("asked_month", sa.Integer(), nullable=True),
        sa.Column("accept_valid", sa.Boolean(), nullable=False),
        sa.Column("explanation", sa.Text(), server_default="", nullable=False),
        sa.Column("figures", sa.Integer(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("review", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.Text(), nullable=True),
        sa.Column("publication", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'published', 'withdrawn', 'discarded')", name=op.f("ck_submission_state")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_submission_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
    )
    op.create_index(
        op.f("ix_submission_plan_id_state_publication"), "submission", ["plan_id", "state", "publication"], unique=False
    )


def _create_figure() -> None:
    op.create_table(
        "figure",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("numerator", sa.BigInteger(), nullable=True),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(value IS NULL) = (numerator IS NOT NULL AND denominator IS NOT NULL)", name=op.f("ck_figure_one_amount")
        ),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_figure_indicator_id")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_figure_region_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_figure_submission_id")),
        sa.PrimaryKeyConstraint("indicator_id", "region_id", "month", "submission_id", name=op.f("pk_figure")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_figure_submission_id"), "figure", ["submission_id"], unique=False)


def _create_milestone_mark() -> None:
    op.create_table(
        "milestone_mark",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("milestone", sa.String(length=100), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("marked_by", sa.Text(), server_default="", nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "milestone"],
            ["milestone.plan_id", "milestone.code"],
            name=op.f("fk_milestone_mark_plan_id_milestone"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_milestone_mark_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "milestone", "demonstration", name=op.f("pk_milestone_mark")),
    )


def _create_standing() -> None:
    op.create_table(
        "standing",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("actual", sa.BigInteger(), nullable=True),
        sa.Column("actual_over", sa.BigInteger(), nullable=True),
        sa.Column("figure_month", sa.Integer(), nullable=True),
        sa.Column("reported", sa.Integer(), nullable=False),
        sa.Column("earlier", sa.BigInteger(), nullable=True),
        sa.Column("earlier_over", sa.BigInteger(), nullable=True),
        sa.Column("earlier_month", sa.Integer(), nullable=True),
        sa.Column("baseline", sa.BigInteger(), nullable=True),
        sa.Column("rollup", sa.BigInteger(), nullable=True),
        sa.Column("rollup_over", sa.BigInteger(), nullable=True),
        sa.Column("apart", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_standing_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "month", "region_id", "indicator_id", name=op.f("pk_standing")),
        sqlite_with_rowid=False,
    )


def _create_target() -> None:
    op.create_table(
        "target",
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=False),
        sa.Column("baseline", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"], name=op.f("fk_target_indicator_id")),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_target_region_id")),
        sa.PrimaryKeyConstraint("indicator_id", "region_id", "demonstration", name=op.f("pk_target")),
    )
