"""Who was asked for what, and what of it came in time, late or not at all."""

from datetime import date

import pytest
from builders import a_plan, an_indicator, by_counties, month

from dashboard.domain.plan import Department, Pillar, Task
from dashboard.domain.punctuality import Arrived, Punctuality, due_day, take_stock
from dashboard.domain.reporter import Reporter, asked_of

PLAN = a_plan(
    [by_counties("I1"), by_counties("I2"), an_indicator("N1"), an_indicator("N2", task="T2")],
    pillars=(Pillar("P1", "板块一"),),
    tasks=(Task("T1", "P1", None, "1", "任务一", ("市乙局", "市甲局")), Task("T2", "P1", None, "2", "任务二")),
    departments=(Department("市甲局"), Department("市乙局")),
)
SEPTEMBER, DUE = month("2023-09"), date(2023, 10, 10)


def came(day, published=True, corrected=False):
    return Arrived(date(2023, 10, day), published, not published, corrected)


def stock(arrivals, today=date(2023, 10, 20), unit="A"):
    cells = {(code, region, SEPTEMBER): arrived for (code, region), arrived in arrivals.items()}
    found = {line.unit: line for line in take_stock(PLAN, SEPTEMBER, cells, DUE, today)}
    return found[Reporter("C", unit) if unit.startswith("市") else Reporter(unit)]


def test_departments_are_asked_for_the_tasks_they_lead_and_the_city_for_the_rest():
    asked = {unit.label(PLAN): [i.code for i in indicators] for unit, indicators in asked_of(PLAN).items()}
    assert asked == {
        "市乙局": ["N1"], "全市": ["N2"], "甲": ["I1", "I2"], "乙": ["I1", "I2"], "丁": ["I1", "I2"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("at", "day", "due"),
    [("2023-09", 10, date(2023, 10, 10)), ("2023-12", 5, date(2024, 1, 5)), ("2023-01", 31, date(2023, 2, 28))],
)
def test_the_day_is_one_of_the_next_month(at, day, due):
    assert due_day(month(at), day) == due


@pytest.mark.parametrize(
    ("arrivals", "today", "counts", "word"),
    [
        ({("I1", "A"): came(9), ("I2", "A"): came(10)}, 20, (2, 0, 0, 0), Punctuality.IN_TIME),
        ({("I1", "A"): came(9), ("I2", "A"): came(11)}, 20, (1, 1, 0, 0), Punctuality.LATE),
        ({("I1", "A"): came(9)}, 20, (1, 0, 0, 1), Punctuality.MISSING),
        ({("I1", "A"): came(9)}, 10, (1, 0, 0, 1), Punctuality.NOT_DUE),
        ({("I1", "A"): came(9), ("I2", "A"): came(9, published=False)}, 20, (1, 0, 1, 0), Punctuality.IN_TIME),
        ({("I1", "B"): came(9)}, 20, (0, 0, 0, 2), Punctuality.MISSING),
        ({}, 20, (0, 0, 0, 2), Punctuality.MISSING),
    ],
)
def test_a_month_is_in_time_late_or_missing(arrivals, today, counts, word):
    found = stock(arrivals, date(2023, 10, today))
    assert (found.in_time, found.late, found.waiting, len(found.missing)) == counts
    assert found.punctuality is word


def test_what_was_corrected_is_counted():
    assert stock({("I1", "A"): came(9, corrected=True), ("I2", "A"): came(9)}).corrected == 1


def test_a_figure_of_the_city_is_its_departments():
    assert stock({("N1", "C"): came(9)}, unit="市乙局").in_time == 1
