"""Rows that are plain are read at sight as the reader of single rows reads them, and settled alone as among others."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import builders
from builders import month, ratio, value
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.checking import check_rows
from dashboard.domain.figure import Closing, Known
from dashboard.domain.findings import Findings
from dashboard.domain.measure import Measure
from dashboard.domain.plan import Indicator, Region, RegionalTarget
from dashboard.domain.readings import RowsReader
from dashboard.domain.row_checks import MayReport, Reading, RowReader
from dashboard.domain.sheet_row import Column, Field, Header, RawRow
from dashboard.domain.sheet_rows import SheetRows
from dashboard.domain.value_checks import State

PLAN = builders.a_plan(
    (
        builders.by_counties("I1", unit="台"),
        builders.by_counties("S1", unit="万户", measure=Measure.STOCK),
        builders.by_counties("R1", unit="%", measure=Measure.RATIO),
        builders.by_counties("L1", unit="公里", measure=Measure.LEVEL),
        builders.an_indicator("N1"),
    ),
    targets=(RegionalTarget("S1", "A", Decimal(2)),),
)
HEADER = Header(1, {field: Column(letter, field) for letter, field in zip("ABCDEFGHIJ", Field, strict=True)})
TODAY = date(2023, 10, 9)
CLOSED = {month("2023-03"): Closing("张三", datetime(2023, 4, 5))}

PLAIN = (
    {"code": "I1", "total": "5", "unit": "台"},
    {"code": "S1", "name": "指标S1", "total": "12.5"},
    {"code": "S1", "total": "21"},
    {"code": "R1", "numerator": "5", "denominator": "12"},
    {"code": "R1", "total": "83.2"},
    {"code": "L1", "total": "2.5", "region": "乙县"},
    {"code": "N1", "total": "5", "region": None},
)
NUMBERS = ("5", "12.5", "0", "1", "100", "007", "1.1234567", "99999999999999", "１2", "约5", "—", "", None)
ODD = {
    "code": ("I1", "R1", "N1", "i1", "X", "", None),
    "name": ("指标I1", "指标S1", "", None),
    "region": ("甲县", "乙", "全市", "某地", "", None),
    "month": ("2023-08", "2022-12", "9月", "2023-03", "2024-01", "", None),
    "total": NUMBERS,
    "monthly": NUMBERS,
    "numerator": NUMBERS,
    "denominator": NUMBERS,
    "unit": ("台", "万台", "万户", "", "公斤", None),
    "remark": ("核减", None),
    "fault": ("第2行有7列而表头6列。",),
}


@st.composite
def a_row(draw: st.DrawFn) -> RawRow:
    """A plain row with up to two cells that may be anything."""
    cells: dict[str, Any] = {
        "region": "甲县",
        "month": "2023-09",
        "total": "",
        "remark": "",
        **draw(st.sampled_from(PLAIN)),
    }
    for field in draw(st.lists(st.sampled_from(sorted(ODD)), max_size=2)):
        cells[field] = draw(st.sampled_from(ODD[field]))
    return RawRow(draw(st.integers(2, 9)), HEADER, **cells)


rows = st.lists(a_row(), max_size=20)


def may_report_of(kind: int) -> MayReport | None:
    def only_a(_: Indicator, region: Region) -> bool:
        return region.code == "A"

    return only_a if kind else None


@settings(max_examples=300)
@given(rows, st.integers(0, 1), st.sampled_from([None, "2023-09", "2022-12"]))
def test_all_rows_together_are_read_as_each_by_itself(found: list[RawRow], kind: int, asked: str | None) -> None:
    at_once, one_by_one = Findings(), Findings()
    may_report, asked_month = may_report_of(kind), month(asked) if asked else None
    reader, single = (
        RowReader(PLAN, CLOSED, findings, asked_month=asked_month, today=TODAY, may_report=may_report)
        for findings in (at_once, one_by_one)
    )
    readings = RowsReader(PLAN, reader, may_report).read(SheetRows(found))
    expected = [single.read(row) for row in found]
    assert readings.indicators == [reading.indicator and reading.indicator.code for reading in expected]
    assert readings.regions == [reading.region and reading.region.code for reading in expected]
    assert readings.months == [reading.month for reading in expected]
    assert list(map(str, readings.amounts)) == [str(reading.amount) for reading in expected]
    assert readings.gains == {place: gain for place, gain in enumerate(map(gain_of, expected)) if gain is not None}
    assert readings.left_out == {place for place, r in enumerate(expected) if r.state is State.MISSING}
    assert at_once.problems() == one_by_one.problems()


def gain_of(reading: Reading) -> Decimal | None:
    return reading.gain


KNOWN = Known(
    {
        "I1": {"A": {month("2023-08"): value(20), month("2023-09"): value(5)}},
        "S1": {"A": {month("2022-12"): value(15)}},
        "R1": {"A": {month("2023-08"): ratio(9, 12)}},
        "L1": {"B": {month("2023-08"): value(9)}},
    }
)
CROSS_CHECKED = ("unit-suspect", "cumulative-falls", "row-repeated", "rows-conflict", "monthly-differs")


@settings(max_examples=300)
@given(rows)
def test_a_row_alone_is_settled_as_it_is_beside_rows_that_say_nothing(found: list[RawRow]) -> None:
    silent = [row._replace(total="—", monthly="", numerator="", denominator="") for row in found]
    alone = check_rows(PLAN, found, KNOWN, asked_month=month("2023-09"), today=TODAY)
    beside = check_rows(PLAN, [*found, *silent], KNOWN, asked_month=month("2023-09"), today=TODAY)
    assert list(beside.rows)[: len(found)] == list(alone.rows)
    assert [p for p in beside.problems if p.code in CROSS_CHECKED] == [
        p for p in alone.problems if p.code in CROSS_CHECKED
    ]
