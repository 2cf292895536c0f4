"""The browser of an old office computer, Chromium 86: every page works on it. Run by test_chromium86.py."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.served_site import ROOT, ServedSite
from browser.standing_wall import HEARTBEAT, publish
from browser.trace import Trace
from playwright.sync_api import FilePayload, Page, Playwright

FILE = "指标编码,地区,月份,累计值\nT30-3,博兴县,2023-10,260\nT28-1,滨城区,2023-10,很多\n"
ALONE = ("--no-sandbox", "--disable-gpu", "--single-process", "--no-zygote")


@pytest.fixture(scope="session")
def old_chromium() -> Path:
    """The old browser's program, which test_chromium86.py has fetched."""
    found = subprocess.run([ROOT / "scripts" / "fetch_old_chromium.sh"], stdout=subprocess.PIPE, text=True)
    found.check_returncode()
    return ROOT / found.stdout.strip()


@pytest.fixture
def page(playwright: Playwright, old_chromium: Path) -> Iterator[Page]:
    """A page of the old browser, started for one test: one process for all it does lives no longer safely."""
    browser = playwright.chromium.launch(executable_path=old_chromium, args=list(ALONE))
    assert browser.version.startswith("86.")
    context = browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
    trace = Trace(context)
    yield context.new_page()
    complaints, failures = trace.complaints, trace.failures
    browser.close()
    assert complaints == []
    assert failures == []


# Playwright's own `expect` and `click` ask what is visible by a function that browsers have since 105.
SEEN = """([selector, text]) => {
  const found = document.querySelector(selector);
  return Boolean(found) && found.textContent.includes(text) && found.getClientRects().length > 0
    && getComputedStyle(found).visibility === 'visible';
}"""
UNSEEN = "(selector) => getComputedStyle(document.querySelector(selector)).visibility === 'hidden'"
COUNTED = "([selector, count]) => document.querySelectorAll(selector).length === count"


def expect_seen(page: Page, selector: str, text: str = "") -> None:
    """What the selector finds first comes to be seen, with this text in it."""
    page.wait_for_function(SEEN, arg=[selector, text])


def expect_count(page: Page, selector: str, count: int) -> None:
    """There come to be so many."""
    page.wait_for_function(COUNTED, arg=[selector, count])


def choose(page: Page, selector: str, label: str) -> None:
    """Choose an option of a native select."""
    expect_seen(page, selector)
    page.select_option(selector, label=label, force=True)


def test_the_wall_shows_its_score_and_turns_its_pages(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/screen")
    expect_seen(page, "#wall-overview .hero__score", "%")
    page.keyboard.press("2")
    expect_seen(page, "#wall-pillar-2")
    page.wait_for_function(UNSEEN, arg="#wall-overview")


def test_the_wall_follows_a_publication_and_reports_itself(own_lively: ServedSite, page: Page) -> None:
    with page.expect_response(HEARTBEAT) as reported:
        page.goto(f"{own_lively.url}/screen?name=旧电脑")
    assert reported.value.status == 204
    before = page.get_attribute("#wall", "data-revision")
    publish(own_lively, 200)
    page.wait_for_function("(before) => document.getElementById('wall').dataset.revision !== before", arg=before)
    expect_seen(page, "#wall-overview .hero__score", "%")


def test_the_list_is_there_and_a_filter_redraws_it(page: Page, site_url: str) -> None:
    page.goto(site_url)
    expect_count(page, "table.list td.c-name", 63)
    expect_seen(page, "table.list td.c-name")
    choose(page, "#workspace-region", "博兴县")
    expect_count(page, "table.list td.c-name", 37)
    page.wait_for_function("() => location.search.includes('region=371625')")
    page.go_back()
    expect_count(page, "table.list td.c-name", 63)


def test_the_heat_map_is_drawn(page: Page, site_url: str) -> None:
    page.goto(site_url)
    expect_count(page, "table.list td.c-name", 63)
    page.evaluate("document.querySelector('#workspace-heat-section').scrollIntoView()")
    expect_seen(page, "#workspace-heat .main-svg")


def test_an_indicators_path_is_drawn_and_another_month_redraws_it(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/indicator/T28-1")
    expect_seen(page, "#indicator-path .main-svg")
    choose(page, "#indicator-month", "2023年6月")
    page.wait_for_function("() => document.title.includes('2023年6月')")


def test_an_upload_is_read_and_shown_to_be_checked(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}/report")
    page.set_input_files("#report-file", FilePayload(name="十月.csv", mimeType="text/csv", buffer=FILE.encode()))
    expect_seen(page, "#report-review h1", "核对 十月.csv")
    expect_seen(page, "#report-review", "读不成一个数")
    expect_seen(page, "#report-submit", "提交 1 行")
