"""What somebody may mean by what was typed."""

from __future__ import annotations

import pytest

from dashboard.domain.plan import Department, Region
from dashboard.domain.status import Status
from dashboard.viewmodels.filters import Filters
from dashboard.viewmodels.hits import build_hits
from tests.builders import CITY, a_plan

PLAN = a_plan(
    regions=(
        CITY,
        Region("S", "滨城区", "滨城", parent="C"),
        Region("N", "滨州北海经济开发区", "北海", aliases=("北海新区",), parent="C"),
    ),
    departments=(Department("市大数据局"), Department("市教育局")),
)


def _names(text: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.name) for hit in build_hits(PLAN, Filters(text=text))]


@pytest.mark.parametrize("text", ["滨城", "bincheng", "bc", "BinCheng", "binc"])
def test_a_county_is_found_by_its_name_its_pinyin_and_its_initials(text: str) -> None:
    assert _names(text)[0] == ("region", "滨城区")


def test_a_department_is_found_by_the_initials_of_a_part() -> None:
    assert _names("dsj") == [("department", "市大数据局")]


def test_what_begins_with_the_text_comes_first() -> None:
    assert _names("bei")[0] == ("region", "滨州北海经济开发区")
    assert _names("滨") == [("region", "滨城区"), ("region", "滨州北海经济开发区")]


def test_a_hit_keeps_the_other_filters_and_lets_the_text_go() -> None:
    (hit,) = build_hits(PLAN, Filters(text="滨城", status=Status.BEHIND))
    assert hit.filters == Filters(region="S", status=Status.BEHIND)


def test_the_city_is_looked_at_without_a_region() -> None:
    (hit,) = build_hits(PLAN, Filters(text="某市", region="S"))
    assert hit.filters == Filters()


def test_without_a_text_there_are_none() -> None:
    assert build_hits(PLAN, Filters()) == ()
