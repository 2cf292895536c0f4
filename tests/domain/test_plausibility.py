"""Figures that are taken and still asked about: each kind is found where it is planted, and hardly ever elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import builders
import pytest
from builders import month, value
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.checking import Checked, check_rows
from dashboard.domain.figure import Known
from dashboard.domain.measure import Amount, Measure
from dashboard.domain.plan import Plan, RegionalTarget
from dashboard.domain.sheet_row import Column, Field, Header, RawRow
from dashboard.files.figure_sheet import read_figure_sheet
from dashboard.files.plan_folder import read_plan_folder, read_targets_file

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2024, 1, 5)
ASKED_ABOUT = {"value-unchanged", "value-jumps", "exactly-on-pace", "parts-differ", "pair-differs"}
HEADER = Header(1, {field: Column(letter, field.value) for field, letter in zip(Field, "ABCDEFGHIJ", strict=True)})
PLAN = builders.a_plan(
    (
        builders.by_counties("N", unit="台", target=3600, pairs_with="S"),
        builders.by_counties("S", unit="台", measure=Measure.STOCK, target=9600, baseline=6000),
        builders.by_counties("R", unit="%", measure=Measure.RATIO, target=90),
        builders.by_counties("L", unit="级", measure=Measure.LEVEL, target=3),
    ),
    targets=tuple(
        RegionalTarget(code, region, Decimal(goal), Decimal(start) if start else None)
        for region in "ABD"
        for code, goal, start in (("N", 1200, 0), ("S", 3200, 2000))
    ),
)


def a_row(indicator: str, region: str, at: str, total: object, line: int) -> RawRow:
    upper, _, lower = str(total).partition("/")
    cells = {"numerator": upper, "denominator": lower} if lower else {"total": upper}
    empty = dict.fromkeys(("name", "total", "monthly", "numerator", "denominator", "unit", "remark"), "")
    return RawRow(line, HEADER, **(empty | {"code": indicator, "region": region, "month": at} | cells))


def months(*values: object, first: int = 1) -> dict[str, object]:
    """Values of one month after the other; None leaves a month out."""
    named = {f"2023-{number:02}": each for number, each in enumerate(values, first)}
    return {at: each for at, each in named.items() if each is not None}


def check(
    rows: Mapping[tuple[str, str], Mapping[str, object]], known: Known | None = None, plan: Plan = PLAN
) -> Checked:
    listed = [(cell, at, total) for cell, line in rows.items() for at, total in line.items()]
    made = [a_row(*cell, at, total, line) for line, (cell, at, total) in enumerate(listed, 2)]
    return check_rows(plan, made, known or Known(), asked_month=None, today=TODAY)


def asked(checked: Checked) -> list[tuple[int | None, str]]:
    """What is asked about: line and kind."""
    return [(problem.line, problem.code) for problem in checked.problems if problem.code in ASKED_ABOUT]


@pytest.mark.parametrize(
    ("indicator", "values", "found"),
    [
        ("N", (95, 190, 290, 390, 3900), [(6, "value-jumps")]),
        ("N", (95, 190, 290, 390, 600), []),
        ("N", (95, 3900), []),  # too little has been seen to call it a jump
        ("N", (1, 2, 3, 4, 25), []),  # a step of many times the usual, and still little of the target
        ("N", (95, 190, 290, None, 2290), [(5, "value-jumps")]),
        ("N", (95, 190, 290, None, 1290), []),  # two months' worth, told by the month
        ("N", (95, 190, 190, 190), [(5, "value-unchanged")]),
        ("N", (95, 190, 190), []),
        ("N", (95, 190, None, 190, 190), []),  # not three months one after the other
        ("N", (0, 0, 0), []),
        ("N", (1300, 1300, 1300), []),  # the target is met
        ("N", (95, 200, 305), []),
        ("N", (95, 200, 300), [(4, "exactly-on-pace")]),
        ("S", (2095, 2200, 2305), []),
        ("S", (2105, 2200, 2300), [(4, "exactly-on-pace")]),
        ("R", ("700/1000", "700/1000", "700/1000"), [(4, "value-unchanged")]),
        ("R", ("700/1000", "705/1010", "710/1020"), []),
        ("R", ("3/4", "3/4", "3/4"), []),  # few are counted: they may well stand still
        ("R", ("950/1000", "950/1000", "950/1000"), []),
    ],
)
def test_what_is_odd_along_a_line_of_months(
    indicator: str, values: tuple[object, ...], found: list[tuple[int, str]]
) -> None:
    rows = {(indicator, "甲县"): months(*values)}
    assert [one for one in asked(check(rows)) if one[1] != "pair-differs"] == found


def test_a_line_goes_on_from_what_is_published() -> None:
    known = Known({"N": {"A": {month(at): value(total) for at, total in months(95, 190, 290, 390).items()}}})
    checked = check({("N", "甲县"): months(3900, first=5)}, known)
    assert asked(checked) == [(2, "value-jumps")]
    message = next(problem.message for problem in checked.problems if problem.code == "value-jumps")
    assert "“3900”" in message
    assert "3510" in message
    assert "中位数 95" in message


def test_what_stands_already_is_not_asked_about_again() -> None:
    known = Known({"N": {"A": {month(at): value(total) for at, total in months(95, 190, 290, 390, 3900).items()}}})
    assert asked(check({("N", "甲县"): months(3900, first=5)}, known)) == []


@pytest.mark.parametrize(
    ("whole", "found"), [(300, []), (310, []), (330, [(5, "parts-differ")]), (270, [(5, "parts-differ")])]
)
def test_a_citys_own_figure_is_held_against_the_sum_of_its_counties(whole: int, found: list[tuple[int, str]]) -> None:
    parts = {("N", name): months(total) for name, total in (("甲县", 90), ("乙县", 100), ("丁区", 110))}
    assert asked(check(parts | {("N", "全市"): months(whole)})) == found


def test_a_county_that_has_not_reported_the_month_explains_the_difference() -> None:
    parts = {("N", name): months(total) for name, total in (("甲县", 90), ("乙县", 100))}
    assert asked(check(parts | {("N", "全市"): months(300)})) == []


@pytest.mark.parametrize(("stock", "found"), [(2090, []), (2200, []), (2290, [(2, "pair-differs")])])
def test_a_pair_that_does_not_add_up_is_asked_about_once(stock: int, found: list[tuple[int, str]]) -> None:
    assert asked(check({("N", "甲县"): months(90), ("S", "甲县"): months(stock)})) == found


def test_half_a_pair_is_held_against_the_other_that_is_published() -> None:
    known = Known({"N": {"A": {month("2023-01"): value(90)}}})
    assert asked(check({("S", "甲县"): months(2290)}, known)) == [(2, "pair-differs")]


@given(st.lists(st.one_of(st.none(), st.integers(0, 5000)), min_size=1, max_size=12))
def test_nothing_that_is_asked_about_decides_a_verdict(totals: list[int | None]) -> None:
    rows = {("N", "甲县"): months(*totals)}
    checked = check(rows)
    assert [row.verdict.value for row in checked.rows] == ["new"] * len(checked.rows)
    assert all(problem.level.value == "warning" for problem in checked.problems if problem.code in ASKED_ABOUT)


def test_the_clean_year_is_hardly_asked_about() -> None:
    """Of the demonstration's nine months and its October, at most one cell in fifty."""
    plan = read_plan_folder(DATA / "plan").plan
    assert plan is not None
    plan = replace(plan, targets=read_targets_file(DATA / "demo" / "targets.csv", plan)[0])
    files = [*sorted((DATA / "demo" / "figures").glob("*.csv")), DATA / "demo" / "2023-10-upload-me.csv"]
    published: dict[str, dict[str, dict[object, Amount]]] = {}
    rows = flagged = 0
    for file in files:
        sheet = read_figure_sheet(file.read_bytes(), file.name, plan)
        checked = check_rows(plan, sheet.rows, Known(published), asked_month=None, today=TODAY)
        rows, flagged = rows + len(checked.rows), flagged + len({line for line, _ in asked(checked)})
        for row in checked.rows:
            if row.amount and row.indicator and row.region:
                published.setdefault(row.indicator, {}).setdefault(row.region, {})[row.month] = row.amount
    assert rows > 3000
    assert flagged * 50 <= rows
