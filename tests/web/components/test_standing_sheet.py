"""The exported list says what the page says, as numbers."""

from __future__ import annotations

from decimal import Decimal

from dashboard.domain.measure import Measure
from dashboard.domain.status import Status
from dashboard.viewmodels.arrangement import Arrangement, Column, Grouping
from dashboard.viewmodels.filters import Filters
from dashboard.viewmodels.sheet import Cell, Sheet
from dashboard.viewmodels.worklist import build_worklist
from dashboard.web.components.standing_sheet import build_standing_sheet
from tests.builders import a_plan, an_indicator, assess, month, ratio


def _sheet(arrangement: Arrangement | None = None, filters: Filters | None = None) -> Sheet:
    plan = a_plan(
        [
            an_indicator("I1", target=1350, name="新开通5G基站数", wording="新开通1350个"),
            an_indicator("I2", measure=Measure.STOCK, target=11000, baseline=9650),
            an_indicator("I3", measure=Measure.RATIO, unit="%", target=90),
            an_indicator("I4"),
        ]
    )
    figures = {
        ("I1", "C"): {"2023-09": 900},
        ("I2", "C"): {"2023-09": 10700},
        ("I3", "C"): {"2023-09": ratio(2, 3)},
    }
    worklist = build_worklist(assess(plan, figures, "2023-09"), filters or Filters(), None, arrangement)
    lines = {"I1": ((month("2023-08"), Decimal(1234)), (month("2023-09"), Decimal(900)))}
    return build_standing_sheet(worklist, lines)


def _column(sheet: Sheet, head: str) -> list[Cell]:
    place = [column.head for column in sheet.columns].index(head)
    return [row[place] for row in sheet.rows]


def _flat(column: Column = Column.NAME) -> Arrangement:
    return Arrangement(column, False, Grouping.NONE, tuple(Column))


def test_numbers_are_cut_as_on_the_page_and_what_is_ahead_is_negative() -> None:
    sheet = _sheet(_flat(Column.TARGET))
    assert _column(sheet, "编码") == ["I3", "I4", "I1", "I2"]
    assert _column(sheet, "完成率（%）") == [Decimal("74.0"), None, Decimal("66.6"), Decimal("97.2")]
    assert _column(sheet, "差距（百分点，落后为正）") == [Decimal("25.9"), None, Decimal("8.3"), Decimal("-2.7")]
    assert _column(sheet, "实际") == [Decimal("66.6"), None, Decimal(900), Decimal(10700)]
    assert _column(sheet, "还需每月")[2] == Decimal(150)
    assert _column(sheet, "状态") == [Status.BEHIND, Status.UNREPORTED, Status.BEHIND, Status.ON_PACE]
    assert _column(sheet, "目标（原文）")[2] == "1350个"


def test_the_line_is_a_column_for_each_month_so_far() -> None:
    sheet = _sheet(_flat(Column.TARGET))
    assert sum("月" in column.head and "2023年" in column.head for column in sheet.columns) == 9
    assert _column(sheet, "2023年8月") == [None, None, Decimal(1234), None]


def test_only_the_columns_shown_are_there() -> None:
    sheet = _sheet(Arrangement(columns=(Column.STATUS, Column.NAME, Column.LEAD)))
    heads = [column.head for column in sheet.columns]
    assert heads == ["状态", "编码", "指标", "条款", "地区", "单位", "提示", "牵头部门", "责任部门"]


def test_rows_stand_in_the_order_of_the_page() -> None:
    assert _column(_sheet(), "编码") == ["I3", "I1", "I4", "I2"]


def test_scope_month_and_revision_stand_in_it() -> None:
    sheet = _sheet(filters=Filters(status=Status.BEHIND))
    assert sheet.title == (
        "某市工作要点指标清单",
        "范围：全市 · 滞后 · 2023年9月，2 项",
        "数据截至 2023年9月30日；数据版本 1",
    )
    assert dict(sheet.tail) == {"范围": "全市 · 滞后 · 2023年9月", "截至月份": "2023-09", "数据版本": "1"}
