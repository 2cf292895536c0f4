"""What people do with the figures, from the file to the wall and back."""

from __future__ import annotations

import re

import pytest
from browser.served_site import ROOT, ServedSite
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, expect

OCTOBER = ROOT / "data" / "demo" / "2023-10-upload-me.csv"
MENDED = "指标编码,地区,月份,累计值\nT30-3,博兴县,2023-09,160\nT28-1,滨城区,2023-09,很多\n"
CELL = "/indicator/T30-3?region=371625&month=2023-09"
PAGES = ("/", "/compare", "/indicator/T28-1", "/report", "/publish", "/screen")
OPENED = {
    "/": "table.list",
    "/compare": "table.pairs",
    "/indicator/T28-1": "h1",
    "/report": "table.submissions",
    "/publish": "h1",
    "/screen": "#wall .head",
}


pytestmark = pytest.mark.usefixtures("no_complaints")


def open_report(page: Page, site_url: str) -> Page:
    """The report page, ready to take a file."""
    page.goto(f"{site_url}/report")
    expect(page.get_by_role("heading", name="报送", exact=True)).to_be_visible()
    return page


def take(report: Page, file: str, content: bytes) -> None:
    """Choose a file and wait until it lies there to be checked."""
    report.set_input_files("#report-file", FilePayload(name=file, mimeType="text/csv", buffer=content))
    expect(report.get_by_role("heading", name=f"核对 {file}")).to_be_visible()


def count(report: Page, word: str) -> Locator:
    """How many rows of the file under review are so."""
    return report.get_by_role("group", name="各类行数").get_by_role("button", name=word)


def foot(report: Page) -> Locator:
    """What is said and asked at the page's foot."""
    return report.locator(".report-foot")


def first_problems(report: Page) -> Locator:
    """What wants a look before anything else."""
    return report.get_by_role("region", name="要先看的地方")


def as_of(wall: Page) -> Locator:
    """The month that the wall shows."""
    return wall.locator("#wall .page.is-on .asof")


def press_twice(button: Locator, again: Locator) -> None:
    """Press what asks once more before it does anything."""
    button.click()
    again.click()


def test_a_published_upload_redraws_the_open_wall_without_loading_it_again(
    context: BrowserContext, own_served: ServedSite
) -> None:
    wall = context.new_page()
    wall.goto(f"{own_served.url}/screen")
    expect(as_of(wall)).to_contain_text("2023年9月")
    wall.keyboard.press("Space")  # else it would turn to another page meanwhile
    wall.evaluate("window.opened = 'once'")
    score = wall.locator("#wall-overview .hero__score")
    expect(score).to_contain_text("%")
    before = score.inner_text()

    report = open_report(context.new_page(), own_served.url)
    take(report, OCTOBER.name, OCTOBER.read_bytes())
    expect(count(report, "新增")).to_contain_text("360")
    expect(count(report, "拒绝")).to_contain_text("0")
    report.get_by_role("button", name="提交 360 行").click()
    expect(foot(report)).to_contain_text("已提交，等待发布")
    foot(report).get_by_role("link", name="去审核发布").click()
    report.get_by_role("button", name="发布 360 行").click()
    expect(report.get_by_role("status")).to_contain_text("已发布 1 份")

    expect(as_of(wall)).to_contain_text("2023年10月")
    expect(score).not_to_have_text(before)
    assert wall.evaluate("window.opened") == "once"


def test_a_row_that_cannot_be_read_is_shown_with_its_line_and_its_reason(page: Page, site_url: str) -> None:
    report = open_report(page, site_url)
    take(report, "更正.csv", MENDED.encode())
    expect(count(report, "变更")).to_contain_text("1")
    expect(count(report, "拒绝")).to_contain_text("1")
    first = first_problems(report)
    expect(first).to_contain_text("第 3 行")
    expect(first).to_contain_text("读不成一个数")
    rows = report.get_by_role("region", name="整张表").get_by_role("row")
    refused, changed = rows.filter(has_text="读不成一个数"), rows.filter(has_text="160")
    expect(refused).to_contain_text("拒绝")
    expect(changed).to_contain_text("变更")
    report.get_by_role("group", name="显示哪些行").get_by_role("button", name="拒绝").click()
    expect(changed).to_have_count(0)
    expect(refused).to_be_visible()


def test_a_file_with_a_refused_row_is_published_only_when_asked_to_leave_it_out_and_undo_brings_back_what_was(
    context: BrowserContext, own_served: ServedSite
) -> None:
    report, indicator = open_report(context.new_page(), own_served.url), context.new_page()
    indicator.goto(own_served.url + CELL)
    expect(indicator.locator(".facts")).to_contain_text("230台")

    take(report, "更正.csv", MENDED.encode())
    submit = report.get_by_role("button", name="提交 1 行")
    submit.click()
    expect(foot(report)).to_contain_text("还没有提交：有 1 行没有通过检查")
    report.get_by_label("只收合格的行").check()
    submit.click()
    expect(foot(report)).to_contain_text("还差 2 处一句原因")
    silent = first_problems(report).locator(".wants-word")
    expect(silent.get_by_role("textbox").first).to_be_focused()
    for left in (1, 0):
        silent.get_by_role("textbox").first.fill("按盘点结果更正")
        silent.get_by_role("button", name="保存").first.click()
        expect(silent).to_have_count(left)
    expect(first_problems(report)).to_contain_text("已说明：按盘点结果更正")
    submit.click()
    expect(foot(report)).to_contain_text("已提交，等待发布")
    report.goto(f"{own_served.url}/publish")
    report.get_by_label("全选").check()
    report.get_by_role("button", name="发布所选").click()
    expect(report.get_by_role("status")).to_contain_text("已发布 1 份")
    indicator.reload()
    expect(indicator.locator(".facts")).to_contain_text("160台")

    published = report.get_by_role("region", name="最近发布").get_by_role("row").nth(1)
    published.get_by_role("link", name="撤回").click()
    expect(report.get_by_role("region", name="撤回后会变的数")).to_contain_text("160 台→230 台")
    report.get_by_role("button", name="撤回", exact=True).click()
    expect(report.get_by_role("status")).to_contain_text("之前的数据重新生效")
    indicator.reload()
    expect(indicator.locator(".facts")).to_contain_text("230台")


def test_a_draft_stays_under_its_address_until_it_is_given_up(page: Page, site_url: str) -> None:
    report = open_report(page, site_url)
    take(report, "更正.csv", MENDED.encode())
    expect(report).to_have_url(re.compile(r"/report\?draft=\d+$"))
    report.reload()
    expect(report.get_by_role("heading", name="核对 更正.csv")).to_be_visible()
    press_twice(report.get_by_role("button", name="放弃"), report.get_by_role("button", name="确认放弃？"))
    expect(foot(report)).to_contain_text("没有写入任何数据")
    expect(report).to_have_url(f"{site_url}/report")


def test_made_figures_are_marked_on_every_page_until_they_are_taken_out(
    context: BrowserContext, own_served: ServedSite
) -> None:
    pages = {address: context.new_page() for address in PAGES}
    for address, page in pages.items():
        page.goto(own_served.url + address)
        expect(page.get_by_text("演示数据", exact=True).first).to_be_visible()

    report = pages["/report"]
    press_twice(report.get_by_role("button", name="撤下演示数据"), report.get_by_role("button", name="确认撤下？"))
    expect(foot(report)).to_contain_text("演示数据已撤下")
    expect(pages["/screen"].get_by_text("演示数据", exact=True)).to_have_count(0)

    for address, page in pages.items():
        page.goto(own_served.url + address)
        expect(page.locator(OPENED[address]).first).to_be_visible()
        expect(page.get_by_text("演示数据", exact=True)).to_have_count(0)
