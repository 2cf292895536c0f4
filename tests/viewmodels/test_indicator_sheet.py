"""The sheet of one indicator says why its lamp burns and what turns it."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from dashboard.domain.assessment import Assessment
from dashboard.domain.errors import NotFound
from dashboard.domain.measure import Comparator, Measure
from dashboard.domain.origin import FigureOrigin
from dashboard.domain.plan import Indicator, RegionalTarget
from dashboard.domain.status import Status
from dashboard.viewmodels.filters import Filters
from dashboard.viewmodels.indicator_sheet import Formula, IndicatorSheet, build_indicator_sheet
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
    assert sheet.filters.region is None
    assert [region.code for region in sheet.places] == ["C"]


def test_an_unreported_indicator_still_says_what_turns_it_green() -> None:
    sheet = _sheet(_with_counties(), "I2")
    assert sheet.standing.status is Status.UNREPORTED
    assert sheet.lamp.next is not None
    assert (sheet.lamp.next.on_pace, sheet.lamp.more, sheet.path.latest) == (Decimal(84), None, None)


def test_an_unknown_code_is_not_found() -> None:
    with pytest.raises(NotFound, match="X9"):
        _sheet(_golden(), "X9")


def test_origins_are_shown_newest_first_up_to_the_month_looked_at() -> None:
    def origin(at: str, day: int) -> FigureOrigin:
        when = datetime(2023, 10, day, tzinfo=UTC)
        return FigureOrigin(month(at), "C", value(1), day, "9月.csv", 7, "填报员", when)

    origins = (origin("2023-08", 1), origin("2023-09", 2), origin("2023-10", 3), origin("2023-09", 4))
    assert [o.submission for o in _sheet(_golden(), origins=origins).origins] == [4, 2, 1]


def test_paired_indicators_point_at_each_other() -> None:
    plan = a_plan([an_indicator(pairs_with="I2"), an_indicator("I2", measure=Measure.STOCK, target=1000, baseline=900)])
    figures = {("I1", "C"): {"2023-09": 50}, ("I2", "C"): {"2023-09": 990}}
    assessment = assess(plan, figures, "2023-09")
    for code, other in (("I1", "I2"), ("I2", "I1")):
        sheet = _sheet(assessment, code)
        assert sheet.partner is not None
        assert (sheet.row.partner, sheet.partner.indicator.code) == (other, other)
        assert sheet.standing.pair_gap == Decimal(40)
