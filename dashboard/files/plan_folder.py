"""A plan folder to a plan: every fault of the folder at once, and nothing is loaded from a folder with an error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard.domain.month import Month
from dashboard.domain.plan import Plan, RegionalTarget
from dashboard.domain.plan_checking import check_plan, check_targets
from dashboard.domain.plan_draft import (
    PLAN_FILE,
    SOURCE_FILE,
    PlanDraft,
    PlanHead,
    plan_of,
    settled_target,
)
from dashboard.domain.plan_fault import PlanFault, error, has_error, notice
from dashboard.domain.plan_references import check_targets_name, register
from dashboard.files import plan_shape
from dashboard.files.plan_csv import read_table, read_text
from dashboard.files.plan_rows import (
    indicator_reader,
    list_parts,
    milestone_reader,
    read_department,
    read_pillar,
    read_region,
    read_section,
    read_target,
    task_reader,
)
from dashboard.files.plan_toml import read_head

# Stands in for the last month where plan.toml does not tell it; never leaves this module.
_ANY_MONTH = Month(1, 1)


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A plan folder as read: the plan, or None where any fault is an error; faults in the order of the files."""

    plan: Plan | None
    faults: tuple[PlanFault, ...]


def read_plan_folder(folder: Path) -> PlanReading:
    """The plan of a folder and everything noticed in it; a folder without a plan is one error."""
    if not any((folder / name).is_file() for name in plan_shape.FILES):
        return PlanReading(None, (_no_plan(folder),))
    faults = list(_check_strangers(folder))
    draft = _read_draft(folder, faults)
    faults.extend(check_plan(draft))
    ordered = tuple(sorted(faults, key=_place))
    return PlanReading(None if has_error(ordered) else plan_of(draft), ordered)


def read_targets_file(path: Path, plan: Plan) -> tuple[tuple[RegionalTarget, ...], tuple[PlanFault, ...]]:
    """The regional targets of a single file for a plan, and its faults; no targets where any fault is an error."""
    faults: list[PlanFault] = []
    if not path.is_file():
        message = f"没有 {path.name} 这个文件，请检查文件名和所在的文件夹。"
        return (), (error(path.name, None, None, "file-missing", message),)
    targets = list_parts(read_table(path, plan_shape.TARGETS), read_target, faults)
    indicators = register("指标", "indicators.csv", plan.indicators)
    faults += check_targets_name(targets, indicators, register("县区", "regions.csv", plan.regions))
    faults += check_targets(targets, plan.indicator_by_code, plan.region_by_code, plan.rules.approx_share)
    ordered = tuple(sorted(faults, key=_place))
    if has_error(ordered):
        return (), ordered
    measures = plan.indicator_by_code
    return tuple(settled_target(t, measures[t.indicator].measure) for t in targets.values), ordered


def _read_draft(folder: Path, faults: list[PlanFault]) -> PlanDraft:
    head = _read_head(folder, faults)
    last = head.last_month or _ANY_MONTH
    tables = {shape.file: read_table(folder / shape.file, shape) for shape in plan_shape.TABLES}
    return PlanDraft(
        head=head,
        pillars=list_parts(tables["pillars.csv"], read_pillar, faults),
        sections=list_parts(tables["sections.csv"], read_section, faults),
        tasks=list_parts(tables["tasks.csv"], task_reader(), faults),
        indicators=list_parts(tables["indicators.csv"], indicator_reader(last), faults),
        milestones=list_parts(tables["milestones.csv"], milestone_reader(last), faults),
        departments=list_parts(tables["departments.csv"], read_department, faults),
        regions=list_parts(tables["regions.csv"], read_region, faults),
        targets=list_parts(tables["targets.csv"], read_target, faults),
        source=_read_source(folder / SOURCE_FILE, faults),
    )


def _read_head(folder: Path, faults: list[PlanFault]) -> PlanHead:
    path = folder / PLAN_FILE
    if not path.exists():
        message = "文件夹里没有 plan.toml，请补上，至少写 code、title、first_month 和 last_month。"
        faults.append(error(PLAN_FILE, None, None, "file-missing", message))
        return PlanHead()
    text = read_text(path)
    if isinstance(text, PlanFault):
        faults.append(text)
        return PlanHead()
    return read_head(text, faults)


def _read_source(path: Path, faults: list[PlanFault]) -> str | None:
    if not path.exists():
        return None
    text = read_text(path)
    if isinstance(text, PlanFault):
        faults.append(text)
        return None
    return text


def _no_plan(folder: Path) -> PlanFault:
    if not folder.is_dir():
        message = f"没有“{folder}”这个文件夹，请检查路径。"
    else:
        message = f"文件夹“{folder}”里没有工作要点的文件，请放入 plan.toml、indicators.csv 等，或改用正确的文件夹。"
    return error(folder.name, None, None, "no-plan", message)


def _check_strangers(folder: Path) -> Iterator[PlanFault]:
    for path in sorted(folder.glob("*.csv")):
        if path.name not in plan_shape.FILES:
            message = f"{path.name} 不是工作要点约定的文件，已略过；如是笔误请改名。"
            yield notice(path.name, None, None, "file-unknown", message)


def _place(fault: PlanFault) -> tuple[int, str, int]:
    known = fault.file in plan_shape.FILES
    return (plan_shape.FILES.index(fault.file) if known else len(plan_shape.FILES), fault.file, fault.line or 0)
