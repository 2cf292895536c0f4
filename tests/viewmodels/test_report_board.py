"""What a month still owes, and what came in last."""

from dataclasses import replace
from fractions import Fraction

import pytest
from builders import a_plan, an_indicator, assess, by_counties, month

from dashboard.domain.assessment import Arrivals
from dashboard.viewmodels.month_dues import build_dues
from dashboard.viewmodels.report_board import build_report_board, choose_report_month

PLAN = a_plan([an_indicator("I1"), by_counties("I2"), by_counties("I3")])


def test_a_region_owes_the_figures_asked_of_it():
    dues = {due.region.code: due for due in build_dues(assess(PLAN, {("I2", "A"): {"2023-09": 1}}, "2023-09"))}
    assert {code: (due.published, due.expected) for code, due in dues.items()} == {
        "C": (0, 1), "A": (1, 2), "B": (0, 2), "D": (0, 2),
    }  # fmt: skip
    assert [indicator.code for indicator in dues["A"].missing] == ["I3"]
    assert dues["A"].share == Fraction(1, 2)


def test_who_reports_a_part_owes_that_part_alone():
    found = build_dues(
        assess(PLAN, {}, "2023-09"), lambda indicator, region: (indicator.code, region.code) == ("I2", "A")
    )
    assert [(due.region.code, due.expected) for due in found] == [("A", 1)]


def test_a_figure_of_an_earlier_month_does_not_count_for_this_one():
    (city, *_) = build_dues(assess(PLAN, {("I1", "C"): {"2023-08": 1}}, "2023-09"))
    assert city.published == 0


def test_a_roll_up_is_not_a_figure_of_the_city():
    (city, *_) = build_dues(assess(PLAN, {("I2", "A"): {"2023-09": 1}}, "2023-09"))
    assert [indicator.code for indicator in city.missing] == ["I1"]


def test_the_region_that_owes_most_stands_first():
    figures = {("I2", "A"): {"2023-09": 1}, ("I3", "A"): {"2023-09": 1}, ("I2", "B"): {"2023-09": 0}}
    assessment = assess(PLAN, figures, "2023-09")
    board = build_report_board(assessment, assessment)
    assert [due.region.code for due in board.regions] == ["D", "C", "B", "A"]
    assert (board.published, board.expected) == (3, 7)


@pytest.mark.parametrize(
    ("asked", "running", "shown"),
    [
        (None, None, "2023-09"),
        (None, "2023-10", "2023-10"),
        ("2023-08", "2023-10", "2023-08"),
        ("2031-01", None, "2023-12"),
    ],
)
def test_the_month_shown_is_the_one_asked_for_else_the_running_one(asked, running, shown):
    assessment = assess(PLAN, {}, "2023-09")
    assessment = replace(assessment, running=running and Arrivals(month(running), 1, 7))
    assert choose_report_month(assessment, asked and month(asked)) == month(shown)


def test_the_last_months_can_be_looked_at_instead():
    present, of_month = assess(PLAN, {}, "2023-09"), assess(PLAN, {}, "2023-10")
    present = replace(present, published=tuple(month(f"2023-{n:02d}") for n in range(1, 10)))
    months = build_report_board(present, of_month).months
    assert [str(m) for m in months] == ["2023-07", "2023-08", "2023-09", "2023-10"]
