"""A publication reaches the wall without a flash; without one nothing moves, and little is asked."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from browser.served_site import ServedSite
from browser.standing_wall import REVISION, SCREEN, badge, expect_page, expect_whole, let_through, publish, shown
from playwright.sync_api import Page, Request, Route, expect

pytestmark = pytest.mark.usefixtures("no_complaints")

# Every change to the document from now on, each as a short word.
WATCH = """
() => {
  window.changes = [];
  new MutationObserver((all) => all.forEach((one) => {
    const place = one.target.nodeType === 1 ? one.target : one.target.parentElement;
    window.changes.push([one.type, place.className, one.attributeName, one.removedNodes.length].join(' '));
  })).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
}
"""
MARK_NODES = "() => document.querySelectorAll('#wall, #wall *').forEach((node) => { node.stood = true; })"
STRANGERS = (
    "() => [...document.querySelectorAll('#wall, #wall *')].filter((node) => !node.stood).map((n) => n.outerHTML)"
)


def open_wall(page: Page, served: ServedSite) -> Page:
    """The wall, held on its first page."""
    page.goto(f"{served.url}/screen")
    expect_page(page, "overview")
    page.keyboard.press("Space")
    expect_whole(page)
    page.wait_for_function("() => document.querySelectorAll('.page > script:only-child').length > 5")
    return page


def test_a_publication_shows_within_five_seconds_of_the_wall_s_time(page: Page, own_served: ServedSite) -> None:
    page.clock.install(time="2023-10-20T10:00:00")
    wall = open_wall(page, own_served)
    page.clock.pause_at("2023-10-20T11:00:00")
    with page.expect_response(REVISION):  # no question is under way while the time stands
        wall.clock.run_for(2_000)
    before = revision(wall)
    publish(own_served, 200)
    wall.clock.run_for(5_000)
    expect(wall.locator("#wall")).not_to_have_attribute("data-revision", before)


def test_a_publication_changes_numbers_and_leaves_every_element_and_page_in_its_place(
    page: Page, own_lively: ServedSite
) -> None:
    wall = open_wall(page, own_lively)
    before, foot = revision(wall), wall.locator(".foot__last").inner_text()
    wall.evaluate(MARK_NODES)
    wall.evaluate("window.opened = 'once'")
    wall.evaluate(WATCH)
    publish(own_lively, 200)
    expect(wall.locator("#wall")).not_to_have_attribute("data-revision", before)
    expect(wall.locator(".foot__last")).not_to_have_text(foot)

    assert wall.evaluate("window.opened") == "once"
    assert wall.evaluate(STRANGERS) == []
    changes: list[str] = wall.evaluate("window.changes")
    assert [change for change in changes if change.startswith("attributes page")] == []
    assert [change for change in changes if change.startswith("attributes wall") and "class" in change] == []
    expect(wall.get_by_text("已暂停轮播")).to_be_visible()


def test_pages_that_were_not_seen_have_the_news_when_their_turn_comes(page: Page, own_lively: ServedSite) -> None:
    wall = open_wall(page, own_lively)
    before = revision(wall)
    publish(own_lively, 231)
    expect(wall.locator("#wall")).not_to_have_attribute("data-revision", before)
    wall.keyboard.press("4")
    expect_page(wall, "pillar-4")
    city = wall.evaluate("async () => (await (await fetch('/api/v1/standings?pillar=P4')).json()).standings[0]")
    assert city["indicator"]
    whole = json.loads(own_lively.fetch("/api/v1/standings"))["standings"]
    (line,) = [one for one in whole if one["indicator"] == "T28-1"]
    expect(shown(wall)).to_contain_text(f"{int(line['actual']):,}")


def test_ticks_without_news_touch_nothing_and_ask_one_small_question_each(
    page: Page, lively_served: ServedSite
) -> None:
    asked: list[Request] = []
    wall = open_wall(page, lively_served)
    wall.evaluate(WATCH)
    page.on("request", lambda request: asked.append(request))
    for _ in range(20):
        with page.expect_response(REVISION):
            pass
    assert wall.evaluate("window.changes") == []
    assert {request.url.removeprefix(lively_served.url) for request in asked} <= {
        "/api/v1/revision",
        "/screen/heartbeat",
    }


def test_no_tick_begins_before_the_one_before_has_ended_and_none_waits_for_ever(
    page: Page, lively_served: ServedSite
) -> None:
    held: list[Route] = []
    page.clock.install(time="2023-10-20T10:00:00")
    wall = open_wall(page, lively_served)
    with page.expect_request(REVISION):
        page.route(REVISION, lambda route: held.append(route))
    wall.wait_for_timeout(0)
    begun = waiting(page, held)
    wall.clock.fast_forward(7_000)
    assert waiting(page, held) == begun == 1
    with page.expect_event("requestfailed"):
        wall.clock.fast_forward(2_000)
    with page.expect_request(REVISION):
        wall.clock.fast_forward(1_000)
    page.unroute(REVISION)


def test_a_morph_that_fails_midway_still_ends_in_the_new_picture(page: Page, own_lively: ServedSite) -> None:
    wall = open_wall(page, own_lively)
    before = revision(wall)
    wall.evaluate("void (window.Idiomorph.morph = () => { throw new Error('half way'); })")
    publish(own_lively, 200)
    expect(wall.locator("#wall")).not_to_have_attribute("data-revision", before)
    expect_page(wall, "overview")
    expect(wall.get_by_text("已暂停轮播")).to_be_visible()
    wall.keyboard.press("2")
    expect_page(wall, "pillar-2")


def test_a_new_day_is_read_again_without_a_publication(page: Page, lively_served: ServedSite) -> None:
    wall = open_wall(page, lively_served)
    wall.evaluate("window.opened = 'once'")
    days = {"day": wall.locator("#wall").get_attribute("data-day") or ""}
    page.route(SCREEN, changed(lambda text: text.replace(f'data-day="{days["day"]}"', 'data-day="2999-01-01"')))
    page.route(REVISION, changed(lambda text: text.replace(days["day"], "2999-01-01")))
    expect(wall.locator("#wall")).to_have_attribute("data-day", "2999-01-01")
    assert wall.evaluate("window.opened") == "once"
    expect(badge(wall)).to_be_hidden()
    let_through(page)


def test_a_page_that_the_server_could_not_draw_is_passed_over_and_there_once_it_can_be_drawn(
    page: Page, lively_served: ServedSite
) -> None:
    page.clock.install(time="2023-10-20T10:00:00")
    whole = 'id="wall-counties" class="page"'
    page.route(SCREEN, changed(lambda text: text.replace(whole, f'{whole[:-1]} is-failed"')))
    wall = open_wall(page, lively_served)
    wall.keyboard.press("ArrowLeft")
    expect(shown(wall)).to_have_attribute("data-group", "pillar-5")
    with page.expect_request(lambda request: "县区" in (request.post_data or "")) as reported:
        wall.clock.fast_forward(30_000)
    assert reported.value.post_data_json["fault"] == "县区：服务器没有画出来"
    let_through(page)
    wall.clock.fast_forward(60_000)
    expect(wall.locator("#wall-counties")).to_have_class("page")
    wall.keyboard.press("ArrowRight")
    expect_page(wall, "counties")


def revision(wall: Page) -> str:
    """The revision that the wall shows."""
    return wall.locator("#wall").get_attribute("data-revision") or ""


def changed(change: Callable[[str], str]) -> Callable[[Route], None]:
    """Lets the server answer, and changes what it says."""

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=change(response.text()))

    return answer


def waiting(page: Page, held: list[Route]) -> int:
    """How many requests are held, once the browser has said all that it had to say."""
    page.evaluate("1")
    return len(held)
