"""Milestones are marked and taken back, tasks are written about; what was said stays, and everybody counts alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from builders import a_plan, month
from sqlalchemy import select

from dashboard.domain.access import Account, Role
from dashboard.domain.errors import EntryRefused, NotAllowed, NotFound
from dashboard.domain.plan import Milestone, Plan
from dashboard.domain.scope import Scope
from dashboard.services import demonstration, planning
from dashboard.services.following_up import LONGEST, load_follow_up, mark_milestone, unmark_milestone, write_note
from dashboard.services.reading import load_assessment, load_revision
from dashboard.services.site import Site
from dashboard.storage import access_schema
from dashboard.storage.database import reading, writing
from dashboard.viewmodels.standing_document import build_standing_document

MARCH = date(2023, 3, 9)


def save(site: Site, plan: Plan) -> None:
    with writing(site.engine) as connection:
        planning.save(site, connection, plan)


@pytest.fixture
def planned(site: Site) -> Site:
    save(site, a_plan(milestones=(Milestone("M1", "T1", "方案", month("2023-02")),)))
    return site


def done(site: Site, as_of: str = "2023-09") -> frozenset[str]:
    return load_assessment(site, month(as_of)).milestones_done


def by(site: Site, name: str) -> Site:
    return site.acting(Account(name, Role.ADMINISTRATOR))


def audit(site: Site) -> list[tuple[str, str, str, str]]:
    entry = access_schema.audit_entry
    with reading(site.engine) as connection:
        rows = connection.execute(
            select(entry.c.actor, entry.c.action, entry.c.subject, entry.c.detail).order_by(entry.c.id)
        )
        return [tuple(row) for row in rows]  # type: ignore[misc]


def test_a_marked_milestone_is_done_from_the_month_of_its_day(planned: Site) -> None:
    mark_milestone(by(planned, "张三"), "M1", MARCH, "  某办发〔2023〕3号  ")
    assert done(planned, "2023-02") == frozenset()
    assert done(planned, "2023-03") == done(planned) == {"M1"}
    mark = load_follow_up(planned).marks["M1"]
    assert (mark.done_on, mark.note, mark.by, mark.demonstration) == (MARCH, "某办发〔2023〕3号", "张三", False)
    assert mark.at is not None
    assert mark.at.tzinfo is not None


def test_every_surface_counts_a_mark_by_hand(planned: Site) -> None:
    mark_milestone(by(planned, "张三"), "M1", MARCH, "文件")
    found = load_assessment(planned, month("2023-09"))
    counted = {"done": 1, "total": 1}
    document = build_standing_document(found, Scope())["rollups"]
    assert document["plan"]["milestones"] == document["pillars"][0]["milestones"] == counted


def test_a_mark_taken_back_counts_no_more_and_both_are_remembered(planned: Site) -> None:
    mark_milestone(by(planned, "张三"), "M1", MARCH, "文件")
    unmark_milestone(by(planned, "李四"), "M1", "文件已废止")
    assert done(planned) == frozenset()
    told = load_follow_up(planned).history["M1"]
    assert [(m.done_on, m.note, m.by) for m in told] == [(MARCH, "文件", "张三"), (None, "文件已废止", "李四")]


def test_said_again_the_last_word_counts(planned: Site) -> None:
    mark_milestone(by(planned, "张三"), "M1", MARCH, "文件")
    mark_milestone(by(planned, "李四"), "M1", MARCH + timedelta(days=1), "改正日期")
    assert load_follow_up(planned).marks["M1"].done_on == date(2023, 3, 10)


def test_each_word_moves_the_revision_and_stands_in_the_audit_trail(planned: Site) -> None:
    before, revision = len(audit(planned)), load_revision(planned)
    mark_milestone(by(planned, "张三"), "M1", MARCH, "文件")
    write_note(by(planned, "李四"), "T1", "请抓紧")
    unmark_milestone(by(planned, "王五"), "M1", "误标")
    assert load_revision(planned) == revision + 3
    assert audit(planned)[before:] == [
        ("张三", "milestone done", "plan M1", "2023-03-09 文件"),
        ("李四", "note", "plan T1", "请抓紧"),
        ("王五", "milestone open", "plan M1", "误标"),
    ]


@pytest.mark.parametrize(
    ("day", "note", "words"),
    [
        (MARCH, "   ", "请写明完成的依据"),
        (MARCH, "字" * (LONGEST + 1), "最多 500 个"),
        (date.today() + timedelta(days=1), "文件", "还没有到"),
        (date(2022, 12, 31), "文件", "早于工作要点开始的 2023年1月"),
    ],
)
def test_a_mark_that_lacks_something_is_refused_and_changes_nothing(
    planned: Site, day: date, note: str, words: str
) -> None:
    before = (load_revision(planned), audit(planned))
    with pytest.raises(EntryRefused, match=words):
        mark_milestone(by(planned, "张三"), "M1", day, note)
    assert done(planned) == frozenset()
    assert (load_revision(planned), audit(planned)) == before


def test_what_was_never_marked_cannot_be_taken_back(planned: Site) -> None:
    with pytest.raises(EntryRefused, match="没有标记过完成"):
        unmark_milestone(by(planned, "张三"), "M1", "误标")
    with pytest.raises(NotFound, match="M9"):
        mark_milestone(by(planned, "张三"), "M9", MARCH, "文件")
    with pytest.raises(NotFound, match="T9"):
        write_note(by(planned, "张三"), "T9", "在哪里")


def test_the_latest_note_comes_first_and_the_earlier_ones_stay(planned: Site) -> None:
    for text in ("第一条", "第二条\n  换行"):
        write_note(by(planned, "张三"), "T1", text)
    assert [(n.text, n.by) for n in load_follow_up(planned).notes["T1"]] == [
        ("第二条 换行", "张三"),
        ("第一条", "张三"),
    ]


def test_what_was_said_outlives_a_plan_loaded_anew(planned: Site) -> None:
    mark_milestone(by(planned, "张三"), "M1", MARCH, "文件")
    write_note(by(planned, "李四"), "T1", "请抓紧")
    plan = load_assessment(planned).plan
    save(planned, replace(plan, milestones=()))
    assert done(planned) == {"M1"}  # nothing counts it: the plan has no such milestone now
    assert load_assessment(planned).milestones(Scope()).total == 0
    save(planned, plan)
    assert load_assessment(planned, month("2023-09")).milestones(Scope()).done == 1
    assert len(load_follow_up(planned).notes["T1"]) == 1


def test_marks_by_hand_lie_over_those_of_the_demonstration_and_outlive_it(demo_site: Site) -> None:
    made = next(m for m in load_follow_up(demo_site).marks.values())
    assert made.demonstration
    unmark_milestone(by(demo_site, "督查室"), made.milestone, "并未完成")
    mark_milestone(by(demo_site, "督查室"), "T04-M1", MARCH, "文件")
    before = done(demo_site)
    assert made.milestone not in before
    assert "T04-M1" in before
    demonstration.remove_demonstration(demo_site)
    assert done(demo_site) == {"T04-M1"}


BUREAU = Account("大数据局", Role.REPORTER, departments=frozenset({"市大数据局"}), reads_all=False)
COUNTY = Account("惠民", Role.REPORTER, regions=frozenset({"371621"}))


def test_a_department_marks_its_own_milestones_and_no_others(demo_site: Site) -> None:
    theirs = demo_site.acting(BUREAU)
    mark_milestone(theirs, "T04-M1", MARCH, "文件")
    assert load_follow_up(theirs).marks["T04-M1"].by == "大数据局"
    for code in ("T18-M1", "T22-M1"):
        with pytest.raises(NotAllowed, match="只限自己负责的部门和县区"):
            mark_milestone(theirs, code, MARCH, "文件")
    with pytest.raises(NotAllowed, match="只限自己负责"):
        unmark_milestone(demo_site.acting(COUNTY), "T04-M1", "误标")


def test_staff_write_about_every_task_that_they_see(demo_site: Site) -> None:
    write_note(demo_site.acting(COUNTY), "T28", "县里已协调选址")
    assert load_follow_up(demo_site).notes["T28"][0].by == "惠民"
    with pytest.raises(NotFound, match="T18"):
        write_note(demo_site.acting(BUREAU), "T18", "看不到的任务")
    with pytest.raises(NotAllowed):
        write_note(demo_site.acting(Account("查看", Role.VIEWER)), "T28", "不能写")


def test_a_narrow_account_reads_what_was_said_of_its_own_tasks(demo_site: Site) -> None:
    for task in ("T18", "T24"):
        write_note(by(demo_site, "督查室"), task, "请抓紧")
    assert load_follow_up(demo_site.acting(BUREAU)).notes.keys() == {"T24"}
    assert load_follow_up(demo_site.acting(Account("查看", Role.VIEWER))).notes.keys() == {"T18", "T24"}
