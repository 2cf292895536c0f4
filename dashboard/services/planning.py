"""Plans: a folder is checked, loaded, made current, exported."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.domain.access import WHOLE, Action
from dashboard.domain.errors import NotFound, PlanRefused
from dashboard.domain.plan import Plan, RegionalTarget
from dashboard.domain.plan_fault import PlanFault, has_error
from dashboard.domain.target_changes import target_changes
from dashboard.files.plan_export import write_plan_folder
from dashboard.files.plan_folder import read_plan_folder
from dashboard.services.access import must
from dashboard.services.auditing import note, record
from dashboard.services.restanding import restand
from dashboard.services.site import Site
from dashboard.storage import plan_saving, plans, site
from dashboard.storage.database import reading, writing
from dashboard.viewmodels.scope_choices import PlanChoice

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.storage.plans import StoredPlan


def check_plan_folder(folder: Path) -> tuple[PlanFault, ...]:
    """Everything that stands wrong in a folder or is worth knowing; nothing is written."""
    return read_plan_folder(folder).faults


def load_plan_folder(site_: Site, folder: Path) -> tuple[Plan | None, tuple[PlanFault, ...]]:
    """Load a folder's plan, or replace the plan of that code; it becomes current only where none is.

    The plan is None, and nothing is written, where the folder has a fault.
    """
    must(site_, Action.PLAN)
    reading_ = read_plan_folder(folder)
    if reading_.plan is None or has_error(reading_.faults):
        return None, reading_.faults
    with writing(site_.engine) as connection:
        save(site_, connection, reading_.plan)
    return reading_.plan, reading_.faults


def save(site_: Site, connection: Connection, plan: Plan) -> StoredPlan:
    """Save a plan within a transaction and let its standings follow."""
    replaced = _find(connection, plan.code)
    revision = site.next_revision(connection)
    number = plan_saving.save_plan(connection, plan, revision)
    if site.current_plan(connection) is None:
        plans.use_plan(connection, number)
    stored = plans.load_plan(connection, number)
    restand(connection, stored, stored.indicator_ids, stored.plan.first_month)
    record(site_, connection, "plan load", plan.code, plan.title)
    for change in target_changes(replaced, stored.plan) if replaced else ():
        subject = " ".join(part for part in (plan.code, change.indicator, change.region) if part)
        record(site_, connection, "target change", subject, before=change.before, after=change.after)
    return stored


def _find(connection: Connection, code: str) -> Plan | None:
    """The plan of this code as it stands now, the demonstration's targets included; None where there is none."""
    try:
        return plans.load_plan(connection, plans.find_plan(connection, code)[0]).plan
    except NotFound:
        return None


def lay_targets(connection: Connection, stored: StoredPlan, targets: Iterable[RegionalTarget]) -> None:
    """Lay demonstration targets over a plan's own, within a transaction; none takes them away again."""
    plan_saving.save_targets(connection, targets, stored.indicator_ids, stored.region_ids, demonstration=True)
    plan_saving.touch_plan(connection, stored.id, site.next_revision(connection))


def use_plan(site_: Site, code: str) -> None:
    """Make a loaded plan the current one."""
    must(site_, Action.PLAN)
    with writing(site_.engine) as connection:
        plans.use_plan(connection, plans.find_plan(connection, code)[0])
        site.next_revision(connection)
        record(site_, connection, "plan use", code)


def list_plans(site_: Site) -> tuple[tuple[str, str, bool], ...]:
    """Code, title and whether it is the current one, of every loaded plan."""
    must(site_, Action.READ)
    with reading(site_.engine) as connection:
        return plans.list_plans(connection)


def list_plan_choices(site_: Site) -> tuple[PlanChoice, ...]:
    """Every loaded plan as a page offers it."""
    return tuple(PlanChoice(code, title) for code, title, _ in list_plans(site_))


def export_plan(site_: Site, code: str, folder: Path) -> Plan:
    """Write a loaded plan as a folder; loading that folder gives the same plan."""
    must(site_, Action.EXPORT, WHOLE)
    with reading(site_.engine) as connection:
        plan = plans.load_plan(connection, plans.find_plan(connection, code)[0]).plan
    if folder.exists() and any(folder.iterdir()):
        raise PlanRefused(f"文件夹 {folder} 里已经有文件，没有改动它。请换一个空文件夹。")
    write_plan_folder(plan, folder)
    note(site_, "plan export", code, str(folder))
    return plan
