"""The inspection office at its list: prints a department's duties, marks a milestone, writes a note."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
from browser.served_site import ServedSite
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.usefixtures("no_complaints")

BUREAU = quote("市大数据局")


def opened(page: Page, url: str, query: str = "month=2023-09") -> Page:
    page.goto(f"{url}/tasks?{query}")
    expect(page.locator("table.duties").first).to_be_visible()
    return page


def task(page: Page, code: str) -> Locator:
    return page.locator(f"#task-{code}")


def on_paper(page: Page, file: Path) -> list[str]:
    """The text of each sheet, as it comes out of the printer."""
    page.pdf(path=file, prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True).stdout.decode()
    return text.split("\f")[:-1]


def test_the_head_of_a_department_prints_its_duty_list(page: Page, site_url: str, tmp_path: Path) -> None:
    opened(page, site_url).locator("#tasks-department").select_option(label="市大数据局")
    expect(page.get_by_role("heading", level=1)).to_have_text("市大数据局 督查台账")
    expect(page).to_have_title(re.compile("市大数据局.*2023年9月.*督查台账"))
    sheets = on_paper(page, tmp_path / "duties.pdf")
    assert len(sheets) > 2
    for words in ("市大数据局 督查台账", "数据版本", "演示数据", "2023年9月", "牵头的任务"):
        assert words in sheets[0]
    assert all("重点任务与责任单位" in sheet for sheet in sheets)  # the head of the table is on every sheet
    everything = "\n".join(sheets)
    assert "作为责任单位的任务" in everything
    for control in ("标记完成", "写批注", "复制链接", "清除筛选", "全部部门"):
        assert control not in everything
    for word in ("达序时", "滞后", "未到期", "完成"):
        assert word in everything


def test_the_list_of_indicators_prints_under_its_heads(page: Page, site_url: str, tmp_path: Path) -> None:
    page.goto(f"{site_url}/?month=2023-09")
    expect(page.locator("table.list a.name")).to_have_count(63)
    sheets = on_paper(page, tmp_path / "list.pdf")
    lines = sheets[0].splitlines()
    head = next(line for line in lines if "牵头部门" in line and "还需每月" in line)
    row = next(line for line in lines if "市大数据局" in line)
    assert abs(head.index("牵头部门") - row.index("市大数据局")) < 6
    assert "已完成" in sheets[-1] or "已完成" in sheets[-2]  # groups that are closed on the screen are printed


def test_paper_is_across_and_light_whatever_the_screen_shows(page: Page, site_url: str, tmp_path: Path) -> None:
    opened(page, site_url, "month=2023-09&pillar=P4").get_by_role("button", name="深色").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.pdf(path=tmp_path / "dark.pdf", prefer_css_page_size=True)
    said = subprocess.run(["pdfinfo", tmp_path / "dark.pdf"], check=True, capture_output=True).stdout.decode()
    assert re.search(r"Page size:\s+84[12](\.\d+)? x 59[45]", said)
    subprocess.run(["pdftoppm", "-r", "20", "-gray", "-l", "1", tmp_path / "dark.pdf", tmp_path / "dark"], check=True)
    picture = next(tmp_path.glob("dark*.pgm")).read_bytes()
    dots = picture[picture.index(b"255\n") + 4 :]
    assert sum(dots) / len(dots) > 230  # nearly white


def test_a_milestone_is_marked_counted_everywhere_and_taken_back(page: Page, own_served: ServedSite) -> None:
    opened(page, own_served.url)
    expect(page.locator(".lamps-end")).to_contain_text("里程碑 20/53")
    row = task(page, "T04").get_by_role("row").filter(has_text="双公示")
    expect(row).to_contain_text("未到期")
    row.get_by_role("button", name="标记完成").press("Enter")
    dialog = page.get_by_role("dialog", name="标记完成")
    expect(dialog).to_contain_text("双公示")
    dialog.get_by_label("完成日期").fill("2023-08-31")
    dialog.get_by_label("依据").fill("   ")
    dialog.get_by_role("button", name="标记完成").click()
    expect(dialog.get_by_role("alert")).to_contain_text("请写明完成的依据")
    dialog.get_by_label("依据").fill("滨信用办〔2023〕5号")
    dialog.get_by_role("button", name="标记完成").click()

    expect(dialog).to_be_hidden()
    expect(row).to_contain_text("2023年8月31日完成 · 滨信用办〔2023〕5号 · 试用")
    expect(page.locator(".lamps-end")).to_contain_text("里程碑 21/53")
    expect(row.get_by_role("button", name="取消完成")).to_be_focused()

    page.goto(f"{own_served.url}/?month=2023-09")
    expect(page.get_by_role("button", name="数字政府")).to_contain_text("里程碑 6/15")
    page.goto(f"{own_served.url}/?month=2023-07")
    expect(page.get_by_role("button", name="数字政府")).to_contain_text(re.compile(r"里程碑 \d/15"))

    opened(page, own_served.url)
    row.get_by_role("button", name="取消完成").click()
    dialog = page.get_by_role("dialog", name="取消完成")
    dialog.get_by_label("取消的原因").fill("尚未验收")
    dialog.get_by_role("button", name="取消完成").click()
    expect(row).to_contain_text("未到期")
    row.get_by_text("标记记录 2 条").click()
    expect(row).to_contain_text("取消完成，尚未验收")
    expect(page.locator(".lamps-end")).to_contain_text("里程碑 20/53")


def test_a_note_is_written_and_the_one_before_it_stays(page: Page, own_served: ServedSite) -> None:
    opened(page, own_served.url)
    for text in ("请抓紧推进", "已约谈牵头单位"):
        task(page, "T28").get_by_role("button", name="写批注").click()
        dialog = page.get_by_role("dialog", name="写批注")
        dialog.get_by_label("批注").fill(text)
        dialog.get_by_role("button", name="保存批注").click()
        expect(task(page, "T28").locator(".note-text")).to_have_text(text)
    expect(task(page, "T28")).to_contain_text("试用 20")
    task(page, "T28").get_by_text("以前的 1 条").click()
    expect(task(page, "T28").get_by_text("请抓紧推进")).to_be_visible()
    page.goto(f"{own_served.url}/indicator/T28-1")
    expect(page.get_by_role("region", name="本条任务")).to_contain_text("已约谈牵头单位")


def test_a_dialog_given_up_changes_nothing_and_gives_the_focus_back(page: Page, site_url: str) -> None:
    opened(page, site_url)
    button = task(page, "T28").get_by_role("button", name="写批注")
    button.click()
    expect(page.get_by_role("dialog", name="写批注").get_by_label("批注")).to_be_focused()
    page.keyboard.type("写了一半")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()
    button.click()
    expect(page.get_by_role("dialog", name="写批注").get_by_label("批注")).to_have_value("")


def test_what_is_behind_is_listed_alone_and_the_address_says_so(page: Page, site_url: str) -> None:
    opened(page, site_url).get_by_role("button", name="有落后").click()
    expect(page.locator(".title-row")).to_contain_text("只列落后的")
    expect(page).to_have_url(re.compile("only=behind"))
    expect(page.locator("table.duties .lamp-met, table.duties .lamp-on-pace")).to_have_count(0)
    page.reload()
    expect(page.locator(".title-row")).to_contain_text("只列落后的")
    page.go_back()
    expect(page.locator(".title-row")).not_to_contain_text("只列落后的")


def test_an_indicator_leads_back_to_its_task_with_the_same_filters(page: Page, site_url: str) -> None:
    opened(page, site_url, f"month=2023-09&department={BUREAU}&only=behind")
    expect(page.locator(".title-row")).to_contain_text("只列落后的")
    before = page.locator(".title-row").inner_text()
    page.locator("table.duties a.name").last.click()
    page.get_by_role("link", name="返回台账").click()
    expect(page.locator(".title-row")).to_have_text(before, use_inner_text=True)


def test_an_indicator_s_page_leads_to_its_task_in_the_list(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/indicator/T28-1?month=2023-09")
    page.get_by_role("region", name="本条任务").get_by_role("link", name="督查台账").click()
    expect(task(page, "T28")).to_be_in_viewport()


def test_the_export_holds_what_is_shown(page: Page, site_url: str) -> None:
    opened(page, site_url, f"month=2023-09&department={BUREAU}&role=lead")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出").click()
    assert re.fullmatch(r"督查台账_市大数据局_2023年9月_\d+项\.xlsx", download.value.suggested_filename)
