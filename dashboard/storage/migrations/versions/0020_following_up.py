"""What was said of milestones and tasks, and the cells of figures as they stood in their files."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_cell()
    _create_said("milestone_event", "milestone", [sa.Column("done_on", sa.Date(), nullable=True)], "note")
    _create_said("task_note", "task", [], "text")


def downgrade() -> None:
    for table in ("task_note", "milestone_event", "figure_cell"):
        op.drop_table(table)


def _create_cell() -> None:
    keys = ("submission_id", "indicator_id", "region_id", "month")
    op.create_table(
        "figure_cell",
        *(sa.Column(key, sa.Integer(), nullable=False) for key in keys),
        sa.Column("text", sa.Text(), nullable=False),
        *(
            sa.ForeignKeyConstraint([key], [f"{key.removesuffix('_id')}.id"], name=op.f(f"fk_figure_cell_{key}"))
            for key in keys[:3]
        ),
        sa.PrimaryKeyConstraint(*keys, name=op.f("pk_figure_cell")),
    )


def _create_said(table: str, about: str, more: list[sa.Column], words: str) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column(about, sa.String(length=100), nullable=False),
        *more,
        sa.Column(words, sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f(f"fk_{table}_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_plan_id_{about}"), table, ["plan_id", about], unique=False)
