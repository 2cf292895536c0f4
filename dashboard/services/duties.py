"""Duties: the inspection list of a scope, with what was said of its tasks and what the reader may say."""

from __future__ import annotations

from dashboard.domain.access import Action
from dashboard.domain.duty import task_unit
from dashboard.services.access import can, must
from dashboard.services.following_up import load_follow_up
from dashboard.services.looking import Outlook
from dashboard.services.reading import load_rows
from dashboard.services.site import Site
from dashboard.viewmodels.task_list import Focus, TaskList, build_task_list


def load_task_list(site_: Site, outlook: Outlook, focus: Focus | None = None) -> TaskList:
    """The tasks of an outlook's scope, all of what each has or what is in focus."""
    must(site_, Action.READ)
    assessment, filters = outlook.assessment, outlook.filters
    plan = assessment.plan
    return build_task_list(
        assessment,
        filters,
        load_rows(site_, assessment, filters.region or plan.root.code),
        load_follow_up(site_, plan.code),
        focus=focus,
        may_mark=lambda task: can(site_, Action.NOTE, task_unit(plan, task)),
        may_write=can(site_, Action.NOTE),
    )
