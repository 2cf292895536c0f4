"""The permission table, cell by cell, and what "own" means."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import CITY, COUNTIES, a_plan, an_indicator, by_counties

from dashboard.domain.access import (
    NOBODY,
    WHOLE,
    Account,
    Action,
    Role,
    Unit,
    allowed_roles,
    is_everywhere,
    may,
    unit_of,
)
from dashboard.domain.plan import Region, Task

A, B, D = COUNTIES
TOWN = Region("A1", "甲县一镇", parent="A")
TASKS = (
    Task("T1", "P1", None, "1", "任务一", ("教育局",), ("财政局",)),
    Task("T2", "P1", None, "2", "任务二", ("科技局",)),
)
PLAN = a_plan(
    (by_counties("I1"), an_indicator("I2", task="T2")), tasks=TASKS, regions=(CITY, *COUNTIES, TOWN)
)  # fmt: skip

# Where each role may do it: nowhere (.), in its own units (o), in all that it may read (r), everywhere (e).
EXPECTED = """
                viewer reporter reviewer administrator display
see             r      r        r        e             r
read            r      r        r        e             .
export          r      r        r        e             .
report          .      o        r        e             .
publish-at-once .      o        r        e             .
publish         .      .        r        e             .
note            .      o        r        e             .
close           .      .        r        e             .
freeze          .      .        r        e             .
screens         .      .        r        e             .
plan            .      .        .        e             .
maintain        .      .        .        e             .
accounts        .      .        .        e             .
audit           .      .        .        e             .
"""


def cells() -> list[tuple[Action, Role, str]]:
    """The table above, one cell after another."""
    head, *lines = [line.split() for line in EXPECTED.strip().splitlines()]
    return [(Action(line[0]), Role(role), mark) for line in lines for role, mark in zip(head, line[1:], strict=True)]


OWN = unit_of(PLAN, PLAN.indicator_by_code["I1"], A)
ELSEWHERE = unit_of(PLAN, PLAN.indicator_by_code["I1"], B)
MARKS = {
    #     own unit, another, the whole plan: with a wide read scope, then with a narrow one
    ".": ((False, False, False), (False, False, False)),
    "o": ((True, False, False), (True, False, False)),
    "r": ((True, True, True), (True, False, False)),
    "e": ((True, True, True), (True, True, True)),
}


def test_the_table_knows_every_action_and_every_role() -> None:
    assert {(action, role) for action, role, _ in cells()} == {(action, role) for action in Action for role in Role}


@pytest.mark.parametrize(("action", "role", "mark"), cells())
def test_every_cell_says_what_the_table_says(action: Action, role: Role, mark: str) -> None:
    for reads_all, expected in zip((True, False), MARKS[mark], strict=True):
        account = Account("某人", role, regions=frozenset({"A"}), reads_all=reads_all)
        assert tuple(may(account, action, unit) for unit in (OWN, ELSEWHERE, WHOLE)) == expected
        assert may(account, action) is any(expected)
        assert is_everywhere(account, action) is expected[2]
    assert (role in allowed_roles(action)) is (mark != ".")


@pytest.mark.parametrize("action", Action)
def test_nobody_may_do_anything(action: Action) -> None:
    assert not may(NOBODY, action)
    assert not may(NOBODY, action, OWN)


@pytest.mark.parametrize(
    ("departments", "regions", "cell", "owned"),
    [
        ({"教育局"}, (), ("I1", "A"), True),  # leads the task, in any region
        ({"财政局"}, (), ("I1", "C"), True),  # is responsible for it
        ({"科技局"}, (), ("I1", "A"), False),
        ((), {"A"}, ("I1", "A"), True),
        ((), {"A"}, ("I1", "A1"), True),  # a town of the county
        ((), {"A1"}, ("I1", "A"), False),  # the county of a town
        ((), {"A"}, ("I1", "C"), False),
        ({"教育局"}, {"A"}, ("I1", "A"), True),
        ({"教育局"}, {"A"}, ("I1", "B"), False),  # both must hold
        ({"科技局"}, {"A"}, ("I1", "A"), False),
        ((), (), ("I1", "A"), False),  # an account without units owns nothing
    ],
)
def test_own_units_are_the_tasks_of_its_departments_and_its_regions(departments, regions, cell, owned) -> None:
    account = Account("某人", Role.REPORTER, frozenset(departments), frozenset(regions))
    code, region = cell
    unit = unit_of(PLAN, PLAN.indicator_by_code[code], PLAN.region_by_code[region])
    assert account.owns(unit) is owned


def test_the_whole_plan_is_nobodys_own() -> None:
    account = Account("某人", Role.REPORTER, frozenset({"教育局"}), frozenset({"A"}))
    assert not account.owns(Unit())
    assert not may(replace(account, reads_all=False), Action.READ, WHOLE)
