"""The comparison's page: both sides, their differences, and the way round."""

from __future__ import annotations

from dashboard.services.site import Site
from dashboard.web.pages.compare.callbacks import open_page, show


def test_two_months_are_shown_with_their_differences(demo_site: Site) -> None:
    body = show(demo_site, {"month": "2023-09", "with_month": "2023-08"})
    assert '<h1>2023年9月 <span class="quiet">与</span> 2023年8月</h1>' in body
    assert 'data-title="对比 · 全市 · 2023年9月"' in body
    assert "变好" in body
    assert "高 20.0 百分点" in body


def test_two_counties_are_named_and_can_be_swapped(demo_site: Site) -> None:
    body = show(demo_site, {"month": "2023-09", "region": "371602", "with_region": "371623"})
    assert "滨城区较差" in body
    assert (
        'href="/compare?month=2023-09&amp;region=371623&amp;with_month=2023-09&amp;with_region=371602'
        '&amp;with_department=all"'
    ) in body


def test_swapping_twice_brings_the_same_back(demo_site: Site) -> None:
    first = show(demo_site, {"month": "2023-09", "region": "371602", "with_region": "371623"})
    again = show(
        demo_site, {"month": "2023-09", "region": "371602", "with_month": "2023-09", "with_region": "371623"}
    )  # fmt: skip
    assert again == first


def test_an_unknown_side_is_said(demo_site: Site) -> None:
    page = str(open_page(demo_site, {"with_region": "nowhere", "pillar": "P9"}))
    assert "链接里的板块“P9”在这份工作要点里没有" in page
    assert "链接里的县区“nowhere”在这份工作要点里没有" in page


def test_an_empty_scope_is_said(demo_site: Site) -> None:
    assert "这个范围没有指标" in show(demo_site, {"text": "没有这样的指标"})
