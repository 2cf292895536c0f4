"""A sheet becomes a file that offices open as it is, and no cell of it becomes a formula."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.status import Status
from dashboard.files.sheet_export import write_sheet
from dashboard.viewmodels.sheet import Cell, Sheet, SheetColumn

WORDS = {status: f"灯{status.value}" for status in Status}
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


def _sheet(*rows: tuple[Cell, ...]) -> Sheet:
    return Sheet(
        "清单",
        ("标题", "范围：全市，2 项", "数据版本 7"),
        (SheetColumn("状态", 10), SheetColumn("指标", 30), SheetColumn("差距", 10)),
        rows,
        (("范围", "=全市"), ("数据版本", "7")),
        fixed=2,
    )


def _csv(sheet: Sheet) -> list[list[str]]:
    content = write_sheet(sheet, "csv", WORDS)
    assert content.startswith(b"\xef\xbb\xbf")  # without it Excel reads Chinese as GBK
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def _xlsx(sheet: Sheet) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_sheet(sheet, "xlsx", WORDS)))["清单"]


def test_csv_has_its_head_first_and_repeats_scope_and_revision_in_each_row() -> None:
    rows = _csv(_sheet((Status.BEHIND, "基站", Decimal("-2.7")), (None, "充电桩", None)))
    assert rows == [
        ["状态", "指标", "差距", "范围", "数据版本"],
        ["灯BEHIND", "基站", "-2.7", "'=全市", "7"],
        ["", "充电桩", "", "'=全市", "7"],
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_starts_a_formula_is_defused_in_both(text: str) -> None:
    sheet = _sheet((None, text, None))
    assert _csv(sheet)[1][1] == f"'{text}"
    cell = _xlsx(sheet).cell(5, 2)
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


@given(st.text(st.characters(exclude_categories=("C",))))
def test_no_text_becomes_a_formula(text: str) -> None:
    assert _xlsx(_sheet((None, text, None))).cell(5, 2).data_type in ("s", "n")


def test_a_negative_number_stays_a_number() -> None:
    page = _xlsx(_sheet((Status.ON_PACE, "基站", Decimal("-2.7")), (None, "基站", Decimal("1350"))))
    assert (page.cell(5, 3).value, page.cell(5, 3).number_format) == (-2.7, "#,##0.0")
    assert (page.cell(6, 3).value, page.cell(6, 3).number_format) == (1350, "#,##0")


def test_xlsx_has_its_title_above_a_head_that_stays() -> None:
    page = _xlsx(_sheet((Status.MET, "基站", None)))
    assert [page.cell(place, 1).value for place in (1, 2, 3, 4)] == ["标题", "范围：全市，2 项", "数据版本 7", "状态"]
    assert page.freeze_panes == "C5"
    assert page.auto_filter.ref == "A4:C5"
    assert page.print_title_rows == "$4:$4"


def test_a_lamp_is_worded_and_coloured() -> None:
    page = _xlsx(_sheet(*((status, "基站", None) for status in Status)))
    cells = [page.cell(place, 1) for place in range(5, 5 + len(Status))]
    assert [cell.value for cell in cells] == [WORDS[status] for status in Status]
    assert len({cell.fill.fgColor.rgb for cell in cells}) == len(Status)
    assert {cell.fill.fill_type for cell in cells} == {"solid"}


def test_a_sheet_without_rows_is_a_head_alone() -> None:
    assert len(_csv(_sheet())) == 1
    assert _xlsx(_sheet()).max_row == 4


def test_a_text_goes_without_the_signs_that_no_workbook_holds() -> None:
    assert _xlsx(_sheet((None, "基\x13站", None))).cell(5, 2).value == "基站"
