"""Following up: milestones are marked done and taken back, tasks are written about; nothing said is ever lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from dashboard.domain.access import Action
from dashboard.domain.duty import FollowUp, MilestoneMark, task_unit
from dashboard.domain.errors import EntryRefused, NotFound
from dashboard.domain.narrowing import narrow_plan
from dashboard.domain.plan import Plan
from dashboard.services.access import must
from dashboard.services.auditing import record
from dashboard.services.reading import load_stored_plan
from dashboard.services.site import Site
from dashboard.storage import milestones, notes, plans, site
from dashboard.storage.database import reading, writing

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.storage.plans import StoredPlan

Said = TypeVar("Said")

LONGEST = 500
"""How many characters a note or the evidence of a milestone may have."""


def load_follow_up(site_: Site, plan: str | None = None) -> FollowUp:
    """What was said of the milestones and tasks of a plan, the current one without a code."""
    must(site_, Action.READ)
    with reading(site_.engine) as connection:
        stored = _stored(site_, connection, plan)
        marks, history = milestones.load_marks(connection, stored), milestones.load_history(connection, stored)
        told = notes.load_notes(connection, stored)
    seen = narrow_plan(stored.plan, site_.who)
    theirs = {milestone.code for milestone in seen.milestones}
    return FollowUp(_only(marks, theirs), _only(history, theirs), _only(told, seen.task_by_code))


def mark_milestone(site_: Site, milestone: str, done_on: date, note: str, *, plan: str | None = None) -> None:
    """Mark a milestone done on a day, with what shows it; said again, the last word counts.

    An EntryRefused where the evidence is missing or the day is still to come.
    """
    must(site_, Action.NOTE)
    said = _worded(note, "请写明完成的依据（文号、网址或材料存放处）")
    if done_on > date.today():
        raise EntryRefused(f"完成日期 {done_on} 还没有到，没有保存。请核对日期。")
    with writing(site_.engine) as connection:
        stored = _stored(site_, connection, plan)
        _must_mark(site_, stored.plan, milestone)
        if done_on < date(stored.plan.first_month.year, stored.plan.first_month.number, 1):
            first = stored.plan.first_month
            raise EntryRefused(
                f"完成日期 {done_on} 早于工作要点开始的 {first.year}年{first.number}月，没有保存。请核对日期。"
            )
        milestones.add_mark(connection, stored, MilestoneMark(milestone, done_on, said, site_.who.name))
        site.next_revision(connection)
        record(site_, connection, "milestone done", f"{stored.plan.code} {milestone}", f"{done_on} {said}")


def unmark_milestone(site_: Site, milestone: str, note: str, *, plan: str | None = None) -> None:
    """Take a milestone's mark back, with the reason; an EntryRefused where there is none to take back."""
    must(site_, Action.NOTE)
    said = _worded(note, "请写明取消的原因")
    with writing(site_.engine) as connection:
        stored = _stored(site_, connection, plan)
        _must_mark(site_, stored.plan, milestone)
        mark = milestones.load_marks(connection, stored).get(milestone)
        if mark is None or mark.done_on is None:
            raise EntryRefused("这个里程碑没有标记过完成，没有什么可以取消。")
        milestones.add_mark(connection, stored, MilestoneMark(milestone, None, said, site_.who.name))
        site.next_revision(connection)
        record(site_, connection, "milestone open", f"{stored.plan.code} {milestone}", said)


def write_note(site_: Site, task: str, text: str, *, plan: str | None = None) -> None:
    """Add a note to a task; the notes before it stay as its history."""
    must(site_, Action.NOTE)
    said = _worded(text, "批注还没有内容")
    with writing(site_.engine) as connection:
        stored = _stored(site_, connection, plan)
        if task not in narrow_plan(stored.plan, site_.who).task_by_code:
            raise NotFound(f"这份工作要点里没有编码为“{task}”的任务，没有保存批注。")
        notes.add_note(connection, stored, task, said, by=site_.who.name)
        site.next_revision(connection)
        record(site_, connection, "note", f"{stored.plan.code} {task}", said)


def _worded(text: str, otherwise: str) -> str:
    """The text without needless blanks; an EntryRefused where nothing, or too much, is left."""
    said = " ".join(text.split())
    if not said:
        raise EntryRefused(f"{otherwise}，没有保存。")
    if len(said) > LONGEST:
        raise EntryRefused(f"有 {len(said)} 个字，最多 {LONGEST} 个，没有保存。请写短一些。")
    return said


def _must_mark(site_: Site, plan: Plan, code: str) -> None:
    milestone = next((known for known in plan.milestones if known.code == code), None)
    if milestone is None:
        raise NotFound(f"这份工作要点里没有编码为“{code}”的里程碑，没有保存。")
    must(site_, Action.NOTE, task_unit(plan, plan.task_by_code[milestone.task]))


def _only(said: Mapping[str, Said], codes: Collection[str]) -> dict[str, Said]:
    return {code: words for code, words in said.items() if code in codes}


def _stored(site_: Site, connection: Connection, plan: str | None) -> StoredPlan:
    return load_stored_plan(site_, connection, *plans.find_plan(connection, plan))
