"""A clause is read in full from the document that came with the plan."""

from __future__ import annotations

import pytest

from dashboard.domain.plan import Plan, Task
from dashboard.viewmodels.clause import Clause, find_clause
from tests.builders import a_plan, an_indicator

DOCUMENT = """某市工作要点
一、板块一
(一)小节一
1.先做这个,新增1.5亿条,
1.1是小数,不是下一条。
2.再做那个。
(二)小节二
10.第十条,另建10个平台。(牵头单位:某局)
二、板块二"""


def plan_with(source: str | None, number: str = "1", wording: str = "新增1.5亿条", target: str = "1.5") -> Plan:
    task = Task("T1", "P1", None, number, "任务")
    return a_plan([an_indicator(wording=wording, target=target, unit="亿条")], tasks=(task,), source=source)


def text(plan: Plan) -> str | None:
    found = find_clause(plan, plan.tasks[0], plan.indicators[0])
    return found and found.before + found.number + found.after


def test_a_clause_runs_to_the_next_one_and_its_number_is_marked() -> None:
    plan = plan_with(DOCUMENT)
    assert find_clause(plan, plan.tasks[0], plan.indicators[0]) == Clause(
        "1.先做这个,新增", "1.5亿条", ",\n1.1是小数,不是下一条。"
    )


def test_a_clause_ends_at_a_heading_too() -> None:
    assert text(plan_with(DOCUMENT, "2", "")) == "2.再做那个。"
    assert text(plan_with(DOCUMENT, "10", "另建10个平台")) == "10.第十条,另建10个平台。(牵头单位:某局)"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("第1条 新增1.5亿条。\n第2条 别的", "第1条 新增1.5亿条。"),
        ("1、新增1.5亿条。\n2、别的", "1、新增1.5亿条。"),
        ("1.要做：\n(一)新增1.5亿条；\n(二)别的。\n2.下一条", "1.要做：\n(一)新增1.5亿条；\n(二)别的。"),
        ("目录\n1.任务一\n2.任务二\n正文\n1.新增1.5亿条。", "1.新增1.5亿条。"),
        ("没有编号，新增1.5亿条。", None),
        ("1.这一条里没有那句话。", None),
        (None, None),
    ],
)
def test_clauses_are_found_however_they_are_numbered(source: str | None, expected: str | None) -> None:
    assert text(plan_with(source)) == expected


def test_every_clause_of_an_ordinary_document_holds_the_wordings_of_its_task() -> None:
    plan = plan_with(DOCUMENT)
    found = find_clause(plan, plan.tasks[0])
    assert found is not None
    assert (found.number, found.after) == ("", "")
    assert plan.indicators[0].wording in found.before
