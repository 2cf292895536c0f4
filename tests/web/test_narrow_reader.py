"""Every page opens for readers who see a part of the plan, and shows nothing of the rest."""

from __future__ import annotations

import json

import pytest
from dash.development.base_component import Component

from dashboard.domain.access import Account, Role
from dashboard.services.site import Site
from dashboard.web import shell
from dashboard.web.menu import PAGES

COUNTY = Account("惠民填报", Role.REPORTER, regions=frozenset({"371621"}), reads_all=False)
TWO = Account("两县填报", Role.REPORTER, regions=frozenset({"371621", "371622"}), reads_all=False)
BUREAU = Account("工信填报", Role.REPORTER, departments=frozenset({"市工业和信息化局"}), reads_all=False)
NONE = Account("无单位", Role.REPORTER, reads_all=False)
READERS = [COUNTY, TWO, BUREAU, NONE]


def opened(site: Site, path: str, query: dict[str, str] | None = None) -> str:
    """All that a page shows, as text."""
    found = shell.match_page(PAGES, path)
    assert found
    page, variables = found
    if page.markup:
        return page.markup(site, query or {})
    drawn: Component = shell.open_address(site, PAGES, path, {**(query or {}), **variables})[0]
    return json.dumps(drawn.to_plotly_json(), default=lambda part: part.to_plotly_json(), ensure_ascii=False)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@pytest.mark.parametrize("path", ["/", "/report", "/screen"])
def test_every_page_opens_for_a_reader_of_a_part(demo_site: Site, reader: Account, path: str) -> None:
    text = opened(demo_site.acting(reader), path)
    assert "暂时画不出来" not in text
    if reader.regions:
        assert "阳信" in text if "371622" in reader.regions else "阳信" not in text
        assert "博兴" not in text


def test_an_indicator_of_ones_own_opens_and_another_does_not(demo_site: Site) -> None:
    assert "新开通5G基站" in opened(demo_site.acting(COUNTY), "/indicator/T28-1")
    assert "alert-danger" in opened(demo_site.acting(COUNTY), "/indicator/T05-1")
    assert "alert-danger" in opened(demo_site.acting(BUREAU), "/indicator/T05-1")
    assert "阳信" not in opened(demo_site.acting(COUNTY), "/indicator/T28-1", {"region": "371622"})
