"""A row is drawn once; another month or another row is drawn for itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import a_plan, an_indicator, assess, month

from dashboard.viewmodels.standing_row import StandingRow, build_rows
from dashboard.web.components.listed_rows import draw_rows


def _rows(value: int = 70) -> list[StandingRow]:
    assessment = assess(a_plan([an_indicator("I1"), an_indicator("I2")]), {("I1", "C"): {"2023-09": value}}, "2023-09")
    return list(build_rows(assessment.plan, assessment.standings["C"], assessment.as_of, {}).rows.values())


def test_the_same_rows_give_the_same_markup_in_the_order_asked_for() -> None:
    rows = _rows()
    drawn = draw_rows(rows, month("2023-09"))
    assert draw_rows(rows, month("2023-09")) == drawn
    assert drawn.index("指标I1") < drawn.index("指标I2")
    assert draw_rows(rows[::-1], month("2023-09")).index("指标I2") < drawn.index("指标I2")


def test_a_row_is_drawn_for_its_month() -> None:
    rows = _rows()
    assert "month=2023-09" in draw_rows(rows, month("2023-09"))
    assert "month=2023-10" in draw_rows(rows, month("2023-10"))


def test_rows_that_look_alike_but_differ_are_drawn_apart() -> None:
    assert "70\u00a0个" in draw_rows(_rows(70), month("2023-09"))
    assert "71\u00a0个" in draw_rows(_rows(71), month("2023-09"))


def test_no_rows_are_an_empty_markup() -> None:
    assert draw_rows((), month("2023-09")) == ""


@pytest.mark.parametrize(("last", "said"), [("2023-12", "数据截至7月"), ("2025-12", "数据截至2023年7月")])
def test_a_month_is_named_with_its_year_in_a_plan_of_several_years(last: str, said: str) -> None:
    plan = replace(a_plan([an_indicator("I1")]), last_month=month(last))
    assessment = assess(plan, {("I1", "C"): {"2023-07": 5}}, "2023-09")
    rows = build_rows(assessment.plan, assessment.standings["C"], assessment.as_of, {}).rows.values()
    drawn = draw_rows(rows, month("2023-09"))
    assert said in drawn
    assert f">{said.removeprefix('数据截至')}</td>" in drawn
