"""The tables. Values are whole millionths, months are YYYYMM, times are UTC; constraints are named by convention."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _of_plan() -> Column[int]:
    return Column("plan_id", ForeignKey("plan.id"), nullable=False)


def _in_plan(column: str, table: str) -> ForeignKeyConstraint:
    """A reference by code within the plan; checked at the end, so that a plan can be replaced part by part."""
    return ForeignKeyConstraint(
        ["plan_id", column], [f"{table}.plan_id", f"{table}.code"], deferrable=True, initially="DEFERRED"
    )


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


plan = Table(
    "plan", metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(100), nullable=False, unique=True),
    Column("revision", BigInteger, nullable=False),
    Column("title", Text, nullable=False),
    _text("short_title"), _text("issuer"), _text("document_number"),
    Column("issued_on", Date),
    Column("first_month", Integer, nullable=False),
    Column("last_month", Integer, nullable=False),
    Column("clock", String(20), nullable=False),
    Column("approx_share", BigInteger, nullable=False),
    Column("red_after", BigInteger, nullable=False),
    Column("asof_share", BigInteger, nullable=False),
    Column("publish", String(20), nullable=False),
    Column("source", Text),
)  # fmt: skip

site = Table(
    "site", metadata,
    Column("id", Integer, primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("plan_id", ForeignKey("plan.id")),
    Column("moved_at", DateTime(timezone=True)),
    CheckConstraint("id = 1", name="one_row"),
)  # fmt: skip

pillar = Table(
    "pillar", metadata,
    _of_plan(), Column("code", String(100), nullable=False), Column("ordinal", Integer, nullable=False),
    Column("name", Text, nullable=False), _text("title"),
    PrimaryKeyConstraint("plan_id", "code"),
)  # fmt: skip

section = Table(
    "section", metadata,
    _of_plan(), Column("code", String(100), nullable=False), Column("ordinal", Integer, nullable=False),
    Column("pillar", String(100), nullable=False), Column("name", Text, nullable=False),
    PrimaryKeyConstraint("plan_id", "code"),
    _in_plan("pillar", "pillar"),
)  # fmt: skip

task = Table(
    "task", metadata,
    _of_plan(), Column("code", String(100), nullable=False), Column("ordinal", Integer, nullable=False),
    Column("pillar", String(100), nullable=False), Column("section", String(100)),
    _text("number"), Column("title", Text, nullable=False), _text("lead"), _text("responsible"),
    PrimaryKeyConstraint("plan_id", "code"),
    _in_plan("pillar", "pillar"),
    _in_plan("section", "section"),
)  # fmt: skip

indicator = Table(
    "indicator", metadata,
    Column("id", Integer, primary_key=True),
    _of_plan(), Column("code", String(100), nullable=False), Column("ordinal", Integer, nullable=False),
    Column("task", String(100), nullable=False),
    Column("name", Text, nullable=False), _text("short_name"), Column("unit", Text, nullable=False),
    Column("measure", String(20), nullable=False), Column("comparator", String(1), nullable=False),
    Column("target", BigInteger, nullable=False), Column("baseline", BigInteger), _text("baseline_note"),
    Column("reported_by", String(20), nullable=False), Column("pairs_with", String(100)),
    Column("headline", Boolean, nullable=False), _text("strength"), Column("due", Integer, nullable=False),
    _text("wording"), _text("note"), Column("weight", BigInteger, nullable=False),
    UniqueConstraint("plan_id", "code"),
    _in_plan("task", "task"),
)  # fmt: skip

milestone = Table(
    "milestone", metadata,
    _of_plan(), Column("code", String(100), nullable=False), Column("ordinal", Integer, nullable=False),
    Column("task", String(100), nullable=False), Column("name", Text, nullable=False), _text("kind"),
    Column("due", Integer, nullable=False), _text("wording"),
    PrimaryKeyConstraint("plan_id", "code"),
    _in_plan("task", "task"),
)  # fmt: skip

milestone_mark = Table(
    "milestone_mark", metadata,
    _of_plan(), Column("milestone", String(100), nullable=False),
    Column("done_on", Date, nullable=False), _text("note"), _text("marked_by"),
    Column("marked_at", DateTime(timezone=True), nullable=False),
    Column("demonstration", Boolean, nullable=False),
    PrimaryKeyConstraint("plan_id", "milestone", "demonstration"),
    _in_plan("milestone", "milestone"),
)  # fmt: skip

department = Table(
    "department", metadata,
    _of_plan(), Column("name", String(200), nullable=False), Column("ordinal", Integer, nullable=False), _text("kind"),
    PrimaryKeyConstraint("plan_id", "name"),
)  # fmt: skip

region = Table(
    "region", metadata,
    Column("id", Integer, primary_key=True),
    _of_plan(), Column("code", String(100), nullable=False), Column("ordinal", Integer, nullable=False),
    Column("name", Text, nullable=False), _text("short_name"), _text("aliases"), _text("kind"),
    Column("parent", String(100)), Column("tile_row", Integer), Column("tile_col", Integer),
    UniqueConstraint("plan_id", "code"),
)  # fmt: skip

target = Table(
    "target", metadata,
    Column("indicator_id", ForeignKey("indicator.id"), nullable=False),
    Column("region_id", ForeignKey("region.id"), nullable=False),
    Column("demonstration", Boolean, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("target", BigInteger, nullable=False), Column("baseline", BigInteger),
    PrimaryKeyConstraint("indicator_id", "region_id", "demonstration"),
)  # fmt: skip

submission = Table(
    "submission", metadata,
    Column("id", Integer, primary_key=True),
    _of_plan(),
    Column("state", String(20), nullable=False),
    Column("kind", String(10), nullable=False, server_default="file"),
    Column("name", Text, nullable=False), Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False), Column("encoding", String(20)),
    Column("asked_month", Integer), Column("accept_valid", Boolean, nullable=False), _text("explanation"),
    Column("figures", Integer, nullable=False), Column("demonstration", Boolean, nullable=False),
    Column("review", LargeBinary, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False), Column("made_by", Text, nullable=False),
    Column("submitted_at", DateTime(timezone=True)), Column("submitted_by", Text),
    Column("returned_at", DateTime(timezone=True)), Column("returned_by", Text), _text("reason"),
    Column("published_at", DateTime(timezone=True)), Column("published_by", Text), Column("publication", BigInteger),
    Column("withdrawn_at", DateTime(timezone=True)), Column("withdrawn_by", Text),
    CheckConstraint(
        "state IN ('draft', 'submitted', 'returned', 'published', 'withdrawn', 'discarded')", name="state"
    ),
    CheckConstraint("kind IN ('file', 'form')", name="kind"),
    Index(None, "plan_id", "state", "publication"),
)  # fmt: skip

figure = Table(
    "figure", metadata,
    Column("indicator_id", ForeignKey("indicator.id"), nullable=False),
    Column("region_id", ForeignKey("region.id"), nullable=False),
    Column("month", Integer, nullable=False),
    Column("submission_id", ForeignKey("submission.id"), nullable=False),
    Column("line", Integer, nullable=False),
    Column("value", BigInteger), Column("numerator", BigInteger), Column("denominator", BigInteger),
    Column("repeats", Boolean, nullable=False, server_default=false()),
    PrimaryKeyConstraint("indicator_id", "region_id", "month", "submission_id"),
    CheckConstraint("(value IS NULL) = (numerator IS NOT NULL AND denominator IS NOT NULL)", name="one_amount"),
    Index(None, "submission_id"),
    sqlite_with_rowid=False,
)  # fmt: skip

standing = Table(
    "standing", metadata,
    Column("plan_id", Integer, nullable=False),
    Column("month", Integer, nullable=False),
    Column("region_id", Integer, nullable=False),
    Column("indicator_id", Integer, nullable=False),
    Column("actual", BigInteger), Column("actual_over", BigInteger), Column("figure_month", Integer),
    Column("reported", Integer, nullable=False),
    Column("earlier", BigInteger), Column("earlier_over", BigInteger), Column("earlier_month", Integer),
    Column("baseline", BigInteger),
    Column("rollup", BigInteger), Column("rollup_over", BigInteger), Column("apart", BigInteger),
    PrimaryKeyConstraint("plan_id", "month", "region_id", "indicator_id"),
    ForeignKeyConstraint(["plan_id"], ["plan.id"]),
    sqlite_with_rowid=False,
)  # fmt: skip

screen = Table(
    "screen", metadata,
    Column("name", String(60), primary_key=True),
    Column("named", Boolean, nullable=False),
    Column("page", String(60), nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("painted_at", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Column("current_at", DateTime(timezone=True), nullable=False),
    _text("fault"),
)  # fmt: skip
