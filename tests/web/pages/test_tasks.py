"""The inspection list's page: what it draws, and what becomes of a word said on it."""

from __future__ import annotations

import re

import pytest
from dash import no_update
from dash.exceptions import PreventUpdate

from dashboard.domain.access import Account, Role
from dashboard.services.following_up import load_follow_up, write_note
from dashboard.services.site import Site
from dashboard.web.pages.tasks import callbacks

SEPTEMBER = {"month": "2023-09"}


def test_the_list_shows_every_task_with_its_units_indicators_and_milestones(demo_site: Site) -> None:
    body = callbacks.show(demo_site, SEPTEMBER)
    assert len(re.findall(r'<tbody class="task"', body)) == 38
    for words in ("第28条", "市信息通信发展办公室", "新开通5G基站数", "标记完成", "完成 ", "数字基础设施", "督查台账"):
        assert words in body
    assert "data-title" in body


def test_a_department_s_list_is_in_two_parts(demo_site: Site) -> None:
    body = callbacks.show(demo_site, {**SEPTEMBER, "department": "市大数据局"})
    assert body.index("牵头的任务") < body.index("作为责任单位的任务")
    assert "市大数据局 督查台账" in body


def test_an_indicator_is_opened_with_the_way_back_to_the_list(demo_site: Site) -> None:
    body = callbacks.show(demo_site, {**SEPTEMBER, "department": "市大数据局", "only": "behind"})
    link = re.search(r'href="(/indicator/[^"]+)"', body)
    assert link is not None
    assert "from=tasks" in link[1]
    assert "department=" in link[1]


def test_nothing_found_is_said_with_a_way_back(demo_site: Site) -> None:
    body = callbacks.show(demo_site, {**SEPTEMBER, "only": "late"})
    assert "这个范围没有逾期的里程碑" in body
    assert "清除筛选" in body
    assert "download" not in body


def test_a_note_is_escaped(demo_site: Site) -> None:
    write_note(demo_site.acting(Account("<b>", Role.ADMINISTRATOR)), "T28", "<img src=x>")
    body = callbacks.show(demo_site, SEPTEMBER)
    assert "<img" not in body
    assert "<b>&lt;" not in body.replace("<b>第", "")


def test_a_reader_without_the_right_gets_no_buttons(demo_site: Site) -> None:
    body = callbacks.show(demo_site.acting(Account("查看", Role.VIEWER)), SEPTEMBER)
    assert "data-dialog" not in body
    bureau = Account("大数据局", Role.REPORTER, departments=frozenset({"市大数据局"}))
    theirs = callbacks.show(demo_site.acting(bureau), SEPTEMBER)
    codes = set(re.findall(r'data-dialog="tasks-(?:un)?mark" data-code="([^"]+)"', theirs))
    assert "T04-M1" in codes
    assert "T18-M1" not in codes


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"step": "mark", "code": "T04-M1", "day": "2023-08-01", "text": "文件"}, "已标记完成。"),
        ({"step": "note", "code": "T28", "text": "请抓紧"}, "批注已保存。"),
        ({"step": "unmark", "code": "T01-M2", "text": "误标"}, "已取消完成标记。"),
    ],
)
def test_a_step_answers_with_the_page_as_it_stands_then(demo_site: Site, form: dict[str, str], said: str) -> None:
    body, answer = callbacks.take_step(demo_site, form, SEPTEMBER)
    assert answer == {"ok": True, "said": said}
    assert form["text"] in body


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"step": "mark", "code": "T04-M1", "day": "2023-08-01", "text": " "}, "请写明完成的依据"),
        ({"step": "mark", "code": "T04-M1", "day": "", "text": "文件"}, "请选择完成日期"),
        ({"step": "note", "code": "T99", "text": "请抓紧"}, "T99"),
        ({"step": "unmark", "code": "T04-M1", "text": "误标"}, "没有标记过完成"),
    ],
)
def test_a_refusal_is_told_where_it_was_asked_and_the_page_stays(
    demo_site: Site, form: dict[str, str], words: str
) -> None:
    body, answer = callbacks.take_step(demo_site, form, SEPTEMBER)
    assert body is no_update
    assert answer["ok"] is False
    assert words in answer["said"]
    assert "T28" not in load_follow_up(demo_site).notes


def test_what_is_no_step_changes_nothing(demo_site: Site) -> None:
    for form in (None, {}, {"step": "drop", "code": "T04-M1"}):
        with pytest.raises(PreventUpdate):
            callbacks.take_step(demo_site, form, SEPTEMBER)
