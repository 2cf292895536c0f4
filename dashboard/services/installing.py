"""Installing: the database is created or upgraded, the plan loaded, the demonstration added."""

from __future__ import annotations

from dashboard.domain.access import Action
from dashboard.domain.errors import PlanRefused
from dashboard.services import demonstration, planning
from dashboard.services.access import must
from dashboard.services.site import Site
from dashboard.storage import site, upgrading
from dashboard.storage.database import reading, writing


def install(site_: Site, *, demo: bool) -> tuple[str, ...]:
    """Bring the installation up to date; what was done, a sentence each. Running it again changes nothing."""
    must(site_, Action.MAINTAIN)
    done = ["数据库已就绪。"]
    with writing(site_.engine) as connection:
        upgrading.upgrade(connection)
        has_plan = site.current_plan(connection) is not None
    if not has_plan:
        plan, faults = planning.load_plan_folder(site_, site_.settings.plan_folder)
        if plan is None:
            raise PlanRefused("\n".join(f"{fault.file} {fault.message}" for fault in faults))
        done.append(f"已装入工作要点“{plan.title}”：{len(plan.tasks)} 项任务、{len(plan.indicators)} 项指标。")
    if demo:
        done.append(demonstration.add_demonstration(site_))
    return tuple(done)


def upgrade(site_: Site) -> None:
    """Create or upgrade the tables, nothing else."""
    must(site_, Action.MAINTAIN)
    with writing(site_.engine) as connection:
        upgrading.upgrade(connection)


def is_installed(site_: Site) -> bool:
    """Whether the database has its tables in the shape of this version."""
    with reading(site_.engine) as connection:
        return upgrading.is_current(connection)
