"""One pillar's page: order, pages, trend, milestones."""

from dataclasses import replace
from decimal import Decimal

from dashboard.domain.plan import Milestone, Pillar, Task
from dashboard.domain.position import track_indicator
from dashboard.viewmodels.pillar_board import build_pillar_board
from dashboard.viewmodels.region_history import build_history
from dashboard.viewmodels.wall_view import WallView
from tests.builders import a_plan, an_indicator, assess, month, value


def test_indicators_stand_worst_first_with_the_silent_between_late_and_on_time() -> None:
    plan = a_plan([an_indicator(f"I{n}") for n in range(5)])
    done = {"I0": 100, "I1": 80, "I3": 10, "I4": 60}
    found = assess(plan, {(code, "C"): {"2023-09": n} for code, n in done.items()}, "2023-09")
    board = build_pillar_board(WallView(found), 1)
    assert [line.standing.indicator.code for line in board.sheets[0]] == ["I3", "I4", "I2", "I1", "I0"]


def test_forty_indicators_take_four_pages_of_even_length() -> None:
    plan = a_plan([an_indicator(f"I{n}") for n in range(40)])
    board = build_pillar_board(WallView(assess(plan, {}, "2023-09")), 1)
    assert [len(sheet) for sheet in board.sheets] == [10, 10, 10, 10]


def test_a_pillar_without_indicators_has_one_empty_page_and_no_score() -> None:
    plan = a_plan(
        pillars=(Pillar("P1", "板块一"), Pillar("P2", "板块二")),
        tasks=(Task("T1", "P1", None, "1", "任务一"), Task("T2", "P2", None, "2", "任务二")),
    )
    board = build_pillar_board(WallView(assess(plan, {}, "2023-09")), 2)
    assert board.sheets == ((),)
    assert board.rollup.score is None
    assert (board.tasks, board.indicators) == (1, 0)


def test_the_trend_runs_through_the_months_that_have_figures() -> None:
    plan = a_plan()
    figures = {("I1", "C"): {"2023-02": 10, "2023-04": 40}}
    history = tuple(assess(plan, figures, f"2023-0{n}") for n in (3, 1, 2))
    board = build_pillar_board(WallView(assess(plan, figures, "2023-04"), history=history), 1)
    assert [(str(p.month), p.score) for p in board.trend] == [
        ("2023-02", Decimal("0.1")),
        ("2023-03", Decimal("0.1")),
        ("2023-04", Decimal("0.4")),
    ]
    assert [round(p.at, 4) for p in board.trend] == [Decimal("0.0909"), Decimal("0.1818"), Decimal("0.2727")]


def test_milestones_to_do_come_before_those_done_and_the_overdue_are_marked() -> None:
    milestones = (
        Milestone("M1", "T1", "甲", month("2023-12")),
        Milestone("M2", "T1", "乙", month("2023-06")),
        Milestone("M3", "T1", "丙", month("2023-03")),
    )
    found = replace(assess(a_plan(milestones=milestones), {}, "2023-09"), milestones_done=frozenset({"M3"}))
    lines = build_pillar_board(WallView(found), 1).milestone_lines
    assert [(line.milestone.code, line.is_done, line.is_overdue) for line in lines] == [
        ("M2", False, True),
        ("M1", False, False),
        ("M3", True, False),
    ]


def test_the_city_s_history_agrees_with_each_month_s_own_assessment() -> None:
    plan = a_plan([an_indicator("I1"), an_indicator("I2")])
    figures = {("I1", "C"): {"2023-02": 10, "2023-04": 40}, ("I2", "C"): {"2023-03": 5}}
    series = {code: {month(at): value(n) for at, n in months.items()} for (code, _), months in figures.items()}
    lines = {i.code: track_indicator(plan, i, {"C": series[i.code]}, month("2023-04"))["C"] for i in plan.indicators}
    history = build_history(assess(plan, figures, "2023-05"), plan.root, lines)
    assert [str(past.as_of) for past in history] == ["2023-01", "2023-02", "2023-03", "2023-04"]
    for past in history:
        assert past.standings["C"] == assess(plan, figures, str(past.as_of)).standings["C"]
