"""The demonstration: made figures to try the product with, and their removal without a trace in the standings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.domain.access import Action
from dashboard.domain.duty import MilestoneMark
from dashboard.domain.errors import FileRefused, PlanRefused
from dashboard.domain.plan_fault import has_error
from dashboard.files.demo_folder import DemoFile, list_demo_files, read_demo_marks
from dashboard.files.plan_folder import read_plan_folder, read_targets_file
from dashboard.services import intake, planning, undoing
from dashboard.services.access import must
from dashboard.services.auditing import record
from dashboard.services.restanding import restand
from dashboard.services.site import Site
from dashboard.storage import milestones, plans, submissions
from dashboard.storage.database import writing

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.storage.plans import StoredPlan


def add_demonstration(site_: Site) -> str:
    """Add the demonstration to the plan it was made for; once: after its removal it does not come back by itself."""
    must(site_, Action.MAINTAIN)
    folder, code = site_.settings.demo_folder, _plan_code(site_)
    with writing(site_.engine) as connection:
        stored = plans.load_plan(connection, plans.find_plan(connection, code)[0])
        if submissions.had_demonstration(connection, stored):
            return "演示数据以前装过，这次没有再装。"
        _lay(connection, site_, stored)
    files = list_demo_files(folder)
    for file in files:
        _load(site_, file, code)
    return f"已装入演示数据 {len(files)} 份。随时可用 python -m dashboard demo remove 全部撤下。"


def remove_demonstration(site_: Site) -> int:
    """Take out every demonstration figure, target and mark of every plan; how many submissions were withdrawn."""
    must(site_, Action.MAINTAIN)
    with writing(site_.engine) as connection:
        codes = [code for code, _, _ in plans.list_plans(connection)]
        return sum(_remove(site_, connection, plans.find_plan(connection, code)[0]) for code in codes)


def _remove(site_: Site, connection: Connection, number: int) -> int:
    stored = plans.load_plan(connection, number)
    numbers = submissions.published_demonstrations(connection, stored)
    milestones.remove_demonstration(connection, stored)
    planning.lay_targets(connection, stored, ())
    undoing.withdraw(site_, connection, plans.load_plan(connection, number), numbers)
    record(site_, connection, "demo remove", stored.plan.code, f"{len(numbers)} submissions")
    return len(numbers)


def _plan_code(site_: Site) -> str:
    """The code of the plan that the demonstration belongs to: the shipped one."""
    found = read_plan_folder(site_.settings.plan_folder)
    if found.plan is None:
        raise PlanRefused("data/plan 里的工作要点读不了，演示数据没有装入。请运行 plan check 查看原因。")
    return found.plan.code


def _lay(connection: Connection, site_: Site, stored: StoredPlan) -> None:
    targets, faults = read_targets_file(site_.settings.demo_folder / "targets.csv", stored.plan)
    if has_error(faults):
        raise PlanRefused(faults[0].message)
    planning.lay_targets(connection, stored, targets)
    marks = [MilestoneMark(*mark, by=site_.who.name) for mark in read_demo_marks(site_.settings.demo_folder)]
    milestones.save_demonstration(connection, stored, marks)
    restand(connection, stored, stored.indicator_ids, stored.plan.first_month)


def _load(site_: Site, file: DemoFile, plan: str) -> None:
    upload = intake.Upload(
        file.path.read_bytes(), file.path.name, file.by, explanation=file.explain, demonstration=True, came_on=file.on
    )
    loaded = intake.load_upload(site_, upload, publish=True, plan=plan)
    if loaded.refusal:
        raise FileRefused(f"演示文件 {file.path.name}：{loaded.refusal}")
