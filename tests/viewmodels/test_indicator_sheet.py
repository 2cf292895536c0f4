"""The sheet of one indicator says why its lamp burns and what turns it."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from dashboard.domain.assessment import Assessment
from dashboard.domain.duty import FollowUp, MilestoneState, TaskNote
from dashboard.domain.errors import NotFound
from dashboard.domain.measure import Comparator, Measure
from dashboard.domain.origin import FigureOrigin
from dashboard.domain.plan import Indicator, Milestone, RegionalTarget, Task
from dashboard.domain.status import Status
from dashboard.viewmodels.filters import Filters
from dashboard.viewmodels.indicator_sheet import IndicatorSheet, build_indicator_sheet
from dashboard.viewmodels.lamp_rule import Formula
from tests.builders import a_plan, an_indicator, assess, by_counties, month, value


def _whole(_: Indicator) -> Decimal:
    return Decimal(1)


def _sheet(assessment: Assessment, code: str = "I1", **more: object) -> IndicatorSheet:
    return build_indicator_sheet(assessment, code, Filters(), step=_whole, **more)  # type: ignore[arg-type]


def _golden(as_of: str = "2023-09") -> Assessment:
    plan = a_plan([an_indicator(target=1350)])
    return assess(plan, {("I1", "C"): {"2023-03": 300, "2023-08": 790, "2023-09": 900}}, as_of)


LINE = ((month("2023-03"), Decimal(300)), (month("2023-08"), Decimal(790)), (month("2023-09"), Decimal(900)))


def test_the_golden_indicator_turns_green_at_1125_in_october() -> None:
    lamp = _sheet(_golden()).lamp
    assert lamp.next_month == month("2023-10")
    assert lamp.next is not None
    assert (lamp.next.on_pace, lamp.short_of, lamp.more) == (Decimal(1125), Decimal(1124), Decimal(225))
    assert (lamp.now.behind, lamp.now.on_pace, lamp.now.met) == (Decimal(608), Decimal(1013), Decimal(1350))
    assert lamp.due == Decimal("1012.5")


def test_after_the_plans_last_month_there_is_no_next_one() -> None:
    lamp = _sheet(_golden("2023-12")).lamp
    assert (lamp.next_month, lamp.next, lamp.short_of, lamp.more) == (None, None, None, None)


def test_the_path_runs_from_the_first_month_to_the_due_month() -> None:
    path = _sheet(_golden(), line=LINE).path
    assert [m.month for m in path.months][:: len(path.months) - 1] == [month("2023-01"), month("2023-12")]
    assert path.is_paced
    assert path.months[8].due == Decimal("1012.5")
    assert path.latest is not None
    assert (path.latest.actual, path.latest.gain) == (Decimal(900), Decimal(110))
    assert path.needed == Decimal(1350)
    assert path.recent_gain == Decimal(100)


def test_a_month_after_a_gap_has_no_gain() -> None:
    path = _sheet(_golden(), line=LINE).path
    assert path.months[7].gain is None
    assert path.months[2].gain is None


def test_figures_after_the_month_looked_at_stay_off_the_path() -> None:
    path = _sheet(_golden("2023-08"), line=LINE).path
    assert path.latest is not None
    assert path.latest.month == month("2023-08")


@pytest.mark.parametrize(
    ("changes", "formula", "is_paced"),
    [
        ({}, Formula.AGAINST_TARGET, True),
        ({"measure": Measure.STOCK, "baseline": 50}, Formula.FROM_BASELINE, True),
        ({"measure": Measure.LEVEL, "comparator": Comparator.BELOW}, Formula.UNDER_CEILING, False),
        ({"measure": Measure.LEVEL, "comparator": Comparator.BELOW, "baseline": 200}, Formula.FROM_BASELINE, True),
        ({"measure": Measure.RATIO, "unit": "%"}, Formula.AGAINST_TARGET, False),
    ],
)
def test_progress_is_told_by_the_rule_of_the_measure(
    changes: dict[str, object], formula: Formula, is_paced: bool
) -> None:
    sheet = _sheet(assess(a_plan([an_indicator(**changes)]), {("I1", "C"): {"2023-06": 120}}, "2023-06"))
    assert (sheet.lamp.formula, sheet.path.is_paced) == (formula, is_paced)


def _with_counties() -> Assessment:
    plan = a_plan(
        [by_counties(), an_indicator("I2")],
        targets=(RegionalTarget("I1", "A", Decimal(60)), RegionalTarget("I1", "B", Decimal(40))),
    )
    figures = {("I1", "A"): {"2023-09": 15}, ("I1", "B"): {"2023-08": 30}, ("I1", "D"): {"2023-09": 5}}
    return assess(plan, figures, "2023-09")


def test_counties_stand_with_their_share_worst_first() -> None:
    lines = _sheet(_with_counties()).regions
    assert [(line.row.standing.region.code, line.share) for line in lines] == [
        ("A", Decimal("0.3")),
        ("B", Decimal("0.6")),
        ("D", Decimal("0.1")),
    ]
    assert [line.next_value for line in lines] == [Decimal(50), Decimal(34), None]


def test_a_county_has_a_sheet_of_its_own() -> None:
    sheet = build_indicator_sheet(_with_counties(), "I1", Filters(region="A"), step=_whole)
    assert (sheet.region.code, sheet.standing.status, sheet.regions) == ("A", Status.CRITICAL, ())


def test_where_the_city_alone_reports_a_county_gives_the_citys_sheet() -> None:
    sheet = build_indicator_sheet(_with_counties(), "I2", Filters(region="A"), step=_whole)
    assert sheet.region.code == "C"
    assert sheet.filters.region == "A"  # the list that it was opened from stays the county's
    assert [region.code for region in sheet.places] == ["C"]


def test_an_unreported_indicator_still_says_what_turns_it_green() -> None:
    sheet = _sheet(_with_counties(), "I2")
    assert sheet.standing.status is Status.UNREPORTED
    assert sheet.lamp.next is not None
    assert (sheet.lamp.next.on_pace, sheet.lamp.more, sheet.path.latest) == (Decimal(84), None, None)


def test_an_unknown_code_is_not_found() -> None:
    with pytest.raises(NotFound, match="X9"):
        _sheet(_golden(), "X9")


def _origin(region: str, at: str, day: int, amount: int = 1, was: int | None = None) -> FigureOrigin:
    when = datetime(2023, 10, day, tzinfo=UTC)
    before = None if was is None else value(was)
    return FigureOrigin(month(at), region, value(amount), day, "9月.csv", 7, "填报员", when, before, "1")


def test_origins_stand_month_by_month_the_latest_first_up_to_the_month_looked_at() -> None:
    origins = [
        _origin("B", "2023-09", 5),
        _origin("A", "2023-08", 1),
        _origin("A", "2023-09", 2),
        _origin("A", "2023-09", 4, 3, was=1),
        _origin("A", "2023-10", 6),
        _origin("C", "2023-09", 3, 8, was=8),
    ]
    found = _sheet(_with_counties(), origins=origins).origins
    assert [(str(group.month), [o.submission for o in group.origins]) for group in found] == [
        ("2023-09", [3, 4, 2, 5]),
        ("2023-08", [1]),
    ]
    assert [group.corrections for group in found] == [1, 0]  # the same amount again corrects nothing


def test_a_county_s_sheet_shows_the_origins_of_its_own_figures() -> None:
    origins = [_origin("A", "2023-09", 1), _origin("B", "2023-09", 2), _origin("C", "2023-09", 3)]
    sheet = build_indicator_sheet(_with_counties(), "I1", Filters(region="A"), step=_whole, origins=origins)
    assert [o.region for group in sheet.origins for o in group.origins] == ["A"]


@pytest.mark.parametrize(
    ("comparator", "figures", "at_end"),
    [
        (Comparator.AT_LEAST, {"2023-06": 40, "2023-09": 70}, Decimal(1)),
        (Comparator.AT_MOST, {"2023-06": 120, "2023-09": 135}, Decimal("0.5")),
        (Comparator.AT_MOST, {"2023-06": 100, "2023-09": 190}, Decimal(0)),
        (Comparator.BELOW, {"2023-06": 100, "2023-09": 70}, Decimal("1.6")),
    ],
)
def test_a_projection_is_held_against_the_target_by_the_target_s_own_rule(
    comparator: Comparator, figures: dict[str, int], at_end: Decimal
) -> None:
    plan = a_plan([an_indicator(comparator=comparator, measure=Measure.LEVEL)])
    assert _sheet(assess(plan, {("I1", "C"): figures}, "2023-09")).path.completion_at_end == at_end


def test_only_a_plan_of_several_years_names_them() -> None:
    longer = a_plan([an_indicator(due=month("2025-12"))], last_month=month("2025-12"))
    assert _sheet(assess(longer, {}, "2023-09")).names_years
    assert not _sheet(_golden()).names_years


def test_the_rest_of_the_task_stands_beside_the_indicator() -> None:
    plan = a_plan(
        [an_indicator("I1"), an_indicator("I2"), an_indicator("I3", task="T2")],
        tasks=(Task("T1", "P1", None, "1", "任务一"), Task("T2", "P1", None, "2", "任务二")),
        milestones=(Milestone("M1", "T1", "方案", month("2023-06")), Milestone("M2", "T2", "平台", month("2023-06"))),
    )
    note = TaskNote("T1", "请抓紧", "督查室", datetime(2023, 10, 1, tzinfo=UTC))
    sheet = _sheet(assess(plan, {}, "2023-09"), follow_up=FollowUp(notes={"T1": (note,)}))
    assert [s.indicator.code for s in sheet.siblings] == ["I2"]
    assert [(row.milestone.code, row.state, row.months_late) for row in sheet.milestones] == [
        ("M1", MilestoneState.LATE, 3)
    ]
    assert sheet.note == note


def test_paired_indicators_point_at_each_other() -> None:
    plan = a_plan([an_indicator(pairs_with="I2"), an_indicator("I2", measure=Measure.STOCK, target=1000, baseline=900)])
    figures = {("I1", "C"): {"2023-09": 50}, ("I2", "C"): {"2023-09": 990}}
    assessment = assess(plan, figures, "2023-09")
    for code, other in (("I1", "I2"), ("I2", "I1")):
        sheet = _sheet(assessment, code)
        assert sheet.pair is not None
        assert (sheet.row.partner, sheet.pair.partner.indicator.code) == (other, other)
        assert (sheet.pair.together, sheet.pair.gap, sheet.pair.allowed) == (950, 40, 10)


def test_a_pair_of_different_months_has_no_sum() -> None:
    plan = a_plan([an_indicator(pairs_with="I2"), an_indicator("I2", measure=Measure.STOCK, target=1000, baseline=900)])
    sheet = _sheet(assess(plan, {("I1", "C"): {"2023-08": 50}, ("I2", "C"): {"2023-09": 990}}, "2023-09"))
    assert sheet.pair is not None
    assert sheet.pair.together is None
