"""Templates: what a unit is asked for in a month, as a sheet to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dashboard.domain.access import Action
from dashboard.domain.errors import NotFound
from dashboard.domain.figure import Published
from dashboard.domain.measure import Amount
from dashboard.domain.month import Month, months_between
from dashboard.domain.plan import Indicator, Plan, Region
from dashboard.domain.reporter import AskedFigure, Reporter, reporters_of
from dashboard.domain.yardstick import yardsticks
from dashboard.files.template import write_template
from dashboard.services.access import must, permitted_cells
from dashboard.services.reading import load_stored_plan
from dashboard.services.scoping import find_reporter
from dashboard.services.site import Site
from dashboard.storage import figures, plans
from dashboard.storage.database import reading
from dashboard.viewmodels.entry_grid import EntryGrid, build_entry_grid

KINDS = ("csv", "xlsx")


class Template(NamedTuple):
    """A file to fill in, and what it is called."""

    name: str
    content: bytes


def load_asked(
    site_: Site, unit: str | None, month: Month, plan: str | None = None
) -> tuple[Plan, Reporter | None, tuple[AskedFigure, ...]]:
    """What a unit (every one that the account reports for, without a name) is asked for in a month, in plan order."""
    must(site_, Action.REPORT)
    with reading(site_.engine) as connection:
        stored = load_stored_plan(site_, connection, *plans.find_plan(connection, plan))
        current = figures.current_figures(connection, stored, last=month)
    found = stored.plan
    if found.hold(month) != month:
        raise NotFound(f"{month} 不在工作要点的 {found.first_month} 至 {found.last_month} 之内。")
    reporter = find_reporter(found, unit) if unit else None
    permits = permitted_cells(site_, Action.REPORT, found)
    cells = [
        (indicator, region)
        for indicator, region in _cells(found, reporter)
        if permits is None or permits(indicator, region)
    ]
    targets = _targets(found, {region.code for _, region in cells}, month)
    rows = (_row(indicator, region, month, current, targets) for indicator, region in cells)
    return found, reporter, tuple(rows)


def load_entry_grid(site_: Site, unit: str, month: Month, plan: str | None = None) -> EntryGrid:
    """The grid that a unit types a month into."""
    must(site_, Action.REPORT)
    found, reporter, asked = load_asked(site_, unit, month, plan)
    if not asked or reporter is None:
        raise NotFound(f"“{unit}”没有要您报的指标。请从“还欠”的表里选一个单位。")
    months = months_between(found.first_month, found.last_month)
    return build_entry_grid(found, reporter, load_asked(site_, None, month, plan)[2], asked, month, tuple(months))


def make_template(site_: Site, kind: str, unit: str | None, month: Month | None, plan: str | None = None) -> Template:
    """The sheet of a unit and a month, of the month that is over without one."""
    must(site_, Action.REPORT)
    if kind not in KINDS:
        raise NotFound("模板只有 csv 和 xlsx 两种。")
    at = month or Month.of(date.today()).plus(-1)
    if month is None:
        with reading(site_.engine) as connection:
            at = load_stored_plan(site_, connection, *plans.find_plan(connection, plan)).plan.hold(at)
    found, reporter, rows = load_asked(site_, unit, at, plan)
    if not rows:
        raise NotFound("这个单位没有要报的指标，没有模板。")
    name = reporter.name(found) if reporter else found.root.name
    title = f"{found.title}　{name} {at.year}年{at.number}月"
    return Template(f"{name}{at.year}年{at.number}月填报模板.{kind}", write_template(rows, kind, title))


def _cells(plan: Plan, reporter: Reporter | None) -> Iterator[tuple[Indicator, Region]]:
    for indicator in plan.indicators:
        for region in plan.reporters(indicator):
            if reporter is None or reporter in reporters_of(plan, indicator, region):
                yield indicator, region


_Targets = Mapping[tuple[str, str], Decimal | None]


def _targets(plan: Plan, regions: set[str], month: Month) -> _Targets:
    return {
        (code, region): stick.target
        for region in regions
        for code, stick in yardsticks(plan, plan.region_by_code[region], month).items()
    }


def _row(indicator: Indicator, region: Region, month: Month, current: Published, targets: _Targets) -> AskedFigure:
    known: Mapping[Month, Amount] = current.get(indicator.code, {}).get(region.code, {})
    before = [at for at in known if at < month]
    last = max(before, default=None)
    target = targets.get((indicator.code, region.code))
    return AskedFigure(indicator, region, month, known.get(month), known[last] if last else None, last, target)
