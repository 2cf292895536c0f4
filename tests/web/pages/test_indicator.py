"""The indicator page's markup: the wording with its number, the lamp explained, where figures came from."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from html import unescape
from urllib.parse import parse_qsl

import pytest

from dashboard.domain.measure import Comparator, Measure
from dashboard.domain.origin import FigureOrigin
from dashboard.domain.plan import Department, Indicator
from dashboard.domain.scope import Role
from dashboard.domain.status import Status
from dashboard.viewmodels.filters import Filters
from dashboard.viewmodels.indicator_sheet import IndicatorSheet, build_indicator_sheet
from dashboard.web import wording
from dashboard.web.pages.indicator import layout
from tests.builders import Figures, a_plan, an_indicator, assess, by_counties, month, ratio, value


def _sheet(indicator: Indicator, figures: Figures, as_of: str = "2023-09", **more: object) -> IndicatorSheet:
    assessment = assess(a_plan([indicator]), figures, as_of)
    return build_indicator_sheet(assessment, "I1", Filters(), step=wording.step, **more)  # type: ignore[arg-type]


def _golden(**changes: object) -> IndicatorSheet:
    return _sheet(
        an_indicator(target=1350, wording="全市新开通5G基站1350个", **changes), {("I1", "C"): {"2023-09": 900}}
    )


def test_the_golden_indicator_says_what_turns_it_green() -> None:
    body = layout.body(_golden())
    for words in ("10月末累计达到", "1,125\u00a0个", "1,124\u00a0个", "900 ÷ 1,350", "9 个月 ÷ 12 个月", "150 个"):
        assert words in body


def test_the_number_of_the_wording_is_marked() -> None:
    assert "全市新开通5G基站<mark>1350个</mark>" in layout.body(_golden())


def test_notes_are_escaped() -> None:
    body = layout.body(_golden(note="<img src=x>"))
    assert "<img" not in body


@pytest.mark.parametrize(
    ("changes", "actual", "as_of", "words"),
    [
        ({}, 100, "2023-09", "已达到目标"),
        ({}, 90, "2023-09", "继续达序时"),
        ({}, 10, "2023-12", "计划的最后一个月"),
        ({"measure": Measure.LEVEL, "comparator": Comparator.BELOW}, 120, "2023-09", "降到"),
        ({"target": 0}, 5, "2023-09", "不判断状态"),
        ({"measure": Measure.STOCK, "baseline": 50}, 60, "2023-09", "（60 − 50）÷（100 − 50）"),
        ({"comparator": Comparator.ABOVE}, 10, "2023-09", "须大于目标"),
        ({"comparator": Comparator.ABOUT}, 10, "2023-09", "95.0%"),
    ],
)
def test_every_kind_of_lamp_is_explained(changes: dict[str, object], actual: int, as_of: str, words: str) -> None:
    sheet = _sheet(an_indicator(**changes), {("I1", "C"): {as_of: actual}}, as_of)
    assert words in layout.body(sheet)


def _ratio() -> IndicatorSheet:
    plan = a_plan([by_counties(measure=Measure.RATIO, unit="%", target=85)])
    figures = {("I1", "A"): {"2023-09": ratio(45, 60)}, ("I1", "B"): {"2023-09": ratio(30, 40)}}
    return build_indicator_sheet(assess(plan, figures, "2023-09"), "I1", Filters(), step=wording.step)


def _pair() -> IndicatorSheet:
    stock = an_indicator("I1", measure=Measure.STOCK, target=11000, baseline=9650, baseline_note="2022年年报")
    plan = a_plan([stock, an_indicator("I2", pairs_with="I1", target=1350)])
    figures = {("I1", "C"): {"2023-09": 10700}, ("I2", "C"): {"2023-09": 900}}
    return build_indicator_sheet(assess(plan, figures, "2023-09"), "I1", Filters(), step=wording.step)


def _ceiling() -> IndicatorSheet:
    changes = {"measure": Measure.LEVEL, "comparator": Comparator.BELOW, "target": "1.5", "unit": "公里"}
    return _sheet(an_indicator(**changes), {("I1", "C"): {"2023-06": "2.1", "2023-09": "1.8"}}, line=LINE)


LINE = ((month("2023-06"), Decimal("2.1")), (month("2023-09"), Decimal("1.8")))


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        (_golden, ("900 ÷ 1,350", "66.6%", "9 个月 ÷ 12 个月", "75.0% − 66.6%", "落后 8.3 百分点")),
        (_pair, ("10,700 ÷ 11,000", "97.2%", "（10,700 − 9,650）÷（11,000 − 9,650）", "77.7%", "2022年年报",
                 "9,650 + 900 ＝ 10,550", "相差 150", "超过目标的 1%（110", "超前 2.7")),
        (_ratio, ("Σ分子 ÷ Σ分母 ＝ （45 + 30）÷（60 + 40）＝ 75 ÷ 100", "75.0%", "分子要到 85", "45 ÷ 60")),
        (_ceiling, ("2 − 1.8 ÷ 1.5，不低于 0", "80.0%", "完不成，完成率 99.9%", "降到 <b>1.5")),
    ],
)  # fmt: skip
def test_every_number_comes_with_its_formula_and_this_month_s_values(
    sheet: Callable[[], IndicatorSheet], words: tuple[str, ...]
) -> None:
    body = layout.body(sheet())
    assert [word for word in words if word not in body] == []


def test_the_actual_of_a_roll_up_names_its_parts() -> None:
    plan = a_plan([by_counties()])
    figures = {("I1", "A"): {"2023-09": 15}, ("I1", "B"): {"2023-08": 30}}
    sheet = build_indicator_sheet(assess(plan, figures, "2023-09"), "I1", Filters(), step=wording.step)
    assert "15 + 30" in layout.body(sheet)


def test_months_of_a_five_year_plan_carry_their_year() -> None:
    plan = a_plan([an_indicator(due=month("2027-12"))], last_month=month("2027-12"))
    assessment = assess(plan, {("I1", "C"): {"2024-03": 10, "2024-09": 20}}, "2024-09")
    line = ((month("2024-03"), Decimal(10)), (month("2024-09"), Decimal(20)))
    sheet = build_indicator_sheet(assessment, "I1", Filters(), step=wording.step, line=line)
    body = layout.body(sheet)
    for words in ("2024年10月末累计达到", "2024年9月末", "照此到2027年12月底", "21 个月 ÷ 60 个月"):
        assert words in body
    figure = layout.path_figure(sheet)
    names = " ".join(line["name"] for line in figure["data"])
    assert "2024年9月应达" in names
    assert "照此到2027年12月" in names
    assert all("年" in tick for tick in figure["layout"]["xaxis"]["ticktext"][1:])


def test_the_way_back_keeps_every_filter() -> None:
    filters = Filters(region="A", department="某局", role=Role.LEAD, pillar="P1", status=Status.BEHIND, text="基站 5")
    plan = a_plan([by_counties()], departments=(Department("某局"),))
    sheet = build_indicator_sheet(assess(plan, {}, "2023-09"), "I1", filters, step=wording.step)
    back = re.search(r'href="(/\?[^"]*)">返回清单', layout.body(sheet))
    assert back is not None
    query = dict(parse_qsl(unescape(back[1]).partition("?")[2]))
    assert Filters.from_query(query, plan) == filters.but(month=month("2023-09"))
    assert "返回台账" in layout.body(sheet, {"from": "tasks"})


def test_a_clause_can_be_read_in_full_where_the_document_is_there() -> None:
    wording_ = "新开通5G基站1350个"
    plan = a_plan([an_indicator(wording=wording_, target=1350)], source=f"1.加快建设，{wording_}，提升应用。\n2.别的")
    sheet = build_indicator_sheet(assess(plan, {}, "2023-09"), "I1", Filters(), step=wording.step)
    body = layout.body(sheet)
    assert "第1条全文" in body
    assert "1.加快建设，新开通5G基站<mark>1350个</mark>，提升应用。" in body
    assert "全文" not in layout.body(_golden())


def test_what_is_not_reported_is_explained_too() -> None:
    body = layout.body(_sheet(an_indicator(), {}))
    assert "为什么未报送" in body
    assert "84\u00a0个" in body


def test_each_figure_names_its_file_line_and_who() -> None:
    when = datetime(2023, 10, 9, tzinfo=UTC)
    origin = FigureOrigin(
        month("2023-09"), "C", value(900), 12, "9月<报表>.csv", 31, "填报员甲", when, value(880), "９００"
    )
    body = layout.body(_sheet(an_indicator(), {("I1", "C"): {"2023-09": 900}}, origins=(origin,)))
    for words in (
        "9月&lt;报表&gt;.csv",
        "第 31 行",
        "原文 <code>９００</code>",
        "第 12 批",
        "填报员甲",
        "更正",
        "880 → 900",
    ):
        assert words in body
    assert 'href="#origin-2023-09"' in body
    assert 'id="origin-2023-09-C"' in body


def test_the_path_has_its_table() -> None:
    table = layout.path_table(_golden())
    assert "1,012.5\u00a0个" in table
    assert table.count("<tr>") == 11  # its head, the baseline and nine months


def test_a_projection_is_printed_in_whole_steps() -> None:
    line = ((month("2023-06"), Decimal(500)), (month("2023-09"), Decimal(897)))
    sheet = _sheet(an_indicator(target=1350), {("I1", "C"): {"2023-06": 500, "2023-09": 897}}, line=line)
    assert "1,294" in layout.body(sheet)
