"""The sheet to fill in: sent in as it is, it changes nothing and nobody has to explain anything."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from builders import COUNTIES, a_plan, an_indicator, by_counties, month, ratio, value
from openpyxl import load_workbook

from dashboard.domain.measure import Measure
from dashboard.domain.reporter import AskedFigure
from dashboard.files.figure_sheet import read_figure_sheet
from dashboard.files.template import HEADERS, write_template

PLAN = a_plan([
    by_counties("I1", name="新建充电桩", unit="台"),
    by_counties("R1", measure=Measure.RATIO, unit="%", target=80),
    an_indicator("N1", name="=1+1 营收", unit="亿元"),
])  # fmt: skip
I1, R1, N1 = PLAN.indicators
SEPTEMBER = month("2023-09")


def a_row(indicator=I1, region=COUNTIES[0], now=None, last=None, target=None):
    at = month("2023-08") if last else None
    return AskedFigure(indicator, region, SEPTEMBER, now, last, at, None if target is None else Decimal(target))


ROWS = (
    a_row(last=value(196), target="220"),
    a_row(R1, last=ratio(9, 10), target="80", now=ratio(10, 10)),
    a_row(N1, PLAN.root, now=value("1.5")),
)


@pytest.fixture(params=["csv", "xlsx"])
def read(request):
    return read_figure_sheet(write_template(ROWS, request.param, "某市工作要点"), f"模板.{request.param}", PLAN)


def test_it_is_read_as_a_figures_file_with_one_row_for_each_figure(read):
    assert [row.code for row in read.rows] == ["I1", "R1", "N1"]
    assert {row.month for row in read.rows} == {"2023-09"}
    assert [p.code for p in read.problems if p.level.value == "error"] == []


def test_what_stands_already_is_filled_in_and_the_rest_is_empty(read):
    first, second, third = read.rows
    assert (first.total, first.numerator) == ("", "")
    assert (second.total, second.numerator, second.denominator) == ("", "10", "10")
    assert third.total == "1.5"


def test_what_is_only_for_reading_is_never_taken_for_a_figure(read):
    assert {row.monthly for row in read.rows} == {None}
    assert [row.unit for row in read.rows] == ["台", "%", "亿元"]


def page(rows=ROWS):
    return load_workbook(io.BytesIO(write_template(rows, "xlsx", "某市工作要点")))


def test_the_last_value_and_the_target_stand_beside():
    cells = {cell.value: row[0].row for row in page().active.iter_rows(min_row=2) for cell in row if cell.value}
    assert cells["2023-08 196"] == 2
    assert cells["≥ 220"] == 2
    assert cells["2023-08 9/10"] == 3


def test_numbers_are_checked_as_they_are_typed():
    rules = page().active.data_validations.dataValidation
    found = {rule.type: str(rule.sqref) for rule in rules if rule.type in ("whole", "decimal")}
    assert found["whole"] == "E2"
    assert found["decimal"].split() == ["E3:G4"] or set(found["decimal"].split()) >= {"E3", "F3", "G3", "E4"}


def test_indicators_regions_and_months_are_chosen_from_lists():
    book = page()
    rules = {
        str(rule.sqref): rule.formula1 for rule in book.active.data_validations.dataValidation if rule.type == "list"
    }
    assert list(rules) == ["A2:A4", "C2:C4", "D2:D4"]
    assert book["选项"].sheet_state == "hidden"
    assert [cell.value for cell in book["选项"]["B"] if cell.value] == ["甲县", "某市"]


def test_a_sheet_of_notes_says_how_to_fill_it_in():
    notes = [row[0].value for row in page()["填写说明"].iter_rows()]
    assert notes[0] == "某市工作要点"
    assert any("不当作 0" in note for note in notes)


def test_no_text_of_the_plan_becomes_a_formula():
    cells = [cell for row in page().active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_every_header_stands_in_both_kinds():
    first = write_template(ROWS, "csv", "").decode("utf-8-sig").splitlines()[0]
    assert first.split(",") == list(HEADERS)
    assert [cell.value for cell in page().active[1]] == list(HEADERS)
