"""Plans: kept row by row, loaded as one domain object with the numbers that the database knows its parts by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, select, update

from dashboard.domain.errors import NotFound
from dashboard.domain.measure import Comparator, Measure
from dashboard.domain.month import Month
from dashboard.domain.plan import (
    Department,
    Indicator,
    Milestone,
    Pillar,
    Plan,
    Region,
    RegionalTarget,
    ReportedBy,
    Section,
    Task,
)
from dashboard.domain.plan_rules import Clock, Publish, Rules
from dashboard.storage import schema
from dashboard.storage.values import from_millionths, maybe_value

_NUMBERS = select(schema.plan.c.id, schema.plan.c.revision)
_CURRENT = _NUMBERS.join(schema.site, schema.site.c.plan_id == schema.plan.c.id)
_NAMED = _NUMBERS.where(schema.plan.c.code == bindparam("code"))


@dataclass(frozen=True)
class StoredPlan:
    """A plan with its number, its revision and the numbers of its indicators and regions."""

    id: int
    revision: int
    plan: Plan
    indicator_ids: dict[str, int]
    region_ids: dict[str, int]

    @cached_property
    def indicator_codes(self) -> dict[int, str]:
        """Indicator codes by number."""
        return {number: code for code, number in self.indicator_ids.items()}

    @cached_property
    def region_codes(self) -> dict[int, str]:
        """Region codes by number."""
        return {number: code for code, number in self.region_ids.items()}


def list_plans(connection: Connection) -> tuple[tuple[str, str, bool], ...]:
    """Code, title and whether it is the current one, of every plan in the order of loading."""
    current = select(schema.site.c.plan_id).scalar_subquery()
    query = select(schema.plan.c.code, schema.plan.c.title, schema.plan.c.id == current).order_by(schema.plan.c.id)
    return tuple((row[0], row[1], bool(row[2])) for row in connection.execute(query))


def find_plan(connection: Connection, code: str | None) -> tuple[int, int]:
    """Number and revision of the plan with this code, of the current plan without one; NotFound where there is none."""
    found = connection.execute(_CURRENT).first() if code is None else connection.execute(_NAMED, {"code": code}).first()
    if found is None:
        raise NotFound(
            "数据库里还没有工作要点。请先运行 python -m dashboard init。" if code is None
            else f"没有代码为“{code}”的工作要点。可用 plan list 查看已有的。"
        )  # fmt: skip
    return int(found[0]), int(found[1])


def plan_revision(connection: Connection, number: int) -> int:
    """The revision of the plan with this number."""
    return int(connection.execute(select(schema.plan.c.revision).where(schema.plan.c.id == number)).scalar_one())


def use_plan(connection: Connection, number: int) -> None:
    """Make the plan the current one."""
    connection.execute(update(schema.site).values(plan_id=number))


def load_plan(connection: Connection, number: int) -> StoredPlan:
    """The plan with this number, whole. A demonstration target lies over the plan's own."""
    head = connection.execute(select(schema.plan).where(schema.plan.c.id == number)).one()
    indicators = _rows(connection, schema.indicator, number)
    regions = _rows(connection, schema.region, number)
    plan = Plan(
        code=head.code,
        title=head.title,
        short_title=head.short_title,
        issuer=head.issuer,
        document_number=head.document_number,
        issued_on=head.issued_on,
        first_month=Month.from_key(head.first_month),
        last_month=Month.from_key(head.last_month),
        rules=_rules(head),
        pillars=tuple(Pillar(r.code, r.name, r.title) for r in _rows(connection, schema.pillar, number)),
        sections=tuple(Section(r.code, r.pillar, r.name) for r in _rows(connection, schema.section, number)),
        tasks=tuple(_task(r) for r in _rows(connection, schema.task, number)),
        indicators=tuple(_indicator(r) for r in indicators),
        milestones=tuple(_milestone(r) for r in _rows(connection, schema.milestone, number)),
        departments=tuple(Department(r.name, r.kind) for r in _rows(connection, schema.department, number)),
        regions=tuple(_region(r) for r in regions),
        source=head.source,
    )
    stored = StoredPlan(
        number, head.revision, plan, {r.code: r.id for r in indicators}, {r.code: r.id for r in regions}
    )
    return replace(stored, plan=replace(plan, targets=_targets(connection, stored)))


def _rows(connection: Connection, table: Table, number: int) -> list[Row[Any]]:
    return list(connection.execute(select(table).where(table.c.plan_id == number).order_by(table.c.ordinal)))


def _targets(connection: Connection, stored: StoredPlan) -> tuple[RegionalTarget, ...]:
    table = schema.target
    query = (
        select(table).where(table.c.region_id.in_(stored.region_codes)).order_by(table.c.demonstration, table.c.ordinal)
    )
    found: dict[tuple[int, int], RegionalTarget] = {}
    for row in connection.execute(query):
        found[row.indicator_id, row.region_id] = RegionalTarget(
            stored.indicator_codes[row.indicator_id],
            stored.region_codes[row.region_id],
            from_millionths(row.target),
            maybe_value(row.baseline),
        )
    return tuple(found.values())


def _rules(row: Row[Any]) -> Rules:
    return Rules(
        Clock(row.clock),
        from_millionths(row.approx_share),
        from_millionths(row.red_after),
        from_millionths(row.asof_share),
        Publish(row.publish),
    )


def _task(row: Row[Any]) -> Task:
    return Task(
        row.code, row.pillar, row.section, row.number, row.title, split_names(row.lead), split_names(row.responsible)
    )


def _indicator(row: Row[Any]) -> Indicator:
    return Indicator(
        code=row.code,
        task=row.task,
        name=row.name,
        short_name=row.short_name,
        unit=row.unit,
        measure=Measure(row.measure),
        comparator=Comparator(row.comparator),
        target=from_millionths(row.target),
        baseline=maybe_value(row.baseline),
        baseline_note=row.baseline_note,
        reported_by=ReportedBy(row.reported_by),
        pairs_with=row.pairs_with,
        headline=row.headline,
        strength=row.strength,
        due=Month.from_key(row.due),
        wording=row.wording,
        note=row.note,
        weight=from_millionths(row.weight),
    )


def _milestone(row: Row[Any]) -> Milestone:
    return Milestone(row.code, row.task, row.name, Month.from_key(row.due), row.kind, row.wording)


def _region(row: Row[Any]) -> Region:
    return Region(
        row.code, row.name, row.short_name, split_names(row.aliases), row.kind, row.parent, row.tile_row, row.tile_col
    )


def split_names(text: str) -> tuple[str, ...]:
    """Names joined by | as a tuple; none where the text is empty."""
    return tuple(text.split("|")) if text else ()


def join_names(names: Iterable[str]) -> str:
    """The text that `split_names` takes apart again."""
    return "|".join(names)
