"""What submissions are about, and when figures came in: counted by the database, never row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, case, func, select

from dashboard.domain.month import Month
from dashboard.storage import schema
from dashboard.storage.plans import StoredPlan
from dashboard.storage.site import in_utc


@dataclass(frozen=True, slots=True)
class Contents:
    """The months and regions, by code, that a submission has figures for."""

    months: tuple[Month, ...]
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """How many figures of each month of the plan are published, and how many of those that are asked for."""

    published: Counter[Month]
    asked: Counter[Month]


def count_by_month(connection: Connection, plan: StoredPlan, without: int | None = None) -> MonthCounts:
    """The counts as they stand, or as they would without one of the published submissions."""
    f, s, root = schema.figure, schema.submission, plan.plan.root
    published = (s.c.plan_id == plan.id) & (s.c.state == "published")
    if without is not None:
        published &= s.c.id != without
    within = f.c.month.between(plan.plan.first_month.key, plan.plan.last_month.key)
    cells = (
        select(f.c.month, f.c.indicator_id, f.c.region_id)
        .distinct()
        .join(s, s.c.id == f.c.submission_id)
        .where(published, within)
        .subquery()
    )
    below = [plan.indicator_ids[i.code] for i in plan.plan.indicators if root not in plan.plan.reporters(i)]
    counties = [plan.region_ids[region.code] for region in plan.plan.counties]
    is_below = cells.c.indicator_id.in_(below)
    asked = (is_below & cells.c.region_id.in_(counties)) | (
        ~is_below & (cells.c.region_id == plan.region_ids[root.code])
    )
    query = select(cells.c.month, func.count(), func.count(case((asked, 1)))).group_by(cells.c.month)
    found = MonthCounts(Counter(), Counter())
    for key, count, count_asked in connection.execute(query):
        found.published[Month.from_key(key)] = count
        found.asked[Month.from_key(key)] = count_asked
    return found


@dataclass(frozen=True, slots=True)
class Arrival:
    """How one figure of a month came in: when it was first handed in, whether it counts, waits, was corrected."""

    first_at: datetime | None
    is_published: bool
    is_waiting: bool
    is_corrected: bool


def load_arrivals(
    connection: Connection, plan: StoredPlan, first: Month, last: Month
) -> dict[tuple[str, str, Month], Arrival]:
    """Every figure that was handed in for these months and counts or waits, by indicator, region and month."""
    f, s = schema.figure, schema.submission
    published = s.c.state == "published"
    query = (
        select(
            f.c.indicator_id,
            f.c.region_id,
            f.c.month,
            func.min(case((published, s.c.submitted_at))),
            func.count(case((published, 1))),
            func.count(case((~published, 1))),
            func.count(case((published & ~f.c.repeats, 1))),
        )
        .join(s, s.c.id == f.c.submission_id)
        .where(s.c.plan_id == plan.id, s.c.state.in_(("published", "submitted")))
        .where(f.c.month.between(first.key, last.key))
        .group_by(f.c.indicator_id, f.c.region_id, f.c.month)
    )
    found = {}
    for indicator, region, key, at, count, waiting, stated in connection.execute(query):
        cell = (plan.indicator_codes[indicator], plan.region_codes[region], Month.from_key(key))
        found[cell] = Arrival(in_utc(at), count > 0, waiting > 0, stated > 1)
    return found


def load_contents(connection: Connection, plan: StoredPlan, numbers: Collection[int]) -> dict[int, Contents]:
    """What each of these submissions is about; one without figures is not there."""
    f = schema.figure
    query = (
        select(f.c.submission_id, f.c.month, f.c.region_id, func.count())
        .where(f.c.submission_id.in_(list(numbers)), ~f.c.repeats)
        .group_by(f.c.submission_id, f.c.month, f.c.region_id)
    )
    months: dict[int, set[int]] = {}
    regions: dict[int, set[str]] = {}
    for number, month, region, _ in connection.execute(query):
        months.setdefault(number, set()).add(month)
        regions.setdefault(number, set()).add(plan.region_codes[region])
    places = {code: place for place, code in enumerate(plan.region_ids)}
    return {
        number: Contents(
            tuple(Month.from_key(key) for key in sorted(found)), tuple(sorted(regions[number], key=places.__getitem__))
        )
        for number, found in months.items()
    }
