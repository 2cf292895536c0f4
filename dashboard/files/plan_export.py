"""A plan to a plan folder; what is written reads back as the same plan."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from dashboard.domain.month import Month
from dashboard.domain.plan import Plan
from dashboard.domain.plan_draft import PLAN_FILE, SOURCE_FILE
from dashboard.files import plan_shape
from dashboard.files.plan_csv import defused, write_table
from dashboard.files.plan_shape import Shape
from dashboard.files.plan_toml import head_text


def write_plan_folder(plan: Plan, folder: Path) -> None:
    """Writes every file of the plan; files of an earlier plan in the folder are replaced, its source.txt too."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PLAN_FILE).write_text(head_text(plan), encoding="utf-8", newline="\n")
    parts: tuple[tuple[Shape, Sequence[object]], ...] = (
        (plan_shape.PILLARS, plan.pillars),
        (plan_shape.SECTIONS, plan.sections),
        (plan_shape.TASKS, plan.tasks),
        (plan_shape.INDICATORS, plan.indicators),
        (plan_shape.MILESTONES, plan.milestones),
        (plan_shape.DEPARTMENTS, plan.departments),
        (plan_shape.REGIONS, plan.regions),
        (plan_shape.TARGETS, plan.targets),
    )
    for shape, rows in parts:
        write_table(folder / shape.file, shape, (_row(shape, row) for row in rows))
    _write_source(folder / SOURCE_FILE, plan.source)


def _row(shape: Shape, part: object) -> list[str]:
    return [_cell(getattr(part, column)) for column in shape.columns]


def _cell(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple) and not isinstance(value, Month):
        return defused("|".join(value))
    return defused(str(value))


def _write_source(path: Path, source: str | None) -> None:
    if source is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(source, encoding="utf-8", newline="\n")
