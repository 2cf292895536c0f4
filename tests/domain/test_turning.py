"""Turning points hold against the rule that judges."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.measure import Amount, Comparator, Measure
from dashboard.domain.month import Month
from dashboard.domain.plan import Indicator, Region
from dashboard.domain.position import Position
from dashboard.domain.standing import Standing, judge
from dashboard.domain.status import Status
from dashboard.domain.turning import turning_numerator, turning_points, turning_value
from dashboard.domain.yardstick import Yardstick

ONE = Decimal(1)
GREEN = (Status.ON_PACE, Status.MET)


def _stick(
    comparator: str, target: str, baseline: str | None, pace: Decimal, measure: Measure = Measure.STOCK
) -> Yardstick:
    indicator = Indicator(
        "T1-1", "T1", "指标", "个", measure, Comparator(comparator), Decimal(target), Month(2023, 12)
    )  # fmt: skip
    return Yardstick(
        indicator, Region("1", "全市"), indicator.target, None if baseline is None else Decimal(baseline),
        pace, 2, 1, Decimal("0.95"), Decimal(30),
    )  # fmt: skip


def _judged(stick: Yardstick, value: Decimal) -> Standing:
    return judge(stick, Position(Amount(value), None, 1))


@pytest.mark.parametrize(
    ("comparator", "target", "baseline", "pace", "step", "expected"),
    [
        ("≥", "1350", "0", Decimal(10) / 12, "1", "1125"),
        ("≥", "1350", "0", Decimal("0.75"), "1", "1013"),
        ("≥", "11000", "9650", Decimal("0.75"), "1", "10663"),
        (">", "9000", "8797", Decimal(1), "1", "9000"),
        ("≈", "1000", "0", Decimal(1), "1", "950"),
        ("<", "1.5", None, Decimal("0.75"), "0.01", "1.50"),
        ("≤", "100", "200", Decimal("0.5"), "1", "150"),
    ],
)
def test_the_turning_value_is_the_first_step_on_pace(
    comparator: str, target: str, baseline: str | None, pace: Decimal, step: str, expected: str
) -> None:
    stick = _stick(comparator, target, baseline, pace)
    assert turning_value(stick, stick.baseline, Decimal(step)) == Decimal(expected)


def test_the_golden_indicator_turns_green_in_october_at_1125() -> None:
    stick = _stick("≥", "1350", "0", Decimal(10) / 12, Measure.INCREMENT)
    points = turning_points(stick, Decimal(0), ONE)
    assert (points.behind, points.on_pace, points.met) == (Decimal(720), Decimal(1125), Decimal(1350))


def test_a_strict_target_is_met_one_step_beyond_it() -> None:
    stick = _stick(">", "9000", "8797", Decimal("0.5"))
    assert turning_points(stick, stick.baseline, ONE).met == 9001


def test_without_a_target_there_is_nothing_to_reach() -> None:
    stick = replace(_stick("≥", "10", None, ONE), target=None)
    assert turning_value(stick, None, ONE) is None


def test_a_target_equal_to_its_baseline_has_no_turning_value() -> None:
    stick = _stick("≥", "10", "10", ONE)
    assert turning_value(stick, stick.baseline, ONE) is None


_VALUES = st.decimals(min_value=1, max_value=100_000, places=2)


@given(
    comparator=st.sampled_from(["≥", ">", "<", "≤", "≈"]),
    target=_VALUES,
    baseline=st.none() | st.decimals(min_value=0, max_value=200_000, places=2),
    gone=st.integers(min_value=0, max_value=12),
    step=st.sampled_from(["1", "0.1", "0.01"]),
    lamp=st.sampled_from([Status.BEHIND, Status.ON_PACE, Status.MET]),
)
def test_one_step_short_of_a_turning_value_is_always_judged_worse(
    comparator: str, target: Decimal, baseline: Decimal | None, gone: int, step: str, lamp: Status
) -> None:
    stick = replace(_stick(comparator, "1", None, Decimal(gone) / 12), target=target, baseline=baseline)
    found = turning_value(stick, baseline, Decimal(step), lamp)
    better = {Status.BEHIND: (Status.BEHIND, *GREEN), Status.ON_PACE: GREEN, Status.MET: (Status.MET,)}[lamp]
    if found is not None:
        short = -Decimal(step) if not stick.indicator.comparator.is_ceiling else Decimal(step)
        assert found % Decimal(step) == 0
        assert _judged(stick, found).status in better
        assert _judged(stick, found + short).status not in better


@given(target=st.integers(1, 100_000).map(lambda n: Decimal(12 * n) / 100), gone=st.integers(1, 12))
def test_the_value_due_has_no_lag(target: Decimal, gone: int) -> None:
    stick = replace(_stick("≥", "1", "0", Decimal(gone) / 12, Measure.INCREMENT), target=target)
    due = _judged(stick, Decimal(0)).due_value
    assert due is not None
    lag = _judged(stick, due.quantize(Decimal("0.01"))).lag
    assert lag is not None
    assert abs(lag) < Decimal("1e-20")


@given(
    over=st.integers(min_value=1, max_value=100_000),
    target=st.integers(min_value=1, max_value=100),
    comparator=st.sampled_from(["≥", ">", "<", "≤", "≈"]),
    baseline=st.none() | st.integers(min_value=0, max_value=99),
    gone=st.integers(min_value=0, max_value=12),
)
def test_a_ratio_turns_green_at_its_numerator_and_not_at_the_one_beside_it(
    over: int, target: int, comparator: str, baseline: int | None, gone: int
) -> None:
    start = None if baseline is None else Decimal(baseline)
    stick = replace(
        _stick(comparator, "1", None, Decimal(gone) / 12, Measure.RATIO), target=Decimal(target), baseline=start
    )
    found = turning_numerator(stick, start, Decimal(over))
    if found is not None:
        beside = found + 1 if stick.indicator.comparator.is_ceiling else found - 1
        assert judge(stick, Position(Amount(found, Decimal(over)), None, 1)).status in GREEN
        assert judge(stick, Position(Amount(beside, Decimal(over)), None, 1)).status not in GREEN


def test_without_a_denominator_no_numerator_turns_a_ratio() -> None:
    assert turning_numerator(_stick("≥", "85", None, ONE, Measure.RATIO), None, Decimal(0)) is None
