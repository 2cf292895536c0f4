"""Who sees a part sees exactly that part, with the numbers that everybody else sees."""

from __future__ import annotations

import pytest
from builders import CITY, COUNTIES, a_plan, an_indicator, assess, by_counties

from dashboard.domain.access import Account, Role
from dashboard.domain.narrowing import admits, narrow_assessment, narrow_plan
from dashboard.domain.plan import Department, Milestone, Pillar, Region, Task
from dashboard.domain.scope import Scope
from dashboard.domain.status import Status

TOWN = Region("A1", "甲县一镇", parent="A")
TASKS = (
    Task("T1", "P1", None, "1", "任务一", ("教育局",)),
    Task("T2", "P2", None, "2", "任务二", ("科技局",), ("教育局",)),
    Task("T3", "P2", None, "3", "任务三", ("科技局",)),
)
PLAN = a_plan(
    (
        by_counties("I1"),
        an_indicator("I2", task="T2"),
        by_counties("I3", task="T3", pairs_with="I4"),
        an_indicator("I4"),
    ),
    tasks=TASKS,
    pillars=(Pillar("P1", "板块一"), Pillar("P2", "板块二")),
    regions=(CITY, *COUNTIES, TOWN),
    departments=(Department("教育局"), Department("科技局")),
    milestones=tuple(Milestone(f"M{n}", f"T{n}", f"里程碑{n}", an_indicator().due) for n in (1, 3)),
)  # fmt: skip
FIGURES = {("I1", "A"): {"2023-09": 10}, ("I1", "B"): {"2023-09": 20}, ("I2", "C"): {"2023-09": 99}}
WHOLE = assess(PLAN, FIGURES, "2023-09")


def viewer(departments=(), regions=()):
    return Account("某人", Role.VIEWER, frozenset(departments), frozenset(regions), reads_all=False)


def test_who_reads_all_sees_the_very_same_plan() -> None:
    assert narrow_plan(PLAN, Account("某人", Role.VIEWER)) is PLAN
    assert narrow_plan(PLAN, Account("某人", Role.ADMINISTRATOR, reads_all=False)) is PLAN


def test_a_countys_account_sees_its_county_as_its_root() -> None:
    seen = narrow_assessment(WHOLE, viewer(regions={"A"}))
    assert [region.code for region in seen.plan.regions] == ["A", "A1"]
    assert seen.plan.root.code == "A"
    assert {s.indicator.code for s in seen.select(Scope())} == {"I1", "I3"}
    assert seen.by_cell["I1", "A"] == WHOLE.by_cell["I1", "A"]
    assert seen.standings.keys() == {"A", "A1"}
    assert seen.plan.milestones == ()


def test_a_departments_account_sees_its_tasks_in_every_region() -> None:
    seen = narrow_assessment(WHOLE, viewer(departments={"教育局"}))
    assert [task.code for task in seen.plan.tasks] == ["T1", "T2"]
    assert seen.plan.regions == PLAN.regions
    assert {code for code, _ in seen.by_cell} == {"I1", "I2", "I4"}
    assert [milestone.code for milestone in seen.plan.milestones] == ["M1"]
    assert [department.name for department in seen.plan.departments] == ["教育局"]


def test_two_counties_stand_under_a_city_without_numbers() -> None:
    seen = narrow_assessment(WHOLE, viewer(regions={"A", "B"}))
    assert [region.code for region in seen.plan.regions] == ["C", "A", "B", "A1"]
    for standing in seen.select(Scope()):
        assert (standing.actual, standing.status, standing.target, standing.reported) == (None, None, None, 0)
    assert [r.region.code for r in seen.by_region()] == ["A", "B", "A1"]
    assert seen.whole(seen.select(Scope())).score is None


def test_who_has_no_unit_sees_nothing() -> None:
    seen = narrow_assessment(WHOLE, viewer())
    assert seen.by_cell == {}
    assert seen.plan.indicators == ()


@pytest.mark.parametrize("account", [viewer(regions={"A"}), viewer({"科技局"}), viewer({"科技局"}, {"B"})])
def test_no_number_differs_and_none_is_seen_that_may_not_be(account: Account) -> None:
    seen = narrow_assessment(WHOLE, account)
    for (code, region), standing in seen.by_cell.items():
        if admits(account, PLAN, code, region):
            assert (standing.actual, standing.lag, standing.status) == (
                WHOLE.by_cell[code, region].actual,
                WHOLE.by_cell[code, region].lag,
                WHOLE.by_cell[code, region].status,
            )
        else:
            assert standing.status is None
    admitted = {cell for cell in WHOLE.by_cell if admits(account, PLAN, *cell)}
    assert admitted <= seen.by_cell.keys()


def test_a_pair_with_a_hidden_half_is_no_pair() -> None:
    seen = narrow_assessment(WHOLE, viewer(departments={"科技局"}))
    assert seen.plan.indicator_by_code["I3"].pairs_with is None
    assert seen.by_cell["I3", "A"].pair_gap is None


def test_nothing_counted_over_the_whole_city_is_left() -> None:
    seen = narrow_assessment(WHOLE, viewer(regions={"A"}))
    assert (seen.running, seen.deliveries) == (None, ())
    assert seen.whole(seen.select(Scope())).count(Status.MET) == 0
