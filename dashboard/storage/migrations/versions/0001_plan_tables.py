"""The plan and its parts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_plan()
    _create_department()
    _create_pillar()
    _create_region()
    _create_site()
    _create_section()
    _create_task()
    _create_indicator()
    _create_milestone()


def downgrade() -> None:
    for table in ("milestone", "indicator", "task", "section", "site", "region", "pillar", "department", "plan"):
        op.drop_table(table)


def _create_plan() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("short_title", sa.Text(), server_default="", nullable=False),
        sa.Column("issuer", sa.Text(), server_default="", nullable=False),
        sa.Column("document_number", sa.Text(), server_default="", nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("first_month", sa.Integer(), nullable=False),
        sa.Column("last_month", sa.Integer(), nullable=False),
        sa.Column("clock", sa.String(length=20), nullable=False),
        sa.Column("approx_share", sa.BigInteger(), nullable=False),
        sa.Column("red_after", sa.BigInteger(), nullable=False),
        sa.Column("asof_share", sa.BigInteger(), nullable=False),
        sa.Column("publish", sa.String(length=20), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("code", name=op.f("uq_plan_code")),
    )


def _create_department() -> None:
    op.create_table(
        "department",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_department_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "name", name=op.f("pk_department")),
    )


def _create_pillar() -> None:
    op.create_table(
        "pillar",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_pillar_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "code", name=op.f("pk_pillar")),
    )


def _create_region() -> None:
    op.create_table(
        "region",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), server_default="", nullable=False),
        sa.Column("aliases", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("parent", sa.String(length=100), nullable=True),
        sa.Column("tile_row", sa.Integer(), nullable=True),
        sa.Column("tile_col", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_region_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_region_plan_id_code")),
    )


def _create_site() -> None:
    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_site_one_row")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_site_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )


def _create_section() -> None:
    op.create_table(
        "section",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("pillar", sa.String(length=100), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "pillar"],
            ["pillar.plan_id", "pillar.code"],
            name=op.f("fk_section_plan_id_pillar"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_section_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "code", name=op.f("pk_section")),
    )


def _create_task() -> None:
    op.create_table(
        "task",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("pillar", sa.String(length=100), nullable=False),
        sa.Column("section", sa.String(length=100), nullable=True),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("lead", sa.Text(), server_default="", nullable=False),
        sa.Column("responsible", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "pillar"],
            ["pillar.plan_id", "pillar.code"],
            name=op.f("fk_task_plan_id_pillar"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "section"],
            ["section.plan_id", "section.code"],
            name=op.f("fk_task_plan_id_section"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_task_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "code", name=op.f("pk_task")),
    )


def _create_indicator() -> None:
    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(length=100), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), server_default="", nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("comparator", sa.String(length=1), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=False),
        sa.Column("baseline", sa.BigInteger(), nullable=True),
        sa.Column("baseline_note", sa.Text(), server_default="", nullable=False),
        sa.Column("reported_by", sa.String(length=20), nullable=False),
        sa.Column("pairs_with", sa.String(length=100), nullable=True),
        sa.Column("headline", sa.Boolean(), nullable=False),
        sa.Column("strength", sa.Text(), server_default="", nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "task"],
            ["task.plan_id", "task.code"],
            name=op.f("fk_indicator_plan_id_task"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_indicator_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("plan_id", "code", name=op.f("uq_indicator_plan_id_code")),
    )


def _create_milestone() -> None:
    op.create_table(
        "milestone",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("task", sa.String(length=100), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "task"],
            ["task.plan_id", "task.code"],
            name=op.f("fk_milestone_plan_id_task"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_milestone_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "code", name=op.f("pk_milestone")),
    )
