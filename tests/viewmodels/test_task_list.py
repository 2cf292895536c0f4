"""The inspection list holds every task once, a department's duties apart, and in focus only what is behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dashboard.domain.assessment import Assessment
from dashboard.domain.duty import FollowUp, MilestoneMark, MilestoneState, TaskNote
from dashboard.domain.plan import Department, Milestone, Pillar, RegionalTarget, Section, Task
from dashboard.domain.scope import Role
from dashboard.domain.status import Status
from dashboard.viewmodels.filters import Filters
from dashboard.viewmodels.standing_row import build_rows
from dashboard.viewmodels.task_list import Focus, TaskList, build_task_list, focus_of
from tests.builders import a_plan, an_indicator, assess, by_counties, month

TASKS = (
    Task("T1", "P1", "S1", "1", "新建基站", ("甲局",), ("乙局",)),
    Task("T2", "P1", "S2", "2", "办事提速", ("乙局", "甲局"), ("丙局",)),
    Task("T3", "P2", None, "3", "出台方案", (), ("甲局",)),
)
MILESTONES = (
    Milestone("M1", "T1", "选址方案", month("2023-06")),
    Milestone("M2", "T3", "总体方案", month("2023-09")),
    Milestone("M3", "T3", "验收", month("2023-12")),
)


def _assessment(as_of: str = "2023-09", done: frozenset[str] = frozenset()) -> Assessment:
    plan = a_plan(
        [
            by_counties("I1", task="T1", name="基站数"),
            an_indicator("I2", task="T1"),
            an_indicator("I3", task="T2", short_name="时长"),
        ],
        tasks=TASKS,
        pillars=(Pillar("P1", "板块一"), Pillar("P2", "板块二"), Pillar("P3", "板块三")),
        sections=(Section("S1", "P1", "小节一"), Section("S2", "P1", "小节二")),
        milestones=MILESTONES,
        departments=(Department("甲局"), Department("乙局"), Department("丙局")),
        targets=(RegionalTarget("I1", "A", an_indicator(target=50).target),),
    )
    figures = {("I1", "A"): {"2023-09": 10}, ("I2", "C"): {"2023-09": 90}}
    return replace(assess(plan, figures, as_of), milestones_done=done)


def _list(filters: Filters | None = None, focus: Focus | None = None, **more: object) -> TaskList:
    filters = filters or Filters()
    assessment = _assessment()
    region = filters.region or "C"
    rows = build_rows(assessment.plan, assessment.standings[region], assessment.as_of, {}).rows
    said = more.pop("follow_up", FollowUp())
    return build_task_list(assessment, filters, rows, said, focus=focus, **more)  # type: ignore[arg-type]


def _codes(tasks: TaskList, place: int = 0) -> list[str]:
    return [line.task.code for line in tasks.lists[place].lines]


def test_tasks_stand_by_pillar_and_section_in_the_plan_s_order_with_all_that_they_have() -> None:
    (duty,) = _list().lists
    assert [(p.pillar.code, [s.section and s.section.code for s in p.sections]) for p in duty.pillars] == [
        ("P1", ["S1", "S2"]),
        ("P2", [None]),
    ]
    first, second, third = duty.lines
    assert [row.standing.indicator.code for row in first.rows] == ["I1", "I2"]
    assert [row.milestone.code for row in third.milestones] == ["M2", "M3"]
    assert (first.size, second.size, third.size) == (3, 1, 2)
    assert duty.pillars[0].rollup.total == 3
    assert [(p.milestones.done, p.milestones.total) for p in duty.pillars] == [(0, 1), (0, 2)]


def test_milestones_are_late_only_after_their_month() -> None:
    states = {m.milestone.code: (m.state, m.months_late) for line in _list().lists[0].lines for m in line.milestones}
    assert states == {
        "M1": (MilestoneState.LATE, 3),
        "M2": (MilestoneState.DUE, 0),
        "M3": (MilestoneState.OPEN, 0),
    }


def test_what_is_behind_of_a_task_is_counted_milestones_too() -> None:
    assert [line.behind for line in _list().lists[0].lines] == [2, 0, 0]  # I1 is critical, M1 is late; I2 is ahead


def test_a_department_has_what_it_leads_apart_from_what_it_is_responsible_for() -> None:
    tasks = _list(Filters(department="甲局"))
    assert [duty.role for duty in tasks.lists] == [Role.LEAD, Role.RESPONSIBLE]
    assert (_codes(tasks, 0), _codes(tasks, 1)) == (["T1", "T2"], ["T3"])
    assert tasks.lists[1].pillars[0].milestones.total == 2
    assert tasks.total == 3
    alone = _list(Filters(department="甲局", role=Role.RESPONSIBLE))
    assert [duty.role for duty in alone.lists] == [Role.RESPONSIBLE]


@pytest.mark.parametrize(
    ("filters", "focus", "listed"),
    [
        ({}, Focus.BEHIND, {"T1": (["I1"], ["M1"])}),
        ({}, Focus.LATE, {"T1": ([], ["M1"])}),
        ({"status": Status.UNREPORTED}, None, {"T2": (["I3"], [])}),
        ({"status": Status.CRITICAL}, Focus.BEHIND, {"T1": (["I1"], [])}),
        ({"status": Status.CRITICAL}, Focus.LATE, {}),
        ({"status": Status.MET}, None, {}),
        ({"pillar": "P2"}, None, {"T3": ([], ["M2", "M3"])}),
    ],
)
def test_a_lamp_or_a_focus_lists_only_what_has_it(
    filters: dict[str, object], focus: Focus | None, listed: dict[str, tuple[list[str], list[str]]]
) -> None:
    tasks = _list(Filters(**filters), focus)  # type: ignore[arg-type]
    found = {
        line.task.code: (
            [row.standing.indicator.code for row in line.rows],
            [row.milestone.code for row in line.milestones],
        )
        for line in tasks.lists[0].lines
    }
    assert found == listed
    assert tasks.total == len(listed)


def test_chips_count_tasks_without_the_filter_that_they_set() -> None:
    tasks = _list(Filters(status=Status.CRITICAL), Focus.BEHIND)
    assert {chip.value: chip.count for chip in tasks.focuses} == {None: 1, Focus.BEHIND: 1, Focus.LATE: 0}
    assert {chip.value: chip.count for chip in tasks.lamps if chip.count} == {Status.CRITICAL: 1}
    assert [chip.value for chip in (*tasks.focuses, *tasks.lamps) if chip.chosen] == [Focus.BEHIND, Status.CRITICAL]
    assert {chip.value: chip.count for chip in _list().lamps if chip.count} == {
        Status.CRITICAL: 1, Status.UNREPORTED: 1, Status.ON_PACE: 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "listed"),
    [("基站", ["T1"]), ("jizhan", ["T1"]), ("第2条", ["T2"]), ("第3条", ["T3"]), ("丙局", ["T2"]), ("时长", ["T2"]),
     ("验收", ["T3"]), ("I2", ["T1"]), ("方案 甲局", ["T1", "T3"]), ("没有", [])],
)  # fmt: skip
def test_text_finds_tasks_by_what_stands_in_them(text: str, listed: list[str]) -> None:
    assert _codes(_list(Filters(text=text))) == listed


def test_a_county_s_list_holds_the_tasks_that_it_has_a_part_in() -> None:
    tasks = _list(Filters(region="A"))
    assert _codes(tasks) == ["T1"]
    (line,) = tasks.lists[0].lines
    assert [row.standing.region.code for row in line.rows] == ["A"]


def test_notes_and_marks_stand_beside_their_task() -> None:
    when = datetime(2023, 10, 1, tzinfo=UTC)
    notes = (TaskNote("T1", "后写", "乙", when), TaskNote("T1", "先写", "甲", when))
    mark = MilestoneMark("M1", date(2023, 7, 2), "文件", "甲", when)
    said = FollowUp({"M1": mark}, {"M1": (replace(mark, done_on=None), mark)}, {"T1": notes})
    assessment = _assessment(done=frozenset({"M1"}))
    rows = build_rows(assessment.plan, assessment.standings["C"], assessment.as_of, {}).rows
    (line, *_) = build_task_list(assessment, Filters(), rows, said).lists[0].lines
    assert line.notes == notes
    (milestone,) = line.milestones
    assert (milestone.state, milestone.mark, milestone.was_late) == (MilestoneState.DONE, mark, True)
    assert milestone.history == (mark, replace(mark, done_on=None))


def test_a_mark_after_the_month_looked_at_is_not_yet_one() -> None:
    mark = MilestoneMark("M1", date(2023, 11, 2), "文件", "甲")
    (line, *_) = _list(follow_up=FollowUp({"M1": mark})).lists[0].lines
    assert (line.milestones[0].state, line.milestones[0].mark) == (MilestoneState.LATE, None)


def test_who_may_mark_is_asked_task_by_task() -> None:
    tasks = _list(may_mark=lambda task: task.code == "T3", may_write=True)
    assert [line.may_mark for line in tasks.lists[0].lines] == [False, False, True]
    assert tasks.may_write


def test_a_focus_that_is_none_is_passed_over() -> None:
    assert [focus_of({"only": word}) for word in ("late", "behind", "all", "")] == [
        Focus.LATE, Focus.BEHIND, None, None,
    ]  # fmt: skip
    assert focus_of({}) is None
