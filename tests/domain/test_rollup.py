"""Roll-ups, their range and ranking."""

from __future__ import annotations

from decimal import Decimal

from builders import a_plan, an_indicator, assess, by_counties
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.measure import Measure
from dashboard.domain.plan import RegionalTarget
from dashboard.domain.rollup import rank, roll_up
from dashboard.domain.status import Status

RED = Decimal(30)
SHARES = st.integers(0, 150)


def test_a_group_without_members_has_nothing() -> None:
    rollup = roll_up((), RED)
    assert (rollup.score, rollup.due, rollup.lag, rollup.status, rollup.total) == (None, None, None, None, 0)


def test_a_group_with_nothing_reported_scores_nothing_in_the_widest_range() -> None:
    found = assess(a_plan(), {}, "2023-09")
    whole = found.whole(found.standings["C"])
    assert (whole.score, whole.low, whole.high, whole.status, whole.reported) == (0, 0, 1, Status.UNREPORTED, 0)


def test_a_group_without_weight_has_nothing_but_its_counts() -> None:
    found = assess(a_plan([an_indicator(weight=0)]), {("I1", "C"): {"2023-09": 1}}, "2023-09")
    whole = found.whole(found.standings["C"])
    assert (whole.score, whole.status, whole.reported, whole.total) == (None, None, 1, 1)


def test_score_and_due_weigh_each_member_and_cap_it_at_one() -> None:
    plan = a_plan([an_indicator("I1", weight=3), an_indicator("I2", weight=1)])
    found = assess(plan, {("I1", "C"): {"2023-06": 40}, ("I2", "C"): {"2023-06": 500}}, "2023-06")
    whole = found.whole(found.standings["C"])
    assert (whole.score, whole.due, whole.lag, whole.status) == (
        Decimal("0.55"), Decimal("0.5"), Decimal(-5), Status.ON_PACE,
    )  # fmt: skip


def test_due_is_what_a_stock_would_show_exactly_on_pace() -> None:
    plan = a_plan([an_indicator(measure=Measure.STOCK, target=200, baseline=100)])
    whole = assess(plan, {}, "2023-06")
    assert whole.whole(whole.standings["C"]).due == Decimal("0.75")


def test_a_group_is_met_exactly_when_every_member_is() -> None:
    plan = a_plan([an_indicator("I1"), an_indicator("I2")])
    both = assess(plan, {("I1", "C"): {"2023-09": 100}, ("I2", "C"): {"2023-09": 100}}, "2023-09")
    one = assess(plan, {("I1", "C"): {"2023-12": 100}, ("I2", "C"): {"2023-12": 99}}, "2023-12")
    assert both.whole(both.standings["C"]).status is Status.MET
    assert one.whole(one.standings["C"]).status is Status.BEHIND


def test_ties_share_a_rank_and_the_next_is_skipped() -> None:
    assert rank([Decimal(3), Decimal(5), None, Decimal(3), Decimal(1)]) == (2, 1, None, 2, 4)


def test_a_region_without_targets_is_not_ranked() -> None:
    targets = tuple(RegionalTarget("I1", c, Decimal(10)) for c in "AB")
    found = assess(a_plan([by_counties()], targets=targets), {("I1", "A"): {"2023-09": 5}}, "2023-09")
    assert [(r.region.code, r.rank, r.rollup.total) for r in found.by_region()] == [
        ("A", 1, 1),
        ("B", 2, 1),
        ("D", None, 0),
    ]


@given(st.lists(SHARES, min_size=1, max_size=6), st.integers(1, 12))
def test_a_roll_up_lies_between_its_members(values: list[int], at: int) -> None:
    plan = a_plan([an_indicator(f"I{n}") for n in range(len(values))])
    figures = {(f"I{n}", "C"): {f"2023-{at:02d}": v} for n, v in enumerate(values)}
    found = assess(plan, figures, f"2023-{at:02d}")
    whole = found.whole(found.standings["C"])
    shares = [min(s.completion, Decimal(1)) for s in found.standings["C"] if s.completion is not None]
    assert whole.score is not None
    assert whole.low is not None
    assert whole.high is not None
    assert min(shares) <= whole.score <= max(shares)
    assert whole.low <= whole.score <= whole.high


@given(st.lists(st.tuples(SHARES, SHARES, SHARES), min_size=1, max_size=4), SHARES)
def test_reporting_anything_never_lowers_a_rank(rows: list[tuple[int, int, int]], given_value: int) -> None:
    codes = [f"I{n}" for n in range(len(rows))]
    targets = tuple(RegionalTarget(code, c, Decimal(100)) for code in codes for c in "ABD")
    plan = a_plan([by_counties(code) for code in codes], targets=targets)
    figures = {
        (code, c): {"2023-09": v}
        for code, row in zip(codes, rows, strict=True)
        for c, v in zip("ABD", row, strict=True)
    }
    silent = {cell: months for cell, months in figures.items() if cell != (codes[0], "A")}
    spoken = {**silent, (codes[0], "A"): {"2023-09": given_value}}
    before, after = (assess(plan, f, "2023-09").by_region()[0].rank for f in (silent, spoken))
    assert before is not None
    assert after is not None
    assert after <= before


@given(st.lists(st.integers(0, 11), min_size=2, max_size=6))
def test_a_group_exactly_on_pace_has_no_lag(parts: list[int]) -> None:
    plan = a_plan(
        [an_indicator(f"I{n}", measure=Measure.STOCK, target=700 + n, baseline=7 * n) for n in range(len(parts))]
    )
    pace = Decimal(1) / Decimal(3)
    figures = {
        (f"I{n}", "C"): {"2023-04": str((7 * n + pace * (700 - 6 * n)).quantize(Decimal("0.000001")))}
        for n in range(len(parts))
    }
    found = assess(plan, figures, "2023-04")
    whole = found.whole(found.standings["C"])
    assert whole.lag is not None
    assert abs(whole.lag) < Decimal("0.001")
