"""The review of an upload: counted in full, listed up to a limit, gravest first."""

from dataclasses import replace

from builders import a_plan, an_indicator, assess, by_counties, month, ratio, value

from dashboard.domain.plan_rules import Publish, Rules
from dashboard.domain.problem import Level, Problem
from dashboard.domain.review import Review
from dashboard.domain.verdict import Checked, RowVerdict, Verdict
from dashboard.viewmodels import upload_review
from dashboard.viewmodels.outlook import Outlook
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


def build(rows, problems=(), before=ASSESSMENT, after=None):
    return build_upload_review(a_review(rows, problems), Outlook(before, after or before))


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
    assert found.left["rejected"] == many - upload_review.ROWS_LISTED
    assert (found.left["new"], found.errors) == (0, many)
    assert found.rows[-1].line == 9999


def test_rows_keep_the_order_of_the_file():
    rows = [a_row(4, Verdict.SAME), a_row(2), a_row(3, Verdict.REJECTED)]
    assert [row.line for row in build(rows).rows] == [4, 2, 3]


def test_a_row_carries_what_was_said_about_it():
    found = build([a_row(2, Verdict.REJECTED, text="8O"), a_row(3)], [a_problem(2)])
    refused, fine = found.rows
    assert [reason.sentence for reason in refused.reasons] == ["有字母“O”。"]
    assert refused.value_is_refused
    assert fine.reasons == ()


def test_in_a_wide_sheet_a_cell_answers_for_itself_alone():
    rows = [a_row(2, Verdict.REJECTED, text="8O"), a_row(2, region="A", text="80")]
    refused, fine = build(rows, [a_problem(2)]).rows
    assert len(refused.reasons) == 1
    assert fine.reasons == ()


def test_a_key_that_cannot_be_read_does_not_blame_the_value():
    told = a_problem(2, message="第 2 行 E 列 累计值“惠名县”：没有这个地区。", code="region-unknown")
    (row,) = build([a_row(2, Verdict.REJECTED, region=None)], [told]).rows
    assert (row.unread("region"), row.unread("indicator")) == ("惠名县", None)
    assert not row.value_is_refused
    assert row.region is None


def test_a_row_of_another_plan_has_no_indicator():
    (row,) = build([a_row(2, indicator="X9")]).rows
    assert row.indicator is None


def test_a_repeat_within_the_file_differs_from_what_is_published():
    repeat, same = build([a_row(2, Verdict.SAME), a_row(3, Verdict.SAME, was=5)]).rows
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
    assert build([row]).rows[0].amount == ratio(9, 10)
