"""Punctuality: what a unit was asked for in a month, and what of it came in time, late, or not at all."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from dashboard.domain.month import Month
from dashboard.domain.plan import Indicator, Plan
from dashboard.domain.reporter import Reporter, asked_of


class Arrived(NamedTuple):
    """How one figure came in: the day it was first handed in, whether it counts, waits, was corrected since."""

    day: date | None
    is_published: bool
    is_waiting: bool
    is_corrected: bool


Arrivals = Mapping[tuple[str, str, Month], Arrived]
"""What has come in, by indicator code, region code and month."""


class Punctuality(StrEnum):
    """How a unit did in one month; not due while the day is still to come."""

    IN_TIME = "in-time"
    LATE = "late"
    MISSING = "missing"
    NOT_DUE = "not-due"


@dataclass(frozen=True, slots=True)
class UnitMonth:
    """One unit's figures for a month; what waits is neither published nor missing."""

    unit: Reporter
    month: Month
    asked: int
    in_time: int
    late: int
    waiting: int
    corrected: int
    missing: tuple[Indicator, ...]
    is_due: bool

    @property
    def published(self) -> int:
        """How many of the figures asked for count."""
        return self.in_time + self.late

    @property
    def punctuality(self) -> Punctuality:
        """The month in a word."""
        if self.missing:
            return Punctuality.MISSING if self.is_due else Punctuality.NOT_DUE
        return Punctuality.LATE if self.late else Punctuality.IN_TIME


def due_day(month: Month, report_day: int) -> date:
    """The last day to report a month: a day of the month after it, its last where that is shorter."""
    after = month.plus(1)
    return date(after.year, after.number, min(report_day, calendar.monthrange(after.year, after.number)[1]))


def take_stock(plan: Plan, month: Month, arrivals: Arrivals, due: date, today: date) -> tuple[UnitMonth, ...]:
    """Every unit's month, departments first, then regions, in the plan's order."""
    return tuple(
        _unit_month(unit, month, indicators, arrivals, due, today) for unit, indicators in asked_of(plan).items()
    )


def _unit_month(
    unit: Reporter, month: Month, asked: tuple[Indicator, ...], arrivals: Arrivals, due: date, today: date
) -> UnitMonth:
    found = {i.code: arrived for i in asked if (arrived := arrivals.get((i.code, unit.region, month)))}
    published = [arrived for arrived in found.values() if arrived.is_published]
    late = sum(arrived.day is not None and arrived.day > due for arrived in published)
    return UnitMonth(
        unit=unit,
        month=month,
        asked=len(asked),
        in_time=len(published) - late,
        late=late,
        waiting=len(found) - len(published),
        corrected=sum(arrived.is_corrected for arrived in published),
        missing=tuple(indicator for indicator in asked if indicator.code not in found),
        is_due=today > due,
    )
