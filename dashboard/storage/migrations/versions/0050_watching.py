"""When the revision last moved, and how a session began."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("site", sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("session", sa.Column("way", sa.String(length=10), server_default="password", nullable=False))


def downgrade() -> None:
    op.drop_column("session", "way")
    op.drop_column("site", "moved_at")
