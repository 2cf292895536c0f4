"""Rows of a plan folder to the parts of a plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from dashboard.domain.measure import ONE, Measure
from dashboard.domain.month import Month
from dashboard.domain.plan import (
    Department,
    Indicator,
    Milestone,
    Pillar,
    Region,
    RegionalTarget,
    ReportedBy,
    Section,
    Task,
)
from dashboard.domain.plan_draft import Listed, Placed
from dashboard.domain.plan_fault import PlanFault
from dashboard.files.plan_cells import PlanCells
from dashboard.files.plan_csv import Table

Part = TypeVar("Part")


def list_parts(table: Table, read: Callable[[PlanCells], Part], faults: list[PlanFault]) -> Listed[Part]:
    """What the rows of a table hold; faults of the table and of its cells are added to the list."""
    faults.extend(table.faults)
    entries = []
    for line, by_column in table.rows:
        cells = PlanCells(table.file, line, by_column, faults)
        part = read(cells)
        entries.append(Placed(line, part, frozenset(cells.unread)))
    return Listed(table.file, tuple(entries), table.whole)


def read_pillar(cells: PlanCells) -> Pillar:
    """A row of pillars.csv."""
    return Pillar(code=cells.needed("code"), name=cells.needed("name"), title=cells.text("title"))


def read_section(cells: PlanCells) -> Section:
    """A row of sections.csv."""
    return Section(code=cells.needed("code"), pillar=cells.needed("pillar"), name=cells.needed("name"))


def task_reader() -> Callable[[PlanCells], Task]:
    """Reads rows of tasks.csv; a task without a number is numbered by its place among the rows."""
    place = 0

    def read_task(cells: PlanCells) -> Task:
        nonlocal place
        place += 1
        return Task(
            code=cells.needed("code"),
            pillar=cells.text("pillar"),
            section=cells.text("section") or None,
            number=cells.text("number") or str(place),
            title=cells.needed("title"),
            lead=cells.names("lead"),
            responsible=cells.names("responsible"),
        )

    return read_task


def indicator_reader(last_month: Month) -> Callable[[PlanCells], Indicator]:
    """Reads rows of indicators.csv; without a due month an indicator is due in the last."""

    def read_indicator(cells: PlanCells) -> Indicator:
        cells.needed("measure")
        weight = cells.number("weight")
        return Indicator(
            code=cells.needed("code"),
            task=cells.needed("task"),
            name=cells.needed("name"),
            unit=cells.needed("unit"),
            measure=cells.choice("measure", Measure, Measure.STOCK),
            comparator=cells.comparator("comparator"),
            target=cells.needed_number("target"),
            due=cells.month("due", last_month),
            short_name=cells.text("short_name"),
            baseline=cells.number("baseline"),
            baseline_note=cells.text("baseline_note"),
            reported_by=cells.choice("reported_by", ReportedBy, ReportedBy.CITY),
            pairs_with=cells.text("pairs_with") or None,
            headline=cells.yes("headline"),
            strength=cells.text("strength"),
            wording=cells.text("wording"),
            note=cells.text("note"),
            weight=ONE if weight is None else weight,
        )

    return read_indicator


def milestone_reader(last_month: Month) -> Callable[[PlanCells], Milestone]:
    """Reads rows of milestones.csv; without a due month a milestone is due in the last."""

    def read_milestone(cells: PlanCells) -> Milestone:
        return Milestone(
            code=cells.needed("code"),
            task=cells.needed("task"),
            name=cells.needed("name"),
            due=cells.month("due", last_month),
            kind=cells.text("kind"),
            wording=cells.text("wording"),
        )

    return read_milestone


def read_department(cells: PlanCells) -> Department:
    """A row of departments.csv."""
    return Department(name=cells.needed("name"), kind=cells.text("kind"))


def read_region(cells: PlanCells) -> Region:
    """A row of regions.csv."""
    return Region(
        code=cells.needed("code"),
        name=cells.needed("name"),
        short_name=cells.text("short_name"),
        aliases=cells.names("aliases"),
        kind=cells.text("kind"),
        parent=cells.text("parent") or None,
        tile_row=cells.whole("tile_row"),
        tile_col=cells.whole("tile_col"),
    )


def read_target(cells: PlanCells) -> RegionalTarget:
    """A row of targets.csv."""
    return RegionalTarget(
        indicator=cells.needed("indicator"),
        region=cells.needed("region"),
        target=cells.needed_number("target"),
        baseline=cells.number("baseline"),
    )
