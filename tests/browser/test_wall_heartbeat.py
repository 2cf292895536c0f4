"""Every wall says that it lives, and the data bureau sees it on its page."""

from __future__ import annotations

from typing import Any

import pytest
from browser.served_site import ServedSite
from browser.standing_wall import HEARTBEAT, badge, expect_page, expect_whole, let_through
from playwright.sync_api import Browser, Page, expect

EVERY = 30_000

pytestmark = pytest.mark.usefixtures("no_complaints")


def open_wall(page: Page, served: ServedSite, query: str = "") -> dict[str, Any]:
    """Open the wall; its first heartbeat."""
    page.clock.install(time="2023-10-20T10:00:00")
    with page.expect_response(HEARTBEAT) as answered:
        page.goto(f"{served.url}/screen{query}")
    assert answered.value.status == 204
    expect_whole(page)
    return dict(answered.value.request.post_data_json)


def next_beat(page: Page) -> dict[str, Any]:
    """The heartbeat after half a minute."""
    with page.expect_response(HEARTBEAT) as answered:
        page.clock.fast_forward(EVERY)
    return dict(answered.value.request.post_data_json)


def test_a_wall_reports_its_name_page_and_revision_twice_a_minute(page: Page, lively_served: ServedSite) -> None:
    beat = open_wall(page, lively_served, "?name=一楼大厅")
    assert (beat["name"], beat["named"], beat["page"], beat["fault"]) == ("一楼大厅", True, "总览", "")
    assert str(beat["revision"]) == page.locator("#wall").get_attribute("data-revision")
    page.keyboard.press("c")
    expect_page(page, "counties")
    assert next_beat(page)["page"] == "县区"


def test_a_name_given_once_is_kept_by_the_browser(page: Page, lively_served: ServedSite) -> None:
    open_wall(page, lively_served, "?name=会议室")
    with page.expect_request(HEARTBEAT) as reported:
        page.goto(f"{lively_served.url}/screen")
    assert reported.value.post_data_json["name"] == "会议室"


def test_a_wall_without_a_name_makes_one_up_and_keeps_it(page: Page, lively_served: ServedSite) -> None:
    beat = open_wall(page, lively_served)
    assert beat["name"].startswith("未命名 ")
    assert beat["named"] is False
    with page.expect_request(HEARTBEAT) as reported:
        page.reload()
    assert reported.value.post_data_json["name"] == beat["name"]


def test_a_wall_that_may_keep_nothing_still_lives_and_reports(page: Page, lively_served: ServedSite) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})")
    assert open_wall(page, lively_served)["name"].startswith("未命名 ")
    expect_page(page, "overview")


def test_a_browser_that_paints_nothing_says_so(page: Page, lively_served: ServedSite) -> None:
    assert open_wall(page, lively_served)["unpainted"] < EVERY / 1000
    page.evaluate("void (window.requestAnimationFrame = () => 0)")
    next_beat(page)
    assert next_beat(page)["unpainted"] >= EVERY / 1000


def test_the_page_of_screens_lists_a_wall_that_has_just_reported_and_looks_again_by_itself(
    browser: Browser, page: Page, lively_served: ServedSite
) -> None:
    page.goto(f"{lively_served.url}/screens")
    expect(page.get_by_role("heading", name="大屏状态")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="三楼")
    expect(row).to_have_count(0)
    with browser.new_context() as other:
        open_wall(other.new_page(), lively_served, "?name=三楼")
    expect(row).to_contain_text("正常")
    expect(row).to_contain_text("总览")


def test_no_heartbeat_is_sent_while_the_server_is_away(page: Page, lively_served: ServedSite) -> None:
    open_wall(page, lively_served)
    beats: list[str] = []
    page.route("**/api/v1/revision", lambda route: route.fulfill(status=200, body="no"))
    expect(badge(page)).to_be_visible()
    page.on("request", lambda request: beats.append(request.url) if request.url.endswith("/heartbeat") else None)
    page.clock.fast_forward(EVERY)
    for _ in range(3):
        with page.expect_response("**/api/v1/revision"):
            pass
    assert beats == []
    let_through(page)
    expect(badge(page)).to_be_hidden()
    next_beat(page)
