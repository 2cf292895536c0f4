"""What a replaced plan asked for, and what the new one asks for instead."""

from __future__ import annotations

from decimal import Decimal

from builders import CITY, a_plan, an_indicator

from dashboard.domain.plan import Region, RegionalTarget
from dashboard.domain.target_changes import TargetChange, target_changes

REGIONS = (CITY, Region("A", "甲县", parent="C"), Region("B", "乙县", parent="C"))


def a_target(region: str, target: str, baseline: str | None = None) -> RegionalTarget:
    return RegionalTarget("I1", region, Decimal(target), None if baseline is None else Decimal(baseline))


def test_the_same_plan_changes_nothing_however_its_numbers_are_written() -> None:
    old = a_plan([an_indicator("I1", target="1.50")], regions=REGIONS, targets=(a_target("A", "10"),))
    new = a_plan([an_indicator("I1", target="1.5")], regions=REGIONS, targets=(a_target("A", "10.0"),))
    assert target_changes(old, new) == ()


def test_every_target_that_is_new_gone_or_another_one_is_told_with_what_was_before() -> None:
    old = a_plan(
        [an_indicator("I1"), an_indicator("I2")],
        regions=REGIONS,
        targets=(a_target("A", "10", "2"), a_target("B", "5")),
    )
    new = a_plan(
        [an_indicator("I1", target="120", baseline="7"), an_indicator("I3")],
        regions=REGIONS,
        targets=(a_target("A", "11", "2"),),
    )
    assert target_changes(old, new) == (
        TargetChange("I1", "", "≥ 100 个，2023-12 前", "≥ 120 个，基数 7，2023-12 前"),
        TargetChange("I2", "", "≥ 100 个，2023-12 前", ""),
        TargetChange("I1", "A", "10 个，基数 2", "11 个，基数 2"),
        TargetChange("I1", "B", "5 个", ""),
        TargetChange("I3", "", "", "≥ 100 个，2023-12 前"),
    )
