"""Figures files, made byte by byte, and the rows of text that are read from them."""

from __future__ import annotations

import csv
import io
from typing import Any

import builders
import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.domain.measure import Measure
from dashboard.domain.plan import Department
from dashboard.domain.problem import Level, Problem
from dashboard.domain.sheet_row import Field, RawRow
from dashboard.files.figure_sheet import FigureSheet, read_figure_sheet
from dashboard.files.row_kind import is_blank
from dashboard.files.sheet_notes import Skip
from dashboard.files.table_reader import ReadLimits, read_tables

PLAN = builders.a_plan(
    (
        builders.by_counties("I1", name="新建充电桩数", unit="台"),
        builders.by_counties("S1", name="充电桩保有量", unit="台", measure=Measure.STOCK),
        builders.by_counties("R1", name="视频在线率", unit="%", measure=Measure.RATIO),
    ),
    departments=(Department("市大数据局"), Department("市公安局")),
)
HEADER = "指标编码,地区,月份,累计值\n"
ROW = "I1,甲县,2023-09,5\n"


def read(text: str | bytes, name: str = "九月.csv", **options: Any) -> FigureSheet:
    return read_figure_sheet(text.encode() if isinstance(text, str) else text, name, PLAN, **options)


def figures(sheet: FigureSheet) -> list[tuple[int, str | None, str | None, str | None, str | None]]:
    return [
        (row.line, row.name if row.code is None else row.code, row.region, row.month, row.total) for row in sheet.rows
    ]


def told(sheet: FigureSheet, code: str) -> Problem:
    (problem,) = [problem for problem in sheet.problems if problem.code == code]
    return problem


def codes(sheet: FigureSheet, level: Level | None = None) -> list[str]:
    return [problem.code for problem in sheet.problems if level in (None, problem.level)]


def a_workbook(*rows: tuple[object, ...], merged: tuple[str, ...] = ()) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    for cells in merged:
        workbook.active.merge_cells(cells)
    return workbook


def saved(workbook: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


# the plain sheet


def test_a_plain_sheet_gives_its_cells_as_they_stand():
    sheet = read(
        "指标编码,指标名称,地区,月份,累计值,本月值,分子,分母,备注\nI1,新建充电桩数,甲县,2023-09, 1.2万 ,3,4,5,增\n"
    )
    header = sheet.rows[0].header
    assert sheet.rows == (
        RawRow(2, header, "I1", "新建充电桩数", "甲县", "2023-09", " 1.2万 ", "3", "4", "5", None, "增"),
    )
    assert header.line == 1
    assert {field: (column.letter, column.header) for field, column in header.columns.items()} == {
        Field.CODE: ("A", "指标编码"),
        Field.NAME: ("B", "指标名称"),
        Field.REGION: ("C", "地区"),
        Field.MONTH: ("D", "月份"),
        Field.TOTAL: ("E", "累计值"),
        Field.MONTHLY: ("F", "本月值"),
        Field.NUMERATOR: ("G", "分子"),
        Field.DENOMINATOR: ("H", "分母"),
        Field.REMARK: ("I", "备注"),
    }
    assert (sheet.name, sheet.encoding, sheet.sheet, sheet.problems) == ("九月.csv", "utf-8", None, ())


def test_what_has_no_column_is_none_and_what_is_empty_is_an_empty_text():
    (row,) = read("指标编码,地区,累计值,分子\nI1,甲县,,\n").rows
    assert (row.name, row.month, row.monthly, row.denominator, row.unit) == (None, None, None, None, None)
    assert (row.total, row.numerator) == ("", "")


def test_missing_cells_at_the_end_of_a_line_are_empty():
    (row,) = read("指标编码,地区,累计值,备注\nI1,甲县\n").rows
    assert (row.total, row.remark) == ("", "")


@pytest.mark.parametrize(
    ("header", "field"),
    [
        *(
            (word, Field.CODE)
            for word in ("编码", "代码", "CODE", "ｃｏｄｅ", "指标代码", "\u200b指标编码", "*指标编码")
        ),
        *((word, Field.NAME) for word in ("指标", "指标 名称", "指 标 名 称", "名称", '"指标\n名称"', "指标名称：")),
        *((word, Field.REGION) for word in ("县区", "区县", "县（市、区）", "区域", "填报地区", "单位名称")),
        *((word, Field.MONTH) for word in ("时间", "报告期", "期别", "月度")),
        *((word, Field.TOTAL) for word in ("累计", "累计完成值", "完成值", "数值", "累计完成", "累计值（1-9月）")),
        *(
            (word, Field.TOTAL)
            for word in ("1-9月累计", "1—9月累计完成值", "2023年累计值", "截至9月底累计", "上半年累计")
        ),
        *((word, Field.MONTHLY) for word in ("当月", "本月", "本月完成", "当月值", "9月当月")),
        *((word, Field.UNIT) for word in ("单位", "计量单位")),
        *((word, Field.REMARK) for word in ("说明", "备注说明")),
    ],
)
def test_headers_are_known_by_many_names(header, field):
    others = {Field.CODE: "指标编码", Field.REGION: "地区", Field.TOTAL: "累计值"}
    if field is Field.NAME:
        del others[Field.CODE]
    others.pop(field, None)
    (row,) = read(",".join([header, *others.values()]) + "\n" + ",".join("x" for _ in range(len(others) + 1))).rows
    assert row.header.columns[field].letter == "A"


def test_the_written_header_is_kept_without_its_line_breaks():
    (row,) = read('"指 标\n编 码",累计值（台）\nI1,5\n').rows
    assert [column.header for column in row.header.columns.values()] == ["指 标编 码", "累计值（台）", "累计值（台）"]


def test_a_unit_in_a_header_is_the_unit_of_its_column():
    assert [row.unit for row in read("指标编码,累计值（万台）\nI1,5\n").rows] == ["万台"]
    assert [row.unit for row in read("指标编码,累计值(单位：台)\nI1,5\n").rows] == ["台"]
    assert [row.unit for row in read("指标编码,累计值（截至月底）\nI1,5\n").rows] == [None]
    assert [row.unit for row in read("指标编码,单位,累计值（万台）\nI1,台,5\nS1,,5").rows] == ["台", "台"]
    assert [row.unit for row in read("指标编码,单位,累计值\nI1,,5\n").rows] == [""]


def test_two_units_in_the_headers_of_one_table_are_refused():
    assert codes(read("指标编码,累计值（台）,本月值（万台）\nI1,5,1\n"), Level.ERROR) == ["units-differ"]


def test_other_columns_of_a_template_are_named_once_as_ignored():
    sheet = read("序号,指标编码,目标值,上月值,累计值,上年同期\n1,I1,9,9,5,9\n")
    assert told(sheet, "columns-ignored").message.startswith("“序号”、“目标值”、“上月值”、“上年同期”")
    assert figures(sheet) == [(2, "I1", None, None, "5")]


def test_a_figure_of_another_year_is_no_column_of_the_plan():
    sheet = read("指标编码,2022年1-9月累计,2023年1-9月累计\nI1,4,5\n")
    assert figures(sheet) == [(2, "I1", None, "2023年1-9月", "5")]


def test_a_month_without_a_year_in_a_header_is_left_to_the_reporter():
    sheet = read("指标编码,9月当月,1-9月累计\nI1,1,5\n")
    assert [(row.month, row.monthly, row.total) for row in sheet.rows] == [(None, "1", "5")]
    assert told(sheet, "month-in-header").level is Level.NOTICE


def test_cells_below_an_empty_header_are_named():
    sheet = read("指标编码,,累计值\nI1,,5\nS1,悄悄话,6\nI1,再一句,7\n")
    assert told(sheet, "cells-without-header").message == "B列没有表头，其中2个单元格（第3、4行）没有读取。"


# above and below the table


GBK = (
    "某市数字强市建设2023年9月数据,,,\n填报单位：市大数据局,,填报日期：2023-10-08,\n单位：台,,,\n"
    "编码,县（市、区）,报告期,完成值\nI1,甲县,2023-09,5\n,,,\n填报人：张三,,联系电话：13800000000,\n"
)


def test_titles_above_and_signatures_below_are_counted_and_left_out():
    sheet = read(GBK.encode("gbk"))
    assert sheet.encoding == "gb18030"
    assert figures(sheet) == [(5, "I1", "甲县", "2023-09", "5")]
    assert sheet.skipped == {Skip.ABOVE: 3, Skip.BLANK: 1, Skip.SIGNATURE: 1}
    assert "第1、2、3行" in told(sheet, "rows-above-header").message
    assert told(sheet, "blank-rows").line == 6
    assert told(sheet, "signature-rows").line == 7
    assert "13800000000" not in str(sheet)


@pytest.mark.parametrize(
    "row",
    [
        "填报人：张三,,审核人：李四,13800000000",
        "填 报 人:,张三,,",
        "审核人,李四,,",
        "联系电话,13800000000,,",
        "负责人（签字）：,,,",
        "制表 王五,,,",
        ",,审核人：,李四",
        "备注：数据截至9月底,,,",
        "注1：口径见附件,,,",
        "填表说明,,,",
        "备注,数据截至9月底,,",
    ],
)
def test_rows_of_people_and_notes_are_never_figures(row):
    sheet = read(HEADER + ROW + row)
    assert len(sheet.rows) == 1
    assert sheet.skipped == {Skip.SIGNATURE: 1}
    assert "13800000000" not in str(sheet)


def test_a_header_is_found_in_utf_16_with_tabs():
    sheet = read(b"\xff\xfe" + ("某市,,\n" + HEADER + ROW).replace(",", "\t").encode("utf-16-le"))
    assert (sheet.encoding, figures(sheet)) == ("utf-16-le", [(3, "I1", "甲县", "2023-09", "5")])


@pytest.mark.parametrize("above", [0, 1, 19])
def test_the_header_stands_in_the_first_twenty_rows(above):
    assert len(read("某市\n" * above + HEADER + ROW).rows) == 1


def test_figures_above_the_header_are_asked_about():
    sheet = read("某市,,,\nS1,甲县,2023-09,4\n" + HEADER + ROW)
    assert len(sheet.rows) == 1
    assert (told(sheet, "figures-above-header").line, codes(sheet, Level.WARNING)) == (2, ["figures-above-header"])


@pytest.mark.parametrize(
    "content",
    [
        ("某市\n" * 20 + HEADER + ROW).encode(),
        b"a,b,c\n1,2,3\n",
        "5G基站,甲县\n".encode(),
        HEADER.replace("编码", "編號").encode("big5", errors="replace") + ROW.encode("ascii", errors="replace"),
    ],
)
def test_a_file_without_a_header_is_refused_once(content):
    sheet = read(content)
    assert (sheet.rows, codes(sheet, Level.ERROR)) == ((), ["columns-missing"])


def test_a_file_without_a_header_is_told_what_was_seen_but_no_telephone_number():
    message = told(read("联系人,13800000000,部门\n"), "columns-missing").message
    assert all(name in message for name in ("“联系人”", "“部门”"))
    assert "138" not in message


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        ("指标编码,月份,目标值", "累计值（或本月值，或分子和分母）。"),
        ("指标编码,月份,分子", "累计值（或本月值，或分子和分母）。"),
        ("指标编码,备注", "累计值（或本月值，或分子和分母）。"),
    ],
)
def test_a_header_that_lacks_something_says_what_and_lists_what_is_there(header, missing):
    problem = told(read(header + "\nI1,2023-09,5\n"), "columns-missing")
    assert (problem.line, problem.level) == (1, Level.ERROR)
    assert missing in problem.message
    assert all(f"“{name}”" in problem.message for name in header.split(","))


def test_numerator_and_denominator_will_do_for_a_value():
    (row,) = read("指标,分子,分母\n视频在线率,9,10\n").rows
    assert (row.numerator, row.denominator, row.total) == ("9", "10", None)


@pytest.mark.parametrize("header", ["指标编码,累计值,完成值", "指标编码,地区,县区,累计值"])
def test_two_columns_for_the_same_thing_are_refused_by_name(header):
    sheet = read(header + "\nI1,5,6,7\n")
    problem = told(sheet, "columns-twice")
    assert (sheet.rows, problem.level) == ((), Level.ERROR)
    assert all(f"“{name}”" in problem.message for name in header.split(",")[-3:] if name not in ("指标编码", "累计值"))


def test_a_column_of_departments_is_no_region():
    sheet = read("指标编码,单位名称,累计值\nI1,市大数据局,5\nS1,公安局,6\n")
    assert [row.region for row in sheet.rows] == [None, None]
    assert told(sheet, "department-column").level is Level.NOTICE


def test_a_region_far_below_in_a_column_of_departments_refuses_its_row():
    sheet = read("指标编码,单位名称,累计值\n" + "I1,市大数据局,5\n" * 100 + "I1,甲县,6\n")
    assert [row.line for row in sheet.rows if row.fault] == [102]


def test_a_column_of_unit_names_that_holds_regions_is_the_region():
    assert [row.region for row in read("指标编码,单位名称,累计值\nI1,甲县,5\n").rows] == ["甲县"]
    assert [row.region for row in read("指标编码,单位名称,地区,累计值\nI1,甲县,乙县,5\n").rows] == ["乙县"]


@pytest.mark.parametrize("below", ["", "\n\n", "合计,,,5\n", "填报人：张三,,,\n"])
def test_a_header_with_nothing_below_is_refused(below):
    sheet = read(HEADER + below)
    assert (sheet.rows, codes(sheet, Level.ERROR)) == ((), ["no-rows"])


@pytest.mark.parametrize(("content", "code"), [(b"", "empty-file"), (b"%PDF-1.4", None), (b"a\0b", "nul-bytes")])
def test_what_cannot_be_read_has_no_rows_and_an_error(content, code):
    sheet = read(content, "../../九月.csv")
    assert (sheet.name, sheet.encoding, sheet.rows) == ("九月.csv", None, ())
    assert code in (None, *codes(sheet, Level.ERROR))


def test_limits_reach_the_reader():
    assert codes(read(HEADER + ROW * 3, limits=ReadLimits(max_rows=2)), Level.ERROR) == ["too-many-rows"]


# keys that stand only once


def test_empty_keys_take_what_stands_above_and_values_never_do():
    sheet = read("指标编码,指标名称,地区,月份,累计值\nI1,新建充电桩数,甲县,2023-09,5\n,,乙县,,\n,,丁区,,7\n")
    assert figures(sheet) == [
        (2, "I1", "甲县", "2023-09", "5"),
        (3, "I1", "乙县", "2023-09", ""),
        (4, "I1", "丁区", "2023-09", "7"),
    ]
    assert {row.name for row in sheet.rows} == {"新建充电桩数"}
    filled = [problem for problem in sheet.problems if problem.code == "filled-down"]
    assert [(problem.column, problem.line) for problem in filled] == [("指标编码", 3), ("指标名称", 3), ("月份", 3)]
    assert "A列“指标编码”有2个空单元格" in filled[0].message


def test_a_code_without_its_name_does_not_take_the_name_of_another():
    sheet = read("指标编码,指标名称,地区,累计值\nI1,新建充电桩数,甲县,5\nS1,,甲县,6\n,充电桩保有量,乙县,7\n")
    assert [(row.code, row.name) for row in sheet.rows] == [("I1", "新建充电桩数"), ("S1", ""), ("", "充电桩保有量")]


def test_a_repeated_name_takes_its_code_from_above():
    sheet = read("指标编码,指标名称,地区,累计值\nI1,新建充电桩数,甲县,5\n,新建充电桩数,乙县,7\n")
    assert [row.code for row in sheet.rows] == ["I1", "I1"]


def test_keys_with_nothing_above_stay_empty():
    sheet = read(HEADER + ",甲县,,5\n")
    assert figures(sheet) == [(2, "", "甲县", "", "5")]
    assert "filled-down" not in codes(sheet)


def test_a_value_without_any_key_is_still_a_row_and_gets_none():
    assert figures(read(HEADER + ROW + ",,,9\n"))[1] == (3, "", "", "", "9")


def test_nothing_is_filled_across_a_table_or_a_title():
    sheet = read(HEADER + ROW + HEADER + ",乙县,,6\nI1,甲县,2023-08,1\n二、数字经济,,,\n,乙县,,7\n")
    assert figures(sheet)[1] == (4, "", "乙县", "", "6")
    assert figures(sheet)[3] == (7, "", "乙县", "", "7")


def test_a_row_that_was_met_before_is_filled_all_the_same():
    rows = "I1,,,1\nI1,,,2\nI1,甲县,2023-09,3\nI1,,,4\nI1,乙县,2023-09,5\nI1,甲县,2023-09,6\nI1,,,7\n"
    assert [row.region for row in read(HEADER + rows).rows] == ["", "", "甲县", "甲县", "乙县", "甲县", "甲县"]


# rows that are no figures


def test_titles_between_the_rows_are_counted():
    sheet = read(HEADER + "一、数字政府,,,\n" + ROW + "二、数字经济,,,\n")
    assert (len(sheet.rows), sheet.skipped) == (1, {Skip.TITLE: 2})
    assert "第2、4行" in told(sheet, "title-rows").message


def test_an_indicator_alone_in_its_row_is_a_row_without_a_value():
    assert figures(read(HEADER + ROW + "S1,,,\n"))[1] == (3, "S1", "甲县", "2023-09", "")


def test_numbered_but_empty_rows_of_a_template_are_counted():
    sheet = read("序号,指标编码,累计值,备注\n1,I1,5,\n2,,,\n3,,,待报\n")
    assert (len(sheet.rows), sheet.skipped) == (1, {Skip.BARE: 2})


@pytest.mark.parametrize("word", ["合计", "合 计", "小计", "总计：", "全市合计", "甲县小计", "合计（台）"])
def test_sums_are_no_figures(word):
    sheet = read(HEADER + ROW + f"I1,{word},2023-09,5\n" + f"{word},,,5\n")
    assert (len(sheet.rows), sheet.skipped) == (1, {Skip.SUM: 2})


def test_the_city_is_no_sum():
    assert [row.region for row in read(HEADER + "I1,全市,2023-09,5\nI1,市本级,2023-09,5\n").rows] == ["全市", "市本级"]


DETAILS = "I1,甲县,2023-09,150\nI1,乙县,2023-09,248\n"


@pytest.mark.parametrize("row", ["I1,合计,2023-09,400", ",合 计,,400", "合计：,,,400", ",合计,2023-09,400台"])
def test_a_sum_that_differs_from_its_details_is_a_warning(row):
    sheet = read(HEADER + DETAILS + row)
    problem = told(sheet, "total-differs")
    assert (problem.line, problem.column, problem.level) == (4, "累计值", Level.WARNING)
    assert "合计400与明细之和398不符" in problem.message


@pytest.mark.parametrize(
    "rows",
    [
        DETAILS + "I1,合计,2023-09,398\n",
        "I1,合计,2023-09,398\n" + DETAILS,
        DETAILS + "I1,全市,2023-09,398\nI1,合计,2023-09,398\n",
        DETAILS + "I1,市本级,2023-09,2\nI1,合计,2023-09,400\n",
        DETAILS + "I1,丁区,2023-09,—\nI1,合计,2023-09,398\n",
        DETAILS + "I1,乙县,2023-09,248\nI1,合计,2023-09,398\n",
        DETAILS + "I1,小计,2023-09,398\nI1,丁区,2023-09,2\nI1,合计,2023-09,400\n",
        DETAILS + 'S1,甲县,2023-09,"1,000"\nS1,合计,2023-09,1000\nI1,合计,2023-09,398.0\n',
    ],
)
def test_a_sum_that_agrees_with_its_details_is_only_told(rows):
    sheet = read(HEADER + rows)
    assert codes(sheet, Level.WARNING) == []
    assert "与明细之和相符" in told(sheet, "total-rows").message


@pytest.mark.parametrize(
    "rows",
    [
        DETAILS + "I1,合计,2023-09,约400\n",
        DETAILS + "I1,丁区,2023-09,约5\nI1,合计,2023-09,400\n",
        DETAILS + "I1,合计,2023-08,400\n",
        DETAILS + "S1,甲县,2023-09,1\n合计,,,400\n",
        "R1,甲县,2023-09,50\nR1,乙县,2023-09,60\nR1,合计,2023-09,55\n",
    ],
)
def test_a_sum_that_cannot_be_checked_is_no_reproach(rows):
    sheet = read(HEADER + rows)
    assert codes(sheet, Level.WARNING) == []
    assert "1行无从核对" in told(sheet, "total-rows").message


def test_the_details_below_a_sum_keep_its_indicator_but_never_its_region():
    sheet = read("指标名称,地区,累计值\n新建充电桩数,合计,398\n,甲县,150\n,乙县,248\n")
    assert figures(sheet) == [(3, "新建充电桩数", "甲县", None, "150"), (4, "新建充电桩数", "乙县", None, "248")]
    sheet = read("指标名称,地区,月份,累计值\n新建充电桩数,甲县,9月,1\n充电桩保有量,合计,9月,9\n,,9月,9\n")
    assert figures(sheet)[1] == (4, "充电桩保有量", "", "9月", "9")


def test_many_false_sums_are_listed_up_to_twenty():
    block = DETAILS + "I1,合计,2023-09,1\n"
    sheet = read((HEADER + block) * 30)
    assert codes(sheet, Level.WARNING).count("total-differs") == 21


# too many cells


def test_a_row_with_more_cells_than_headers_says_so():
    sheet = read(HEADER.replace("\n", ",分子,分母\n") + "I1,甲县,2023-09,1,234,,\n" + ROW)
    assert sheet.rows[0].fault is not None
    assert sheet.rows[0].fault.startswith("第2行有7列而表头6列")
    assert sheet.rows[1].fault is None


def test_empty_cells_too_many_count_as_well():
    assert [bool(row.fault) for row in read(HEADER + ROW.replace("\n", ",\n")).rows] == [True]


def test_nothing_is_filled_from_a_row_whose_cells_may_have_shifted():
    sheet = read(HEADER + ROW + "S1,乙县,2023-09,1,234\n,丁区,,7\n")
    assert figures(sheet)[2] == (4, "", "丁区", "", "7")


def test_a_wide_row_with_too_many_cells_is_told_once():
    assert len([row for row in read("指标,甲县,乙县\nI1,1,2,3\n").rows if row.fault]) == 1


# several tables


def test_a_header_that_comes_again_starts_a_new_table_with_its_own_columns():
    sheet = read(HEADER + ROW + "表二,,,\n指标,月份,分子,分母\n视频在线率,2023-08,1,2\n" + HEADER + ROW)
    assert [(row.line, row.header.line, row.total, row.numerator) for row in sheet.rows] == [
        (2, 1, "5", None),
        (5, 4, None, "1"),
        (7, 6, "5", None),
    ]
    assert sheet.header_lines == (1, 4, 6)


def test_below_a_second_header_that_cannot_be_read_nothing_is_read():
    sheet = read(HEADER + ROW + "指标编码,月份,目标值,\nI1,2023-09,6,\n" + HEADER + ROW)
    assert [row.line for row in sheet.rows] == [2, 6]
    assert told(sheet, "columns-missing").line == 3
    assert sheet.skipped == {Skip.UNREAD: 1}


# wide sheets


def wide(sheet: FigureSheet) -> list[tuple[object, ...]]:
    return [
        (row.line, row.region, row.month, row.total, row.value_column and row.value_column.letter) for row in sheet.rows
    ]


def test_regions_as_columns_give_a_row_for_each_value():
    sheet = read("指标编码,月份,甲县,乙（台）,D,全市,目标\nI1,2023-09,1,,3,4,9\n")
    assert wide(sheet) == [
        (2, "甲县", "2023-09", "1", "C"),
        (2, "乙", "2023-09", "", "D"),
        (2, "D", "2023-09", "3", "E"),
        (2, "全市", "2023-09", "4", "F"),
    ]
    assert [row.unit for row in sheet.rows] == [None, "台", None, None]
    assert sheet.rows[0].header.columns[Field.REGION].header == "甲县"


@pytest.mark.parametrize(
    ("header", "months"),
    [
        ("指标,1月,2月,12月", ["1月", "2月", "12月"]),
        ("指标,2023年1月,2023-02,202303", ["2023年1月", "2023-02", "202303"]),
        ("指标,1-2月累计,1-3月累计,备注", ["1-2月", "1-3月"]),
        ("指标,2023年9月,目标,上年", ["2023年9月"]),
    ],
)
def test_months_as_columns_give_a_row_for_each_value(header, months):
    sheet = read(header + "\nI1,1,2,3\n")
    assert [row.month for row in sheet.rows] == months
    assert [row.total for row in sheet.rows] == ["1", "2", "3"][: len(months)]
    assert [row.region for row in sheet.rows] == [None] * len(months)


def test_a_single_region_is_no_wide_sheet():
    assert codes(read("指标,甲县\nI1,1\n"), Level.ERROR) == ["columns-missing"]


@pytest.mark.parametrize(("given", "warnings"), [("6", []), ("7", ["total-differs"]), ("—", []), ("约7", [])])
def test_a_column_of_sums_is_only_checked(given, warnings):
    sheet = read(f"指标,甲县,乙县,丁区,全市,合计\nI1,1,2,3,9,{given}\n")
    assert len(sheet.rows) == 4
    assert codes(sheet, Level.WARNING) == warnings


@pytest.mark.parametrize(
    ("given", "warnings"), [("3", []), ("6", ["months-add-up"]), ("7", ["total-differs"]), ("", [])]
)
def test_a_column_of_sums_beside_months_tells_their_own_values_from_cumulative_ones(given, warnings):
    assert codes(read(f"指标,1月,2月,3月,合计\nI1,1,2,3,{given}\n"), Level.WARNING) == warnings


def test_a_sheet_with_its_regions_both_down_and_across_is_refused():
    assert codes(read("指标,地区,甲县,乙县\nI1,甲县,1,2\n"), Level.ERROR) == ["columns-twice"]


def test_the_corner_of_a_wide_sheet_heads_its_indicators():
    assert [row.name for row in read("指标\\县区,甲县,乙县\n新建充电桩数,1,2\n").rows] == ["新建充电桩数"] * 2


# headers of two rows


TWO_ROWS = (
    (("指标编码", "指标名称", "完成情况", "", "备注"), ("", "", "本月值", "累计值", "")),
    (("指标编码", "指标名称", "2023年9月", "", "备注"), ("", "", "本月值", "累计值（台）", "")),
)


@pytest.mark.parametrize("rows", TWO_ROWS)
def test_a_header_of_two_rows_is_read_as_one(rows):
    sheet = read("\n".join(",".join(row) for row in (*rows, ("I1", "新建充电桩数", "1", "5", "增"))))
    (row,) = sheet.rows
    assert (row.line, row.monthly, row.total, row.remark, sheet.header_lines) == (3, "1", "5", "增", (1, 2))


def test_regions_over_values_give_a_row_for_each_region():
    sheet = read("某市\n指标,甲县,,乙县,,备注\n,本月,累计,本月,累计,\nI1,1,2,3,4,\n")
    assert [(row.region, row.monthly, row.total, row.value_column) for row in sheet.rows] == [
        ("甲县", "1", "2", None),
        ("乙县", "3", "4", None),
    ]
    assert sheet.rows[1].header.columns[Field.TOTAL].header == "乙县 累计"
    assert sheet.rows[1].header.columns[Field.TOTAL].letter == "E"


@pytest.mark.parametrize("top", ["指标,累计值,,", "指标,,,"])
def test_values_over_regions_are_a_wide_sheet(top):
    assert wide(read(top + "\n,甲县,乙县,丁区\nI1,1,2,3\n")) == [
        (3, "甲县", None, "1", "B"),
        (3, "乙县", None, "2", "C"),
        (3, "丁区", None, "3", "D"),
    ]


def test_a_year_over_months_is_added_to_them():
    sheet = read("指标,2023年,,\n,1月,2月,3月\nI1,1,2,3\n")
    assert [row.month for row in sheet.rows] == ["2023年1月", "2023年2月", "2023年3月"]


def test_own_values_over_months_are_taken_as_such():
    sheet = read("指标,本月值,\n,2023年1月,2023年2月\nI1,1,2\n")
    assert [(row.month, row.monthly, row.total) for row in sheet.rows] == [
        ("2023年1月", "1", None),
        ("2023年2月", "2", None),
    ]


@pytest.mark.parametrize("title", ["2023年9月,,,", "2023年9月,,单位：台,", "累计值,,,", "2023年,,,", ",甲县,,"])
def test_a_title_is_not_taken_for_the_upper_row_of_a_header(title):
    assert figures(read(title + "\n" + HEADER + ROW)) == [(3, "I1", "甲县", "2023-09", "5")]


# workbooks


def test_merged_cells_of_a_workbook_are_read_in_header_and_rows():
    workbook = a_workbook(
        ("某市2023年9月数据",),
        ("指标编码", "指标名称", "地区", "完成情况", None, "备注"),
        (None, None, None, "本月值", "累计值"),
        ("I1", "新建充电桩数", "甲县", 1, 5),
        (None, None, "乙县", 2, 6.5, "增"),
        merged=("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "A4:A5", "B4:B5"),
    )
    sheet = read(saved(workbook), "九月.xlsx")
    assert (sheet.encoding, sheet.sheet, sheet.header_lines) == ("xlsx", "Sheet", (2, 3))
    assert [(row.line, row.code, row.name, row.region, row.monthly, row.total) for row in sheet.rows] == [
        (4, "I1", "新建充电桩数", "甲县", "1", "5"),
        (5, "I1", "新建充电桩数", "乙县", "2", "6.5"),
    ]
    assert sheet.rows[0].header.columns[Field.TOTAL].header == "完成情况 累计值"


def test_the_sheet_whose_header_fits_is_read_and_the_others_are_named():
    workbook = a_workbook(("填报说明",), ("请填第二张表",))
    for title, rows in (
        ("空表", ()),
        ("九月", (("指标编码", "累计值"), ("I1", 5))),
        ("八月", (("指标编码", "累计值"),)),
    ):
        added = workbook.create_sheet(title)
        for row in rows:
            added.append(row)
    sheet = read(saved(workbook))
    assert (sheet.sheet, len(sheet.rows)) == ("九月", 1)
    assert "“Sheet”、“八月”" in told(sheet, "other-sheets").message


def test_hidden_rows_and_sheets_are_read_and_named():
    workbook = a_workbook(("指标编码", "累计值"), ("I1", 5), ("S1", 6))
    workbook.active.row_dimensions[3].hidden = True
    workbook.create_sheet("别的").append(("x",))
    workbook.active.sheet_state = "hidden"
    workbook.active = 1
    sheet = read(saved(workbook))
    assert len(sheet.rows) == 2
    assert told(sheet, "hidden-rows").line == 3
    assert "隐藏" in told(sheet, "hidden-sheet").message


def test_only_filled_cells_beyond_the_header_of_a_workbook_refuse_their_row():
    workbook = a_workbook(("指标编码", "累计值"), ("I1", 5, None, " "), ("S1", 6, None, "x"))
    first, second = read(saved(workbook)).rows
    assert (first.fault, str(second.fault).partition("，")[0]) == (None, "第3行有4列而表头2列")


# whatever comes

WORDS = """
指标编码 指标名称 地区 月份 累计值 本月值 分子 分母 单位 备注 单位名称 目标 合计 小计 甲县 乙县 全市 市大数据局 I1 S1
新建充电桩数 2023-09 9月 1-9月累计 2023年 1 2.5 1,234 约5 — 填报人： 张三 电话：13800000000 一、标题
"""
CELLS = st.sampled_from(WORDS.split()) | st.sampled_from(["", "", "", " ", "\u200b", "'", "\u3000"])
ROWS = st.lists(st.lists(CELLS | st.text(max_size=8), max_size=7), max_size=14)
TABLES = st.lists(st.lists(CELLS, max_size=5), max_size=14).map(lambda rows: [HEADER.strip().split(","), *rows])


def as_csv(rows: list[list[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode(errors="replace")


@given(ROWS | TABLES)
@example([["指标编码", "累计值"], ["I1", "5"], ["合计", "5"]])
@settings(max_examples=200, deadline=None)
def test_no_row_of_any_sheet_is_unaccounted_for(rows):
    content = as_csv(rows)
    sheet = read(content)
    if not sheet.header_lines:
        assert sheet.rows == ()
        assert any(problem.level is Level.ERROR for problem in sheet.problems)
        return
    (table,) = read_tables(content, "x.csv", score=lambda cells: len(cells)).sheets
    filled = [row.line for row in table.rows if not all(map(is_blank, row.cells))]
    taken = {row.line for row in sheet.rows}
    left_out = sum(count for reason, count in sheet.skipped.items() if reason is not Skip.BLANK)
    assert len(filled) == len(taken) + len(sheet.header_lines) + left_out
    assert taken.isdisjoint(sheet.header_lines)
    assert set(sheet.skipped) <= set(codes(sheet))
    assert "13800000000" not in "".join(problem.message for problem in sheet.problems)


@given(TABLES)
@example([HEADER.strip().split(","), ["", "", "", "指标名称", "累计值"], ["", "", "", "指标编码"]])  # two rows of heads
@settings(max_examples=100, deadline=None)
def test_no_value_is_changed_or_moved(rows):
    content = as_csv(rows)
    by_line = {number: cells for number, cells in enumerate(rows, start=1)}
    for row in read(content).rows:
        if row.header.line == 1:
            cells = by_line[row.line]
            place = "ABCDEFG".index(row.header.columns[Field.TOTAL].letter)
            assert row.total == (cells[place] if len(cells) > place else "")


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_no_bytes_break_the_reader(content):
    sheet = read(content)
    assert sheet.rows or any(problem.level is Level.ERROR for problem in sheet.problems)


@given(st.lists(st.lists(CELLS | st.none(), max_size=6).map(tuple), max_size=10))
@settings(max_examples=40, deadline=None)
def test_no_workbook_breaks_the_reader(rows):
    sheet = read(saved(a_workbook(("指标编码", "地区", "累计值"), *rows)))
    assert sheet.rows or any(problem.level is Level.ERROR for problem in sheet.problems)


@pytest.mark.parametrize("value", ["1,234", "5", "5.5", "1.2万", "83%"])
def test_a_row_of_figures_with_the_word_of_a_header_in_its_remark_is_no_header(value: str) -> None:
    sheet = read(f'指标编码,地区,月份,累计值,备注\n{ROW.strip()},\n,乙县,2023-09,"{value}",指标名称\n')
    assert [line for line, *_ in figures(sheet)] == [2, 3]
