"""The golden examples of the rules, on the shipped plan itself: what is printed, number for number."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from builders import assess, ratio

from dashboard.domain.assessment import Assessment
from dashboard.domain.plan import Plan
from dashboard.domain.standing import Standing
from dashboard.domain.status import Status
from dashboard.files.plan_folder import read_plan_folder
from dashboard.web.wording import lag_words, percent, points, required_words

CITY = "371600"


@pytest.fixture(scope="module")
def plan() -> Plan:
    found = read_plan_folder(Path(__file__).parents[2] / "data" / "plan").plan
    assert found is not None
    return found


def of(assessment: Assessment, code: str) -> Standing:
    return assessment.by_cell[code, CITY]


def printed(s: Standing) -> tuple[str, str, str]:
    return percent(s.completion, s.status), percent(s.progress, s.status), percent(s.pace)


def test_an_increment_behind_pace_says_what_each_month_still_has_to_bring(plan: Plan) -> None:
    s = of(assess(plan, {("T28-1", CITY): {"2023-09": 900}}, "2023-09"), "T28-1")
    assert printed(s) == ("66.6", "66.6", "75.0")
    assert (points(s.lag), s.status, s.required) == ("8.3", Status.BEHIND, 150)
    assert required_words(s.required, s.indicator) == "150 个"


def test_a_stock_is_judged_by_its_way_from_the_baseline_and_its_pair_is_flagged_on_both(plan: Plan) -> None:
    found = assess(plan, {("T28-1", CITY): {"2023-09": 900}, ("T28-2", CITY): {"2023-09": 10700}}, "2023-09")
    s = of(found, "T28-2")
    assert printed(s) == ("97.2", "77.7", "75.0")
    assert (lag_words(s.lag), s.status) == ("超前 2.7", Status.ON_PACE)
    assert (s.pair_gap, of(found, "T28-1").pair_gap) == (150, 150)


def test_a_strict_target_that_is_just_reached_is_not_met_and_never_prints_a_full_hundred(plan: Plan) -> None:
    s = of(assess(plan, {("T29-1", CITY): {"2023-06": 9000}}, "2023-06"), "T29-1")
    assert s.completion == 1
    assert printed(s) == ("99.9", "99.9", "50.0")
    assert (s.lag, s.status) == (-50, Status.ON_PACE)


def test_a_ceiling_without_a_baseline_is_due_in_full(plan: Plan) -> None:
    s = of(assess(plan, {("T30-5", CITY): {"2023-08": "1.8"}}, "2023-08"), "T30-5")
    assert printed(s) == ("80.0", "80.0", "100.0")
    assert (points(s.lag), s.status, s.required) == ("20.0", Status.BEHIND, None)


def test_a_citys_ratio_is_the_sum_of_numerators_over_the_sum_of_denominators(plan: Plan) -> None:
    figures = {("T08-3", "371602"): {"2023-05": ratio(9, 10)}, ("T08-3", "371603"): {"2023-05": ratio(700, 1000)}}
    s = of(assess(plan, figures, "2023-05"), "T08-3")
    assert percent(s.actual / 100 if s.actual else None) == "70.1"
    assert printed(s) == ("77.9", "77.9", "100.0")
    assert (points(s.lag), s.status) == ("22.0", Status.BEHIND)
    assert (s.reported, s.expected_reports) == (2, 10)


def test_about_is_met_from_its_share_of_the_target(plan: Plan) -> None:
    s = of(assess(plan, {("T14-2", CITY): {"2023-11": 950}}, "2023-11"), "T14-2")
    assert printed(s) == ("95.0", "95.0", "91.6")
    assert (lag_words(s.lag), s.status) == ("超前 3.3", Status.MET)


def test_ten_counties_of_fifteen_hundredths_make_exactly_one_and_a_half(plan: Plan) -> None:
    counties = [region.code for region in plan.counties]
    s = of(assess(plan, {("T12-2", c): {"2023-12": "0.15"} for c in counties}, "2023-12"), "T12-2")
    assert s.actual == Decimal("1.5")
