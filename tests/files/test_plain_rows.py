"""Rows that are taken at sight are read as a look at each would read them."""

from __future__ import annotations

import csv
import io
from typing import Any

import builders
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dashboard.domain.measure import Measure
from dashboard.domain.plan import Department
from dashboard.domain.problem import Problem
from dashboard.domain.sheet_row import RawRow
from dashboard.files.figure_sheet import read_figure_sheet

PLAN = builders.a_plan(
    (
        builders.by_counties("I1", name="新建充电桩数", unit="台"),
        builders.by_counties("R1", name="视频在线率", unit="%", measure=Measure.RATIO),
    ),
    departments=(Department("市大数据局"),),
)
NAMED = ("I1", "R1", "新建充电桩数", "视频在线率")
COLUMNS = {
    "指标编码": ("I1", "I1", "R1", "", "I1 ", "X9", "合计"),
    "指标名称": ("新建充电桩数", "视频在线率", "", " ", "别的", "合计"),
    "地区": ("甲县", "乙县", "全市", "", "", " ", "合计", "甲县小计", "某地"),
    "单位名称": ("市大数据局", "", "甲县", "全市", "合计"),
    "月份": ("2023-09", "2023-08", "", "", "合计", "9月"),
    "计量单位": ("台", "", "", "万台", "合计"),
    "类别": ("一般", "", "合计", "小计"),
    "累计值": ("5", "12", "1,234", "", "—", "合计"),
    "备注": ("", "填报人：张三", "合计"),
}


@st.composite
def sheets(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    """A header of some of the columns, and rows below it of which some are cut short."""
    headers = [header for header in COLUMNS if header in ("指标编码", "累计值") or draw(st.booleans())]
    row = st.tuples(*(st.sampled_from(COLUMNS[header]) for header in headers)).map(list)
    short = st.builds(lambda cells, cut: cells[: len(cells) - cut], row, st.sampled_from([0, 0, 0, 1]))
    rows = draw(st.lists(st.one_of(short, short, short, st.just(headers))))
    return headers, rows


def read(headers: list[str], rows: list[list[str]], note: str) -> tuple[list[RawRow], list[Problem]]:
    """The rows and problems of a sheet; rows of a known indicator have a note in a last column without a header."""
    whole = [*headers, ""]
    stream = io.StringIO(newline="")
    noted = [[*row, *[""] * (len(headers) - len(row)), note if is_named(headers, row) else ""] for row in rows]
    csv.writer(stream).writerows([whole, *noted])
    sheet = read_figure_sheet(stream.getvalue().encode(), "a.csv", PLAN)
    problems = [problem for problem in sheet.problems if problem.code != "cells-without-header"]
    return list(sheet.rows), problems


def is_named(headers: list[str], row: list[str]) -> bool:
    cells: dict[str, Any] = dict(zip(headers, row, strict=False))
    return cells.get("指标编码") in NAMED or cells.get("指标名称") in NAMED


@settings(max_examples=150, deadline=None)
@given(sheets())
def test_a_row_taken_at_sight_is_what_a_look_at_it_gives(sheet: tuple[list[str], list[list[str]]]) -> None:
    # a cell in a column without a header makes the reader look at its row
    assert read(*sheet, note="") == read(*sheet, note="见说明")


@settings(max_examples=100, deadline=None)
@given(sheets(), st.integers(0, 20))
def test_what_stands_below_changes_nothing_above(sheet: tuple[list[str], list[list[str]]], count: int) -> None:
    headers, rows = sheet
    assume("单位名称" not in headers)  # what that column holds is told by the rows below
    above, _ = read(headers, rows[:count], note="")
    whole, _ = read(headers, rows, note="")
    assert [row[2:] for row in whole[: len(above)]] == [row[2:] for row in above]


def test_thousands_of_rows_between_which_others_stand_are_all_read() -> None:
    rows = [["I1", "甲县", "2023-09", str(number)] for number in range(3000)]
    rows[1000:1000] = [["", "", "", ""], ["合计", "", "", "5"], ["填报人：张三", "", "", ""]]
    rows[2000] = ["I1", "", "2023-09", "7"]
    found, problems = read(["指标编码", "地区", "月份", "累计值"], rows, note="")
    assert [row.total for row in found] == [row[3] for place, row in enumerate(rows) if not 1000 <= place < 1003]
    assert [row.line for row in found[998:1002]] == [1000, 1001, 1005, 1006]
    assert {problem.code for problem in problems} == {
        "blank-rows", "total-rows", "signature-rows", "filled-down", "total-differs",
    }  # fmt: skip
