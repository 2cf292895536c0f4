"""Region and indicator names, as files write them."""

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.names import IndicatorMatch, build_names
from dashboard.domain.plan import Region
from dashboard.domain.sheet_row import Field

REGIONS = (
    Region("371600", "滨州市", "全市", ("滨州", "全市", "市本级", "市级")),
    Region("371602", "滨城区", "滨城", ("滨城",), "county", "371600"),
    Region("371603", "沾化区", "沾化", ("沾化县",), "county", "371600"),
    Region("371621", "惠民县", "惠民", (), "county", "371600"),
    Region("371681", "邹平市", "邹平", ("邹平县",), "county", "371600"),
    Region("37160A", "滨州经济技术开发区", "经开区", ("经济开发区",), "zone", "371600"),
    Region("37160B", "滨州高新技术产业开发区", "高新区", ("高新技术开发区",), "zone", "371600"),
    Region("37160C", "滨州北海经济开发区", "北海", ("北海新区", "北海经济开发区"), "zone", "371600"),
)
INDICATORS = (
    builders.an_indicator("T28-1", name="新开通5G基站数", short_name="新开通5G基站"),
    builders.an_indicator("T28-2", name="5G基站累计数", short_name="累计5G基站"),
    builders.an_indicator("T02-1", name="新增“掌上办”事项数", short_name="事项"),
    builders.an_indicator("T02-2", name="“掌上办”事项总数", short_name="事项"),
)
NAMES = build_names(builders.a_plan(INDICATORS, regions=REGIONS))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("滨城区", "371602"),
        ("滨城", "371602"),
        ("371602", "371602"),
        ("邹平县", "371681"),
        ("北海新区", "37160C"),
        ("滨州市", "371600"),
        ("全市", "371600"),
        ("市级", "371600"),
        ("市本级", "371600"),
        ("本级", "371600"),
        (" 滨城区 ", "371602"),
    ],
)
def test_a_region_goes_by_code_name_short_name_and_alias(text: str, code: str) -> None:
    region, remark = NAMES.region(text)
    assert region
    assert (region.code, remark) == (code, None)


@pytest.mark.parametrize(
    "text", ["滨 城 区", "\u200b滨城区", "滨\u3000城区", "３７１６０２", "'371602", "\u200f滨城\u00a0"]
)
def test_a_region_written_untidily_is_taken_with_a_notice(text: str) -> None:
    region, remark = NAMES.region(text)
    assert region
    assert remark
    assert (region.code, remark.level, remark.code) == ("371602", "notice", "name-repaired")


def test_a_code_goes_in_either_case() -> None:
    region, _ = NAMES.region("37160a")
    assert region
    assert region.name == "滨州经济技术开发区"


@pytest.mark.parametrize(("name", "words"), [("某省", ("全省", "省级", "省本级")), ("某县", ("全县", "县本级"))])
def test_the_whole_goes_by_what_it_is(name: str, words: tuple[str, ...]) -> None:
    names = build_names(builders.a_plan(regions=(Region("R", name), Region("K", "某市", parent="R"))))
    assert [names.region(word).region for word in words] == [Region("R", name)] * len(words)
    assert names.region("全市").region is None


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("滨成区", ["滨城区"]),
        ("惠名县", ["惠民县"]),
        ("开发区", ["滨州经济技术开发区", "滨州高新技术产业开发区", "滨州北海经济开发区"]),
    ],
)
def test_an_unknown_region_is_refused_with_the_nearest_and_never_chosen(text: str, suggested: list[str]) -> None:
    region, remark = NAMES.region(text)
    assert region is None
    assert remark
    assert (remark.level, remark.code) == ("error", "region-unknown")
    assert "最接近的是" in remark.message
    assert [name for name in (r.name for r in REGIONS) if name in remark.message] == [
        name for name in (r.name for r in REGIONS) if name in suggested
    ]


def test_a_region_like_no_other_is_refused_with_those_that_there_are() -> None:
    region, remark = NAMES.region("东营区")
    assert region is None
    assert remark
    assert "滨城、沾化" in remark.message


def test_a_name_of_two_regions_identifies_neither() -> None:
    twins = (Region("R", "某省"), Region("A", "城区", parent="R"), Region("B", "新城", aliases=("城区",), parent="R"))
    region, remark = build_names(builders.a_plan(regions=twins)).region("城区")
    assert region is None
    assert remark
    assert remark.code == "region-ambiguous"
    assert "A" in remark.message
    assert "B" in remark.message


@pytest.mark.parametrize("text", ["", " ", "\u200b"])
def test_an_empty_region_is_refused(text: str) -> None:
    remark = NAMES.region(text).remark
    assert remark
    assert remark.code == "region-empty"


@pytest.mark.parametrize(
    ("code", "name", "found"),
    [
        ("T28-1", None, "T28-1"),
        ("T28-1", "", "T28-1"),
        ("t28-1", None, "T28-1"),
        ("T28-1", "新开通5G基站数", "T28-1"),
        ("T28-1", "新开通5G基站", "T28-1"),
        (None, "新开通5G基站数", "T28-1"),
        ("", "新开通5G基站", "T28-1"),
        (None, "新增掌上办事项数", "T02-1"),
        (None, '新增"掌上办"事项数', "T02-1"),
        (None, "T28-2", "T28-2"),
        ("T02-1", "事项", "T02-1"),
    ],
)
def test_an_indicator_goes_by_code_or_by_a_name_of_its_own(code: str | None, name: str | None, found: str) -> None:
    match = NAMES.indicator(code, name)
    assert match.indicator
    assert match.indicator.code == found
    assert match.remark is None or match.remark.code == "name-repaired"


def test_where_code_and_name_disagree_the_code_counts_with_a_warning() -> None:
    match = NAMES.indicator("T28-1", "5G基站累计数")
    assert match.indicator is INDICATORS[0]
    assert match.remark
    assert (match.remark.level, match.remark.code, match.field) == ("warning", "name-differs", Field.NAME)


def refusal(match: IndicatorMatch) -> tuple[str, Field]:
    assert match.indicator is None
    assert match.remark
    assert match.remark.level == "error"
    return match.remark.code, match.field


def test_an_indicator_that_is_not_identified_is_refused() -> None:
    assert refusal(NAMES.indicator(None, "事项")) == ("indicator-ambiguous", Field.NAME)
    assert refusal(NAMES.indicator(None, "新开5G基站数")) == ("indicator-unknown", Field.NAME)
    assert refusal(NAMES.indicator("T28-9", "新开通5G基站数")) == ("indicator-unknown", Field.CODE)
    assert refusal(NAMES.indicator("", "")) == ("indicator-empty", Field.NAME)
    assert refusal(NAMES.indicator(None, None)) == ("indicator-empty", Field.CODE)


def test_an_unknown_indicator_comes_with_the_nearest() -> None:
    by_name, by_code = NAMES.indicator(None, "新开5G基站数").remark, NAMES.indicator("T28-9", None).remark
    assert by_name
    assert by_code
    assert "“新开通5G基站数”（T28-1）" in by_name.message
    assert "T28-1" in by_code.message
    assert "T28-2" in by_code.message


@given(st.text(max_size=60))
def test_any_text_names_one_region_and_one_indicator_or_is_refused(text: str) -> None:
    names = build_names(builders.a_plan(INDICATORS, regions=REGIONS))
    region, remark = names.region(text)
    assert (region is None) == (remark is not None and remark.level == "error")
    for match in (names.indicator(text, None), names.indicator(None, text), names.indicator(text, text)):
        assert (match.indicator is None) == (match.remark is not None and match.remark.level == "error")
