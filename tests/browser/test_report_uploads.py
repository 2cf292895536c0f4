"""Files on their way to /report: several at once, each with its own end; what can be said before is said before."""

from __future__ import annotations

import re

import pytest
from browser.served_site import ServedSite
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

pytestmark = pytest.mark.usefixtures("no_complaints")

GOOD = "指标编码,地区,月份,累计值\nT28-1,惠民县,2023-09,190\n"
OTHER = "指标编码,地区,月份,累计值\nT28-1,阳信县,2023-09,8O\nT28-1,无棣县,2023-09,90\n"


def a_file(name: str, content: bytes) -> FilePayload:
    return FilePayload(name=name, mimeType="application/octet-stream", buffer=content)


def open_report(page: Page, url: str) -> None:
    page.goto(f"{url}/report")
    expect(page.get_by_role("heading", name="报送", exact=True)).to_be_visible()


def line(page: Page, name: str) -> Locator:
    """What the list says of one file."""
    return page.get_by_role("list", name="上传的文件").locator("> li").filter(has_text=name)


def test_several_files_are_sent_one_after_another_and_each_says_how_it_ended(
    page: Page, own_served: ServedSite
) -> None:
    open_report(page, own_served.url)
    files = [a_file("一.csv", GOOD.encode()), a_file("说明.pdf", b"%PDF-1.7 x"), a_file("二.csv", OTHER.encode())]
    page.set_input_files("#report-file", files)
    expect(line(page, "一.csv")).to_contain_text("变更 1")
    expect(line(page, "二.csv")).to_contain_text("变更 1，拒绝 1")
    expect(line(page, "说明.pdf")).to_contain_text("是PDF 文档，没有上传")
    drafts = page.locator("table.submissions").get_by_role("row").filter(has_text="草稿")
    expect(drafts).to_have_count(2)
    line(page, "二.csv").get_by_role("link", name="核对").click()
    expect(page.get_by_role("heading", name="核对 二.csv")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("旧表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 x", "旧版或加密的 Office 文件"),
        ("照片.csv", b"\x89PNG\r\n\x1a\n x", "图片（PNG）"),
        ("空.csv", b"", "是空的"),
    ],
)
def test_what_is_no_table_is_said_before_it_is_sent(
    page: Page, site_url: str, name: str, content: bytes, told: str
) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "/report/files" in request.url else None)
    open_report(page, site_url)
    page.set_input_files("#report-file", a_file(name, content))
    expect(line(page, name)).to_contain_text(told)
    line(page, name).get_by_role("button", name="知道了").click()
    expect(line(page, name)).to_have_count(0)
    assert sent == []


def test_a_file_that_is_too_large_is_said_before_it_is_sent(page: Page, site_url: str) -> None:
    open_report(page, site_url)
    page.evaluate("document.querySelector('.drop').setAttribute('data-limit', '10')")
    page.set_input_files("#report-file", a_file("大.csv", GOOD.encode()))
    expect(line(page, "大.csv")).to_contain_text("超过 50 MB，没有上传")


def test_what_is_under_way_or_waits_can_be_cancelled_and_sent_again(page: Page, own_served: ServedSite) -> None:
    held: list[Route] = []
    open_report(page, own_served.url)
    page.route("**/report/files?*", lambda route: held.append(route))
    page.set_input_files("#report-file", [a_file("一.csv", GOOD.encode()), a_file("二.csv", OTHER.encode())])
    expect(line(page, "一.csv").get_by_role("button", name="取消")).to_be_visible()
    expect(line(page, "二.csv")).to_contain_text("等待上传")
    line(page, "二.csv").get_by_role("button", name="取消").click()
    expect(line(page, "二.csv")).to_have_count(0)
    line(page, "一.csv").get_by_role("button", name="取消").click()
    expect(line(page, "一.csv")).to_contain_text("已取消")
    page.unroute("**/report/files?*")
    line(page, "一.csv").get_by_role("button", name="再传一次").click()
    expect(page.get_by_role("heading", name="核对 一.csv")).to_be_visible()


def test_a_file_that_is_let_go_anywhere_on_the_page_is_taken(page: Page, own_served: ServedSite) -> None:
    open_report(page, own_served.url)
    carried = page.evaluate_handle(
        """(content) => {
          const carried = new DataTransfer();
          carried.items.add(new File([content], '拖来.csv', { type: 'text/csv' }));
          return carried;
        }""",
        GOOD,
    )
    page.dispatch_event("table.submissions", "dragover", {"dataTransfer": carried})
    expect(page.locator("#report-root")).to_have_class(re.compile("is-dragging"))
    page.dispatch_event("table.submissions", "drop", {"dataTransfer": carried})
    expect(page.get_by_role("heading", name="核对 拖来.csv")).to_be_visible()


@pytest.mark.parametrize("kind", ["Excel", "CSV"])
def test_a_template_that_is_sent_in_as_it_came_has_nothing_to_be_mended(
    page: Page, own_served: ServedSite, kind: str
) -> None:
    page.goto(f"{own_served.url}/report?month=2023-09")
    with page.expect_download() as taken:
        page.get_by_role("link", name=f"下载 {kind} 模板：惠民").click()
    page.set_input_files("#report-file", taken.value.path(), timeout=20_000)
    tallies = page.get_by_role("group", name="各类行数")
    expect(tallies.get_by_role("button", name="相同")).to_contain_text("36")
    expect(tallies.get_by_role("button", name="拒绝")).to_contain_text("0")
    expect(page.locator(".report-foot")).to_contain_text("与已发布的一致，不用再报")
