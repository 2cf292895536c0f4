"""Several plans in one house: the one that is chosen goes along to every page, and back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from browser.served_site import ROOT, ServedSite
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.usefixtures("no_complaints")

LONG = "十四五数字强市建设规划"
LONGEST = "市推进数字经济与智慧城市及大数据产业融合发展工作领导小组办公室综合协调与督查考核处"
HEAD = {
    "code": "long",
    "title": LONG,
    "short_title": LONG,
    "first_month": "2021-01",
    "last_month": "2025-12",
}


@pytest.fixture
def two_plans(own_served: ServedSite, tmp_path: Path) -> ServedSite:
    """Beside the demonstration's plan one of five years, without figures and with a department of a very long name."""
    folder = Path(shutil.copytree(ROOT / "data" / "plan", tmp_path / "plan"))
    head = (folder / "plan.toml").read_text("utf-8")
    for name, value in HEAD.items():
        head = re.sub(rf'(?m)^{name} = ".*"$', f'{name} = "{value}"', head)
    (folder / "plan.toml").write_text(head, "utf-8")
    for name in ("departments.csv", "tasks.csv"):
        file = folder / name
        file.write_text(file.read_text("utf-8-sig").replace("市行政审批服务局", LONGEST), "utf-8-sig")
    own_served.command("plan", "load", str(folder))
    return own_served


def test_the_plan_that_is_chosen_goes_along_to_every_page(page: Page, two_plans: ServedSite) -> None:
    page.goto(two_plans.url)
    expect(page.locator("table.list a.name")).to_have_count(63)
    page.locator("#workspace-plan").select_option(label=LONG)
    expect(page).to_have_title(re.compile(LONG))
    expect(page).to_have_url(re.compile("plan=long"))
    page.locator("#workspace-pillar").select_option(label="数字政府")
    expect(page).to_have_title(re.compile("数字政府"))

    page.get_by_role("link", name="督查台账").click()
    expect(page).to_have_title(re.compile(rf"督查台账.*{LONG}"))
    expect(page.locator("#tasks-plan")).to_have_value("long")
    expect(page.locator("#tasks-pillar")).to_have_value("P1")
    page.get_by_role("link", name="工作台").click()
    expect(page.locator("#workspace-plan")).to_have_value("long")
    page.get_by_role("link", name="对比").click()
    expect(page.locator("#compare-plan")).to_have_value("long")
    page.go_back()
    expect(page.locator("#workspace-plan")).to_have_value("long")
    page.locator("table.list .group-open").first.click()
    page.get_by_role("button", name="不分组").click()
    page.locator("table.list a.name").first.click()
    expect(page).to_have_url(re.compile(r"/indicator/.*plan=long"))
    expect(page.locator("#indicator-plan")).to_have_value("long")
    expect(page.locator(".facts")).to_contain_text("2023年12月底")


@pytest.mark.parametrize("address", ["/", "/tasks", "/compare", "/indicator/T01-1"])
@pytest.mark.parametrize("width", [390, 1440])
def test_a_department_of_a_very_long_name_widens_no_page(
    page: Page, two_plans: ServedSite, address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{two_plans.url}{address}?plan=long&group=none")
    expect(page.get_by_text(LONGEST).first).to_be_attached()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
