"""Standings: every measure, comparator and clock, and what must hold whatever the numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from builders import a_plan, an_indicator, assess, by_counties, month, ratio, stand, value
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.measure import Comparator, Measure, is_met
from dashboard.domain.month import Month
from dashboard.domain.pace import calendar_pace
from dashboard.domain.plan import Region, RegionalTarget
from dashboard.domain.plan_rules import Clock, Rules
from dashboard.domain.position import Position
from dashboard.domain.standing import judge_region
from dashboard.domain.status import Status
from dashboard.domain.yardstick import yardsticks
from dashboard.web.wording import percent

AT_LEAST, ABOVE, BELOW, AT_MOST, ABOUT = Comparator


@pytest.mark.parametrize(
    ("comparator", "actual", "met"),
    [
        (AT_LEAST, "100", True), (AT_LEAST, "99.999999", False),
        (ABOVE, "100", False), (ABOVE, "100.000001", True),
        (BELOW, "100", False), (BELOW, "99.999999", True),
        (AT_MOST, "100", True), (AT_MOST, "100.000001", False),
        (ABOUT, "95", True), (ABOUT, "94.999999", False),
    ],
)  # fmt: skip
def test_a_target_is_met_as_the_document_words_it(comparator: Comparator, actual: str, met: bool) -> None:
    assert is_met(comparator, Decimal(actual), Decimal(100), Decimal("0.95")) is met


@pytest.mark.parametrize(
    ("lag_of", "status"),
    [("75", Status.ON_PACE), ("74.999999", Status.BEHIND), ("45", Status.BEHIND), ("44.999999", Status.CRITICAL)],
)
def test_the_lamp_follows_the_lag_by_bands(lag_of: str, status: Status) -> None:
    assert stand(a_plan(), {("I1", "C"): {"2023-09": lag_of}}, "2023-09").status is status


def test_an_indicator_without_figures_is_unreported_and_has_no_number() -> None:
    s = stand(a_plan(), {}, "2023-09")
    assert (s.status, s.actual, s.completion, s.lag, s.required) == (Status.UNREPORTED, None, None, None, None)


def test_zero_is_a_figure() -> None:
    s = stand(a_plan(), {("I1", "C"): {"2023-09": 0}}, "2023-09")
    assert (s.actual, s.status, s.completion) == (0, Status.CRITICAL, 0)


def test_an_older_figure_keeps_its_value_and_its_month_but_is_judged_by_todays_pace() -> None:
    s = stand(a_plan(), {("I1", "C"): {"2023-07": 60}}, "2023-09")
    assert (s.actual, s.month, s.pace) == (60, month("2023-07"), Decimal("0.75"))


def test_a_target_of_zero_or_at_the_baseline_has_no_lamp_and_leaves_the_roll_up() -> None:
    plan = a_plan([an_indicator("I1", target=0), an_indicator("I2", measure=Measure.STOCK, target=5, baseline=5)])
    found = assess(plan, {("I1", "C"): {"2023-09": 3}, ("I2", "C"): {"2023-09": 5}}, "2023-09")
    assert [(s.status, s.completion, s.pace) for s in found.standings["C"]] == [(None, None, None)] * 2
    assert found.whole(found.standings["C"]).total == 0


def test_a_stock_without_a_given_baseline_starts_from_the_month_before_the_plan() -> None:
    stock = an_indicator(measure=Measure.STOCK, target=200)
    s = stand(a_plan([stock]), {("I1", "C"): {"2022-12": 100, "2023-09": 150}}, "2023-09")
    assert (s.baseline, s.progress) == (100, Decimal("0.5"))


def test_a_stock_with_a_baseline_alone_is_unreported_but_due_on_its_path() -> None:
    stock = by_counties(measure=Measure.STOCK, target=200)
    plan = a_plan([stock], targets=(RegionalTarget("I1", "A", Decimal(200)),))
    found = assess(plan, {("I1", "A"): {"2022-12": 100}}, "2023-06")
    county, city = found.by_cell["I1", "A"], found.by_cell["I1", "C"]
    assert (county.status, county.reported, county.baseline) == (Status.UNREPORTED, 0, 100)
    assert county.due == Decimal("0.75")
    assert (city.status, city.reported) == (Status.UNREPORTED, 0)


def test_the_citys_baseline_is_never_the_counties_sum() -> None:
    stock = by_counties(measure=Measure.STOCK, target=200)
    figures = {("I1", c): {"2022-12": 10, "2023-09": 40} for c in "ABD"}
    assert stand(a_plan([stock]), figures, "2023-09").baseline is None


def test_a_ratio_is_due_at_once_unless_it_has_a_baseline() -> None:
    plain = an_indicator("I1", measure=Measure.RATIO, unit="%", target=80)
    based = an_indicator("I2", measure=Measure.RATIO, unit="%", target=80, baseline=40)
    found = assess(a_plan([plain, based]), {(c, "C"): {"2023-06": 60} for c in ("I1", "I2")}, "2023-06")
    first, second = found.standings["C"]
    assert (first.pace, first.required) == (1, None)
    assert (second.pace, second.progress, second.status) == (Decimal("0.5"), Decimal("0.5"), Status.ON_PACE)


@pytest.mark.parametrize("baseline", [None, "1", "1.5"])
def test_a_ceiling_without_a_baseline_above_it_has_no_path(baseline: str | None) -> None:
    level = an_indicator(measure=Measure.LEVEL, comparator=BELOW, target="1.5", baseline=baseline, unit="公里")
    s = stand(a_plan([level]), {("I1", "C"): {"2023-03": "1.8"}}, "2023-03")
    if baseline == "1.5":
        assert s.status is None
    else:
        assert (s.pace, s.progress, s.completion) == (1, s.completion, Decimal("0.8"))


def test_a_ceiling_with_a_baseline_above_it_is_paced_and_asks_for_a_fall() -> None:
    level = an_indicator(measure=Measure.LEVEL, comparator=AT_MOST, target=2, baseline=4, unit="公里")
    s = stand(a_plan([level]), {("I1", "C"): {"2023-06": "3.5"}}, "2023-06")
    assert (s.pace, s.progress, s.lag, s.required) == (Decimal("0.5"), Decimal("0.25"), 25, Decimal("-0.25"))


def test_about_asks_only_for_its_share_of_the_target() -> None:
    s = stand(a_plan([an_indicator(comparator=ABOUT)]), {("I1", "C"): {"2023-10": 75}}, "2023-10")
    assert s.required == 10


def test_a_third_of_the_way_at_a_third_of_the_time_is_exactly_on_pace() -> None:
    shared = an_indicator(measure=Measure.RATIO, unit="%", target=80, baseline=0)
    s = stand(a_plan([shared]), {("I1", "C"): {"2023-04": ratio(8, 30)}}, "2023-04")
    assert (s.lag, s.status) == (0, Status.ON_PACE)


def test_a_projection_goes_on_by_the_mean_gain_of_the_last_four_figures() -> None:
    figures = {("I1", "C"): {"2023-01": 1, "2023-05": 20, "2023-06": 30, "2023-07": 40, "2023-09": 60}}
    assert stand(a_plan(), figures, "2023-09").projected == 60 + 3 * 10
    assert stand(a_plan(), figures, "2023-12").projected is None
    assert stand(a_plan(), {("I1", "C"): {"2023-05": 20}}, "2023-09").projected is None


def test_a_roll_ups_projection_uses_its_own_value_at_each_month_that_a_part_reported() -> None:
    figures = {("I1", "A"): {"2023-01": 10, "2023-03": 30}, ("I1", "B"): {"2023-02": 20}}
    s = stand(a_plan([by_counties()]), figures, "2023-03")  # 10, 30, 50: twenty a month
    assert (s.actual, s.month, s.projected) == (50, month("2023-03"), 50 + 9 * 20)


def test_an_own_figure_counts_before_the_roll_up_which_is_kept_beside_it() -> None:
    figures = {("I1", "C"): {"2023-03": 50}, ("I1", "A"): {"2023-04": 30}, ("I1", "B"): {"2023-04": 21}}
    s = stand(a_plan([by_counties()]), figures, "2023-04")
    assert (s.actual, s.month, s.rollup, s.rollup_differs, s.reported) == (50, month("2023-03"), 51, True, 2)


def test_a_bare_percentage_is_shown_but_left_out_of_the_citys_ratio() -> None:
    shared = by_counties(measure=Measure.RATIO, unit="%", target=80)
    figures = {("I1", "A"): {"2023-04": ratio(1, 2)}, ("I1", "B"): {"2023-04": 90}}
    found = assess(a_plan([shared]), figures, "2023-04")
    assert (found.by_cell["I1", "C"].actual, found.by_cell["I1", "C"].reported) == (50, 2)
    assert (found.by_cell["I1", "B"].actual, found.by_cell["I1", "B"].is_poolable) == (90, False)


def test_a_ratio_whose_latest_parts_are_all_bare_has_nothing_to_divide() -> None:
    plan = a_plan([by_counties(measure=Measure.RATIO, unit="%", target=80)])
    figures = {
        ("I1", "A"): {"2023-03": ratio(9, 10), "2023-05": 60},
        ("I1", "B"): {"2023-03": ratio(1, 10), "2023-06": 70},
    }
    march, may, june = (stand(plan, figures_until(figures, at), at) for at in ("2023-03", "2023-05", "2023-06"))
    assert (march.actual, march.month) == (50, month("2023-03"))
    assert (may.actual, may.month, may.projected) == (10, month("2023-03"), None)
    assert (june.actual, june.status, june.reported) == (None, Status.UNREPORTED, 2)


Reported = dict[tuple[str, str], dict[str, object]]


def figures_until(figures: Reported, at: str) -> Reported:
    return {cell: {m: v for m, v in months.items() if m <= at} for cell, months in figures.items()}


def test_a_county_takes_the_citys_target_for_ratios_alone_and_never_its_baseline() -> None:
    shared = by_counties("I1", measure=Measure.RATIO, unit="%", target=80, baseline=40)
    found = assess(a_plan([shared, by_counties("I2")]), {("I2", "A"): {"2023-04": 5}}, "2023-04")
    assert (found.by_cell["I1", "A"].target, found.by_cell["I1", "A"].baseline) == (80, None)
    county = found.by_cell["I2", "A"]
    assert (county.actual, county.target, county.status) == (5, None, None)
    assert found.by_cell["I2", "B"].status is Status.UNREPORTED


def test_regions_are_added_up_level_by_level() -> None:
    regions = (
        Region("N", "某省"),
        Region("C", "某市", parent="N"),
        Region("A", "甲县", parent="C"),
        Region("B", "乙县", parent="C"),
    )
    found = assess(
        a_plan([by_counties()], regions=regions), {("I1", "A"): {"2023-02": 3}, ("I1", "B"): {"2023-04": 4}}, "2023-05"
    )
    assert [(s.actual, s.reported, s.expected_reports) for s in (found.by_cell["I1", c] for c in "NCA")] == [
        (7, 1, 1), (7, 2, 2), (3, 1, 1),
    ]  # fmt: skip


def test_a_level_is_not_added_up() -> None:
    level = by_counties(measure=Measure.LEVEL, unit="星", target=4)
    s = stand(a_plan([level]), {("I1", "A"): {"2023-04": 4}}, "2023-05")
    assert (s.actual, s.expected_reports, s.reported) == (None, 1, 0)


def test_pairs_are_compared_at_the_latest_month_that_both_have() -> None:
    pair = [
        an_indicator("N", target=100, pairs_with="S"),
        an_indicator("S", measure=Measure.STOCK, target=300, baseline=200),
    ]
    figures = {("N", "C"): {"2023-03": 30, "2023-05": 99}, ("S", "C"): {"2023-03": 234, "2023-04": 240}}
    assert [s.pair_gap for s in assess(a_plan(pair), figures, "2023-05").standings["C"]] == [4, 4]
    figures["S", "C"] = {"2023-03": 233}
    assert [s.pair_gap for s in assess(a_plan(pair), figures, "2023-05").standings["C"]] == [None, None]


def test_nearly_complete_with_little_of_the_way_gone_is_inflated() -> None:
    stock = an_indicator(measure=Measure.STOCK, target=9000, baseline=8797)
    assert stand(a_plan([stock]), {("I1", "C"): {"2023-09": 8797}}, "2023-09").is_inflated


def test_the_clock_of_issue_counts_days_from_the_day_of_issue() -> None:
    plan = a_plan(rules=Rules(clock=Clock.ISSUED), issued_on=date(2023, 7, 28))
    paces = [calendar_pace(plan, month("2023-12"), month(m)) for m in ("2023-06", "2023-07", "2023-12")]
    assert [round(pace, 12) for pace in paces] == [0, round(Decimal(3) / 156, 12), 1]


def test_what_was_due_before_the_issue_is_due_in_its_month() -> None:
    plan = a_plan(rules=Rules(clock=Clock.ISSUED), issued_on=date(2023, 7, 31))
    assert [calendar_pace(plan, month("2023-07"), month(m)) for m in ("2023-06", "2023-07", "2023-08")] == [0, 1, 1]


VALUES = st.decimals(min_value=0, max_value=10**6, places=6)
MONTHS = st.integers(1, 12).map(lambda n: Month(2023, n))


@given(baseline=VALUES, target=VALUES.filter(lambda v: v > 0), at=MONTHS)
def test_progress_is_nothing_at_the_baseline_and_all_at_the_target(
    baseline: Decimal, target: Decimal, at: Month
) -> None:
    if baseline == target:
        return
    plan = a_plan([an_indicator(measure=Measure.STOCK, target=target, baseline=baseline)])
    assert stand(plan, {("I1", "C"): {str(at): str(baseline)}}, str(at)).progress == 0
    assert stand(plan, {("I1", "C"): {str(at): str(target)}}, str(at)).progress == 1


@given(comparator=st.sampled_from(Comparator), actual=VALUES, target=VALUES, at=MONTHS)
def test_a_percentage_never_prints_a_full_hundred_unless_met(
    comparator: Comparator, actual: Decimal, target: Decimal, at: Month
) -> None:
    s = stand(
        a_plan([an_indicator(comparator=comparator, target=target)]), {("I1", "C"): {str(at): str(actual)}}, str(at)
    )
    if s.status is not Status.MET:
        assert percent(s.completion, s.status) != "100.0"
        assert percent(s.progress, s.status) != "100.0"


@given(st.lists(st.tuples(VALUES, VALUES.filter(lambda v: v > 0)), min_size=1, max_size=3))
def test_a_citys_ratio_lies_between_its_counties(pairs: list[tuple[Decimal, Decimal]]) -> None:
    plan = a_plan([by_counties(measure=Measure.RATIO, unit="%", target=80)])
    figures = {("I1", c): {"2023-05": ratio(str(min(p)), str(p[1]))} for c, p in zip("ABD", pairs, strict=False)}
    found = assess(plan, figures, "2023-05")
    parts = [found.by_cell["I1", c].actual for c, _ in zip("ABD", pairs, strict=False)]
    whole = found.by_cell["I1", "C"].actual
    assert whole is not None
    shares = [round(part, 20) for part in parts if part is not None]
    assert min(shares) <= round(whole, 20) <= max(shares)


def test_a_countys_own_target_may_carry_its_own_baseline() -> None:
    target = RegionalTarget("I1", "A", Decimal(50), Decimal(10))
    plan = a_plan([by_counties(measure=Measure.STOCK, target=200, baseline=100)], targets=(target,))
    s = stand(plan, {("I1", "A"): {"2023-06": value(30)}}, "2023-06", region="A")
    assert (s.target, s.baseline, s.progress, s.status) == (50, 10, Decimal("0.5"), Status.ON_PACE)


def test_what_was_judged_of_the_same_position_is_taken_over_and_pairs_are_flagged_anew() -> None:
    plan = a_plan(
        [
            an_indicator("N", target=100, pairs_with="S"),
            an_indicator("S", measure=Measure.STOCK, target=300, baseline=200),
            an_indicator("I"),
        ]
    )
    sticks = yardsticks(plan, plan.root, month("2023-05"))
    position = Position(value(30), month("2023-03"), 1)
    apart, agreed = (Position(value(v), month("2023-03"), 1, apart=Decimal(v) - 30) for v in (240, 230))
    first = judge_region(plan, sticks, {"N": position, "S": apart})
    assert [s.pair_gap for s in first] == [10, 10, None]
    same = judge_region(plan, sticks, {"N": position, "S": apart}, first)
    assert all(new is old for new, old in zip(same, first, strict=True))
    changed = judge_region(plan, sticks, {"N": position, "S": agreed}, first)
    assert [s.pair_gap for s in changed] == [None, None, None]
    assert changed[2] is first[2]
    assert changed == judge_region(plan, sticks, {"N": position, "S": agreed})
