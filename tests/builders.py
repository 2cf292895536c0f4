"""Small plans and figures for tests: sensible defaults, and the one thing that the test is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dashboard.domain.access import Account, Role
from dashboard.domain.assessment import Assessment
from dashboard.domain.measure import Amount, Comparator, Measure
from dashboard.domain.month import Month
from dashboard.domain.plan import Indicator, Pillar, Plan, Region, ReportedBy, Task
from dashboard.domain.position import pair_up, track_indicator
from dashboard.domain.standing import Standing, judge_region
from dashboard.domain.yardstick import yardsticks

TESTER = Account("test", Role.ADMINISTRATOR)
CITY = Region("C", "某市", "全市")
COUNTIES = (
    Region("A", "甲县", "甲", parent="C"),
    Region("B", "乙县", "乙", parent="C"),
    Region("D", "丁区", "丁", parent="C"),
)


def month(text: str) -> Month:
    """2023-09."""
    return Month.parse(text)


def an_indicator(code: str = "I1", **changes: Any) -> Indicator:
    """An increment of at least 100 by the year's end, reported by the city."""
    values: dict[str, Any] = {
        "task": "T1",
        "name": f"指标{code}",
        "unit": "个",
        "measure": Measure.INCREMENT,
        "comparator": Comparator.AT_LEAST,
        "target": Decimal(100),
        "due": month("2023-12"),
    }
    return Indicator(code, **(values | _decimals(changes)))


def by_counties(code: str = "I1", **changes: Any) -> Indicator:
    """The same, reported by the counties."""
    return an_indicator(code, reported_by=ReportedBy.COUNTIES, **changes)


def a_plan(indicators: Sequence[Indicator] = (), **changes: Any) -> Plan:
    """A year's plan with one pillar, one task, a city and three counties."""
    values: dict[str, Any] = {
        "code": "plan",
        "title": "某市工作要点",
        "first_month": month("2023-01"),
        "last_month": month("2023-12"),
        "pillars": (Pillar("P1", "板块一"),),
        "tasks": (Task("T1", "P1", None, "1", "任务一"),),
        "indicators": tuple(indicators) or (an_indicator(),),
        "regions": (CITY, *COUNTIES),
    }
    return Plan(**(values | changes))


def value(number: str | int) -> Amount:
    """A plain amount."""
    return Amount(Decimal(str(number)))


def ratio(numerator: str | int, denominator: str | int) -> Amount:
    """A ratio's amount with its counts."""
    return Amount(Decimal(str(numerator)), Decimal(str(denominator)))


Figures = Mapping[tuple[str, str], Mapping[str, Amount | str | int]]
"""Amounts by month text, by (indicator code, region code)."""


def assess(plan: Plan, figures: Figures, as_of: str) -> Assessment:
    """The assessment of these figures as of a month, straight through the domain."""
    last, held = month(as_of), {}
    for (code, region), months in figures.items():
        held.setdefault(code, {})[region] = {month(at): _amount(given) for at, given in months.items()}
    tracks = {i.code: track_indicator(plan, i, held.get(i.code, {}), last) for i in plan.indicators}
    for increment, stock in plan.stock_of_increment.items():
        pair_up(tracks[stock], tracks[increment])
    standings = {}
    for region in plan.regions:
        mine = {code: track[region.code] for code, track in tracks.items() if region.code in track}
        positions = {code: track[last] for code, track in mine.items() if last in track}
        standings[region.code] = judge_region(plan, yardsticks(plan, region, last), positions)
    return Assessment(plan, last, 1, standings)


def stand(plan: Plan, figures: Figures, as_of: str, code: str = "I1", region: str = "C") -> Standing:
    """One standing of these figures as of a month."""
    return assess(plan, figures, as_of).by_cell[code, region]


def _amount(given: Amount | str | int) -> Amount:
    return given if isinstance(given, Amount) else value(given)


def _decimals(changes: Mapping[str, Any]) -> dict[str, Any]:
    names = ("target", "baseline", "weight")
    return {n: Decimal(str(v)) if n in names and v is not None else v for n, v in changes.items()}
