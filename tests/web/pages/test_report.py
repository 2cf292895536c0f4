"""The report page: what it shows of a file, and what its steps come to."""

import pytest
from builders import a_plan, an_indicator, assess, month, value
from dash.exceptions import PreventUpdate

from dashboard.domain.access import Account, Role
from dashboard.domain.problem import Level, Problem
from dashboard.domain.review import Review
from dashboard.domain.verdict import Checked, RowVerdict, Verdict
from dashboard.services import foreseeing, intake, submitting
from dashboard.viewmodels.outlook import Outlook
from dashboard.viewmodels.report_board import build_report_board
from dashboard.viewmodels.upload_review import build_upload_review
from dashboard.web.pages.report import callbacks, layout, loading

PLAN = a_plan([an_indicator("I1", name="新建充电桩", unit="台", target=1800)])
ASSESSMENT = assess(PLAN, {("I1", "C"): {"2023-09": 1200}}, "2023-09")
SCRIPT = "<script>alert(1)</script>"


def a_row(line, verdict, amount=None, was=None, text=""):
    return RowVerdict(line, "I1", "C", month("2023-09"), amount, verdict, was, text, "")


ROWS = (
    a_row(5, Verdict.NEW, value(1358)),
    a_row(6, Verdict.CHANGED, value(1210), value(1200)),
    a_row(7, Verdict.REJECTED, text=SCRIPT),
    a_row(8, Verdict.MISSING),
)
PROBLEMS = (
    Problem(7, "累计完成值", Level.ERROR, "unreadable-number", f"第 7 行 F 列 累计完成值“{SCRIPT}”：请填数字。"),
    Problem(6, "累计完成值", Level.WARNING, "cumulative-falls", "第 6 行 F 列 累计完成值“1210”：请您说明原因。"),
    Problem(None, None, Level.NOTICE, "encoding", "文件编码为 GB18030。"),
)
AFTER = assess(PLAN, {("I1", "C"): {"2023-09": 1358}}, "2023-09")


def a_review(rows=ROWS, problems=PROBLEMS):
    review = Review("9月.csv", "ab" * 32, "gb18030", None, None, Checked(tuple(rows), tuple(problems)), 126)
    return build_upload_review(review, Outlook(ASSESSMENT, AFTER))


def drawn():
    """The review's markup with every kind of space as a plain one."""
    return " ".join(layout.review_markup(a_review()).split())


def words(part):
    """The text of a foot's sentence."""
    return "".join(piece if isinstance(piece, str) else piece.children for piece in part)


def test_the_counts_stand_above_everything():
    markup = drawn()
    for name, count in [("new", 1), ("changed", 1), ("rejected", 1), ("missing", 1), ("same", 0)]:
        assert f'data-value="126:{name}:1"' in markup
        assert f'<span class="sum-n">{count}<i>行</i></span>' in markup


def test_a_problem_names_its_line_its_column_and_what_to_do():
    markup = drawn()
    assert "<b>第 7 行 F 列 累计完成值</b>" in markup
    assert "<span>请填数字。</span>" in markup
    assert "先看这 2 处" in markup


def test_a_cell_is_text_whatever_it_holds():
    markup = drawn()
    assert "<script" not in markup
    assert markup.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2


def test_a_change_shows_the_old_value_and_the_new():
    markup = drawn()
    assert "原报 1,200 台" in markup
    assert "<b>1,210 台</b>" in markup


def test_a_lamp_shows_both_states_and_both_actuals():
    markup = drawn()
    assert "滞后" in markup
    assert "达序时" in markup
    assert "1,200 台" in markup
    assert "<b>1,358 台</b>" in markup


def test_how_the_file_was_read_is_said():
    markup = drawn()
    for told in ("GBK（按 GB18030 读）", "文件编码为 GB18030。", "4 行 = 新增 1 + 变更 1", "ab" * 32):
        assert told in markup


def test_a_file_without_problems_has_no_list_of_them():
    assert "先看这" not in layout.review_markup(a_review(ROWS[:1], ()))


@pytest.mark.parametrize(
    ("rows", "problems", "state"),
    [
        (ROWS, PROBLEMS, "report is-review has-refused"),
        (ROWS[:1], (), "report is-review"),
        (ROWS[3:], (), "report is-review has-nothing"),
    ],
)
def test_the_foot_shows_only_the_controls_that_are_wanted(rows, problems, state):
    assert layout.state_of(a_review(rows, problems)) == state


def test_the_button_names_what_it_does():
    assert layout.submit_word(layout.effect_of(a_review())) == "提交 2 行"


@pytest.mark.parametrize(
    ("effect", "accept", "told"),
    [
        ({"rows": 25, "refused": 3, "errors": 3}, False, "有 3 行没有通过检查"),
        ({"rows": 25, "refused": 3, "errors": 3}, True, "拒绝的 3 行不提交"),
        ({"rows": 25, "silent": 2}, False, "还差 2 处一句原因"),
        ({"rows": 25}, False, "发布前可以收回"),
        ({"rows": 25, "at_once": 1}, False, "可以撤回"),
        ({"same": 4}, False, "4 行与已发布的一致"),
        ({"refused": 4, "errors": 4}, False, "没有可提交的行"),
    ],
)
def test_the_foot_says_what_will_happen(effect, accept, told):
    nothing = dict.fromkeys(("rows", "refused", "errors", "silent", "same", "at_once"), 0)
    assert told in words(layout.foot_words(nothing | effect, accept))


def test_the_board_names_what_is_missing():
    markup = layout.board_markup(build_report_board(ASSESSMENT, assess(PLAN, {}, "2023-10")))
    assert "2023年10月还欠" in markup
    assert "新建充电桩" in markup
    assert "还没有报送过" in markup
    assert "撤下演示数据" not in markup


def a_draft(site, *values, indicator="T28-1"):
    rows = "".join(f"{indicator},{region},2023-09,{number}\n" for region, number in values)
    content = f"指标编码,地区,月份,累计值\n{rows}".encode()
    return intake.keep_draft(site, intake.Upload(content, "九月.csv", "网页")).submission


def test_what_is_handed_in_says_what_it_holds_and_can_be_taken_back(demo_site):
    number = a_draft(demo_site, ("惠民县", 180))
    message, draft, board = callbacks.submit(demo_site, number, accept=False)
    assert f"报送批次 {number} 已提交，等待发布" in message
    assert draft == callbacks.NO_DRAFT
    assert f'aria-label="收回报送批次 {number}"' in board
    message, draft, _ = callbacks.take_from_list(demo_site, {"step": "take-back", "number": str(number)})
    assert f"报送批次 {number} 已收回" in message
    assert draft == number


def test_what_is_published_can_be_undone(demo_site):
    number = a_draft(demo_site, ("惠民县", 180))
    submitting.publish(demo_site, number)
    opened = loading.open_page(demo_site, {"undo": str(number)})
    assert opened.className == layout.BESIDE
    before = " ".join(layout.undo_markup(foreseeing.review_undo(demo_site, number)).split())
    assert "撤回后会变的数" in before
    assert "180 个" in before
    message, _, board = callbacks.take_from_list(demo_site, {"step": "undo", "number": str(number)})
    assert f"报送批次 {number} 已撤回" in message
    assert f"/report?undo={number}" not in board
    assert "已经撤回" in str(loading.open_page(demo_site, {"undo": str(number)}))


def test_who_may_not_publish_is_offered_no_undoing(demo_site):
    reporter = demo_site.acting(Account("张三", Role.REPORTER, regions=frozenset({"371621"})))
    number = a_draft(reporter, ("惠民县", 180))
    submitting.publish(demo_site, number)
    assert f"/report?undo={number}" in layout.board_markup(loading.load_board(demo_site))
    assert f"/report?undo={number}" not in layout.board_markup(loading.load_board(reporter))


def test_a_refused_row_keeps_the_review_and_says_why(demo_site):
    number = a_draft(demo_site, ("惠民县", 180), ("阳信县", "8O"))
    message, draft, board = callbacks.submit(demo_site, number, accept=False)
    assert "有 1 行没有通过检查" in message
    assert "--" not in message
    assert draft is not None
    assert draft is board
    message, draft, _ = callbacks.submit(demo_site, number, accept=True)
    assert "变更 1 行" in message
    assert draft == callbacks.NO_DRAFT


def test_a_draft_is_shown_again_from_its_address(demo_site):
    number = a_draft(demo_site, ("惠民县", 180))
    opened = loading.open_page(demo_site, {"draft": str(number)})
    assert opened.className == "report is-review"


@pytest.mark.parametrize("draft", ["", "x", "999999", "9" * 30, "-1"])
def test_an_address_without_a_draft_behind_it_opens_the_idle_page(demo_site, draft):
    assert loading.open_page(demo_site, {"draft": draft}).className == "report is-idle"


def test_a_draft_that_is_gone_is_said_in_its_place(demo_site):
    markup, state, effect = loading.show_draft(demo_site, 999_999)
    assert "没有编号为 999999 的报送批次" in markup
    assert (state, effect) == (layout.NO_REVIEW, None)


def test_a_discarded_draft_is_gone_for_good(demo_site):
    number = a_draft(demo_site, ("惠民县", 180))
    message, draft, _ = callbacks.undo(demo_site, number)
    assert f"报送批次 {number} 已放弃" in message
    assert draft == callbacks.NO_DRAFT
    message, _, _ = callbacks.submit(demo_site, number, accept=False)
    assert "已经放弃" in message


def test_one_button_takes_the_demonstration_away(demo_site):
    assert "撤下演示数据" in layout.board_markup(loading.load_board(demo_site))
    message, _, board = callbacks.remove_demonstration(demo_site)
    assert "演示数据已撤下" in message
    assert "撤下演示数据" not in board


def form(number, step, **fields):
    return {"number": str(number), "step": step, **fields}


def test_a_cell_is_mended_on_the_page_and_judged_anew(demo_site):
    number = a_draft(demo_site, ("惠民县", "19O"), ("阳信线", 180))
    assert 'name="cell-D" value="19O"' in layout.review_markup(loading.load_review(demo_site, number))
    said, (markup, state, effect) = callbacks.mend(demo_site, form(number, "mend", line="2", **{"cell-D": "190"}), None)
    assert (said, state, effect["rows"], effect["refused"]) == ("", "report is-review has-refused", 1, 1)
    assert "原文“19O”" in markup
    _, (markup, state, _) = callbacks.mend(demo_site, form(number, "leave-out", line="3"), None)
    assert state == "report is-review"
    assert "标为不报" in markup
    _, (_, state, _) = callbacks.mend(demo_site, form(number, "restore", line="3"), None)
    assert state == "report is-review has-refused"


def test_a_name_that_is_offered_is_one_press(demo_site):
    number = a_draft(demo_site, ("阳信线", 180))
    markup = layout.review_markup(loading.load_review(demo_site, number))
    assert 'name="cell-B" value="阳信县"' in markup
    assert "是阳信县" in markup


def test_every_warning_gets_its_word_and_the_words_travel_on(demo_site):
    number = a_draft(demo_site, ("惠民县", 1), ("阳信县", 1), indicator="T08-2")
    message, _, _ = callbacks.submit(demo_site, number, accept=False)
    assert "处一句原因" in message
    key = {"line": "2", "column": "累计值", "code": "cumulative-falls"}
    said, (markup, _, effect) = callbacks.mend(demo_site, form(number, "explain", said="拆除", **key), None)
    assert said == ""
    assert "已说明：拆除" in markup
    assert effect["silent"] == 1
    _, (_, _, effect) = callbacks.mend(
        demo_site, form(number, "explain-alike", code="cumulative-falls", said="盘点"), None
    )
    assert effect["silent"] == 0
    message, _, _ = callbacks.submit(demo_site, number, accept=False)
    assert "等待发布" in message


def test_what_cannot_be_kept_is_told_and_the_review_stays(demo_site):
    number = a_draft(demo_site, ("惠民县", "19O"))
    said, (markup, _, _) = callbacks.mend(demo_site, form(number, "mend", line="2", **{"cell-Z": "1"}), None)
    assert "没有可以改的单元格" in said
    assert "核对 九月.csv" in markup


def test_the_rows_that_were_looked_at_stay_while_one_of_them_is_mended(demo_site):
    number = a_draft(demo_site, ("惠民县", "19O"), ("阳信县", "18O"), ("无棣县", 180))
    _, (markup, _, _) = callbacks.mend(
        demo_site, form(number, "mend", line="2", **{"cell-D": "190"}), f"{number}:rejected:1"
    )
    assert markup.count('<td class="num c-line">') == 1
    markup, _, _ = loading.show_draft(demo_site, number, f"{number}:missing:1")
    assert "没有这样的行" in markup


@pytest.mark.parametrize("given", [None, {}, {"step": "mend"}, {"step": "nothing", "number": "1"}, {"number": "x"}])
def test_no_step_is_taken_that_is_none(demo_site, given):
    with pytest.raises(PreventUpdate):
        callbacks.mend(demo_site, given, None)


def test_what_came_back_says_why(demo_site):
    number = a_draft(demo_site, ("惠民县", 195))
    callbacks.submit(demo_site, number, accept=False)
    submitting.return_submission(demo_site, number, reason="请核对 9 月")
    assert "请核对 9 月" in layout.review_markup(loading.load_review(demo_site, number))


@pytest.mark.parametrize(("given", "number"), [(None, 3), (0, 3), (1, None), ("x", "x")])
def test_nothing_is_done_where_nobody_asked(given, number):
    with pytest.raises(PreventUpdate):
        callbacks.asked(given, number)


def grid_of(site, unit, at="2023-10"):
    return layout.grid_markup(loading.load_grid(site, {"fill": unit}, month(at)))


def test_the_grid_asks_a_unit_for_its_figures_and_tells_what_was_reported_last(demo_site):
    markup = " ".join(grid_of(demo_site, "惠民县").split())
    assert "要报 37 项，已发布 0 项" in markup
    assert 'data-code="T28-1" data-name="新开通5G基站数"' in markup
    assert "123 个<span" in markup
    assert "2023年9月" in markup
    assert 'data-field="分子"' in markup
    assert '<th scope="col">地区</th>' not in markup


def test_the_grid_opens_in_the_place_of_the_board(demo_site):
    opened = loading.open_page(demo_site, {"fill": "惠民县", "month": "2023-09"})
    assert opened.className == layout.BESIDE
    assert '<td class="num c-now">123 个</td>' in " ".join(grid_of(demo_site, "惠民县", "2023-09").split())


@pytest.mark.parametrize("unit", ["惠名县", "没有"])
def test_a_unit_that_there_is_not_is_told_on_the_board(demo_site, unit):
    opened = loading.open_page(demo_site, {"fill": unit})
    assert opened.className == "report is-idle"
    assert f"地区“{unit}”" in str(opened.children[-1].children[0].children[0].data)


def test_a_reporter_is_offered_its_own_units_alone(demo_site):
    reporter = demo_site.acting(Account("张三", Role.REPORTER, regions=frozenset({"371621"})))
    assert grid_of(reporter, "惠民县").count("<option>") + grid_of(reporter, "惠民县").count("<option selected>") == 1
    assert "没有要您报的指标" in str(
        loading.open_page(reporter, {"fill": "阳信县"}).children[-1].children[0].children[0].data
    )


def test_a_reporter_is_shown_what_its_own_units_owe(demo_site):
    county = Account("张三", Role.REPORTER, regions=frozenset({"371621"}))
    board = loading.load_board(demo_site.acting(county), month("2023-10"))
    assert [(due.region.name, due.expected) for due in board.regions] == [("惠民县", 37)]
    bureau = Account("李四", Role.REPORTER, departments=frozenset({"市医保局"}), regions=frozenset({"371600"}))
    board = loading.load_board(demo_site.acting(bureau), month("2023-10"))
    assert 0 < board.expected < 396
    assert len(loading.load_board(demo_site, month("2023-10")).regions) == 11
