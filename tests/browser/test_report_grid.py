"""Figures typed on /report, or pasted from an office program, and judged by the rules of files."""

from __future__ import annotations

import re

import pytest
from browser.served_site import ServedSite
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.usefixtures("no_complaints")

PASTE = """(field, text) => {
  const carried = new DataTransfer();
  carried.setData('text/plain', text);
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: carried, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def grid(page: Page, own_served: ServedSite) -> Locator:
    """The grid of 惠民县 for October, opened from what the month still owes."""
    page.goto(f"{own_served.url}/report?month=2023-10")
    page.get_by_role("link", name="在网页上填：惠民").click()
    expect(page.get_by_role("heading", name=re.compile("惠民县 2023年10月"))).to_be_visible()
    return page.get_by_role("region", name="在网页上填")


def field(grid: Locator, code: str, what: str = "累计值") -> Locator:
    """One cell of the row of an indicator."""
    return grid.locator(f'tr[data-code="{code}"]').get_by_label(re.compile(f"{what}$"))


def paste(cell: Locator, text: str) -> None:
    """What Ctrl+V does with a block of cells."""
    cell.focus()
    cell.evaluate(PASTE, text)


def check(page: Page) -> None:
    page.get_by_role("button", name="核对", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("^核对 惠民县"))).to_be_visible()


def tally(page: Page, word: str) -> Locator:
    return page.get_by_role("group", name="各类行数").get_by_role("button", name=word)


def test_a_single_value_is_typed_judged_and_handed_in(page: Page, grid: Locator) -> None:
    page.get_by_role("button", name="核对", exact=True).click()
    expect(grid.get_by_role("status")).to_contain_text("还没有填")
    field(grid, "T28-1").fill("13O")
    page.reload()
    expect(field(grid, "T28-1")).to_have_value("13O")
    check(page)
    expect(tally(page, "拒绝")).to_contain_text("1")
    page.get_by_role("textbox", name="第 2 行 累计值改为").fill("135")
    page.get_by_role("button", name="改好：第 2 行 累计值").click()
    expect(tally(page, "新增")).to_contain_text("1")
    page.get_by_role("button", name="提交 1 行").click()
    expect(page.locator(".report-foot")).to_contain_text("已提交，等待发布")


def test_a_column_of_numbers_goes_down_from_the_cell_that_is_written_in(page: Page, grid: Locator) -> None:
    paste(field(grid, "T28-1"), "135\r\n1,500\r\n")
    expect(field(grid, "T28-1")).to_have_value("135")
    expect(field(grid, "T28-2")).to_have_value("1,500")
    expect(grid.get_by_role("status")).to_contain_text("贴入 2 格")
    check(page)
    expect(tally(page, "新增")).to_contain_text("2")


def test_a_block_with_names_finds_its_rows_and_says_what_it_did_not(page: Page, grid: Locator) -> None:
    block = "T26-1\t行政村5G网络通达率\t440\t647\r\nT28-1\t新开通5G基站数\t135\r\nX9\t没有的\t1\r\n"
    paste(field(grid, "T08-1"), block)
    expect(field(grid, "T26-1", "分子")).to_have_value("440")
    expect(field(grid, "T26-1", "分母")).to_have_value("647")
    expect(field(grid, "T28-1")).to_have_value("135")
    expect(grid.get_by_role("status")).to_contain_text("按编码和名称贴入 2 行。没有对上的 1 行没有贴入：X9。")


def test_a_block_with_its_header_is_judged_like_a_file(page: Page, grid: Locator) -> None:
    block = "编码\t县（市、区）\t累计完成值\r\nT28-1\t惠民县\t135\r\nT28-2\t惠民县\t一千\r\n"
    paste(field(grid, "T08-1"), block)
    expect(page.get_by_role("heading", name=re.compile("^核对 惠民县.*粘贴"))).to_be_visible()
    expect(tally(page, "新增")).to_contain_text("1")
    expect(tally(page, "拒绝")).to_contain_text("1")


def test_another_unit_and_month_are_chosen_in_the_grid(page: Page, grid: Locator) -> None:
    grid.get_by_label("单位", exact=True).select_option("阳信县")
    expect(page.get_by_role("heading", name=re.compile("阳信县 2023年10月"))).to_be_visible()
    grid.get_by_label("月份", exact=True).select_option("2023-09")
    expect(page.get_by_role("heading", name=re.compile("阳信县 2023年9月"))).to_be_visible()
