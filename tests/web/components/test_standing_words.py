"""A standing in words: targets as the document puts them, bars that say themselves, what is short of what was due."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import a_plan, an_indicator, month, ratio, stand

from dashboard.domain.measure import Comparator, Measure
from dashboard.viewmodels.standing_row import Spark, build_row
from dashboard.web.components.standing_words import (
    bar_words,
    required_said,
    short_words,
    spark_words,
    target_said,
)

SEPTEMBER = month("2023-09")


def test_a_target_is_quoted_where_the_document_words_it() -> None:
    found = stand(a_plan([an_indicator(target=1350)]), {}, "2023-09")
    assert target_said(found) == "≥ 1,350\u00a0个"
    assert target_said(found, "突破1350个") == "突破1350个"
    assert target_said(stand(a_plan([an_indicator(target=None)]), {}, "2023-09"), "突破") == "—"


def test_a_bar_says_what_it_shows_and_stays_within_its_ends() -> None:
    plan = a_plan([an_indicator()])
    late = bar_words(stand(plan, {("I1", "C"): {"2023-09": 60}}, "2023-09"))
    assert late == ("behind", "60.00%", "75.00%", "进度 60.0%，序时进度 75.0%")
    assert bar_words(stand(plan, {("I1", "C"): {"2023-09": 180}}, "2023-09")).fill == "100.00%"


def test_a_bar_without_a_figure_or_a_target_is_empty_and_says_why() -> None:
    assert bar_words(stand(a_plan(), {}, "2023-09")) == ("score", None, None, "没有数据")
    aimless = stand(a_plan([an_indicator(target=None)]), {("I1", "C"): {"2023-09": 1}}, "2023-09")
    assert bar_words(aimless) == ("score", None, None, "未定目标")


@pytest.mark.parametrize(
    ("changes", "figure", "said"),
    [
        ({}, 70, "少 5\u00a0个"),
        ({}, 80, ""),
        ({}, 100, ""),
        ({"comparator": Comparator.AT_MOST, "measure": Measure.LEVEL}, 130, "多 30\u00a0个"),
        ({"measure": Measure.RATIO, "unit": "%", "target": 80}, ratio(1, 2), "比率低 30.0 百分点"),
    ],
)
def test_only_what_is_late_is_short_of_something(changes: dict[str, object], figure: object, said: str) -> None:
    plan = a_plan([an_indicator(**changes)])
    found = stand(plan, {("I1", "C"): {"2023-09": figure}}, "2023-09")  # type: ignore[dict-item]
    assert short_words(build_row(plan, found, SEPTEMBER)) == said


def test_what_a_ratio_still_needs_has_its_direction() -> None:
    plan = a_plan([an_indicator(measure=Measure.RATIO, unit="%", target=80, baseline=20)])
    assert required_said(stand(plan, {("I1", "C"): {"2023-09": ratio(1, 2)}}, "2023-09")) == "升 10 百分点"
    assert required_said(stand(a_plan(), {("I1", "C"): {"2023-09": 70}}, "2023-09")) == "10 个"
    assert required_said(stand(a_plan(), {}, "2023-09")) == "—"


def test_a_line_fills_its_picture_up_to_the_edge() -> None:
    found = spark_words(Spark(((Decimal(0), Decimal(1)), (Decimal(1), Decimal(0))), SEPTEMBER, SEPTEMBER))
    assert found == ("3,23 87,3", "87", "3")
