"""The list of indicators under somebody's hands: sorted, grouped, narrowed, walked through, handed on."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

pytestmark = pytest.mark.usefixtures("no_complaints")


@pytest.fixture
def workspace(page: Page, site_url: str) -> Page:
    """The workspace as it opens."""
    page.goto(f"{site_url}/?month=2023-09")
    expect(names(page)).to_have_count(63)
    return page


def names(page: Page) -> Locator:
    """The indicators' links, those of closed groups too, in their order."""
    return page.locator("table.list a.name")


def head(page: Page, word: str) -> Locator:
    """The head of a column."""
    return page.locator("table.list th").filter(has_text=re.compile(f"^{word}"))


def text_of(found: Locator) -> str:
    """What an element holds once it holds something; a row out of sight has a text too, but shows none."""
    expect(found).not_to_be_empty()
    return (found.text_content() or "").strip()


def red_chip(page: Page) -> Locator:
    """The chip that narrows the list to what is far behind."""
    return page.get_by_role("group", name="按状态筛选").get_by_role("button", name=re.compile("^严重滞后"))


def test_a_filter_is_one_request(workspace: Page) -> None:
    asked: list[Request] = []
    workspace.on("request", lambda request: asked.append(request))
    workspace.locator(".pillar-card").nth(2).click()
    expect(workspace).to_have_title(re.compile("数字经济"))
    workspace.locator("#workspace-region").select_option(label="博兴县")
    expect(workspace).to_have_title(re.compile("博兴县 · 数字经济"))
    workspace.wait_for_load_state("networkidle")
    assert ["/_dash-update-component" in request.url for request in asked] == [True, True]


def test_rows_that_are_there_do_not_come_again(workspace: Page) -> None:
    with workspace.expect_response(re.compile("/_dash-update-component")) as narrowed:
        workspace.locator(".pillar-card").nth(2).click()
    expect(names(workspace)).to_have_count(17)
    with workspace.expect_response(re.compile("/_dash-update-component")) as other_region:
        workspace.locator("#workspace-region").select_option(label="博兴县")
    expect(workspace.locator(".card-note").first).to_contain_text("博兴县")
    assert b'"rows":null' in narrowed.value.body()
    assert b'"rows":null' not in other_region.value.body()


def test_any_column_sorts_and_turns_round_and_stands_in_the_address(workspace: Page) -> None:
    workspace.get_by_role("button", name="不分组").click()
    expect(workspace).to_have_url(re.compile("group=none"))
    expect(workspace.locator("table.list .group-open")).to_have_count(0)
    expect(head(workspace, "差距")).to_have_attribute("aria-sort", "descending")
    worst = text_of(names(workspace).first)
    head(workspace, "差距").get_by_role("button").click()
    expect(workspace).to_have_url(re.compile("sort=lag"))
    expect(head(workspace, "差距")).to_have_attribute("aria-sort", "ascending")
    expect(names(workspace).first).not_to_have_text(worst)
    head(workspace, "指标").get_by_role("button").click()
    expect(workspace).to_have_url(re.compile("sort=name"))
    expect(head(workspace, "指标")).to_have_attribute("aria-sort", "ascending")
    order = names(workspace).all_text_contents()
    workspace.reload()
    expect(names(workspace)).to_have_text(order)
    workspace.go_back()
    expect(names(workspace).first).not_to_have_text(order[0])


def test_rows_stand_together_by_task_and_by_department(workspace: Page) -> None:
    groups = workspace.locator("table.list .group-open")
    workspace.get_by_role("button", name="按重点任务").click()
    expect(groups.first).to_contain_text("第1条")
    workspace.get_by_role("button", name="按部门").click()
    expect(groups.first).to_contain_text("市大数据局")
    expect(names(workspace)).to_have_count(63)
    expect(workspace).to_have_url(re.compile("group=department"))


def test_columns_are_chosen_and_stay_chosen_in_the_link(workspace: Page, browser: Browser) -> None:
    workspace.get_by_text("选列").click()
    workspace.get_by_role("checkbox", name="走势").uncheck()
    workspace.get_by_role("checkbox", name="序时进度").check()
    expect(workspace.locator("td.c-trend").first).to_be_hidden()
    expect(workspace.locator("td.c-pace").first).to_be_visible()
    expect(workspace).to_have_url(re.compile("columns=.*pace"))
    with browser.new_context(locale="zh-CN", viewport=workspace.viewport_size) as theirs:
        other = theirs.new_page()
        other.goto(workspace.url)
        expect(other.locator("td.c-pace").first).to_be_visible()
        expect(other.locator("td.c-trend").first).to_be_hidden()


def test_the_keys_go_through_groups_and_rows_with_one_tab_stop(workspace: Page) -> None:
    expect(workspace.locator("table.list [tabindex='0']")).to_have_count(1)
    workspace.locator("table.list .group-open").first.focus()
    focused = workspace.locator(":focus")
    workspace.keyboard.press("ArrowDown")
    expect(focused).to_have_text(text_of(names(workspace).first))
    workspace.keyboard.press("ArrowLeft")
    expect(focused).to_contain_text("严重滞后")
    workspace.keyboard.press("ArrowLeft")
    expect(focused).to_have_attribute("aria-expanded", "false")
    workspace.keyboard.press("ArrowDown")
    expect(focused).to_contain_text("滞后")
    workspace.keyboard.press("ArrowDown")
    expect(focused).to_have_class("name")
    name = text_of(focused)
    workspace.keyboard.press("Enter")
    expect(workspace.get_by_role("heading", level=1)).to_have_text(name)


def test_a_group_that_was_opened_stays_open_when_the_list_changes(workspace: Page) -> None:
    group = workspace.locator("table.list .group-open").filter(has_text="达序时")
    group.click()
    expect(group).to_have_attribute("aria-expanded", "true")
    workspace.locator("#workspace-region").select_option(label="博兴县")
    expect(workspace.locator(".card-note").first).to_contain_text("博兴县")
    expect(group).to_have_attribute("aria-expanded", "true")


@pytest.mark.parametrize("text", ["滨城", "bincheng", "bc"])
def test_a_county_is_found_by_what_one_types(workspace: Page, text: str) -> None:
    workspace.get_by_label("查找").fill(text)
    hit = workspace.locator(".hits").get_by_role("link", name="滨城区")
    hit.click()
    expect(workspace.locator("#workspace-region")).to_have_value("371602")
    expect(workspace.get_by_label("查找")).to_have_value("")
    expect(workspace).to_have_title(re.compile("^滨城区"))


@pytest.mark.parametrize(
    ("text", "name"), [("28", "新开通5G基站数"), ("T28-1", "新开通5G基站数"), ("cdz", "新建充电桩数")]
)
def test_an_indicator_is_found_by_clause_code_and_initials(workspace: Page, text: str, name: str) -> None:
    workspace.get_by_label("查找").fill(text)
    expect(workspace).to_have_url(re.compile(f"text={text}"))
    expect(names(workspace).filter(has_text=name)).to_be_visible()


def test_what_a_link_names_in_vain_is_said(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/?region=nowhere&status=RED&month=1999-01&pillar=P1")
    said = page.locator(".scope-unknown")
    expect(said).to_contain_text("链接里的月份“1999-01”")
    expect(said).to_contain_text("链接里的县区“nowhere”")
    expect(said).to_contain_text("链接里的状态“RED”")
    expect(names(page)).to_have_count(14)


def test_the_secretary_sends_a_link_and_the_leader_sees_the_same(workspace: Page, browser: Browser) -> None:
    """The red ones of a county, copied from the page and opened elsewhere."""
    workspace.context.grant_permissions(["clipboard-read", "clipboard-write"])
    workspace.locator("#workspace-region").select_option(label="沾化区")
    red_chip(workspace).click()
    expect(workspace).to_have_title(re.compile("沾化区 · 严重滞后"))
    expect(workspace).to_have_url(re.compile("status=CRITICAL"))
    workspace.get_by_role("button", name="复制链接").click()
    expect(workspace.get_by_role("button", name="已复制")).to_be_visible()
    link = workspace.evaluate("navigator.clipboard.readText()")
    assert "month=2023-09" in link
    seen = names(workspace).all_text_contents()
    assert seen
    with browser.new_context(locale="zh-CN", viewport=workspace.viewport_size) as theirs:
        leader = theirs.new_page()
        leader.goto(link)
        expect(names(leader)).to_have_text(seen)
        expect(leader).to_have_title(re.compile("沾化区 · 严重滞后 · 2023年9月"))


def test_a_clerk_finds_the_red_ones_and_what_they_need(page: Page, site_url: str) -> None:
    """From the front page to what turns one green, in three clicks, without losing the county."""
    page.goto(site_url)
    page.locator(".peer").filter(has_text="沾化").click()
    expect(page.locator("#workspace-region")).to_have_value("371603")
    red_chip(page).click()
    expect(red_chip(page)).to_have_attribute("aria-pressed", "true")
    expect(page.locator("table.list .lamp-critical").first).to_be_visible()
    names(page).first.click()
    expect(page.locator(".title-row")).to_contain_text("沾化区")
    expect(page.locator(".turn")).to_contain_text("转绿")
    page.get_by_role("link", name="工作台").click()
    expect(page.locator("#workspace-region")).to_have_value("371603")
    expect(red_chip(page)).to_have_attribute("aria-pressed", "true")


def test_the_scope_travels_along_the_bar(workspace: Page) -> None:
    workspace.locator("#workspace-region").select_option(label="博兴县")
    expect(workspace.get_by_role("link", name="报送")).to_have_attribute("href", re.compile("region=371625"))
    workspace.get_by_role("link", name="对比").click()
    expect(workspace.locator("#compare-region")).to_have_value("371625")
    expect(workspace.get_by_role("heading", level=1)).to_have_text("2023年9月 与 2023年8月")


def test_two_counties_are_compared_and_the_link_says_so(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/compare?month=2023-09&region=371602")
    page.locator("#compare-with_region").select_option(label="无棣县")
    page.locator("#compare-with_month").select_option(label="2023年9月")
    expect(page.get_by_role("heading", level=1)).to_have_text("滨城区 与 无棣县")
    expect(page).to_have_url(re.compile("with_region=371623.*|with_month=2023-09.*"))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("滨城区 与 无棣县")
    page.get_by_role("link", name="交换两边").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("无棣县 与 滨城区")


def test_what_is_shown_is_exported(workspace: Page) -> None:
    workspace.locator(".pillar-card").nth(1).click()
    button = workspace.get_by_role("link", name="导出这 14 项")
    expect(button).to_be_visible()
    shown = names(workspace).all_text_contents()
    with workspace.expect_download() as found:
        button.click()
    assert found.value.suggested_filename == "指标清单_全市_2023年9月_14项.xlsx"
    rows = list(
        openpyxl.load_workbook(io.BytesIO(Path(found.value.path()).read_bytes())).active.iter_rows(values_only=True)
    )
    assert [row[2] for row in rows[4:]] == shown
    with workspace.expect_download() as found:
        workspace.get_by_role("link", name="CSV").click()
    text = Path(found.value.path()).read_bytes().decode("utf-8-sig")
    assert [row["指标"] for row in csv.DictReader(io.StringIO(text))] == shown
