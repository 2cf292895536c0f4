"""One file's way through /report: mended beside the file, explained, returned, mended again, published, undone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from browser.served_site import ServedSite
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, expect

pytestmark = pytest.mark.usefixtures("no_complaints")

FILE = "九月.csv"
CONTENT = (
    "编码,指标名称,县（市、区）,报告期,累计完成值\r\n"
    "T28-1,新开通5G基站,惠民县,2023-09,19O\r\n"
    "T08-2,视频监控路数,博兴线,2023-09,160\r\n"
    "T28-1,新开通5G基站,阳信县,2023-09,1.5\r\n"
    "T08-2,视频监控路数,惠民县,2023-09,1\r\n"
)


def take(page: Page, url: str, content: str = CONTENT, file: str = FILE) -> None:
    """Bring a file and wait for its review."""
    page.goto(f"{url}/report")
    expect(page.get_by_role("heading", name="报送", exact=True)).to_be_visible()
    page.set_input_files("#report-file", FilePayload(name=file, mimeType="text/csv", buffer=content.encode("gb18030")))
    expect(page.get_by_role("heading", name=f"核对 {file}")).to_be_visible()


def problems(page: Page) -> Locator:
    return page.get_by_role("region", name="要先看的地方")


def rows(page: Page) -> Locator:
    return page.get_by_role("region", name="整张表")


def tally(page: Page, word: str) -> Locator:
    return page.get_by_role("group", name="各类行数").get_by_role("button", name=word)


def mend_all(page: Page) -> None:
    """The three refused rows: a number typed anew, a name confirmed, a row left out."""
    number = problems(page).get_by_label("第 2 行 累计完成值改为", exact=True)
    expect(number).to_have_value("19O")
    number.fill("190")
    number.press("Enter")
    expect(tally(page, "拒绝")).to_contain_text("2")
    problems(page).get_by_role("button", name="是博兴县").click()
    expect(tally(page, "拒绝")).to_contain_text("1")
    rows(page).get_by_role("button", name="第 4 行不报", exact=True).click()
    expect(tally(page, "拒绝")).to_contain_text("0")


def explain_all(page: Page) -> None:
    """The same word for every fall."""
    problems(page).get_by_role("textbox").first.fill("按盘点结果核减")
    problems(page).get_by_role("button", name="同样的 2 处都用这句").first.click()
    expect(tally(page, "要说明")).to_contain_text("都已说明")


def test_small_mistakes_are_mended_on_the_page_and_can_be_taken_back(page: Page, own_served: ServedSite) -> None:
    take(page, own_served.url)
    expect(tally(page, "拒绝")).to_contain_text("3")
    mend_all(page)
    expect(rows(page)).to_contain_text("原文“19O”")
    expect(rows(page).get_by_label("第 3 行 C 列 县（市、区）")).to_have_value("博兴县")

    page.reload()
    expect(rows(page)).to_contain_text("原文“19O”")
    rows(page).get_by_role("button", name="第 4 行恢复原样").click()
    expect(tally(page, "拒绝")).to_contain_text("1")
    cell = rows(page).get_by_label("第 4 行 E 列 累计完成值")
    cell.fill("150")
    rows(page).get_by_role("button", name="改好第 4 行").click()
    expect(tally(page, "拒绝")).to_contain_text("0")


def test_what_is_typed_stays_while_something_else_is_kept(page: Page, own_served: ServedSite) -> None:
    take(page, own_served.url)
    waiting = problems(page).get_by_label("第 4 行 累计完成值改为", exact=True)
    waiting.fill("150")
    problems(page).get_by_role("button", name="是博兴县").click()
    expect(tally(page, "拒绝")).to_contain_text("2")
    expect(waiting).to_have_value("150")


def test_from_a_file_with_mistakes_to_published_figures_and_back(
    context: BrowserContext, own_served: ServedSite
) -> None:
    page = context.new_page()
    take(page, own_served.url)
    mend_all(page)
    explain_all(page)
    page.get_by_role("button", name="提交 3 行").click()
    expect(page.locator(".report-foot")).to_contain_text("已提交，等待发布")

    page.locator(".report-foot").get_by_role("link", name="去审核发布").click()
    expect(problems(page)).to_contain_text("已说明：按盘点结果核减")
    page.get_by_label("退回的原因").fill("博兴县的数请再核一次")
    page.get_by_role("button", name="退回").click()
    expect(page.get_by_role("status")).to_contain_text("已退回")

    page.goto(f"{own_served.url}/report")
    returned = page.locator("table.submissions").get_by_role("row").filter(has_text=FILE)
    expect(returned).to_contain_text("博兴县的数请再核一次")
    returned.get_by_role("link", name="改好再报").click()
    expect(page.get_by_role("note")).to_contain_text("博兴县的数请再核一次")
    cell = rows(page).get_by_label("第 3 行 E 列 累计完成值")
    cell.fill("8250")
    rows(page).get_by_role("button", name="改好第 3 行").click()
    expect(rows(page)).to_contain_text("8,250 路")
    page.get_by_role("button", name="提交 3 行").click()
    expect(page.locator(".report-foot")).to_contain_text("已提交，等待发布")
    page.locator(".report-foot").get_by_role("link", name="去审核发布").click()
    page.get_by_role("button", name="发布 3 行").click()
    expect(page.get_by_role("status")).to_contain_text("已发布 1 份")

    page.goto(f"{own_served.url}/report")
    page.locator("table.submissions").get_by_role("row").filter(has_text=FILE).get_by_role("link", name="撤回").click()
    expect(page.get_by_role("region", name="撤回后会变的数")).to_contain_text("190 个→123 个")
    expect(page.get_by_role("region", name="撤回后会变的状态")).to_contain_text("新开通5G基站")
    page.get_by_role("button", name="撤回", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("之前的数据重新生效")
    expect(page).to_have_url(f"{own_served.url}/report")
    expect(page.locator("table.submissions").get_by_role("row").filter(has_text=FILE)).to_contain_text("已撤回")


def test_what_waits_is_taken_back_and_is_a_draft_again(page: Page, own_served: ServedSite) -> None:
    take(page, own_served.url, "指标编码,地区,月份,累计值\nT28-1,惠民县,2023-09,190\n")
    page.get_by_role("button", name="提交 1 行").click()
    foot = page.locator(".report-foot")
    expect(foot).to_contain_text("已提交，等待发布")
    foot.get_by_role("button", name="收回").click()
    expect(foot.get_by_text("确认收回？")).to_be_visible()
    foot.get_by_role("button", name="收回").click()
    expect(page.get_by_role("heading", name=f"核对 {FILE}")).to_be_visible()
    expect(page.get_by_role("button", name="提交 1 行")).to_be_visible()


def test_the_receipt_is_the_reporters_own_file_with_the_reasons(page: Page, own_served: ServedSite) -> None:
    take(page, own_served.url)
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载回执").click()
    assert taken.value.suggested_filename == "九月_回执.csv"
    lines = list(csv.reader(Path(taken.value.path()).read_bytes().decode("gb18030").splitlines()))
    assert [line[:5] for line in lines] == list(csv.reader(CONTENT.splitlines()))
    assert [line[5] for line in lines[1:4]] == ["拒绝", "拒绝", "拒绝"]


def test_a_long_file_is_turned_over_page_by_page(page: Page, own_served: ServedSite) -> None:
    same = "".join(f"T28-1,惠民县,2023-{month:02},123\n" for month in range(1, 10) for _ in range(30))
    take(page, own_served.url, "指标编码,地区,月份,累计值\n" + same)
    pager = rows(page).get_by_role("navigation", name="翻页")
    expect(pager).to_contain_text("第 1/2 页，第 1–200 行，共 270 行")
    pager.get_by_role("button", name="下一页").click()
    expect(pager).to_contain_text("第 2/2 页，第 201–270 行")
    expect(rows(page).locator("tbody .c-line").first).to_have_text("202")
