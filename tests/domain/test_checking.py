"""The importer's judgement: rows in, verdicts and problems out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import builders
import pytest
from builders import month, ratio, value
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.checking import Checked, Verdict, check_rows
from dashboard.domain.figure import Closing, Known
from dashboard.domain.measure import Amount, Measure
from dashboard.domain.month import Month
from dashboard.domain.plan import Plan, Region, RegionalTarget
from dashboard.domain.problem import Problem
from dashboard.domain.sheet_row import Column, Field, Header, RawRow

TODAY = date(2023, 10, 12)
HEADER = Header(
    1,
    {
        Field.CODE: Column("A", "编码"),
        Field.NAME: Column("B", "指 标 名 称"),
        Field.REGION: Column("C", "县（市、区）"),
        Field.MONTH: Column("D", "报告期"),
        Field.TOTAL: Column("E", "累计完成值"),
        Field.MONTHLY: Column("F", "当月"),
        Field.NUMERATOR: Column("G", "分子"),
        Field.DENOMINATOR: Column("H", "分母"),
        Field.UNIT: Column("I", "单位"),
        Field.REMARK: Column("J", "说明"),
    },
)
INDICATORS = (
    builders.by_counties("I1", name="新建充电桩数", unit="台"),
    builders.by_counties("S1", name="充电桩保有量", unit="台", measure=Measure.STOCK, target=300, baseline=150),
    builders.by_counties("R1", name="视频在线率", unit="%", measure=Measure.RATIO, target=90),
    builders.by_counties("M1", name="营业收入", unit="亿元"),
    builders.an_indicator("L1", name="服务半径", unit="公里", measure=Measure.LEVEL, target="1.5"),
    builders.an_indicator("C1", name="通报次数", unit="次", target=4),
)
PLAN = builders.a_plan(INDICATORS, targets=(RegionalTarget("S1", "A", Decimal(60), Decimal(40)),))


def a_row(line: int = 2, **cells: Any) -> RawRow:
    """甲县's cumulative value of I1 for September, a whole table's columns around it."""
    held: dict[str, Any] = dict.fromkeys(("name", "monthly", "numerator", "denominator", "unit", "remark"), "")
    held |= {"code": "I1", "region": "甲县", "month": "2023-09", "total": "12"}
    return RawRow(line, HEADER, **(held | cells))


def check(*rows: RawRow, known: Known | None = None, plan: Plan = PLAN, **settings: Any) -> Checked:
    asked: dict[str, Any] = {"asked_month": None, "today": TODAY} | settings
    return check_rows(plan, rows, known or Known(), **asked)


def published(figures: Mapping[tuple[str, str], Mapping[str, Amount]]) -> Known:
    known: dict[str, dict[str, dict[Month, Amount]]] = {}
    for (indicator, region), months in figures.items():
        known.setdefault(indicator, {})[region] = {month(at): amount for at, amount in months.items()}
    return Known(known)


def verdicts(checked: Checked) -> list[str]:
    return [str(row.verdict) for row in checked.rows]


def told(checked: Checked, level: str | None = None) -> list[str]:
    return [problem.code for problem in checked.problems if level in (None, problem.level)]


def the_problem(checked: Checked) -> Problem:
    (problem,) = checked.problems
    return problem


def test_a_clean_row_is_new_and_nothing_is_said() -> None:
    checked = check(a_row(remark="按期"))
    (row,) = checked.rows
    assert row == (2, "I1", "A", month("2023-09"), value(12), Verdict.NEW, None, "12", "按期")
    assert checked.problems == ()
    assert checked.counts == (1, 0, 0, 0, 0, 0)


def test_a_row_is_held_against_what_is_published() -> None:
    known = published({("I1", "A"): {"2023-09": value("12.0")}})
    same, changed = check(a_row(), known=known), check(a_row(total="13"), known=known)
    assert (verdicts(same), same.rows[0].was) == (["same"], value(12))
    assert (verdicts(changed), changed.rows[0].was, changed.rows[0].amount) == (["changed"], value(12), value(13))


def test_a_missing_mark_leaves_what_stands() -> None:
    checked = check(a_row(total="—"), a_row(3, total=""), known=published({("I1", "A"): {"2023-09": value(12)}}))
    assert verdicts(checked) == ["missing", "missing"]
    assert (checked.rows[0].amount, checked.rows[0].was) == (None, value(12))
    assert checked.problems == ()


@pytest.mark.parametrize(
    "cells",
    [{"month": "2023-12"}, {"month": "2022-12"}, {"code": "C1"}, {"month": "2023-08"}, {"unit": "户"}],
)
def test_an_empty_value_is_missing_even_where_a_value_would_be_refused(cells: dict[str, str]) -> None:
    known = Known(closed={month("2023-08"): Closing("张三", datetime(2023, 9, 5, 9))})
    assert verdicts(check(a_row(total="", **cells), known=known)) == ["missing"]


def test_without_a_region_column_the_city_is_meant() -> None:
    checked = check(a_row(region=None))
    assert checked.rows[0].region == "C"
    assert verdicts(checked) == ["new"]


def test_without_a_month_column_the_asked_month_is_meant() -> None:
    checked = check(a_row(month=None), asked_month=month("2023-08"))
    assert checked.rows[0].month == month("2023-08")


def test_a_month_in_the_file_counts_more_than_the_asked_one() -> None:
    assert check(a_row(), asked_month=month("2023-08")).rows[0].month == month("2023-09")


def test_without_any_month_the_file_is_asked_for_one_once() -> None:
    checked = check(a_row(month=None), a_row(3, month=None))
    assert verdicts(checked) == ["rejected", "rejected"]
    problem = the_problem(checked)
    assert (problem.line, problem.code) == (None, "month-not-given")
    assert problem.message == "文件里没有月份列。请加一列“月份”，或在报送时指定月份，如 2023-12。"


def test_an_asked_month_that_is_closed_is_told_once() -> None:
    known = Known(closed={month("2023-08"): Closing("张三", datetime(2023, 9, 5, 9))})
    checked = check(a_row(month=None), a_row(3, month=None, region="乙县"), known=known, asked_month=month("2023-08"))
    assert verdicts(checked) == ["rejected", "rejected"]
    assert the_problem(checked).line is None


@pytest.mark.parametrize(
    ("cells", "code", "column", "named"),
    [
        ({"region": "甲乙县"}, "region-unknown", "县（市、区）", "第 2 行 C 列 县（市、区）“甲乙县”：没有这个地区"),
        ({"region": ""}, "region-empty", "县（市、区）", "第 2 行 C 列 县（市、区）：是空的"),
        ({"code": "I9"}, "indicator-unknown", "编码", "没有这个指标"),
        ({"code": "", "name": ""}, "indicator-empty", "指 标 名 称", "补上"),
        ({"month": ""}, "month-empty", "报告期", "2023-07"),
        ({"month": "7-23"}, "month-ambiguous", "报告期", "7-23"),
        ({"month": "2024-01"}, "month-outside-plan", "报告期", "2023-01 至 2023-12"),
        ({"month": "2022-12"}, "month-outside-plan", "报告期", "基数"),
        ({"month": "2023-11"}, "month-to-come", "报告期", "还没有到"),
        ({"month": "2023-08"}, "month-closed", "报告期", "已由张三于 2023-09-05 结账"),
        ({"code": "C1"}, "city-only", "县（市、区）", "只由全市报送"),
        ({"unit": "户"}, "unit-mismatch", "单位", "“台”"),
        ({"total": "8O"}, "letter-in-number", "累计完成值", "第 2 行 E 列 累计完成值“8O”：有字母“O”"),
        ({"total": "", "monthly": "5"}, "previous-month-missing", "当月", "没有 2023-08 的累计值"),
        ({"total": "", "numerator": "5"}, "value-not-given", "累计完成值", "请填累计值"),
        ({"code": "R1", "total": "", "numerator": "9"}, "part-missing", "分母", "缺少分母"),
        ({"code": "R1", "total": "90", "denominator": "9"}, "part-missing", "分子", "缺少分子"),
        ({"code": "R1", "total": "", "numerator": "9", "denominator": "0"}, "denominator-zero", "分母", "分母是0"),
        (
            {"code": "R1", "total": "", "numerator": "11", "denominator": "9"},
            "numerator-over-denominator",
            "分子",
            "大于",
        ),
        ({"code": "R1", "total": "", "monthly": "90"}, "monthly-not-convertible", "当月", "累计值"),
        ({"code": "L1", "region": None, "total": "", "monthly": "1"}, "monthly-not-convertible", "当月", "累计值"),
    ],
)
def test_a_row_that_can_not_be_taken_is_refused_and_says_where_and_why(
    cells: dict[str, Any], code: str, column: str, named: str
) -> None:
    known = Known(closed={month("2023-08"): Closing("张三", datetime(2023, 9, 5, 9))})
    checked = check(a_row(**cells), known=known)
    problem = the_problem(checked)
    assert verdicts(checked) == ["rejected"]
    assert (problem.line, problem.column, problem.level, problem.code) == (2, column, "error", code)
    assert named in problem.message
    assert checked.rows[0].amount is None


def test_everything_wrong_with_a_row_is_told_at_once() -> None:
    checked = check(a_row(region="某地", month="13月", total="三百"))
    assert sorted(told(checked)) == ["chinese-numeral", "month-unreadable", "region-unknown"]


def test_in_a_wide_sheet_a_value_is_placed_in_its_own_column() -> None:
    header = Header(1, {Field.CODE: Column("A", "编码")})
    row = RawRow(2, header, "I1", region="甲县", month="2023-09", total="8O", value_column=Column("D", "甲县"))
    problem = the_problem(check(row))
    assert problem.column == "甲县"
    assert problem.message.startswith("第 2 行 D 列 甲县“8O”：")


def test_a_stock_may_be_given_for_the_month_before_the_plan() -> None:
    assert verdicts(check(a_row(code="S1", month="2022-12"))) == ["new"]
    assert verdicts(check(a_row(code="S1", month="2022-11"))) == ["rejected"]


def test_nobody_reports_for_another() -> None:
    checked = check(a_row(), a_row(3, region="乙县"), may_report=lambda indicator, region: region.code == "B")
    assert verdicts(checked) == ["rejected", "new"]
    assert "您所在单位无权填报甲的“新建充电桩数”" in the_problem(checked).message


def test_the_city_may_give_any_indicator_and_a_region_with_regions_reports_like_a_county() -> None:
    regions = (Region("C", "某省"), Region("X", "某市", parent="C"), Region("A", "甲县", parent="X"))
    plan = builders.a_plan(INDICATORS, regions=regions)
    rows = [a_row(2, region="全省"), a_row(3, region="某市"), a_row(4, code="C1", region="某省", total="1")]
    assert verdicts(check(*rows, plan=plan)) == ["new", "new", "new"]


def test_numerator_and_denominator_count_and_a_percentage_beside_them_is_compared() -> None:
    parts = {"code": "R1", "numerator": "9", "denominator": "10"}
    agreeing, differing = check(a_row(total="90.1%", **parts)), check(a_row(total="90.2%", **parts))
    assert agreeing.rows[0].amount == differing.rows[0].amount == ratio(9, 10)
    assert agreeing.problems == ()
    assert (the_problem(differing).code, the_problem(differing).column) == ("percent-differs", "累计完成值")


def test_a_bare_percentage_of_a_ratio_is_kept_without_counts() -> None:
    assert check(a_row(code="R1", total="91.5%")).rows[0].amount == Amount(Decimal("91.5"))


def test_parts_of_what_is_no_ratio_are_left_aside_with_a_notice() -> None:
    checked = check(a_row(numerator="9", denominator="10"))
    assert verdicts(checked) == ["new"]
    assert told(checked) == ["cell-ignored", "cell-ignored"]


@pytest.mark.parametrize(
    ("unit", "total", "kept"), [("万元", "350000", 35), ("元", "350000万", 35), ("亿元", "35", 35)]
)
def test_values_in_another_unit_of_the_kind_are_converted(unit: str, total: str, kept: int) -> None:
    checked = check(a_row(code="M1", unit=unit, total=total))
    assert checked.rows[0].amount == value(kept)
    assert told(checked) == (["unit-converted"] if unit != "亿元" else [])


def test_monthly_values_are_added_up_from_the_plans_first_month_in_any_order() -> None:
    rows = [a_row(line, month=f"2023-{9 - line:02}", total="", monthly=str(line)) for line in range(2, 9)]
    checked = check(*rows)
    assert verdicts(checked) == ["new"] * 7
    assert [row.amount for row in checked.rows] == [value(n) for n in (35, 33, 30, 26, 21, 15, 8)]


def test_a_monthly_value_is_added_to_what_is_published() -> None:
    checked = check(a_row(total="", monthly="5"), known=published({("I1", "A"): {"2023-08": value(40)}}))
    assert checked.rows[0].amount == value(45)


@pytest.mark.parametrize(
    ("region", "before", "kept"),
    [("甲县", None, 45), ("全市", None, 155), ("乙县", 20, 25), ("甲县", 20, 45), ("乙县", None, None)],
)
def test_a_stocks_first_monthly_value_is_added_to_its_baseline(
    region: str, before: int | None, kept: int | None
) -> None:
    code = {"甲县": "A", "乙县": "B", "全市": "C"}[region]
    known = published({("S1", code): {"2022-12": value(before)}}) if before else Known()
    row = a_row(code="S1", region=region, month="2023-01", total="", monthly="5")
    assert check(row, known=known).rows[0].amount == (value(kept) if kept else None)


def test_a_monthly_value_is_not_added_to_a_month_that_is_refused() -> None:
    known = published({("I1", "A"): {"2023-08": value(40)}})
    checked = check(a_row(2, month="2023-08", total="8O"), a_row(3, total="", monthly="5"), known=known)
    assert verdicts(checked) == ["rejected", "rejected"]
    assert "2023-08 的行没有采用" in checked.problems[1].message


def test_the_cumulative_value_counts_and_a_difference_from_the_months_sum_is_a_warning() -> None:
    rows = [
        a_row(2, month="2023-08", total="40"),
        a_row(3, total="45", monthly="6"),
        a_row(4, month="2023-10", total="50", monthly="5"),
    ]
    checked = check(*rows)
    assert [row.amount for row in checked.rows] == [value(40), value(45), value(50)]
    assert (the_problem(checked).code, the_problem(checked).line) == ("monthly-differs", 3)


def test_a_sum_beyond_what_can_be_kept_is_refused() -> None:
    known = published({("M1", "A"): {"2023-08": value(9 * 10**12)}})
    assert told(check(a_row(code="M1", total="", monthly="1"), known=known)) == ["number-too-large"]


def test_the_same_row_twice_counts_once() -> None:
    checked = check(a_row(2), a_row(3, region="甲", total="12.0"))
    assert verdicts(checked) == ["new", "same"]
    assert (the_problem(checked).level, the_problem(checked).line) == ("notice", 3)
    assert "第 2 行" in the_problem(checked).message


def test_two_values_for_one_key_are_both_refused_with_both_lines() -> None:
    checked = check(a_row(2), a_row(5, total="13"), a_row(6, region="乙县"))
    assert verdicts(checked) == ["rejected", "rejected", "new"]
    assert told(checked) == ["rows-conflict", "rows-conflict"]
    assert all("第 2 行、第 5 行" in problem.message for problem in checked.problems)


def test_a_fall_of_a_cumulative_value_asks_for_a_reason() -> None:
    known = published({("I1", "A"): {"2023-06": value(20)}})
    checked = check(a_row(total="12"), known=known)
    assert verdicts(checked) == ["new"]
    assert (the_problem(checked).level, the_problem(checked).code) == ("warning", "cumulative-falls")
    assert "2023-06 的 20" in the_problem(checked).message
    within_file = check(a_row(2, month="2023-08", total="20"), a_row(3))
    assert told(within_file) == ["cumulative-falls"]


def test_what_stands_published_needs_no_new_reason() -> None:
    known = published({("I1", "A"): {"2023-08": value(20), "2023-09": value(12)}})
    assert check(a_row(), known=known).problems == ()
    assert told(check(a_row(2, month="2023-08", total="30"), a_row(3), known=known)) == ["cumulative-falls"]


def test_a_ratio_or_a_level_may_fall() -> None:
    known = published({("R1", "A"): {"2023-08": value(95)}, ("L1", "C"): {"2023-08": value(2)}})
    checked = check(a_row(code="R1", total="90"), a_row(3, code="L1", region=None, total="1.2"), known=known)
    assert checked.problems == ()


def test_over_ten_times_the_target_the_unit_is_in_doubt() -> None:
    assert told(check(a_row(total="1000"))) == []
    assert told(check(a_row(total="1001")), "warning") == ["unit-suspect"]
    assert told(check(a_row(code="S1", total="601")), "warning") == ["unit-suspect"]


def test_months_without_a_year_are_one_warning_for_the_file() -> None:
    rows = [a_row(line, region=region, month="9月") for line, region in ((4, "甲县"), (2, "乙县"), (3, "丁区"))]
    checked = check(*rows)
    problem = the_problem(checked)
    assert (problem.level, problem.code, problem.line) == ("warning", "month-without-year", 2)
    assert "共 3 行" in problem.message
    assert checked.counts.warnings == 1


def test_like_notices_beyond_the_first_twenty_become_one() -> None:
    rows = [a_row(line, month=f"2023-{line % 9 + 1:02}", total="１２") for line in range(2, 102)]
    checked = check(*rows)
    repairs = [problem for problem in checked.problems if problem.code == "number-repaired"]
    assert len(repairs) == 21
    assert "共 80 处" in repairs[-1].message
    assert repairs[-1].line == 22


def test_problems_are_told_by_line() -> None:
    checked = check(a_row(9, total="8O"), a_row(3, region="某地"), a_row(5, month="某月"))
    assert [problem.line for problem in checked.problems] == [3, 5, 9]


texts = st.one_of(
    st.none(),
    st.sampled_from(
        ["", "I1", "S1", "R1", "L1", "甲县", "乙县", "全市", "2023-09", "9月", "2022-12", "12", "0.87", "—", "约5", "1"]
    ),
    st.text(max_size=8),
)
any_row = st.builds(
    lambda line, cells: RawRow(line, HEADER, *cells), st.integers(2, 9), st.lists(texts, min_size=10, max_size=10)
)
amounts = st.sampled_from(["3", "4", "—", "8O", "1.5"])
likely_row = st.builds(
    lambda line, code, region, at, total, monthly: a_row(
        line, code=code, region=region, month=at, total=total, monthly=monthly
    ),
    st.integers(2, 99),
    st.sampled_from(["I1", "S1", "R1", "M1"]),
    st.sampled_from(["甲县", "乙", "全市"]),
    st.sampled_from(["2023-01", "2023-02", "2023-03", "2022-12"]),
    amounts,
    st.one_of(st.just(""), amounts),
)
KNOWN = published({("I1", "A"): {"2023-01": value(3)}, ("S1", "B"): {"2022-12": value(3), "2023-02": value(4)}})


@given(st.lists(st.one_of(any_row, likely_row), max_size=30))
def test_every_row_has_exactly_one_verdict_whatever_it_holds(rows: Sequence[RawRow]) -> None:
    checked = check(*rows, known=KNOWN)
    assert [row.line for row in checked.rows] == [row.line for row in rows]
    assert sum(checked.counts[:5]) == len(rows)
    for row in checked.rows:
        taken = row.verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.SAME)
        assert (row.amount is not None) == taken
        assert not taken or None not in (row.indicator, row.region, row.month)
        assert row.verdict is not Verdict.CHANGED or row.was != row.amount


@given(st.lists(likely_row, max_size=15), st.randoms(use_true_random=False))
def test_verdicts_do_not_depend_on_the_order_of_the_rows(rows: list[RawRow], random: Any) -> None:
    shuffled = random.sample(rows, len(rows))
    keyed = [
        Counter(
            (row.indicator, row.region, row.month, row.amount, row.verdict) for row in check(*order, known=KNOWN).rows
        )
        for order in (rows, shuffled)
    ]
    assert keyed[0] == keyed[1]


def test_a_row_whose_cells_may_have_shifted_is_refused_unread():
    fault = "第2行有7列而表头6列，请改好这一行后再报送。"
    checked = check(a_row(month="七月底", fault=fault))
    assert [(row.verdict, row.indicator, row.amount) for row in checked.rows] == [(Verdict.REJECTED, None, None)]
    assert [(p.line, p.column, p.level, p.code, p.message) for p in checked.problems] == [
        (2, None, "error", "too-many-cells", fault)
    ]


@given(st.lists(likely_row, max_size=15))
def test_every_refused_row_says_why(rows: list[RawRow]) -> None:
    checked = check(*rows, known=KNOWN)
    explained = {problem.line for problem in checked.problems if problem.level == "error"}
    assert {row.line for row in checked.rows if row.verdict is Verdict.REJECTED} == explained


@given(st.lists(likely_row, max_size=15))
def test_a_file_that_was_published_is_the_same_when_it_comes_again(rows: list[RawRow]) -> None:
    whole = [row for row in rows if not row.monthly]
    figures: dict[tuple[str, str], dict[str, Amount]] = {cell: {} for cell in ()}
    for row in check(*whole).rows:
        if row.amount and row.indicator and row.region and row.month:
            figures.setdefault((row.indicator, row.region), {})[str(row.month)] = row.amount
    again = check(*whole, known=published(figures))
    assert {row.verdict for row in again.rows} <= {Verdict.SAME, Verdict.MISSING, Verdict.REJECTED}
