"""Two scopes side by side: the same indicators in two months, two regions or two departments, differences first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dashboard.domain.assessment import Assessment
from dashboard.domain.measure import HUNDRED, minus
from dashboard.domain.plan import Indicator, Pillar, Task
from dashboard.domain.rollup import Rollup
from dashboard.domain.standing import Standing
from dashboard.domain.status import Status
from dashboard.viewmodels.filters import ALL, Filters, Query
from dashboard.viewmodels.standing_row import WORST_FIRST

WITH = "with_"
"""What an address puts before the filters of the other side."""
VARIED = ("month", "region", "department")
"""The filters that the two sides may differ in."""


class Change(StrEnum):
    """How one side stands beside the other, in the order in which it is shown."""

    WORSE = "worse"
    BETTER = "better"
    ONE_SIDE = "one-side"
    NUMBER = "number"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two scopes: what it holds altogether, and pillar by pillar."""

    assessment: Assessment
    filters: Filters
    whole: Rollup
    pillars: Mapping[str, Rollup]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One indicator on both sides; None where a side does not have it. Differences are the one less the other.

    `points` is the difference of the completions in percentage points, `units` that of the values.
    """

    indicator: Indicator
    task: Task
    one: Standing | None
    other: Standing | None
    change: Change
    points: Decimal | None
    units: Decimal | None


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The rows of one kind of change, the largest difference first."""

    change: Change
    rows: tuple[ComparedRow, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class ComparedSum:
    """A pillar's roll-up on both sides, or that of everything without one; `points` is the one less the other."""

    pillar: Pillar | None
    one: Rollup
    other: Rollup
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two sides and what differs between them; `varies` names the filters in which they do."""

    one: Side
    other: Side
    varies: tuple[str, ...]
    groups: tuple[ChangeGroup, ...]

    @property
    def total(self) -> int:
        """How many indicators are compared."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def sums(self) -> tuple[ComparedSum, ...]:
        """All indicators together, then each pillar."""
        pairs: list[tuple[Pillar | None, Rollup, Rollup]] = [(None, self.one.whole, self.other.whole)]
        pairs += [(pillar, self.one.pillars[code], self.other.pillars[code]) for code, pillar in self._pillars()]
        return tuple(ComparedSum(pillar, one, other, _apart(one, other)) for pillar, one, other in pairs)

    def _pillars(self) -> Iterator[tuple[str, Pillar]]:
        known = self.other.assessment.plan.pillar_by_code
        return ((p.code, p) for p in self.one.assessment.plan.pillars if p.code in known)


def other_query(query: Query, assessment: Assessment) -> dict[str, str | None]:
    """What an address asks for on the other side.

    It is like the first but for what the address says of it; where it says nothing, it is the month before.
    """
    said = {name: query.get(f"{WITH}{name}") for name in VARIED}
    given = {name: None if value == ALL else value for name, value in said.items() if value}
    if not given:
        plan, as_of = assessment.plan, assessment.as_of
        given = {"month": str(plan.hold(as_of.plus(-1)))}
    return {**query, "month": str(assessment.as_of), **given, "status": None}


def build_comparison(one: Assessment, filters: Filters, other: Assessment, others: Filters) -> Comparison:
    """The comparison of two scopes; the status filter is left aside, for it is what may differ."""
    left, right = _side(one, filters.but(status=None)), _side(other, others.but(status=None))
    pairs = _pairs(_selected(left), _selected(right))
    rows = [_row(left.assessment, code, *pair) for code, pair in pairs]
    return Comparison(left, right, tuple(_varies(left, right)), tuple(_groups(rows)))


def _side(assessment: Assessment, filters: Filters) -> Side:
    standings = assessment.select(filters.scope)
    return Side(assessment, filters, assessment.whole(standings), assessment.by_pillar(standings))


def _selected(side: Side) -> dict[str, Standing]:
    return {s.indicator.code: s for s in side.assessment.select(side.filters.scope)}


def _pairs(
    one: Mapping[str, Standing], other: Mapping[str, Standing]
) -> Iterator[tuple[str, tuple[Standing | None, Standing | None]]]:
    for code in dict.fromkeys((*one, *other)):
        yield code, (one.get(code), other.get(code))


def _row(assessment: Assessment, code: str, one: Standing | None, other: Standing | None) -> ComparedRow:
    plan = assessment.plan
    indicator = plan.indicator_by_code[code]
    share = _less(one.completion if one else None, other.completion if other else None)
    return ComparedRow(
        indicator=indicator,
        task=plan.task_by_code[indicator.task],
        one=one,
        other=other,
        change=_change(one, other),
        points=None if share is None else share * HUNDRED,
        units=_less(one.actual if one else None, other.actual if other else None),
    )


def _apart(one: Rollup, other: Rollup) -> Decimal | None:
    """The difference of two scores in percentage points; none where a side has nothing reported."""
    if Status.UNREPORTED in (one.status, other.status):
        return None
    share = _less(one.score, other.score)
    return None if share is None else share * HUNDRED


def _less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else minus(one, other)


def _change(one: Standing | None, other: Standing | None) -> Change:
    if one is None or other is None:
        return Change.ONE_SIDE
    if one.status is not other.status:
        return Change.ONE_SIDE if one.status is None or other.status is None else _worse_or_better(one, other)
    return Change.SAME if (one.actual, one.completion) == (other.actual, other.completion) else Change.NUMBER


def _worse_or_better(one: Standing, other: Standing) -> Change:
    """Nothing reported is worse than anything reported but what is far behind, as the list has it."""
    rank = {status: place for place, status in enumerate(WORST_FIRST)}
    worse = rank[one.status or Status.MET] < rank[other.status or Status.MET]
    return Change.WORSE if worse else Change.BETTER


def _groups(rows: Sequence[ComparedRow]) -> Iterator[ChangeGroup]:
    changed = any(row.change in (Change.WORSE, Change.BETTER) for row in rows)
    for change in Change:
        found = [row for row in rows if row.change is change]
        if found:
            is_open = change in (Change.WORSE, Change.BETTER) or not (changed or change is Change.SAME)
            yield ChangeGroup(change, tuple(sorted(found, key=_size)), is_open)


def _size(row: ComparedRow) -> tuple[bool, Decimal]:
    return row.points is None, -abs(row.points or Decimal(0))


def _varies(one: Side, other: Side) -> Iterable[str]:
    if one.assessment.as_of != other.assessment.as_of:
        yield "month"
    if one.filters.region != other.filters.region:
        yield "region"
    if one.filters.department != other.filters.department:
        yield "department"
