"""What submissions are about, and when figures came in: counted by the database, never row by row."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dashboard.domain.month import Month
from dashboard.storage import schema
from dashboard.storage.plans import StoredPlan


@dataclass(frozen=True, slots=True)
class Contents:
    """The months and regions, by code, that a submission has figures for."""

    months: tuple[Month, ...]
    regions: tuple[str, ...]


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
