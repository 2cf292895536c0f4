"""The publishing page: what waits, what a month lacks, and what its steps come to."""

import pytest
from dash.exceptions import PreventUpdate

from dashboard.domain.access import Account, Role
from dashboard.services import intake, submitting
from dashboard.web.pages.publish import callbacks

SEPTEMBER = callbacks.Month(2023, 9)


def handed_in(site, *rows, explain="试"):
    content = "\n".join(("指标编码,地区,月份,累计值", *rows)).encode()
    return intake.load_upload(site, intake.Upload(content, "九月.csv", explanation=explain), publish=False)


@pytest.fixture
def number(demo_site):
    return handed_in(demo_site, "T30-3,博兴县,2023-09,160").review.submission


def take(site, **form):
    return callbacks.take_step(site, form, SEPTEMBER)


def board(site):
    return callbacks._board(site, SEPTEMBER, look=True)


def test_what_waits_is_listed_with_what_it_would_do(demo_site, number):
    markup = board(demo_site)
    assert f'value="{number}"' in markup
    assert "九月.csv" in markup
    assert "变更 1" in markup
    assert "说明 2 处" in markup  # the fall, and the pair that it tears apart
    assert "2023年9月" in markup


def test_the_first_paint_does_not_wait_for_what_publishing_would_do(demo_site, number):
    assert "正在推算" in str(callbacks.open_page(demo_site, {}))


def test_what_is_chosen_is_published_and_each_of_the_others_says_why_not(demo_site, number):
    message, looked_at, markup = take(demo_site, step="publish", number=[str(number), "999"])
    assert "已发布 1 份" in message
    assert "没有编号为 999" in message
    assert looked_at == ""
    assert "没有等待发布的报送" in markup


def test_nothing_chosen_is_told(demo_site, number):
    assert "还没有选报送批次" in take(demo_site, step="publish")[0]


def test_returning_wants_a_reason_and_keeps_what_is_looked_at(demo_site, number):
    message, looked_at, _ = take(demo_site, step="return", number=str(number), reason="", looking="submission")
    assert "退回要写一句原因" in message
    assert "核对 九月.csv" in looked_at
    message, looked_at, markup = take(demo_site, step="return", number=str(number), reason="请核对 9 月")
    assert f"报送批次 {number} 已退回" in message
    assert looked_at == ""
    assert "九月.csv" not in markup


def test_undoing_shows_first_what_would_be_another(demo_site, number):
    submitting.publish(demo_site, number)
    message, markup = callbacks._looked_at(demo_site, {"undo": str(number)})
    assert message == ""
    plain = " ".join(markup.split())
    assert "160 台" in plain
    assert "<b>230 台</b>" in plain
    assert "已撤回" in take(demo_site, step="undo", number=str(number))[0]
    assert "已经撤回" in callbacks._looked_at(demo_site, {"undo": str(number)})[0]


def test_a_month_is_closed_with_exceptions_and_opened_again(demo_site):
    message, _, markup = take(demo_site, step="close", month="2023-09", **{"except": ["邹平市", "市医保局"]})
    assert "2023-09 已结账" in message
    assert "例外：" in markup
    assert "邹平市" in markup
    assert f"由{demo_site.who.name}于" in markup
    assert "已由" in take(demo_site, step="close", month="2023-09")[0]
    assert "重新开账" in take(demo_site, step="open", month="2023-09")[0]
    assert "还没有结账" in board(demo_site)


def test_who_owes_what_stands_in_the_table_and_in_the_reminder(demo_site):
    markup = board(demo_site)
    assert "37 项都没有报" in markup
    assert "阳信县：缺 3 项" in markup
    assert "历月按时情况" in markup


def test_a_reviewer_of_a_part_sees_and_closes_no_more_than_its_part(demo_site, number):
    part = Account("部分审核", Role.REVIEWER, regions=frozenset({"371621"}), reads_all=False)
    markup = callbacks._board(demo_site.acting(part), SEPTEMBER)
    assert "九月.csv" not in markup
    assert "9月结账" not in markup


@pytest.mark.parametrize("form", [None, {}, {"step": "nothing"}, {"step": "undo", "number": "x"}, {"step": "close"}])
def test_nothing_is_done_where_nobody_asked(demo_site, form):
    with pytest.raises(PreventUpdate):
        callbacks.take_step(demo_site, form, None)


@pytest.mark.parametrize("query", [{"submission": "999"}, {"undo": "999"}, {"submission": "x"}, {"month": "never"}])
def test_an_address_with_nothing_behind_it_opens_the_board(demo_site, query):
    assert "等待发布" in str(callbacks.open_page(demo_site, query))
