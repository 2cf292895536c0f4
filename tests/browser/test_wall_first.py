"""The wall's first seconds: its first page stands by itself, the other pages follow, and it waits for them."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from browser.served_site import ServedSite
from browser.standing_wall import HEARTBEAT, expect_page, let_through
from playwright.sync_api import Browser, Page, expect

BUNDLE = "**/assets/bundle/*"
FIRST_PAGE = (".hero__score", ".pillars__score", ".late__lag", ".tile__score", ".gauge.UNREPORTED, .gauge .bullet")


def is_for_all_pages(address: str) -> bool:
    """Whether it is the wall with all its pages that is asked for."""
    parts = urlsplit(address)
    return parts.path == "/screen" and "whole" in parse_qs(parts.query, keep_blank_values=True)


def expect_first_page(page: Page) -> None:
    """Every part of the first page is seen."""
    for part in FIRST_PAGE:
        expect(page.locator(f"#wall-overview {part}").first).to_be_visible()
    expect(page.locator("#wall-overview .hero__score")).to_contain_text("77.9")


def test_the_first_page_is_seen_whole_by_a_browser_without_scripts(browser: Browser, site_url: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site_url}/screen")
        expect_first_page(page)


def test_the_first_page_is_seen_whole_where_the_script_does_not_come(page: Page, site_url: str) -> None:
    page.route(BUNDLE, lambda route: route.abort())
    page.goto(f"{site_url}/screen")
    expect_first_page(page)


def test_pages_that_do_not_come_are_reported_and_asked_for_again_and_what_was_asked_for_meanwhile_opens(
    page: Page, lively_served: ServedSite
) -> None:
    page.clock.install(time="2023-10-20T10:00:00")
    page.route(is_for_all_pages, lambda route: route.fulfill(status=500, body="oops"))
    with page.expect_request(HEARTBEAT) as reported:
        page.goto(f"{lively_served.url}/screen")
        expect_page(page, "overview")
        page.clock.fast_forward(3_000)
    assert "其余各页：HTTP 500" in reported.value.post_data_json["fault"]
    page.keyboard.press("3")
    page.clock.fast_forward(15_000)
    expect_page(page, "overview")
    expect_first_page(page)

    with page.expect_request(lambda request: is_for_all_pages(request.url)):
        page.clock.fast_forward(6_000)
    let_through(page)
    page.clock.fast_forward(6_000)
    expect(page.locator("#wall")).not_to_have_attribute("data-partial", re.compile(""))
    expect_page(page, "pillar-3")


def test_a_wall_asks_for_its_other_pages_once_and_for_no_style(page: Page, site_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site_url}/screen")
    expect(page.locator("#wall")).not_to_have_attribute("data-partial", re.compile(""))
    expect_page(page, "overview")
    assert len([address for address in asked if is_for_all_pages(address)]) == 1
    assert [address for address in asked if ".css" in address] == []
    assert len([address for address in asked if "/assets/" in address]) == 1
