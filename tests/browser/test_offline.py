"""No page asks anybody but its own site, none complains, and the site's policy never has to stop one."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from browser.served_site import ServedSite
from browser.standing_wall import expect_whole
from browser.trace import Trace
from playwright.sync_api import Page, expect

DRAFT = "指标编码,地区,月份,累计值\nT28-1,滨州市,2023-10,1260\n".encode()
SIGNS = {
    "/": "table.list",
    "/?region=371625&month=2023-08&text=充电桩": "table.list",
    "/indicator/T28-1": "#indicator-path .main-svg",
    "/indicator/no-such-indicator": "text=no-such-indicator",
    "/report": "table.submissions",
    "/report?draft=999999": "#report-message",
}


pytestmark = pytest.mark.usefixtures("no_complaints")


@pytest.fixture(autouse=True)
def nothing_foreign(trace: Trace, site_url: str) -> Iterator[None]:
    """After each test: every request stayed at the site, and every answer was good."""
    yield
    assert trace.hosts() == {urlsplit(site_url).netloc}
    assert trace.failures == []


@pytest.mark.parametrize("address", SIGNS)
def test_a_page_asks_its_own_site_alone_and_complains_of_nothing(page: Page, site_url: str, address: str) -> None:
    page.goto(site_url + address)
    expect(page.locator(SIGNS[address]).first).to_be_visible()
    page.wait_for_load_state("networkidle")


def test_a_draft_under_review_asks_its_own_site_alone(page: Page, demo_served: ServedSite) -> None:
    number = demo_served.keep_draft("10月.csv", DRAFT)
    page.goto(f"{demo_served.url}/report?draft={number}")
    expect(page.get_by_role("heading", name="核对 10月.csv")).to_be_visible()
    page.wait_for_load_state("networkidle")


def test_the_heat_map_asks_its_own_site_alone(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.locator("#workspace-heat-section").scroll_into_view_if_needed()
    expect(page.locator("#workspace-heat .main-svg").first).to_be_visible()
    page.wait_for_load_state("networkidle")


def test_every_page_of_the_wall_asks_its_own_site_alone(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/screen")
    shown = page.locator("#wall .page.is-on")
    expect(shown).to_have_attribute("data-page", "overview")
    expect_whole(page)
    pages = page.locator("#wall .page:not(.is-aside)").evaluate_all("found => found.map(one => one.dataset.page)")
    for name in [*pages[1:], pages[0]]:
        page.keyboard.press("ArrowRight")
        expect(shown).to_have_attribute("data-page", name)
    page.wait_for_load_state("networkidle")


def test_the_dark_theme_asks_its_own_site_alone_and_is_kept(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/indicator/T28-1")
    expect(page.locator("#indicator-path .main-svg").first).to_be_visible()
    page.get_by_role("button", name="深色").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("#indicator-path .main-svg").first).to_be_visible()
    page.wait_for_load_state("networkidle")
