"""What a step would change: read off the board before and after, in the plan's order."""

from builders import a_plan, an_indicator, assess, by_counties

from dashboard.domain.plan import Pillar, Task
from dashboard.domain.status import Status
from dashboard.viewmodels.outlook import Outlook

PLAN = a_plan(
    [by_counties("I2"), an_indicator("I1", task="T2")],
    pillars=(Pillar("P1", "板块一"), Pillar("P2", "板块二")),
    tasks=(Task("T1", "P1", None, "1", "任务一"), Task("T2", "P2", None, "2", "任务二")),
)
TARGETS = {("I2", county): {"2023-09": 20} for county in "ABD"}


def outlook(before, after, at="2023-09", then=None):
    return Outlook(assess(PLAN, before, at), assess(PLAN, after, then or at))


def test_lamps_stand_in_the_order_of_the_plan_with_the_city_first():
    after = TARGETS | {("I1", "C"): {"2023-09": 80}, ("I2", "A"): {"2023-09": 60}}
    found = outlook(TARGETS, after).lamps
    assert [(lamp.region.code, lamp.indicator.code, lamp.before, lamp.after) for lamp in found] == [
        ("C", "I2", Status.BEHIND, Status.MET),
        ("C", "I1", Status.UNREPORTED, Status.ON_PACE),
    ]
    assert (found[0].actual_before, found[0].actual_after) == (60, 100)


def test_scores_that_change_are_told_and_no_others():
    found = outlook(TARGETS, TARGETS | {("I1", "C"): {"2023-09": 80}}).scores
    assert [(line.region.code, line.pillar and line.pillar.code) for line in found] == [("C", None), ("C", "P2")]
    assert (found[1].before.score, str(found[1].after.score)) == (0, "0.8")


def test_nothing_changes_where_the_boards_are_alike():
    same = outlook(TARGETS, TARGETS)
    assert (same.lamps, same.scores, same.turns_to) == ((), (), None)
