"""The wall as tests look at it: what is shown, what it asks for, and how a publication reaches it."""

from __future__ import annotations

from urllib.parse import quote

from browser.served_site import ServedSite
from playwright.sync_api import Locator, Page, expect

REVISION = "**/api/v1/revision"
HEARTBEAT = "**/screen/heartbeat"
SCREEN = "**/screen*"
MONTH = "2023-09"


def shown(wall: Page) -> Locator:
    """The page of the wall that is its turn."""
    return wall.locator("#wall .page.is-on")


def expect_page(wall: Page, name: str) -> None:
    """The wall shows this page, and after the change of pages no other."""
    expect(shown(wall)).to_have_attribute("data-page", name)
    expect(wall.locator("#wall .page:visible")).to_have_count(1)
    expect(shown(wall)).to_be_visible()


def expect_whole(wall: Page) -> None:
    """All pages of the wall are there. Wound before that, the clock would end the waiting for them."""
    expect(wall.locator("#wall.is-turning:not([data-partial])")).to_be_attached()


def let_through(page: Page) -> None:
    """Hold back and change no request any more, once those are answered that are being answered now."""
    page.unroute_all(behavior="wait")


def badge(wall: Page) -> Locator:
    """What says that the server is away."""
    return shown(wall).locator(".offline")


def publish(served: ServedSite, value: int) -> None:
    """Publish another figure of a headline indicator for the month that the wall shows."""
    content = f"指标编码,地区,月份,累计值\nT28-1,滨城区,{MONTH},{value}\n"
    served.fetch(f"/api/v1/figures?name={quote('更正.csv')}&publish&explain={quote('更正')}", content.encode())
