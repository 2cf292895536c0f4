"""The indicator page's markup: the wording with its number, the lamp explained, where figures came from."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from dashboard.domain.measure import Comparator, Measure
from dashboard.domain.origin import FigureOrigin
from dashboard.domain.plan import Indicator
from dashboard.viewmodels.filters import Filters
from dashboard.viewmodels.indicator_sheet import IndicatorSheet, build_indicator_sheet
from dashboard.web import wording
from dashboard.web.pages.indicator import layout
from tests.builders import Figures, a_plan, an_indicator, assess, month, value


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


def test_what_is_not_reported_is_explained_too() -> None:
    body = layout.body(_sheet(an_indicator(), {}))
    assert "为什么未报送" in body
    assert "84\u00a0个" in body


def test_each_figure_names_its_file_line_and_who() -> None:
    when = datetime(2023, 10, 9, tzinfo=UTC)
    origin = FigureOrigin(month("2023-09"), "C", value(900), 12, "9月<报表>.csv", 31, "填报员甲", when, value(880))
    body = layout.body(_sheet(an_indicator(), {("I1", "C"): {"2023-09": 900}}, origins=(origin,)))
    for words in ("9月&lt;报表&gt;.csv", "第 31 行", "第 12 批", "填报员甲", "原报 880"):
        assert words in body


def test_the_path_has_its_table() -> None:
    table = layout.path_table(_golden())
    assert "1,012.5\u00a0个" in table
    assert table.count("<tr>") == 10


def test_a_projection_is_printed_in_whole_steps() -> None:
    line = ((month("2023-06"), Decimal(500)), (month("2023-09"), Decimal(897)))
    sheet = _sheet(an_indicator(target=1350), {("I1", "C"): {"2023-06": 500, "2023-09": 897}}, line=line)
    assert "1,294" in layout.body(sheet)
