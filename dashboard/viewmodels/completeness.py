"""Completeness: who owes what for a month, whom to remind, and how punctual each unit has been."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.domain.figure import Closing
from dashboard.domain.month import Month
from dashboard.domain.plan import Plan
from dashboard.domain.punctuality import Punctuality, UnitMonth
from dashboard.domain.reporter import Reporter


@dataclass(frozen=True, slots=True)
class UnitHistory:
    """One unit's months so far, and how many figures it is asked for: each month, and in the whole plan."""

    unit: Reporter
    months: tuple[UnitMonth, ...]
    asked_monthly: int
    asked_in_all: int

    @property
    def in_time(self) -> int:
        """How many of its months were complete in time."""
        return sum(month.punctuality is Punctuality.IN_TIME for month in self.months)


@dataclass(frozen=True, slots=True)
class Completeness:
    """A month's units, those that owe most first, and each unit's months so far; `due` is the last day to report."""

    plan: Plan
    month: Month
    months: tuple[Month, ...]
    due: date
    is_due: bool
    units: tuple[UnitMonth, ...]
    history: tuple[UnitHistory, ...]
    closings: Mapping[Month, Closing]

    @property
    def closing(self) -> Closing | None:
        """Who closed the month and when; None while it is open."""
        return self.closings.get(self.month)

    @property
    def owing(self) -> tuple[UnitMonth, ...]:
        """The units that still owe something."""
        return tuple(unit for unit in self.units if unit.missing)

    def count(self, what: str) -> int:
        """How many figures of the month are `asked`, `published`, `in_time`, `late`, `waiting` or `corrected`."""
        return sum(getattr(unit, what) for unit in self.units)


def build_completeness(
    plan: Plan,
    month: Month,
    stocks: Mapping[Month, Sequence[UnitMonth]],
    due: date,
    closings: Mapping[Month, Closing],
    today: date,
) -> Completeness:
    """The completeness of a month; `stocks` holds it among the months so far, each with its units."""
    length = plan.last_month - plan.first_month + 1
    by_unit: dict[Reporter, list[UnitMonth]] = {}
    for found in stocks.values():
        for unit in found:
            by_unit.setdefault(unit.unit, []).append(unit)
    return Completeness(
        plan=plan,
        month=month,
        months=tuple(stocks),
        due=due,
        is_due=today > due,
        units=tuple(sorted(stocks[month], key=lambda unit: -len(unit.missing))),
        history=tuple(
            UnitHistory(unit, tuple(months), months[-1].asked, months[-1].asked * length)
            for unit, months in by_unit.items()
        ),
        closings=closings,
    )
