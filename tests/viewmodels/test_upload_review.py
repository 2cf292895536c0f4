"""The review of an upload: counted in full, listed up to a limit, gravest first."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from builders import a_plan, an_indicator, assess, by_counties, month, ratio, value

from dashboard.domain.mending import WHOLE_LINE, Mend, ProblemKey, Word
from dashboard.domain.plan_rules import Publish, Rules
from dashboard.domain.problem import Level, Problem
from dashboard.domain.review import Review
from dashboard.domain.sheet_row import Column, Field, Header, RawRow
from dashboard.domain.verdict import Checked, RowVerdict, Verdict
from dashboard.viewmodels import upload_review
from dashboard.viewmodels.outlook import Outlook
from dashboard.viewmodels.review_rows import ROWS_A_PAGE, RowsAsked, asked_rows
from dashboard.viewmodels.upload_review import build_upload_review

PLAN = a_plan([an_indicator("I1", name="充电桩"), by_counties("I2", name="基站")])
ASSESSMENT = assess(PLAN, {("I1", "C"): {"2023-09": 10}}, "2023-09")


def a_row(line, verdict=Verdict.NEW, *, indicator="I1", region="C", at="2023-09", amount=5, was=None, text="5"):
    found = None if amount is None or verdict in (Verdict.REJECTED, Verdict.MISSING) else value(amount)
    return RowVerdict(line, indicator, region, month(at), found, verdict, was and value(was), text, "")


def a_problem(line, level=Level.ERROR, message="第 2 行 E 列 累计值“8O”：有字母“O”。", code="letter-in-number"):
    return Problem(line, "累计值" if line else None, level, code, message)


def a_review(rows, problems=(), **changes):
    values = {"file": "9月.csv", "sha256": "ab" * 32, "encoding": "gb18030", "sheet": None, "asked_month": None}
    return Review(**values, checked=Checked(tuple(rows), tuple(problems)), submission=7, **changes)


def build(rows, problems=(), before=ASSESSMENT, after=None, asked=None, **changes):
    return build_upload_review(a_review(rows, problems, **changes), Outlook(before, after or before), asked)


def test_every_row_is_counted_once():
    verdicts = [Verdict.NEW, Verdict.NEW, Verdict.CHANGED, Verdict.SAME, Verdict.REJECTED, Verdict.MISSING]
    found = build([a_row(line, verdict) for line, verdict in enumerate(verdicts, 2)])
    assert found.counts[:5] == (2, 1, 1, 1, 1)
    assert (found.total, found.to_write) == (6, 3)


def test_errors_stand_before_warnings_and_notices_stand_apart():
    problems = [a_problem(1, Level.NOTICE), a_problem(2, Level.WARNING), a_problem(3, Level.ERROR)]
    found = build([a_row(3)], problems)
    assert [(p.level, p.line) for p in found.problems] == [(Level.ERROR, 3), (Level.WARNING, 2)]
    assert [p.line for p in found.notices] == [1]
    assert (found.errors, found.counts.warnings) == (1, 1)


def test_a_problem_names_the_indicator_of_its_line():
    (found,) = build([a_row(2, Verdict.REJECTED)], [a_problem(2)]).problems
    assert found.indicator is PLAN.indicators[0]


def test_what_is_not_listed_is_counted():
    many = upload_review.PROBLEMS_LISTED + 3
    rows = [a_row(line, Verdict.REJECTED) for line in range(2, many + 2)]
    found = build([*rows, a_row(9999)], [a_problem(row.line) for row in rows])
    assert len(found.problems) == upload_review.PROBLEMS_LISTED
    assert found.left["problems"] == 3
    assert found.errors == many


def test_a_long_file_is_turned_over_page_by_page():
    many = ROWS_A_PAGE + 3
    rows = [a_row(line, Verdict.SAME if line % 2 else Verdict.NEW) for line in range(2, many + 2)]
    first, last = build(rows).page, build(rows, asked=RowsAsked("all", 99)).page
    assert (first.page, first.pages, first.total, first.first) == (1, 2, many, 1)
    assert (last.page, last.first, [row.line for row in last.rows]) == (2, ROWS_A_PAGE + 1, [202, 203, 204])


@pytest.mark.parametrize(
    ("show", "lines"), [("new", [3]), ("same", [2]), ("rejected", [4]), ("missing", []), ("warn", [3])]
)
def test_the_rows_of_one_kind_are_shown_alone(show, lines):
    rows = [a_row(2, Verdict.SAME), a_row(3), a_row(4, Verdict.REJECTED)]
    page = build(rows, [a_problem(3, Level.WARNING), a_problem(4)], asked=RowsAsked(show)).page
    assert [row.line for row in page.rows] == lines
    assert page.total == len(lines)


@pytest.mark.parametrize(
    ("view", "found"),
    [
        ("12:rejected:3", (12, RowsAsked("rejected", 3))),
        ("12", (12, RowsAsked())),
        ("12:nothing:x", (12, RowsAsked())),
        ("x:new:", (None, RowsAsked("new"))),
        (None, (None, RowsAsked())),
    ],
)
def test_a_view_names_a_submission_its_rows_and_a_page(view, found):
    assert asked_rows(view) == found


HEADER = Header(1, {field: Column(letter, field.value) for field, letter in zip(Field, "ABCD", strict=False)})


def a_raw(line, **cells):
    return RawRow(line, HEADER, **({"code": "I1", "region": "C", "month": "2023-09"} | cells))


def test_a_refused_cell_can_be_written_anew_and_a_name_is_offered():
    sentence = "没有这个地区。最接近的是“甲县”（A）、“乙县”（B），请您确认。"
    told = Problem(2, "地区", Level.ERROR, "region-unknown", f"第 2 行 C 列 地区“甲线”：{sentence}")
    rows = [a_row(2, Verdict.REJECTED, region=None), a_row(3)]
    found = build(rows, [told], raw=(a_raw(2, region="甲线"), a_raw(3)))
    (problem,) = found.problems
    assert (problem.can_mend, problem.near, problem.can_leave_out) == (True, ("甲县", "乙县"), True)
    refused, fine = found.page.rows
    assert [(cell.slot, cell.text, cell.refused) for cell in refused.cells] == [
        ("code", "I1", False), ("region", "甲线", True), ("month", "2023-09", False),
    ]  # fmt: skip
    assert fine.cells == ()


def test_a_row_whose_cells_may_stand_in_other_columns_can_only_be_left_out():
    told = a_problem(2, message="第 2 行：有 7 列，表头只有 6 列。", code="too-many-cells")
    found = build([a_row(2, Verdict.REJECTED)], [told], raw=(a_raw(2, fault="有 7 列"),))
    assert (found.problems[0].can_mend, found.problems[0].can_leave_out) == (False, True)
    assert found.page.rows[0].cells == ()


def test_what_was_mended_tells_what_stood_there_and_who_left_a_line_out_is_named():
    at = datetime(2023, 10, 9, tzinfo=UTC)
    mends = (Mend(2, "C", "甲线", "甲县", "张三", at), Mend(3, WHOLE_LINE, "", "", "李四", at))
    rows = [a_row(2, region="A"), a_row(3, Verdict.MISSING)]
    mended, left_out = build(rows, raw=(a_raw(2, region="甲县"), a_raw(3)), mends=mends).page.rows
    assert [(cell.text, cell.was, cell.by) for cell in mended.cells if cell.was] == [("甲县", "甲线", "张三")]
    assert mended.is_mended
    assert (left_out.left_out, left_out.cells) == ("李四", ())


def test_a_word_answers_its_warning_and_what_is_silent_is_counted_by_kind():
    warnings = [a_problem(line, Level.WARNING, code="falls") for line in (2, 3, 4)]
    word = Word("拆除", "张三", datetime(2023, 10, 9, tzinfo=UTC))
    rows = [a_row(line) for line in (2, 3, 4)]
    found = build(rows, warnings, words={ProblemKey(2, "累计值", "falls"): word})
    assert [p.word for p in found.problems] == [word, None, None]
    assert (found.silent, dict(found.alike)) == (2, {"falls": 2})
    assert build(rows, warnings, explanation="都核过").silent == 0


def test_rows_keep_the_order_of_the_file():
    rows = [a_row(4, Verdict.SAME), a_row(2), a_row(3, Verdict.REJECTED)]
    assert [row.line for row in build(rows).page.rows] == [4, 2, 3]


def test_a_row_carries_what_was_said_about_it():
    found = build([a_row(2, Verdict.REJECTED, text="8O"), a_row(3)], [a_problem(2)])
    refused, fine = found.page.rows
    assert [reason.sentence for reason in refused.reasons] == ["有字母“O”。"]
    assert refused.value_is_refused
    assert fine.reasons == ()


def test_in_a_wide_sheet_a_cell_answers_for_itself_alone():
    rows = [a_row(2, Verdict.REJECTED, text="8O"), a_row(2, region="A", text="80")]
    refused, fine = build(rows, [a_problem(2)]).page.rows
    assert len(refused.reasons) == 1
    assert fine.reasons == ()


def test_a_key_that_cannot_be_read_does_not_blame_the_value():
    told = a_problem(2, message="第 2 行 E 列 累计值“惠名县”：没有这个地区。", code="region-unknown")
    (row,) = build([a_row(2, Verdict.REJECTED, region=None)], [told]).page.rows
    assert (row.unread("region"), row.unread("indicator")) == ("惠名县", None)
    assert not row.value_is_refused
    assert row.region is None


def test_a_row_of_another_plan_has_no_indicator():
    (row,) = build([a_row(2, indicator="X9")]).page.rows
    assert row.indicator is None


def test_a_repeat_within_the_file_differs_from_what_is_published():
    repeat, same = build([a_row(2, Verdict.SAME), a_row(3, Verdict.SAME, was=5)]).page.rows
    assert (repeat.is_repeat, same.is_repeat) == (True, False)


def test_what_only_repeats_what_is_published_has_nothing_to_hand_in():
    assert build([a_row(2, Verdict.SAME, was=5)]).has_nothing


def test_where_the_plan_publishes_at_once_handing_in_is_publishing():
    assert not build([a_row(2)]).at_once
    plan = replace(PLAN, rules=Rules(publish=Publish.AT_ONCE))
    assert build([a_row(2)], before=assess(plan, {}, "2023-09")).at_once


def test_the_month_that_the_board_turns_to_is_told():
    assert build([a_row(2)]).turns_to is None
    assert build([a_row(2)], after=assess(PLAN, {}, "2023-10")).turns_to == month("2023-10")


def test_ratios_travel_with_their_counts():
    row = a_row(2)._replace(amount=ratio(9, 10))
    assert build([row]).page.rows[0].amount == ratio(9, 10)
