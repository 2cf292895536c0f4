"""Saving a plan: its parts are matched by code, so figures stay with their indicator when a plan is loaded anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from dashboard.domain.errors import PlanRefused
from dashboard.domain.plan import Indicator, Plan, Region, RegionalTarget
from dashboard.storage import schema
from dashboard.storage.database import insert_one
from dashboard.storage.inserting import Column, insert_columns
from dashboard.storage.plans import join_names
from dashboard.storage.values import maybe_millionths, to_millionths


def save_plan(connection: Connection, plan: Plan, revision: int) -> int:
    """Insert or replace the plan with this code and return its number.

    A PlanRefused where an indicator or region would go that figures have been reported for.
    """
    number = _save_head(connection, plan, revision)
    _refuse_losses(
        connection, schema.indicator, schema.figure.c.indicator_id, number, {i.code for i in plan.indicators}
    )
    _refuse_losses(connection, schema.region, schema.figure.c.region_id, number, {r.code for r in plan.regions})
    _save_tree(connection, plan, number)
    regions = _save_numbered(connection, schema.region, number, [_region_values(r) for r in plan.regions])
    indicators = _save_numbered(connection, schema.indicator, number, [_indicator_values(i) for i in plan.indicators])
    save_targets(connection, plan.targets, indicators, regions, demonstration=False)
    gone = schema.milestone_mark.c.milestone.not_in([milestone.code for milestone in plan.milestones])
    connection.execute(delete(schema.milestone_mark).where(schema.milestone_mark.c.plan_id == number, gone))
    return number


def save_targets(
    connection: Connection,
    targets: Iterable[RegionalTarget],
    indicators: Mapping[str, int],
    regions: Mapping[str, int],
    *,
    demonstration: bool,
) -> None:
    """Replace the plan's own regional targets, or those of the demonstration."""
    remove_targets(connection, regions.values(), demonstration=demonstration)
    listed = tuple(targets)
    columns: dict[str, Column] = {
        "indicator_id": [indicators[target.indicator] for target in listed],
        "region_id": [regions[target.region] for target in listed],
        "demonstration": [demonstration] * len(listed),
        "ordinal": range(len(listed)),
        "target": [to_millionths(target.target) for target in listed],
        "baseline": [maybe_millionths(target.baseline) for target in listed],
    }
    insert_columns(connection, schema.target, columns)


def remove_targets(connection: Connection, regions: Iterable[int], *, demonstration: bool) -> int:
    """Remove regional targets of one kind in these regions; how many there were."""
    table = schema.target
    found = connection.execute(
        delete(table).where(table.c.region_id.in_(list(regions)), table.c.demonstration == demonstration)
    )
    return found.rowcount


def _save_head(connection: Connection, plan: Plan, revision: int) -> int:
    values = {
        "code": plan.code,
        "revision": revision,
        "title": plan.title,
        "short_title": plan.short_title,
        "issuer": plan.issuer,
        "document_number": plan.document_number,
        "issued_on": plan.issued_on,
        "first_month": plan.first_month.key,
        "last_month": plan.last_month.key,
        "clock": plan.rules.clock.value,
        "approx_share": to_millionths(plan.rules.approx_share),
        "red_after": to_millionths(plan.rules.red_after),
        "asof_share": to_millionths(plan.rules.asof_share),
        "publish": plan.rules.publish.value,
        "source": plan.source,
    }
    found = connection.scalar(select(schema.plan.c.id).where(schema.plan.c.code == plan.code))
    if found is None:
        return insert_one(connection, schema.plan, **values)
    connection.execute(update(schema.plan).where(schema.plan.c.id == found).values(**values))
    return int(found)


def _refuse_losses(connection: Connection, table: Table, reference: Any, number: int, codes: set[str]) -> None:
    reported = select(table.c.code).where(table.c.plan_id == number, table.c.id.in_(select(reference)))
    lost = sorted(set(connection.scalars(reported)) - codes)
    if lost:
        raise PlanRefused(
            f"新的工作要点里没有了 {'、'.join(lost[:10])}，但已有它们的报送数据，装入会丢掉这些数据。"
            "请保留这些代码，或换一个工作要点代码（plan.toml 的 code）另行装入。"
        )


def _save_tree(connection: Connection, plan: Plan, number: int) -> None:
    """Replace what is known by its code alone; references to it are checked when the transaction ends."""
    tasks = [
        {
            "code": task.code,
            "pillar": task.pillar,
            "section": task.section,
            "number": task.number,
            "title": task.title,
            "lead": join_names(task.lead),
            "responsible": join_names(task.responsible),
        }
        for task in plan.tasks
    ]
    milestones = [{**asdict(milestone), "due": milestone.due.key} for milestone in plan.milestones]
    _replace(connection, schema.pillar, number, [asdict(pillar) for pillar in plan.pillars])
    _replace(connection, schema.section, number, [asdict(section) for section in plan.sections])
    _replace(connection, schema.task, number, tasks)
    _replace(connection, schema.milestone, number, milestones)
    _replace(connection, schema.department, number, [asdict(department) for department in plan.departments])


def _replace(connection: Connection, table: Table, number: int, rows: Sequence[Mapping[str, Any]]) -> None:
    connection.execute(delete(table).where(table.c.plan_id == number))
    _insert(connection, table, number, [{**row, "ordinal": n} for n, row in enumerate(rows)])


def _insert(connection: Connection, table: Table, number: int, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), [{**row, "plan_id": number} for row in rows])


def _save_numbered(connection: Connection, table: Table, number: int, rows: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Update rows whose code is known, insert the others, delete the rest; numbers by code."""
    known = _numbers(connection, table, number)
    codes = {row["code"] for row in rows}
    gone = [found for code, found in known.items() if code not in codes]
    _forget(connection, table, gone)
    for ordinal, row in enumerate(rows):
        if row["code"] in known:
            connection.execute(update(table).where(table.c.id == known[row["code"]]).values(**row, ordinal=ordinal))
    _insert(connection, table, number, [{**r, "ordinal": n} for n, r in enumerate(rows) if r["code"] not in known])
    return _numbers(connection, table, number)


def _numbers(connection: Connection, table: Table, number: int) -> dict[str, int]:
    found = connection.execute(select(table.c.code, table.c.id).where(table.c.plan_id == number))
    return {code: identity for code, identity in found}


def _forget(connection: Connection, table: Table, gone: Sequence[int]) -> None:
    """Delete indicators or regions that nothing was reported for, with the targets set for them."""
    if gone:
        column = schema.target.c.indicator_id if table is schema.indicator else schema.target.c.region_id
        connection.execute(delete(schema.target).where(column.in_(gone)))
        connection.execute(delete(table).where(table.c.id.in_(gone)))


def _region_values(region: Region) -> dict[str, Any]:
    return {
        "code": region.code,
        "name": region.name,
        "short_name": region.short_name,
        "aliases": join_names(region.aliases),
        "kind": region.kind,
        "parent": region.parent,
        "tile_row": region.tile_row,
        "tile_col": region.tile_col,
    }


def _indicator_values(indicator: Indicator) -> dict[str, Any]:
    return {
        "code": indicator.code,
        "task": indicator.task,
        "name": indicator.name,
        "short_name": indicator.short_name,
        "unit": indicator.unit,
        "measure": indicator.measure.value,
        "comparator": indicator.comparator.value,
        "target": to_millionths(indicator.target),
        "baseline": maybe_millionths(indicator.baseline),
        "baseline_note": indicator.baseline_note,
        "reported_by": indicator.reported_by.value,
        "pairs_with": indicator.pairs_with,
        "headline": indicator.headline,
        "strength": indicator.strength,
        "due": indicator.due.key,
        "wording": indicator.wording,
        "note": indicator.note,
        "weight": to_millionths(indicator.weight),
    }


def touch_plan(connection: Connection, number: int, revision: int) -> None:
    """Note that the plan changed at this revision, so that nobody goes on with what they remember of it."""
    connection.execute(update(schema.plan).where(schema.plan.c.id == number).values(revision=revision))
