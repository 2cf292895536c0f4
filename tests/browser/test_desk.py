"""Somebody at a desk: what is chosen is what is shown, and what is shown stands in the address."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from browser.served_site import ROOT
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.usefixtures("no_complaints")

# One after the other: the control, the choice, the word in the list's heading, the name and value in the address.
CHOICES = (
    ("workspace-month", "2023年8月", "2023年8月", "month", "2023-08"),
    ("workspace-region", "博兴县", "博兴县", "region", "371625"),
    ("workspace-department", "市大数据局", "市大数据局", "department", "市大数据局"),
    ("workspace-role", "只看牵头", "（牵头）", "role", "lead"),
    ("workspace-pillar", "数字政府", "数字政府", "pillar", "P1"),
)
NARROWED = "/?month=2023-08&region=371625&pillar=P1&status=BEHIND"


@pytest.fixture
def workspace(page: Page, site_url: str) -> Page:
    """The workspace as it opens."""
    page.goto(site_url)
    expect(heading(page)).to_contain_text("63 项")
    return page


def heading(page: Page) -> Locator:
    """What the list says of itself: its scope and how many indicators it holds."""
    return page.get_by_role("region", name="指标清单").locator(".card-header")


def rows(page: Page) -> Locator:
    """The list's indicators, those of closed groups too."""
    return page.locator("table.list td.c-name")


def status(page: Page, word: str) -> Locator:
    """The chip that narrows the list to a status."""
    return page.get_by_role("group", name="按状态筛选").get_by_role("button", name=re.compile(f"^{word}"))


def text_of(found: Locator) -> str:
    """What an element holds once it holds something; a row out of sight has a text too, but shows none."""
    expect(found).not_to_be_empty()
    return (found.text_content() or "").strip()


def expect_count(page: Page) -> int:
    """The list holds as many indicators as it says; how many."""
    expect(heading(page)).to_contain_text(re.compile(r"\d+ 项"))
    said = re.search(r"(\d+) 项", text_of(heading(page)))
    assert said
    expect(rows(page)).to_have_count(int(said[1]))
    return int(said[1])


def open_heat_table(page: Page) -> None:
    """Come near the heat map, which draws it, and look at it as a table."""
    page.get_by_role("link", name="县区热力图").click()
    expect(page.locator("#workspace-heat .main-svg").first).to_be_visible()
    page.get_by_role("button", name="表", exact=True).click()
    expect(page.locator(".heat-table")).to_be_visible()
    expect(page.locator("#workspace-heat")).to_have_count(0)


def query(page: Page) -> dict[str, str]:
    """What the address names."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def expect_query(page: Page, name: str, value: str) -> None:
    """The address names this choice."""
    expect(page).to_have_url(re.compile(f"[?&]{name}={quote(value)}(&|$)"))


def test_every_filter_narrows_the_list_and_stands_in_the_address(workspace: Page) -> None:
    counts = [expect_count(workspace)]
    for control, choice, word, name, value in CHOICES:
        workspace.locator(f"#{control}").select_option(label=choice)
        expect(heading(workspace)).to_contain_text(word)
        expect_query(workspace, name, value)
        counts.append(expect_count(workspace))
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] < 10 < counts[0]


def test_a_status_is_chosen_and_let_go_by_its_chip(workspace: Page) -> None:
    late = status(workspace, "严重滞后")
    late.click()
    expect(late).to_have_attribute("aria-pressed", "true")
    expect_query(workspace, "status", "CRITICAL")
    assert expect_count(workspace) == 5
    late.click()
    expect(late).to_have_attribute("aria-pressed", "false")
    assert expect_count(workspace) == 63


def test_words_find_indicators_by_name_task_and_code(workspace: Page) -> None:
    for text, found in (("充电桩", "新建充电桩数"), ("第28条", "新开通5G基站数"), ("T08-3", "视频")):
        workspace.get_by_label("查找").fill(text)
        expect(heading(workspace)).to_contain_text(f"含“{text}”")
        expect(rows(workspace).filter(has_text=found)).not_to_have_count(0)
        expect_query(workspace, "text", text)
        assert 0 < expect_count(workspace) < 10


def test_nothing_found_is_said_with_a_way_back_to_everything(workspace: Page) -> None:
    workspace.get_by_label("查找").fill("没有这样的指标")
    expect(workspace.get_by_text("这个范围没有指标")).to_be_visible()
    workspace.get_by_role("link", name="清除筛选").first.click()
    expect(heading(workspace)).to_contain_text("63 项")


def test_an_address_shows_the_same_picture_again_and_to_somebody_else(
    workspace: Page, site_url: str, browser: Browser
) -> None:
    workspace.locator("#workspace-region").select_option(label="博兴县")
    expect(heading(workspace)).to_contain_text("博兴县")
    workspace.locator("#workspace-pillar").select_option(label="数字经济")
    expect(heading(workspace)).to_contain_text("数字经济")
    expect_query(workspace, "pillar", "P2")
    picture = text_of(workspace.locator("#workspace-body"))

    workspace.reload()
    expect(workspace.locator("#workspace-body")).to_have_text(picture)
    expect(workspace.locator("#workspace-region")).to_have_value("371625")

    with browser.new_context(locale="zh-CN", viewport=workspace.viewport_size) as theirs:
        other = theirs.new_page()
        other.goto(workspace.url)
        expect(other.locator("#workspace-body")).to_have_text(picture)
        expect(other.locator("#workspace-pillar")).to_have_value("P2")


def test_back_and_forward_go_through_what_was_chosen(workspace: Page) -> None:
    workspace.locator("#workspace-region").select_option(label="博兴县")
    expect(heading(workspace)).to_contain_text("博兴县")
    expect_query(workspace, "region", "371625")
    status(workspace, "未报送").click()
    expect(heading(workspace)).to_contain_text("未报送")
    expect_query(workspace, "status", "UNREPORTED")
    workspace.go_back()
    expect(heading(workspace)).not_to_contain_text("未报送")
    expect(heading(workspace)).to_contain_text("博兴县")
    workspace.go_back()
    expect(heading(workspace)).to_contain_text("63 项")
    expect(workspace.locator("#workspace-region")).to_have_value("all")
    workspace.go_forward()
    expect(heading(workspace)).to_contain_text("博兴县")
    expect(workspace.locator("#workspace-region")).to_have_value("371625")
    status(workspace, "未报送").click()  # asked before, and not shown now
    expect(heading(workspace)).to_contain_text("博兴县 · 未报送")


def test_the_heat_map_is_drawn_when_one_comes_near_it_and_is_there_as_a_table(workspace: Page) -> None:
    chart, table = workspace.locator("#workspace-heat .main-svg").first, workspace.locator(".heat-table")
    expect(workspace.locator("#workspace-heat")).to_have_count(0)
    workspace.get_by_role("link", name="县区热力图").click()
    expect(chart).to_be_visible()
    workspace.get_by_role("button", name="表", exact=True).click()
    expect(table).to_be_visible()
    expect(chart).to_have_count(0)
    workspace.get_by_role("button", name="图", exact=True).click()
    expect(chart).to_be_visible()
    expect(table).to_have_count(0)


def test_the_heat_map_follows_the_filters(workspace: Page) -> None:
    open_heat_table(workspace)
    columns = workspace.locator(".heat-table .heat-name")
    expect(columns).to_have_count(37)
    workspace.locator("#workspace-pillar").select_option(label="数字基础设施")
    expect(columns).to_have_count(6)


def test_a_cell_opens_the_indicator_in_its_county(workspace: Page) -> None:
    workspace.get_by_role("link", name="县区热力图").click()
    expect(workspace.locator("#workspace-heat .main-svg").first).to_be_visible()
    workspace.locator("#workspace-heat .nsewdrag").first.click(position={"x": 8, "y": 8})
    expect(workspace.locator(".title-row")).to_contain_text("博兴县")
    expect_query(workspace, "region", "371625")


def test_a_cell_keeps_the_other_filters(workspace: Page) -> None:
    workspace.locator("#workspace-department").select_option(label="市大数据局")
    workspace.locator("#workspace-role").select_option(label="只看牵头")
    expect(heading(workspace)).to_contain_text("（牵头）")
    open_heat_table(workspace)
    workspace.locator(".heat-table tbody a").first.press("Enter")
    expect(workspace.locator(".title-row")).to_be_visible()
    expect_query(workspace, "department", "市大数据局")
    expect_query(workspace, "role", "lead")
    expect(workspace).to_have_url(re.compile(r"[?&]region=37\w{4}(&|$)"))


def test_the_arrows_go_from_cell_to_cell_of_the_heat_map(workspace: Page) -> None:
    open_heat_table(workspace)
    first = workspace.locator(".heat-table tbody a").first
    first.focus()
    workspace.keyboard.press("ArrowDown")
    focused = workspace.locator(":focus")
    expect(focused).to_have_attribute("href", re.compile("region=371681"))
    workspace.keyboard.press("ArrowRight")
    expect(focused).to_have_attribute("href", re.compile("T08-1.*region=371681"))
    expect(workspace.locator(".heat-table a[tabindex='0']")).to_have_count(1)


def test_an_indicator_opens_from_the_list_and_leads_back_to_it(page: Page, site_url: str) -> None:
    page.goto(site_url + NARROWED)
    link = rows(page).get_by_role("link").first
    name = text_of(link)
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert query(page) == {"month": "2023-08", "region": "371625", "pillar": "P1", "status": "BEHIND"}
    page.get_by_role("link", name="返回清单").click()
    expect(heading(page)).to_contain_text("博兴县 · 数字政府 · 滞后 · 2023年8月")
    assert query(page) == {"month": "2023-08", "region": "371625", "pillar": "P1", "status": "BEHIND"}


def test_an_inspector_traces_a_number_to_its_file_its_line_and_its_cell(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/indicator/T28-1?month=2023-09")
    counties = page.get_by_role("region", name="各县区")
    number = counties.get_by_role("row").filter(has_text="沾化").locator("a[href^='#origin-']")
    expect(number).to_have_text("30 个")
    number.press("Enter")
    origin = page.locator("#origin-2023-09-371603")
    expect(origin).to_be_focused()
    expect(origin).to_contain_text("原文")
    said = origin.inner_text()
    file, line, cell = re.search(r"(\S+\.csv)\s*第 (\d+) 行 · 原文 (\S+)", said).groups()  # type: ignore[union-attr]
    written = (ROOT / "data" / "demo" / "figures" / file).read_text("utf-8-sig").splitlines()[int(line) - 1]
    assert "T28-1" in written
    assert "沾化" in written
    assert cell == "30"
    assert cell in written.split(",")
    assert "各县（市、区）" in said


def test_an_older_number_opens_the_month_that_it_came_in(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/indicator/T28-1?month=2023-09")
    older = page.locator("#origins-2023-03")
    expect(older).to_be_hidden()
    page.get_by_role("button", name="2023年3月").press("Enter")
    expect(older).to_be_visible()


def test_an_indicator_is_looked_at_in_another_month_and_another_place(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/indicator/T28-1")
    facts, chart = page.locator(".facts"), page.locator("#indicator-path .main-svg").first
    expect(chart).to_be_visible()
    expect(facts).to_contain_text("完成率")
    before = facts.inner_text()
    page.locator("#indicator-month").select_option(label="2023年6月")
    expect(page).to_have_title(re.compile("全市.*2023年6月"))
    expect(facts).not_to_have_text(before, use_inner_text=True)
    page.locator("#indicator-region").select_option(label="博兴县")
    expect(page).to_have_title(re.compile("博兴.*2023年6月"))
    expect(page.locator(".title-row")).to_contain_text("博兴县")
    expect(chart).to_be_visible()
    page.reload()
    expect(page).to_have_title(re.compile("博兴.*2023年6月"))
    page.go_back()
    expect(page).to_have_title(re.compile("全市.*2023年6月"))
    expect(page.locator("#indicator-region")).to_have_value("all")
