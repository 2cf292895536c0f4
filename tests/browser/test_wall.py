"""The wall with nobody at it, and with somebody at its keyboard. Its time is wound by hand, so that nothing waits."""

from __future__ import annotations

import re

import pytest
from browser.standing_wall import expect_page, expect_whole, shown
from playwright.sync_api import Browser, Page, expect

ROTATION = ["overview", "pillar-1", "pillar-2", "pillar-3", "pillar-4", "pillar-5", "counties"]
TURN = 15_000
HEARTBEAT_EVERY = 30_000


@pytest.fixture
def wall(page: Page, site_url: str) -> Page:
    """The wall on its first page, in a browser whose time only moves when it is told to."""
    page.clock.install(time="2023-10-20T10:00:00")
    page.clock.pause_at("2023-10-20T10:00:01")
    page.goto(f"{site_url}/screen")
    expect_page(page, "overview")
    expect_whole(page)
    return page


def groups(wall: Page) -> list[str]:
    """The pages of the rotation in their order; a pillar on several sheets counts once."""
    found = wall.locator("#wall .page:not(.is-aside)").evaluate_all("all => all.map(one => one.dataset.group)")
    return list(dict.fromkeys(found))


def test_the_first_answer_shows_the_score_before_any_script_has_run(browser: Browser, site_url: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site_url}/screen")
        expect(page.locator(".hero__score").first).to_contain_text("%")


def test_a_digit_opens_its_pillar_and_c_the_counties(wall: Page) -> None:
    for digit in "12345":
        wall.keyboard.press(digit)
        expect_page(wall, f"pillar-{digit}")
    wall.keyboard.press("c")
    expect_page(wall, "counties")


def test_a_key_on_the_counties_page_opens_that_county(wall: Page) -> None:
    wall.keyboard.press("c")
    expect_page(wall, "counties")
    first = shown(wall).locator(".tile kbd").first
    expect(first).not_to_be_empty()
    key = first.inner_text()
    wall.keyboard.press(key)
    expect_page(wall, f"county-{key}")
    wall.keyboard.press("c")
    expect_page(wall, "counties")


def test_the_arrows_turn_to_the_neighbouring_pages_and_around_the_end(wall: Page) -> None:
    wall.keyboard.press("ArrowRight")
    expect_page(wall, "pillar-1")
    wall.keyboard.press("ArrowLeft")
    expect_page(wall, "overview")
    wall.keyboard.press("ArrowLeft")
    expect(shown(wall)).to_have_attribute("data-group", "counties")


def test_the_wall_turns_by_itself_through_every_page_and_begins_again(wall: Page) -> None:
    assert groups(wall) == ROTATION
    pages = wall.locator("#wall .page:not(.is-aside)").evaluate_all("all => all.map(one => one.dataset.page)")
    for name in [*pages[1:], pages[0]]:
        wall.clock.fast_forward(TURN)
        expect_page(wall, name)


def test_space_stops_the_turning_and_lets_it_go_on(wall: Page) -> None:
    wall.keyboard.press("Space")
    expect(wall.get_by_text("已暂停轮播")).to_be_visible()
    wall.clock.fast_forward(TURN)
    expect_page(wall, "overview")
    wall.keyboard.press("Space")
    expect(wall.get_by_text("已暂停轮播")).to_be_hidden()
    wall.clock.fast_forward(TURN)
    expect_page(wall, "pillar-1")


def test_a_question_mark_shows_the_keys_and_escape_puts_them_away(wall: Page) -> None:
    keys = wall.get_by_role("complementary", name="按键")
    expect(keys).to_be_hidden()
    wall.keyboard.press("?")
    expect(keys).to_be_visible()
    wall.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_a_name_in_the_foot_opens_its_page_and_is_marked(wall: Page) -> None:
    foot = wall.get_by_role("navigation", name="页面")
    foot.get_by_role("button", name="县区").click()
    expect_page(wall, "counties")
    expect(foot.get_by_role("button", name="县区")).to_have_class(re.compile("is-now"))


def test_a_page_that_cannot_be_shown_is_passed_over_reported_and_tried_again(wall: Page) -> None:
    pages = wall.locator("#wall .page:not(.is-aside)").evaluate_all("all => all.map(one => one.dataset.page)")
    wall.evaluate(
        "void (document.getElementById('wall-pillar-1').insertAdjacentHTML = () => { throw new Error('torn'); })"
    )
    wall.clock.fast_forward(TURN)
    expect_page(wall, pages[2])
    with wall.expect_request(lambda request: "torn" in (request.post_data or "")) as reported:
        wall.clock.fast_forward(HEARTBEAT_EVERY)
    assert reported.value.url.endswith("/screen/heartbeat")
    assert reported.value.post_data_json["fault"] == "数字政府：torn"

    wall.evaluate("delete document.getElementById('wall-pillar-1').insertAdjacentHTML")
    wall.keyboard.press("c")
    wall.keyboard.press("ArrowRight")
    expect_page(wall, "overview")
    wall.clock.fast_forward(TURN)
    expect_page(wall, "pillar-1")


def test_a_fault_in_any_script_is_reported_and_stops_nothing(wall: Page) -> None:
    wall.evaluate("document.addEventListener('wall:shown', () => { throw new Error('an accident'); }, {once: true})")
    wall.evaluate("void Promise.reject(new Error('a broken promise'))")
    wall.clock.fast_forward(TURN)
    expect_page(wall, "pillar-1")
    with wall.expect_request(lambda request: "an accident" in (request.post_data or "")) as reported:
        wall.clock.fast_forward(HEARTBEAT_EVERY)
    assert "脚本：Uncaught Error: an accident" in reported.value.post_data_json["fault"]
    wall.keyboard.press("1")
    expect_page(wall, "pillar-1")
    wall.clock.fast_forward(TURN)
    expect(shown(wall)).not_to_have_attribute("data-page", "pillar-1")
