"""The workspace lists what needs work first, and counts without the filter that the count itself sets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.domain.assessment import Assessment
from dashboard.domain.measure import Measure
from dashboard.domain.plan import Department, Milestone, Pillar, RegionalTarget, Task
from dashboard.domain.scope import Role
from dashboard.domain.status import Status
from dashboard.viewmodels.filters import Filters
from dashboard.viewmodels.heat_map import build_heat_map
from dashboard.viewmodels.row_groups import RowGroup
from dashboard.viewmodels.standing_row import Line, Tag, build_rows, build_spark, spark_window
from dashboard.viewmodels.worklist import build_worklist
from tests.builders import a_plan, an_indicator, assess, by_counties, month, ratio

TASKS = (
    Task("T1", "P1", None, "1", "任务一", ("甲局",), ("乙局",)),
    Task("T2", "P2", None, "2", "任务二", ("乙局",)),
)


def _assessment() -> Assessment:
    """Five indicators of the city in September: far behind, behind, more behind, on pace, met; and one unheard of."""
    plan = a_plan(
        [an_indicator(f"I{n}", task="T2" if n > 3 else "T1") for n in range(1, 7)],
        pillars=(Pillar("P1", "板块一"), Pillar("P2", "板块二")),
        tasks=TASKS,
        departments=(Department("甲局"), Department("乙局")),
        milestones=(Milestone("M1", "T1", "方案", month("2023-12")),),
    )
    values = {"I1": 10, "I2": 70, "I3": 60, "I4": 80, "I5": 100}
    assessment = assess(plan, {(code, "C"): {"2023-09": value} for code, value in values.items()}, "2023-09")
    return replace(assessment, milestones_done=frozenset({"M1"}))


def _codes(group: RowGroup) -> list[str]:
    return [row.standing.indicator.code for row in group.rows]


def test_groups_run_from_worst_to_best_and_rows_from_the_largest_lag() -> None:
    worklist = build_worklist(_assessment(), Filters())
    assert [(group.status, _codes(group)) for group in worklist.groups] == [
        (Status.CRITICAL, ["I1"]),
        (Status.BEHIND, ["I3", "I2"]),
        (Status.UNREPORTED, ["I6"]),
        (Status.ON_PACE, ["I4"]),
        (Status.MET, ["I5"]),
    ]


def test_what_is_on_course_starts_closed() -> None:
    groups = build_worklist(_assessment(), Filters()).groups
    assert [group.is_open for group in groups] == [True, True, True, False, False]


def test_a_group_that_was_asked_for_is_open() -> None:
    groups = build_worklist(_assessment(), Filters(status=Status.MET)).groups
    assert [(group.status, group.is_open) for group in groups] == [(Status.MET, True)]


def test_chips_count_without_the_status_filter() -> None:
    every = build_worklist(_assessment(), Filters())
    chosen = build_worklist(_assessment(), Filters(status=Status.BEHIND))
    assert [(c.status, c.count) for c in chosen.chips] == [(c.status, c.count) for c in every.chips]
    assert [c.status for c in chosen.chips if c.chosen] == [Status.BEHIND]
    assert every.chips[0].count == 6


def test_cards_count_without_pillar_and_status() -> None:
    narrow = build_worklist(_assessment(), Filters(pillar="P2", status=Status.MET))
    assert [(card.code, card.rollup.total) for card in narrow.cards] == [(None, 6), ("P1", 3), ("P2", 3)]
    assert narrow.chosen_card.code == "P2"
    assert narrow.total == 1


def test_a_pillar_shows_its_milestones() -> None:
    cards = build_worklist(_assessment(), Filters()).cards
    assert [(card.milestones.done, card.milestones.total) for card in cards] == [(1, 1), (1, 1), (0, 0)]


def test_a_department_is_looked_at_in_the_part_that_it_plays() -> None:
    both = build_worklist(_assessment(), Filters(department="乙局"))
    lead = build_worklist(_assessment(), Filters(department="乙局", role=Role.LEAD))
    assert (both.total, lead.total) == (6, 3)


def test_a_text_that_nothing_holds_gives_an_empty_list() -> None:
    worklist = build_worklist(_assessment(), Filters(text="没有这样的指标"))
    assert worklist.groups == ()
    assert worklist.chips[0].count == 0


def test_a_row_says_how_many_units_are_missing() -> None:
    rows = build_worklist(_assessment(), Filters(text="I2")).groups[0].rows
    assert rows[0].short == Decimal(5)


def test_every_oddity_of_a_standing_has_its_tag() -> None:
    plan = a_plan(
        [
            by_counties("I1", pairs_with="I2", strength="soft"),
            by_counties("I2", measure=Measure.STOCK, target=1000, baseline=900),
            by_counties("I3", measure=Measure.RATIO, unit="%", target=90),
        ]
    )
    figures = {
        ("I1", "A"): {"2023-08": 10},
        ("I2", "A"): {"2023-08": 950, "2023-09": 950},
        ("I2", "C"): {"2023-08": 905, "2023-09": 905},
        ("I3", "C"): {"2023-09": 50},
        ("I3", "A"): {"2023-09": ratio(9, 10)},
    }
    worklist = build_worklist(assess(plan, figures, "2023-09"), Filters())
    tags = {row.standing.indicator.code: row.tags for group in worklist.groups for row in group.rows}
    assert tags["I1"] == (Tag.STALE, Tag.PARTIAL, Tag.SOFT)
    assert {Tag.INFLATED, Tag.ROLLUP_DIFFERS} <= set(tags["I2"])
    assert {Tag.UNPOOLABLE, Tag.ROLLUP_DIFFERS} <= set(tags["I3"])


def test_a_line_becomes_a_spark_inside_its_box() -> None:
    line: Line = ((month("2023-01"), Decimal(5)), (month("2023-07"), Decimal(9)), (month("2023-12"), Decimal(7)))
    assessment = _assessment()
    rows = build_rows(assessment.plan, assessment.standings["C"], assessment.as_of, {"I1": line}).rows
    spark = build_worklist(assessment, Filters(text="I1"), rows).groups[0].rows[0].spark
    assert spark is not None
    assert [y for _, y in spark.points] == [Decimal(1), Decimal(0)]  # December lies after the month looked at
    assert all(0 <= x <= 1 for x, _ in spark.points)


def test_a_flat_line_runs_through_the_middle() -> None:
    line: Line = ((month("2023-01"), Decimal(5)), (month("2023-02"), Decimal(5)))
    spark = build_spark(month("2023-01"), month("2023-12"), line)
    assert spark is not None
    assert [y for _, y in spark.points] == [Decimal("0.5")] * 2


def test_a_row_stays_the_same_until_its_standing_or_its_line_changes() -> None:
    assessment = _assessment()
    plan, standings, as_of = assessment.plan, assessment.standings["C"], assessment.as_of
    line: Line = ((month("2023-01"), Decimal(5)), (month("2023-09"), Decimal(9)))
    before = build_rows(plan, standings, as_of, {"I1": line, "I2": line})
    changed = [s._replace(actual=Decimal(1)) if s.indicator.code == "I3" else s for s in standings]
    after = build_rows(plan, changed, as_of, {"I1": tuple(line), "I2": line[:1]}, before)
    same = {code for code, row in after.rows.items() if row is before.rows[code]}
    assert same == {"I1", "I4", "I5", "I6"}


def test_a_county_lists_only_what_counties_report_and_stands_among_its_peers() -> None:
    plan = a_plan(
        [by_counties("I1"), an_indicator("I2")],
        targets=(RegionalTarget("I1", "A", Decimal(40)), RegionalTarget("I1", "B", Decimal(40))),
    )
    figures = {("I1", "A"): {"2023-09": 10}, ("I1", "B"): {"2023-09": 20}, ("I1", "D"): {"2023-09": 1}}
    worklist = build_worklist(assess(plan, figures, "2023-09"), Filters(region="D"))
    assert [(group.status, _codes(group)) for group in worklist.groups] == [(None, ["I1"])]
    assert [(r.region.code, r.rank) for r in worklist.regions] == [("B", 1), ("A", 2), ("D", None)]


def test_the_heat_map_holds_every_county_for_what_counties_report() -> None:
    plan = a_plan([by_counties("I1"), an_indicator("I2")])
    heat = build_heat_map(assess(plan, {("I1", "A"): {"2023-09": 10}}, "2023-09"), Filters(status=Status.MET))
    assert [column.indicator.code for column in heat.columns] == ["I1"]
    assert {row.region.region.code for row in heat.rows} == {"A", "B", "D"}


def test_a_heat_map_without_columns_has_no_rows() -> None:
    heat = build_heat_map(assess(a_plan(), {}, "2023-09"), Filters())
    assert (heat.columns, heat.rows) == ((), ())


@pytest.mark.parametrize(
    ("first", "last", "as_of", "window"),
    [
        ("2023-01", "2023-12", "2023-09", ("2023-01", "2023-12")),
        ("2014-01", "2023-12", "2023-09", ("2022-10", "2023-09")),
        ("2021-01", "2025-12", "2021-03", ("2021-01", "2021-12")),
    ],
)
def test_a_spark_shows_the_plan_s_year_or_the_last_twelve_months_of_a_longer_plan(
    first: str, last: str, as_of: str, window: tuple[str, str]
) -> None:
    plan = replace(a_plan(), first_month=month(first), last_month=month(last))
    assert spark_window(plan, month(as_of)) == (month(window[0]), month(window[1]))
    assert build_spark(*spark_window(plan, month(as_of)), [(month(first).plus(-1), Decimal(1))]) is None
