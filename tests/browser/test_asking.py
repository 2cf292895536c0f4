"""A filter whose answer is late, does not come, or comes after that of a later one."""

from __future__ import annotations

import re

import pytest
from browser.trace import Trace
from playwright.sync_api import Locator, Page, Route, expect

ASKED = "**/_dash-update-component"


@pytest.fixture
def workspace(page: Page, site_url: str) -> Page:
    """The workspace as it opens, the whole city's."""
    page.goto(f"{site_url}/?month=2023-09")
    expect(names(page)).to_have_count(63)
    return page


def names(page: Page) -> Locator:
    """The indicators' links, those of closed groups too."""
    return page.locator("table.list a.name")


def card(page: Page, name: str) -> Locator:
    """A pillar's card."""
    return page.get_by_role("region", name="各板块完成情况").get_by_role("button", name=name)


def hold_first(page: Page) -> list[Route]:
    """Let the next question wait until it is let go, and those after it pass."""
    held: list[Route] = []

    def on_question(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route(ASKED, on_question)
    return held


def test_what_takes_long_says_so_and_the_old_picture_stays_below(workspace: Page) -> None:
    held = hold_first(workspace)
    card(workspace, "数字经济").click()
    expect(workspace.locator(".loading-bar")).to_be_visible()
    expect(workspace.locator("#workspace-body")).to_have_class(re.compile("is-loading"))
    expect(names(workspace)).to_have_count(63)
    held[0].continue_()
    expect(names(workspace)).to_have_count(17)
    expect(workspace.locator(".loading-bar")).to_have_count(0)
    expect(workspace.locator("#workspace-body")).not_to_have_class(re.compile("is-loading"))


@pytest.mark.parametrize(("status", "said"), [(0, "没有连上服务器"), (502, "服务器没有答上来")])
def test_without_an_answer_the_picture_stays_and_is_asked_for_again_by_hand(
    workspace: Page, trace: Trace, status: int, said: str
) -> None:
    workspace.route(ASKED, lambda route: route.fulfill(status=status) if status else route.abort())
    card(workspace, "数字经济").click()
    expect(workspace.get_by_role("alert")).to_contain_text(re.compile(rf"{said}，页面是 \d\d:\d\d 的数据。"))
    expect(names(workspace)).to_have_count(63)
    workspace.unroute_all(behavior="wait")
    workspace.get_by_role("button", name="重试").click()
    expect(names(workspace)).to_have_count(17)
    expect(workspace.get_by_role("alert")).to_be_empty()
    expect(workspace).to_have_url(re.compile("pillar=P2"))
    assert [fault for fault in trace.complaints if not fault.startswith("Failed to load resource")] == []


def test_an_answer_that_comes_after_a_later_one_is_left_aside(workspace: Page) -> None:
    held = hold_first(workspace)
    card(workspace, "数字经济").click()
    expect(workspace.locator(".loading-bar")).to_be_visible()
    card(workspace, "数字社会").click()
    expect(workspace).to_have_title(re.compile("数字社会"))
    with workspace.expect_response(ASKED):
        held[0].continue_()
    expect(workspace.locator(".loading-bar")).to_have_count(0)
    expect(workspace).to_have_title(re.compile("数字社会"))
    expect(card(workspace, "数字社会")).to_have_attribute("aria-pressed", "true")
