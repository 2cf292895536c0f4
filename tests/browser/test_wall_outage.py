"""The server away, or answering nonsense: the last picture stays, a badge counts the minutes, and nobody is needed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from browser.served_site import ServedSite
from browser.standing_wall import REVISION, SCREEN, badge, expect_page, expect_whole, let_through, shown
from browser.trace import Trace
from playwright.sync_api import Page, Route, expect

MINUTE = 60_000
HOUR = 60 * MINUTE

LOG_IN = "<!doctype html><title>登录</title><form><input name=account></form>"
PROXY = "<html><body><h1>502 Bad Gateway</h1></body></html>"
BAD_ANSWERS: dict[str, dict[str, Any]] = {
    "server error": {"status": 500, "body": "oops"},
    "not found": {"status": 404, "json": {"error": {"code": "not-found", "message": "没有"}}},
    "somebody else's 401": {"status": 401, "json": {"error": {"code": "unauthenticated", "message": "请登录"}}},
    "log-in page": {"status": 200, "content_type": "text/html", "body": LOG_IN},
    "a proxy's page as a success": {"status": 200, "content_type": "text/html", "body": PROXY},
    "empty": {"status": 200, "body": ""},
    "a list": {"status": 200, "json": []},
    "null": {"status": 200, "json": None},
    "a revision in words": {"status": 200, "json": {"revision": "7", "day": "2023-10-20"}},
    "no day": {"status": 200, "json": {"revision": 7}},
}


def open_wall(page: Page, served: ServedSite) -> Page:
    """The wall on its first page, held, and known to be the same document by a mark."""
    page.goto(f"{served.url}/screen")
    expect_page(page, "overview")
    expect_whole(page)
    page.keyboard.press("Space")
    page.evaluate("window.opened = 'once'")
    expect(badge(page)).to_be_hidden()
    return page


def expect_picture(wall: Page) -> None:
    """The picture that was there still is, untouched, and nothing lies over it."""
    expect(wall.locator("body > *:visible")).to_have_count(1)
    expect(shown(wall).locator(".hero__score")).to_contain_text("77.9")
    assert wall.evaluate("window.opened") == "once"


def answering(**answer: Any) -> Callable[[Route], None]:
    """Answers every request in this way."""
    return lambda route: route.fulfill(**answer)


def test_ten_minutes_without_the_server_are_counted_and_it_recovers_untouched(
    page: Page, own_lively: ServedSite, trace: Trace
) -> None:
    page.clock.install(time="2023-10-20T10:00:00")
    wall = open_wall(page, own_lively)
    own_lively.stop()
    expect(badge(wall)).to_have_text(re.compile(r"离线\s+1\s+分钟"))
    for minutes in range(1, 11):
        wall.clock.fast_forward(MINUTE)
        expect(badge(wall)).to_have_text(re.compile(rf"离线\s+{minutes}\s+分钟"))
    expect_picture(wall)
    wall.keyboard.press("2")
    expect_page(wall, "pillar-2")
    expect(badge(wall)).to_have_text(re.compile(r"离线\s+10\s+分钟"))
    wall.keyboard.press("ArrowLeft")
    wall.keyboard.press("1")

    own_lively.start()
    expect(badge(wall)).to_be_hidden()
    assert wall.evaluate("window.opened") == "once"
    complaints = {re.sub(r"net::\w+", "…", complaint) for complaint in trace.complaints}
    assert complaints <= {"Failed to load resource: …"}  # the browser's own words: no script can keep it from them


@pytest.mark.parametrize("answer", BAD_ANSWERS.values(), ids=BAD_ANSWERS)
def test_a_bad_answer_is_an_outage_and_the_next_good_one_ends_it(
    page: Page, lively_served: ServedSite, trace: Trace, answer: dict[str, Any]
) -> None:
    wall = open_wall(page, lively_served)
    page.route(REVISION, answering(**answer))
    expect(badge(wall)).to_be_visible()
    expect_picture(wall)
    let_through(page)
    expect(badge(wall)).to_be_hidden()
    expect_picture(wall)
    assert [said for said in trace.complaints if not said.startswith("Failed to load resource")] == []


@pytest.mark.parametrize(
    "name", ["server error", "somebody else's 401", "log-in page", "a proxy's page as a success", "empty"]
)
def test_news_whose_picture_is_not_to_be_had_is_an_outage_and_is_not_asked_for_at_every_tick(
    page: Page, lively_served: ServedSite, name: str
) -> None:
    wall = open_wall(page, lively_served)
    day = wall.locator("#wall").get_attribute("data-day")
    asked: list[Route] = []

    def answer(route: Route) -> None:
        asked.append(route)
        route.fulfill(**BAD_ANSWERS[name])

    page.route(SCREEN, answer)
    page.route(REVISION, answering(status=200, json={"revision": 9_999, "day": day}))
    expect(badge(wall)).to_be_visible()
    for _ in range(10):
        with page.expect_response(REVISION):
            pass
    assert len(asked) == 1
    expect_picture(wall)
    let_through(page)
    expect(badge(wall)).to_be_hidden()


def test_the_wall_loads_itself_anew_once_at_night_and_not_by_day(page: Page, lively_served: ServedSite) -> None:
    page.clock.install(time="2023-10-20T20:00:00")
    wall = open_wall(page, lively_served)
    wall.clock.fast_forward(7 * HOUR)
    for _ in range(3):
        with page.expect_response(REVISION):
            pass
    assert wall.evaluate("window.opened") == "once"  # three in the morning
    with page.expect_event("load"):
        wall.clock.fast_forward(HOUR)
    assert wall.evaluate("window.opened") is None
    expect_page(wall, "overview")

    wall.evaluate("window.opened = 'again'")
    wall.clock.fast_forward(HOUR)
    for _ in range(3):
        with page.expect_response(REVISION):
            pass
    assert wall.evaluate("window.opened") == "again"


def test_the_wall_never_loads_itself_anew_while_the_server_is_away(page: Page, own_lively: ServedSite) -> None:
    page.clock.install(time="2023-10-20T20:00:00")
    wall = open_wall(page, own_lively)
    own_lively.stop()
    expect(badge(wall)).to_be_visible()
    wall.clock.fast_forward(8 * HOUR)
    for _ in range(3):
        with page.expect_event("requestfailed"):
            pass
    expect_picture(wall)
    with page.expect_event("load"):
        own_lively.start()
    expect_page(wall, "overview")
    expect(badge(wall)).to_be_hidden()


def test_at_night_a_page_without_a_wall_is_not_loaded_in_the_place_of_the_wall(
    page: Page, lively_served: ServedSite
) -> None:
    page.clock.install(time="2023-10-20T20:00:00")
    wall = open_wall(page, lively_served)
    page.route(SCREEN, answering(status=200, content_type="text/html", body=PROXY))
    with page.expect_response(SCREEN):
        wall.clock.fast_forward(8 * HOUR)
    for _ in range(3):
        with page.expect_response(REVISION):
            pass
    expect_picture(wall)
    let_through(page)
    with page.expect_event("load"):
        wall.clock.fast_forward(MINUTE)
    expect_page(wall, "overview")


def test_a_wall_whose_first_picture_could_not_be_drawn_comes_by_itself(page: Page, lively_served: ServedSite) -> None:
    page.clock.install(time="2023-10-20T10:00:00")
    idle = '<main class="wall"><div class="idle"><h1>大屏暂时画不出来</h1></div></main>'

    def without_wall(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=re.sub(r'<div id="wall".*(?=</body>)', idle, response.text(), flags=re.S))

    page.route(SCREEN, without_wall)
    page.goto(f"{lively_served.url}/screen")
    expect(page.get_by_text("大屏暂时画不出来")).to_be_visible()
    with page.expect_response(SCREEN) as asked:
        page.clock.fast_forward(31_000)
    asked.value.finished()
    expect(page.get_by_text("大屏暂时画不出来")).to_be_visible()
    let_through(page)
    with page.expect_event("load", timeout=60_000):
        page.clock.fast_forward(31_000)
    expect_page(page, "overview")
