"""The wall's first page: what it counts, in what order it names what is late."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from dashboard.domain.assessment import Assessment, Delivery
from dashboard.domain.measure import Measure
from dashboard.domain.plan import Milestone, Pillar, RegionalTarget, Task
from dashboard.domain.status import Status
from dashboard.viewmodels.overview import Overview, build_overview
from dashboard.viewmodels.wall_view import Ranking, WallView
from tests.builders import a_plan, an_indicator, assess, by_counties, month

TWO_PILLARS = {
    "pillars": (Pillar("P1", "板块一"), Pillar("P2", "板块二")),
    "tasks": (
        Task("T1", "P1", None, "1", "任务一", lead=("市科技局", "市财政局")),
        Task("T2", "P2", None, "2", "任务二"),
    ),
}


def overview_of(assessment: Assessment) -> Overview:
    return build_overview(WallView(assessment))


def test_each_lamp_stands_on_its_side_of_the_line() -> None:
    plan = a_plan([an_indicator(f"I{n}") for n in range(5)])
    done = {"I0": 100, "I1": 80, "I2": 60, "I3": 10}
    overview = overview_of(assess(plan, {(code, "C"): {"2023-09": n} for code, n in done.items()}, "2023-09"))
    card = overview.pillars[0]
    assert card.left == (Status.UNREPORTED, Status.CRITICAL, Status.BEHIND)
    assert card.right == (Status.ON_PACE, Status.MET)
    assert (overview.whole.reported, overview.whole.total, overview.late) == (4, 5, 2)


def test_gaps_are_named_worst_first_and_ties_keep_the_plan_s_order() -> None:
    plan = a_plan([an_indicator(code) for code in ("I1", "I2", "I3", "I4")])
    done = {"I1": 60, "I2": 20, "I3": 60, "I4": 90}
    overview = overview_of(assess(plan, {(code, "C"): {"2023-09": n} for code, n in done.items()}, "2023-09"))
    assert [line.standing.indicator.code for line in overview.gaps] == ["I2", "I1", "I3"]


def test_a_gap_says_how_much_is_missing_until_pace_and_who_leads() -> None:
    plan = a_plan([an_indicator("I1", target=1350)], **TWO_PILLARS)
    line = overview_of(assess(plan, {("I1", "C"): {"2023-09": 900}}, "2023-09")).gaps[0]
    assert line.short == Decimal("112.5")
    assert line.lead == ("市科技局", "市财政局")
    assert not line.is_over


def test_a_gap_from_a_baseline_is_measured_on_the_way_from_it() -> None:
    plan = a_plan([an_indicator("I1", measure=Measure.STOCK, target=9000, baseline=8797)])
    line = overview_of(assess(plan, {("I1", "C"): {"2023-09": 8834}}, "2023-09")).gaps[0]
    assert line.short == Decimal("115.25")


@pytest.mark.parametrize(
    ("stock", "rows", "partner"),
    [(1020, ["I1"], "I2"), (1030, ["I1"], "I2"), (1080, ["I1"], None)],
    ids=["equally late", "less late with the same lamp", "on pace"],
)
def test_a_pair_with_one_lamp_shares_a_row(stock: int, rows: list[str], partner: str | None) -> None:
    increment = an_indicator("I1", pairs_with="I2")
    plan = a_plan([increment, an_indicator("I2", measure=Measure.STOCK, target=1100, baseline=1000)])
    found = assess(plan, {("I1", "C"): {"2023-09": 20}, ("I2", "C"): {"2023-09": stock}}, "2023-09")
    gaps = overview_of(found).gaps
    assert [line.standing.indicator.code for line in gaps] == rows
    assert (gaps[0].partner.code if gaps[0].partner else None) == partner


def test_a_pair_with_two_lamps_keeps_two_rows() -> None:
    increment = an_indicator("I1", pairs_with="I2")
    plan = a_plan([increment, an_indicator("I2", measure=Measure.STOCK, target=1100, baseline=1000)])
    found = assess(plan, {("I1", "C"): {"2023-09": 20}, ("I2", "C"): {"2023-09": 1070}}, "2023-09")
    assert [line.standing.indicator.code for line in overview_of(found).gaps] == ["I1", "I2"]


def test_headlines_are_those_that_the_plan_names() -> None:
    plan = a_plan([an_indicator("I1"), an_indicator("I2", headline=True)])
    assert [line.standing.indicator.code for line in overview_of(assess(plan, {}, "2023-09")).headlines] == ["I2"]


def test_without_headlines_the_plan_s_first_indicators_take_their_place() -> None:
    plan = a_plan([an_indicator(f"I{n}") for n in range(30)])
    headlines = overview_of(assess(plan, {}, "2023-09")).headlines
    assert [line.standing.indicator.code for line in headlines] == [f"I{n}" for n in range(18)]


def test_a_figure_of_an_earlier_month_says_its_month() -> None:
    plan = a_plan([an_indicator("I1", headline=True)])
    line = overview_of(assess(plan, {("I1", "C"): {"2023-07": 60}}, "2023-09")).headlines[0]
    assert line.stale == month("2023-07")


def test_without_figures_the_structure_stands() -> None:
    overview = overview_of(assess(a_plan(**TWO_PILLARS), {}, "2023-09"))
    assert not overview.has_figures
    assert overview.whole.status is Status.UNREPORTED
    assert overview.gaps == ()
    assert [card.pillar.name for card in overview.pillars] == ["板块一", "板块二"]
    assert overview.pillars[1].rollup.score is None


def test_milestones_are_counted_beside_the_indicators() -> None:
    milestones = tuple(Milestone(f"M{n}", "T1", f"里程碑{n}", month("2023-12")) for n in range(3))
    found = replace(assess(a_plan(milestones=milestones), {}, "2023-09"), milestones_done=frozenset({"M1"}))
    overview = overview_of(found)
    assert (overview.milestones.done, overview.milestones.total) == (1, 3)
    assert overview.whole.total == 1


def test_a_city_without_regions_has_no_counties() -> None:
    plan = a_plan()
    assert overview_of(assess(replace(plan, regions=plan.regions[:1]), {}, "2023-09")).counties is None


def test_the_header_names_the_place_once_and_the_last_publication() -> None:
    at = datetime(2023, 10, 12, 9, 40, tzinfo=UTC)
    found = replace(assess(a_plan(title="工作要点"), {}, "2023-09"), deliveries=(Delivery(1, "表", "甲县", 3, at),))
    header = overview_of(found).header
    assert (header.title, header.published_at, header.gone, header.months) == ("某市工作要点", at, 9, 12)
    assert header.pace == Decimal("0.75")
    assert overview_of(assess(a_plan(title="某市工作要点"), {}, "2023-09")).header.title == "某市工作要点"


def test_a_region_has_its_own_pillars_headlines_and_rank_and_no_milestones() -> None:
    plan = a_plan(
        [by_counties("I1", headline=True), an_indicator("I2", task="T2", headline=True)],
        milestones=(Milestone("M1", "T1", "里程碑", month("2023-12")),),
        **TWO_PILLARS,
    )
    plan = replace(plan, targets=tuple(RegionalTarget("I1", code, Decimal(10)) for code in ("A", "B")))
    figures = {("I1", "A"): {"2023-09": 5}, ("I1", "B"): {"2023-09": 8}}
    found = assess(plan, figures, "2023-09")
    place = plan.region_by_code["A"]
    overview = build_overview(WallView(found, place=place, ranking=Ranking.OWN))
    assert (overview.header.scope, overview.whole.score) == ("甲", Decimal("0.5"))
    assert [card.pillar.code for card in overview.pillars] == ["P1"]
    assert [line.standing.region.code for line in overview.headlines] == ["A"]
    assert (overview.milestones.total, overview.counties) == (0, None)
    assert overview.own is not None
    assert overview.own.rank == 2


@pytest.mark.parametrize(("ranking", "told"), [("all", True), ("own", True), ("none", False)])
def test_a_region_is_told_its_rank_unless_ranks_are_hidden(ranking: str, told: bool) -> None:
    plan = replace(a_plan([by_counties("I1")]), targets=(RegionalTarget("I1", "A", Decimal(10)),))
    found = assess(plan, {("I1", "A"): {"2023-09": 5}}, "2023-09")
    own = build_overview(WallView(found, place=plan.region_by_code["A"], ranking=Ranking(ranking))).own
    assert (own is not None) is told
