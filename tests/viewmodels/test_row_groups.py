"""Rows stand in the order asked for, gathered as asked for, and none is lost."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.assessment import Assessment
from dashboard.domain.plan import Department, Task
from dashboard.viewmodels.arrangement import Arrangement, Column, Grouping
from dashboard.viewmodels.row_groups import RowGroup, build_row_groups, sort_rows
from dashboard.viewmodels.standing_row import StandingRow, build_rows
from tests.builders import a_plan, an_indicator, assess

VALUES = {"I1": 10, "I2": 70, "I3": 60, "I4": 80, "I5": 105}
SORTED = [column for column in Column if column is not Column.TREND]


def _assessment() -> Assessment:
    """Far behind, behind, more behind, on pace, met; and one unheard of."""
    names = ("滨城", "阿里", "中和", "北京", "安全", "大数据")
    plan = a_plan(
        [
            an_indicator(f"I{n}", name=name, task=f"T{n // 3 + 1}", target=100 + n, weight=n)
            for n, name in enumerate(names, 1)
        ],
        tasks=(
            Task("T1", "P1", None, "1", "一", ("乙局", "甲局")),
            Task("T2", "P1", None, "2", "二"),
            Task("T3", "P1", None, "3", "三", ("甲局",)),
        ),
        departments=(Department("甲局"), Department("乙局")),
    )
    return assess(plan, {(code, "C"): {"2023-09": value} for code, value in VALUES.items()}, "2023-09")


def _rows(assessment: Assessment) -> list[StandingRow]:
    return list(build_rows(assessment.plan, assessment.standings["C"], assessment.as_of, {}).rows.values())


def _codes(rows: Sequence[StandingRow]) -> list[str]:
    return [row.standing.indicator.code for row in rows]


def _groups(grouping: Grouping, *, open_all: bool = False) -> tuple[RowGroup, ...]:
    assessment = _assessment()
    return build_row_groups(assessment, _rows(assessment), Arrangement(grouping=grouping), open_all=open_all)


@pytest.mark.parametrize(
    ("column", "falling", "codes"),
    [
        (Column.LAG, True, ["I1", "I3", "I2", "I4", "I5", "I6"]),
        (Column.LAG, False, ["I5", "I4", "I2", "I3", "I1", "I6"]),
        (Column.ACTUAL, False, ["I1", "I3", "I2", "I4", "I5", "I6"]),
        (Column.NAME, False, ["I2", "I5", "I4", "I1", "I6", "I3"]),
        (Column.TARGET, True, ["I6", "I5", "I4", "I3", "I2", "I1"]),
        (Column.STATUS, True, ["I1", "I2", "I3", "I6", "I4", "I5"]),
        (Column.LEAD, False, ["I6", "I1", "I2", "I3", "I4", "I5"]),
    ],
)
def test_rows_are_sorted_and_what_has_nothing_there_comes_last(column: Column, falling: bool, codes: list[str]) -> None:
    assert _codes(sort_rows(_rows(_assessment()), Arrangement(column, falling))) == codes


@given(st.sampled_from(SORTED), st.booleans(), st.sampled_from(Grouping))
def test_no_row_is_lost_or_doubled(column: Column, falling: bool, grouping: Grouping) -> None:
    assessment = _assessment()
    groups = build_row_groups(
        assessment, _rows(assessment), Arrangement(column, falling, grouping), open_all=False
    )  # fmt: skip
    assert sorted(code for group in groups for code in _codes(group.rows)) == ["I1", "I2", "I3", "I4", "I5", "I6"]


def test_equals_keep_the_plan_s_order_whichever_way_they_are_sorted() -> None:
    rows = _rows(_assessment())
    assert _codes(sort_rows(rows, Arrangement(Column.PACE, True))) == _codes(rows)
    assert _codes(sort_rows(rows, Arrangement(Column.PACE, False))) == _codes(rows)


def test_tasks_stand_in_the_document_s_order_with_their_roll_up() -> None:
    groups = _groups(Grouping.TASK)
    assert [(g.task.code if g.task else None, _codes(g.rows)) for g in groups] == [
        ("T1", ["I1", "I2"]),
        ("T2", ["I3", "I4", "I5"]),
        ("T3", ["I6"]),
    ]
    assert [g.rollup.total if g.rollup else None for g in groups] == [2, 3, 1]


def test_departments_stand_in_the_plan_s_order_and_the_first_that_leads_counts() -> None:
    groups = _groups(Grouping.DEPARTMENT)
    assert [(g.department, _codes(g.rows)) for g in groups] == [
        ("甲局", ["I6"]),
        ("乙局", ["I1", "I2"]),
        (None, ["I3", "I4", "I5"]),
    ]


def test_without_groups_there_is_one() -> None:
    (group,) = _groups(Grouping.NONE)
    assert (group.status, group.task, group.department, len(group.rows)) == (None, None, None, 6)


def test_what_is_on_course_starts_closed_only_among_lamps() -> None:
    assert [g.is_open for g in _groups(Grouping.STATUS)] == [True, True, True, False, False]
    assert all(g.is_open for g in _groups(Grouping.STATUS, open_all=True))
    assert all(g.is_open for g in _groups(Grouping.TASK))
