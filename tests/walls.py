"""Walls at their extremes: plans that are empty, crowded, long-winded or unusual, each as one view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from dashboard.domain.assessment import Arrivals, Assessment, Delivery
from dashboard.domain.measure import Comparator, Measure
from dashboard.domain.plan import (
    Department,
    Indicator,
    Milestone,
    Pillar,
    Plan,
    Region,
    RegionalTarget,
    ReportedBy,
    Task,
)
from dashboard.viewmodels.wall_view import Ranking, WallView
from tests.builders import CITY, Figures, a_plan, an_indicator, assess, month

MONTH = "2023-09"
LONG = "推动城市运行管理服务平台与基层治理深度融合并持续提升覆盖率的年度目标完成值甲乙丙丁"
assert len(LONG) > 40
NAMES = ("市大数据局", "市工业和信息化局", "市住房城乡建设局", "市行政审批服务局")
UNITS = ("个", "台", "家", "亿元", "路", "项", "户")
AT = datetime(2023, 10, 12, 1, 40, tzinfo=UTC)
DELIVERIES = (Delivery(2, "九月.xlsx", "乙县", 36, AT), Delivery(1, "九月.csv", "市工业和信息化局", 6, AT))


def counties(count: int, name: str = "县", columns: int = 0) -> tuple[Region, ...]:
    """So many counties, on a grid of so many columns where it is given."""
    ordinals = "一二三四五六七八九十"
    return tuple(
        Region(
            f"R{n:02}",
            f"{ordinals[n // 10 - 1] if n >= 10 else ''}{ordinals[n % 10]}{name}",
            parent="C",
            tile_row=n // columns + 1 if columns else None,
            tile_col=n % columns + 1 if columns else None,
        )
        for n in range(count)
    )


def pillars(count: int, name: str = "数字板块") -> dict[str, tuple[Any, ...]]:
    """So many pillars with one task each."""
    return {
        "pillars": tuple(Pillar(f"P{n}", f"{name}{n}") for n in range(1, count + 1)),
        "tasks": tuple(Task(f"T{n}", f"P{n}", None, str(n), f"任务{n}", _leads(n)) for n in range(1, count + 1)),
        "departments": tuple(Department(found) for found in NAMES),
    }


def indicators(count: int, task: str = "T1", **changes: Any) -> list[Indicator]:
    """So many indicators of a task, of every kind and reporter in turn, every third a headline."""
    made = []
    for n in range(count):
        ratio = n % 5 == 4
        values = {
            "task": task,
            "name": f"指标名称{n}",
            "unit": "%" if ratio else UNITS[n % len(UNITS)],
            "measure": Measure.RATIO if ratio else Measure.INCREMENT,
            "target": 90 if ratio else 100 * (n + 1),
            "headline": n % 3 == 0,
            "reported_by": ReportedBy.COUNTIES if n % 2 else ReportedBy.CITY,
        }
        made.append(an_indicator(f"{task}-{n}", **(values | changes)))
    return made


def figures(plan: Plan) -> Figures:
    """Figures of two months for every indicator: from nothing at all to more than was asked."""
    return dict(_figures(plan))


def _figures(plan: Plan) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    for place, indicator in enumerate(plan.indicators):
        for other, region in enumerate(plan.reporters(indicator)):
            share = Decimal((place * 37 + other * 53) % 120) / 100
            if share < Decimal("0.05"):
                continue
            aim = indicator.target / (len(plan.reporters(indicator)) if indicator.measure is Measure.INCREMENT else 1)
            full = (aim * share).quantize(Decimal("0.01"))
            yield (indicator.code, region.code), {"2023-08": full * Decimal("0.8"), MONTH: full}


def view(plan: Plan, made: Figures | None = None, **changes: Any) -> WallView:
    """A plan looked at as of September, with figures of its own making where none are given."""
    found = figures(plan) if made is None else made
    assessment = _dressed(assess(plan, found, MONTH), made != {})
    past = tuple(assess(plan, found, f"2023-0{n}") for n in range(1, 9))
    return WallView(assessment, past[-1], past, **changes)


def _dressed(assessment: Assessment, has_deliveries: bool) -> Assessment:
    plan = assessment.plan
    done = frozenset(found.code for found in plan.milestones[::3])
    if not has_deliveries:
        return replace(assessment, milestones_done=done)
    running = Arrivals(month("2023-10"), 12, 396)
    return replace(assessment, milestones_done=done, deliveries=DELIVERIES, running=running, demonstration=True)


def _leads(n: int) -> tuple[str, ...]:
    return NAMES[n % len(NAMES) :][: n % 3]


def targets(plan: Plan) -> Plan:
    """The same plan with a target for every county, an equal share of the city's."""
    count = len(plan.counties)
    found = [
        RegionalTarget(i.code, r.code, i.target / (count if i.measure is Measure.INCREMENT else 1))
        for i in plan.indicators
        if i.reported_by is ReportedBy.COUNTIES
        for r in plan.counties
    ]
    return replace(plan, targets=tuple(found))


def milestones(count: int, name: str = "建成并投入使用一项平台", task: str = "T1") -> tuple[Milestone, ...]:
    """So many milestones of a task, some overdue."""
    return tuple(Milestone(f"M{n}", task, f"{name}{n}", month(f"2023-{n % 12 + 1:02}")) for n in range(count))


def usual(**changes: Any) -> Plan:
    """Five pillars with twelve indicators or so, ten counties on a grid."""
    found = tuple(i for n in range(1, 6) for i in indicators(9 + n, f"T{n}"))
    values: dict[str, Any] = {**pillars(5), "regions": (CITY, *counties(10, columns=3)), "milestones": milestones(9)}
    plan = a_plan(**{"indicators": found, **values, **changes})
    return targets(plan)


def _no_figures() -> WallView:
    return view(usual(), {})


def _without_indicators() -> WallView:
    return view(usual(**pillars(6), milestones=milestones(12, LONG[:25], "T6")))


def _without_anything() -> WallView:
    return view(usual(**pillars(6)))


def _forty() -> WallView:
    return view(usual(indicators=tuple([*indicators(40, "T1"), *indicators(25, "T2"), *indicators(3, "T3")])))


def _long() -> WallView:
    """Every name has forty characters, every unit seven, every number ten digits."""
    found = [
        replace(i, name=LONG, short_name="", unit=i.unit if i.unit == "%" else "万平方米标准", target=_huge(i))
        for n in range(1, 6)
        for i in indicators(9, f"T{n}")
    ]
    regions = tuple(replace(r, name=LONG[:40]) for r in counties(10, columns=3))
    names = tuple(Pillar(f"P{n}", LONG) for n in range(1, 6))
    tasks = tuple(Task(f"T{n}", f"P{n}", None, str(n), LONG, (LONG, LONG[5:])) for n in range(1, 6))
    more = {"milestones": milestones(9, LONG), "title": LONG, "pillars": names, "tasks": tasks}
    root = replace(CITY, name=LONG[:20], short_name="")
    return view(targets(a_plan(found, regions=(root, *regions), **more)))


def _huge(indicator: Indicator) -> Decimal:
    return indicator.target if indicator.unit == "%" else indicator.target * 12_345_678


def _thirty(columns: int = 0) -> WallView:
    return view(usual(regions=(CITY, *counties(30, "开发区", columns))))


def _alone() -> WallView:
    return view(a_plan([i for n in range(1, 6) for i in indicators(12, f"T{n}")], **pillars(5), regions=(CITY,)))


def _twelve_pillars() -> WallView:
    found = [i for n in range(1, 13) for i in indicators(4 + n % 5, f"T{n}")]
    return view(usual(**pillars(12, "第几个数字化板块"), indicators=tuple(found)))


def _nine_pillars() -> WallView:
    return view(usual(**pillars(9, "板块"), indicators=tuple(i for n in range(1, 10) for i in indicators(7, f"T{n}"))))


def _one_pillar() -> WallView:
    return view(targets(a_plan(indicators(2), **pillars(1), regions=(CITY, *counties(2)))))


def _five_years() -> WallView:
    span = {"first_month": month("2021-01"), "last_month": month("2025-12")}
    later = tuple(replace(i, due=month("2025-12")) for i in usual().indicators)
    return view(usual(**span, indicators=later))


def _all_met() -> WallView:
    plan = usual()
    made = {
        (i.code, r.code): {"2023-08": i.target, MONTH: i.target} for i in plan.indicators for r in plan.reporters(i)
    }
    return view(plan, made)


def _ceilings() -> WallView:
    found = tuple(
        replace(i, comparator=Comparator.AT_MOST if n % 2 else Comparator.BELOW, measure=Measure.LEVEL, unit="公里")
        for n, i in enumerate(indicators(8, reported_by=ReportedBy.CITY))
    )
    return view(usual(indicators=found))


def _county() -> WallView:
    plan = usual()
    return view(plan, place=plan.counties[3], ranking=Ranking.OWN)


def _unranked() -> WallView:
    return view(usual(), ranking=Ranking.NONE)


WALLS: dict[str, Callable[[], WallView | None]] = {
    "no-plan": lambda: None,
    "no-figures": _no_figures,
    "pillar-without-indicators": _without_indicators,
    "pillar-without-anything": _without_anything,
    "forty-indicators": _forty,
    "forty-characters": _long,
    "thirty-counties": _thirty,
    "thirty-counties-on-a-grid": lambda: _thirty(6),
    "no-county": _alone,
    "nine-pillars": _nine_pillars,
    "twelve-pillars": _twelve_pillars,
    "one-pillar": _one_pillar,
    "five-years": _five_years,
    "all-met": _all_met,
    "ceilings": _ceilings,
    "one-county": _county,
    "unranked": _unranked,
    "usual": lambda: view(usual()),
}
"""Every extreme by its name; None is the wall before there is a plan."""
