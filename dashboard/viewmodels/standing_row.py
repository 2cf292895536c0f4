"""One standing as a row of a table shows it: what is odd about it, how far off it is, and its line so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from dashboard.domain.measure import ZERO, minus
from dashboard.domain.month import Month
from dashboard.domain.plan import Plan, Task
from dashboard.domain.standing import Standing
from dashboard.domain.status import Status
from dashboard.viewmodels.target_phrase import find_target

Line = tuple[tuple[Month, Decimal], ...]
"""An indicator's reported values by month, in its unit."""

_HALF = Decimal("0.5")
_SPARK_MONTHS = 12

WORST_FIRST = (Status.CRITICAL, Status.BEHIND, Status.UNREPORTED, Status.ON_PACE, Status.MET)


class Tag(StrEnum):
    """What a reader must know before trusting a number."""

    STALE = "stale"
    PARTIAL = "partial"
    INFLATED = "inflated"
    PAIR = "pair"
    ROLLUP_DIFFERS = "rollup-differs"
    UNPOOLABLE = "unpoolable"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class Spark:
    """A line in a box of 1 by 1, the first month left, the highest value on top (y is 0)."""

    points: tuple[tuple[Decimal, Decimal], ...]
    first: Month
    last: Month


@dataclass(frozen=True, slots=True, eq=False)  # told apart by what they are: what is drawn of one is kept with it
class StandingRow:
    """A standing with its task, its tags and its distance from pace.

    `short` is what is due less what stands, in the indicator's unit (negative for a ceiling that is overrun, and for
    what is ahead); `quote` is the target in the document's words, `partner` the code of the paired indicator. In a plan
    of several years a month is named with its year.
    """

    standing: Standing
    task: Task
    tags: tuple[Tag, ...]
    short: Decimal | None
    quote: str | None
    partner: str | None
    spark: Spark | None = None
    names_years: bool = False

    @property
    def status(self) -> Status | None:
        """The lamp."""
        return self.standing.status


@dataclass(frozen=True, slots=True)
class RegionRows:
    """One region's rows and the reported values that their sparks are drawn from, both by indicator code."""

    rows: Mapping[str, StandingRow]
    lines: Mapping[str, Line]

    def unchanged(self, standing: Standing, line: Line) -> StandingRow | None:
        """The row of just this standing with just this line, where there is one."""
        code = standing.indicator.code
        row = self.rows.get(code)
        return row if row and row.standing is standing and self.lines.get(code, ()) == line else None


def build_rows(
    plan: Plan,
    standings: Iterable[Standing],
    as_of: Month,
    lines: Mapping[str, Line],
    before: RegionRows | None = None,
) -> RegionRows:
    """One region's standings as rows; a row of `before` that nothing has changed is taken over as it is."""
    rows = {}
    for s in standings:
        line = lines.get(s.indicator.code, ())
        known = before.unchanged(s, line) if before else None
        rows[s.indicator.code] = known or build_row(plan, s, as_of, line)
    return RegionRows(rows, lines)


def build_row(plan: Plan, standing: Standing, as_of: Month, line: Line = ()) -> StandingRow:
    """A standing as a row; without a line of values there is no spark."""
    indicator = standing.indicator
    due = standing.due_value
    phrase = find_target(indicator) if standing.region.parent is None else None
    return StandingRow(
        standing=standing,
        task=plan.task_by_code[indicator.task],
        tags=tuple(_tags(standing, as_of)),
        short=None if due is None or standing.actual is None else minus(due, standing.actual),
        quote=phrase.quote if phrase else None,
        partner=plan.stock_of_increment.get(indicator.code) or plan.increment_of_stock.get(indicator.code),
        spark=build_spark(*spark_window(plan, as_of), _until(line, as_of)),
        names_years=plan.first_month.year != plan.last_month.year,
    )


def spark_window(plan: Plan, as_of: Month) -> tuple[Month, Month]:
    """The months that a spark is laid out over: the plan's, of a long plan the last twelve.

    So a row costs no more the longer its plan runs, and a year of movement is not lost in ten.
    """
    if plan.last_month - plan.first_month < _SPARK_MONTHS:
        return plan.first_month, plan.last_month
    first = max(plan.first_month, as_of.plus(1 - _SPARK_MONTHS))
    return first, first.plus(_SPARK_MONTHS - 1)


def build_spark(first: Month, last: Month, line: Line) -> Spark | None:
    """The part of the line between two months, laid out over them; None with fewer than two values there."""
    line = tuple((month, value) for month, value in line if first <= month <= last)
    if len(line) < 2:
        return None
    values = [value for _, value in line]
    low, high = min(values), max(values)
    spread = high - low
    span = last - first
    points = tuple(
        (_across(month - first, span), (high - value) / spread if spread else _HALF) for month, value in line
    )
    return Spark(points, line[0][0], line[-1][0])


@lru_cache(maxsize=256)
def _across(months: int, span: int) -> Decimal:
    return Decimal(months) / max(1, span)


def worst_first(rows: Sequence[StandingRow]) -> list[StandingRow]:
    """The rows with the largest lag on top; what has none keeps its order below."""
    return sorted(rows, key=lambda row: (row.standing.lag is None, -(row.standing.lag or ZERO)))


def _until(line: Line, as_of: Month) -> Line:
    if not line or line[-1][0] <= as_of:
        return line
    return tuple(point for point in line if point[0] <= as_of)


def _tags(standing: Standing, as_of: Month) -> Iterator[Tag]:
    if standing.month is not None and standing.month < as_of:
        yield Tag.STALE
    if 0 < standing.reported < standing.expected_reports:
        yield Tag.PARTIAL
    if standing.is_inflated:
        yield Tag.INFLATED
    if standing.pair_gap is not None:
        yield Tag.PAIR
    yield from _quiet_tags(standing)


def _quiet_tags(standing: Standing) -> Iterator[Tag]:
    if standing.rollup_differs:
        yield Tag.ROLLUP_DIFFERS
    if not standing.is_poolable:
        yield Tag.UNPOOLABLE
    if standing.indicator.strength == "soft":
        yield Tag.SOFT
