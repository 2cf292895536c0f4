"""No page asks anybody but its own site, and none complains."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

DRAFT = "指标编码,地区,月份,累计值\nT28-1,滨州市,2023-10,1260\n".encode()

PAGES = (
    ("/", "#workspace-body table.list tbody tr"),
    ("/indicator/T28-1", "#indicator-path .main-svg"),
    ("/report", "#report-board table.submissions"),
    ("/screen", "#wall .page.is-on"),
    ("/no-such-page", "text=没有这个页面"),
)


@pytest.mark.parametrize(("address", "sign"), PAGES, ids=[address for address, _ in PAGES])
def test_a_page_asks_its_own_site_alone_and_complains_of_nothing(page: Page, site_url, trace, address, sign) -> None:
    page.goto(site_url + address)
    expect(page.locator(sign).first).to_be_visible()
    print(trace.addresses, trace.failures, trace.complaints)
    assert 0
