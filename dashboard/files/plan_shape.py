"""The files of a plan folder and their columns, as they are read and written."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.domain.plan_draft import PLAN_FILE, SOURCE_FILE


@dataclass(frozen=True, slots=True)
class Shape:
    """One table: its columns in the order of writing, those that must be there, and whether it needs rows."""

    file: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    may_be_absent: bool = False
    may_be_empty: bool = False


PILLARS = Shape("pillars.csv", ("code", "name", "title"), ("code", "name"))
SECTIONS = Shape("sections.csv", ("code", "pillar", "name"), ("code", "pillar", "name"), may_be_empty=True)
TASKS = Shape(
    "tasks.csv",
    ("code", "section", "pillar", "number", "title", "lead", "responsible"),
    ("code", "title"),
)
INDICATORS = Shape(
    "indicators.csv",
    (
        "code",
        "task",
        "name",
        "short_name",
        "unit",
        "measure",
        "comparator",
        "target",
        "baseline",
        "baseline_note",
        "reported_by",
        "pairs_with",
        "headline",
        "strength",
        "due",
        "wording",
        "note",
        "weight",
    ),
    ("code", "task", "name", "unit", "measure", "comparator", "target"),
)
MILESTONES = Shape(
    "milestones.csv",
    ("code", "task", "name", "kind", "due", "wording"),
    ("code", "task", "name"),
    may_be_empty=True,
)
DEPARTMENTS = Shape("departments.csv", ("name", "kind"), ("name",), may_be_empty=True)
REGIONS = Shape(
    "regions.csv",
    ("code", "name", "short_name", "aliases", "kind", "parent", "tile_row", "tile_col"),
    ("code", "name"),
)
TARGETS = Shape(
    "targets.csv",
    ("indicator", "region", "target", "baseline"),
    ("indicator", "region", "target"),
    may_be_absent=True,
    may_be_empty=True,
)

TABLES = (PILLARS, SECTIONS, TASKS, INDICATORS, MILESTONES, DEPARTMENTS, REGIONS, TARGETS)

FILES = (PLAN_FILE, *(shape.file for shape in TABLES), SOURCE_FILE)
"""Every file of a plan folder, in the order in which faults are told."""
