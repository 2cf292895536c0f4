"""Two scopes side by side: what differs comes first, and differences are exact."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dashboard.domain.plan import Department, RegionalTarget, Task
from dashboard.domain.status import Status
from dashboard.viewmodels.comparison import Change, Comparison, build_comparison, other_query
from dashboard.viewmodels.filters import Filters, check_query
from tests.builders import a_plan, an_indicator, assess, by_counties, month

FIGURES = {
    ("I1", "C"): {"2023-08": 70, "2023-09": 70},  # on pace, then behind
    ("I2", "C"): {"2023-08": 20, "2023-09": 90},  # far behind, then on pace
    ("I3", "C"): {"2023-08": 60, "2023-09": 70},  # behind both times, by another number
    ("I4", "C"): {"2023-09": 90},  # unreported, then on pace
    ("I5", "C"): {"2023-08": 100},  # met and left alone
}


def _months(filters: Filters | None = None) -> Comparison:
    plan = a_plan([an_indicator(f"I{n}") for n in range(1, 6)])
    now, before = assess(plan, FIGURES, "2023-09"), assess(plan, FIGURES, "2023-08")
    return build_comparison(now, filters or Filters(), before, filters or Filters())


def _codes(comparison: Comparison) -> list[tuple[Change, list[str]]]:
    return [(group.change, [row.indicator.code for row in group.rows]) for group in comparison.groups]


def test_what_changed_its_lamp_comes_first_and_the_largest_difference_in_front() -> None:
    assert _codes(_months()) == [
        (Change.WORSE, ["I1"]),
        (Change.BETTER, ["I2", "I4"]),
        (Change.NUMBER, ["I3"]),
        (Change.SAME, ["I5"]),
    ]


def test_differences_are_the_one_less_the_other() -> None:
    row = next(row for group in _months().groups for row in group.rows if row.indicator.code == "I3")
    assert (row.points, row.units) == (Decimal(10), Decimal(10))
    silent = next(row for group in _months().groups for row in group.rows if row.indicator.code == "I4")
    assert (silent.points, silent.units) == (None, None)


def test_only_what_changed_starts_open() -> None:
    assert [group.is_open for group in _months().groups] == [True, True, False, False]


def test_where_no_lamp_changed_the_numbers_are_open() -> None:
    comparison = _months(Filters(text="I3"))
    assert [(group.change, group.is_open) for group in comparison.groups] == [(Change.NUMBER, True)]


def test_the_status_filter_is_left_aside() -> None:
    assert _months(Filters(status=Status.MET)).total == 5


def test_sums_hold_the_whole_and_each_pillar() -> None:
    sums = _months().sums
    assert [sum.pillar.code if sum.pillar else None for sum in sums] == [None, "P1"]
    assert sums[0].points == Decimal(34)  # (70 + 90 + 70 + 90 + 100 − 70 − 20 − 60 − 0 − 100) / 5


def test_two_counties_are_compared_in_what_either_has() -> None:
    plan = a_plan(
        [by_counties("I1"), by_counties("I2")],
        targets=(RegionalTarget("I1", "A", Decimal(40)), RegionalTarget("I1", "B", Decimal(40))),
    )
    figures = {("I1", "A"): {"2023-09": 40}, ("I1", "B"): {"2023-09": 10}, ("I2", "A"): {"2023-09": 1}}
    assessment = assess(plan, figures, "2023-09")
    comparison = build_comparison(assessment, Filters(region="A"), assessment, Filters(region="B"))
    assert comparison.varies == ("region",)
    assert _codes(comparison) == [(Change.BETTER, ["I1"]), (Change.ONE_SIDE, ["I2"])]


def test_two_departments_are_compared_though_they_share_nothing() -> None:
    plan = a_plan(
        [an_indicator("I1", task="T1"), an_indicator("I2", task="T2")],
        tasks=(Task("T1", "P1", None, "1", "一", ("甲局",)), Task("T2", "P1", None, "2", "二", ("乙局",))),
        departments=(Department("甲局"), Department("乙局")),
    )
    assessment = assess(plan, {("I1", "C"): {"2023-09": 50}}, "2023-09")
    comparison = build_comparison(assessment, Filters(department="甲局"), assessment, Filters(department="乙局"))
    assert _codes(comparison) == [(Change.ONE_SIDE, ["I1", "I2"])]
    assert comparison.sums[0].points is None  # one side has nothing reported


@pytest.mark.parametrize(
    ("query", "differs"),
    [
        ({}, {"month": "2023-08"}),
        ({"with_month": "2023-06"}, {"month": "2023-06"}),
        ({"with_region": "B", "region": "A"}, {"region": "B"}),
        ({"with_region": "all", "region": "A"}, {"region": None}),
        ({"with_department": "甲局", "with_month": "2023-01"}, {"department": "甲局", "month": "2023-01"}),
    ],
)
def test_the_other_side_is_like_the_first_but_for_what_the_address_says(
    query: dict[str, str], differs: dict[str, str | None]
) -> None:
    assessment = assess(a_plan(), {}, "2023-09")
    same = {"month": "2023-09", "region": query.get("region"), "department": None}
    other = other_query(query, assessment)
    assert {name: other.get(name) for name in same} == same | differs


def test_in_the_first_month_the_other_side_is_the_same_month() -> None:
    assert other_query({}, assess(a_plan(), {}, "2023-01"))["month"] == str(month("2023-01"))


def test_an_unknown_other_side_can_be_told() -> None:
    assessment = assess(a_plan(), {}, "2023-09")
    assert check_query(other_query({"with_region": "nowhere"}, assessment), assessment.plan) == (("region", "nowhere"),)
