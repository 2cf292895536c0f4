"""Roll-ups: how a group of standings is doing, against what was due, with its range and its counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from dashboard.domain.measure import HUNDRED, ONE, ZERO, add, divide, minus, multiply
from dashboard.domain.standing import Standing
from dashboard.domain.status import MET, UNREPORTED, Status, status_of_lag

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Rollup:
    """A group's weighted completion; shares from 0 to 1, `lag` in percentage points.

    `low` and `high` take what is unreported as nothing and as everything. All are None for a group without
    members or without weight.
    """

    score: Decimal | None = None
    due: Decimal | None = None
    lag: Decimal | None = None
    status: Status | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    reported: int = 0
    total: int = 0
    counts: Mapping[Status, int] = field(default_factory=dict)

    def count(self, status: Status) -> int:
        """How many members have this status."""
        return self.counts.get(status, 0)


def roll_up(standings: Iterable[Standing], red_after: Decimal) -> Rollup:
    """The roll-up of a group; standings without a target to be told against are left out."""
    members = [standing for standing in standings if standing.counts]
    counts = Counter(member.status for member in members if member.status)
    total, reported = len(members), len(members) - counts[UNREPORTED]
    weight = done = due = silent = ZERO
    for member in members:
        share, completion = member.indicator.weight, member.completion
        weight += share
        due = add(due, multiply(share, min(member.due or ZERO, ONE)))
        if completion is None:
            silent += share
        else:
            done = add(done, multiply(share, min(completion, ONE)))
    if weight == ZERO:
        return Rollup(reported=reported, total=total, counts=counts)
    score, owed = divide(done, weight), divide(due, weight)
    lag = multiply(minus(owed, score), HUNDRED)
    status = _status(lag, red_after, counts, total, reported)
    return Rollup(score, owed, lag, status, score, divide(add(done, silent), weight), reported, total, counts)


def _status(lag: Decimal, red_after: Decimal, counts: Mapping[Status, int], total: int, reported: int) -> Status:
    if reported == 0:
        return UNREPORTED
    if counts.get(MET, 0) == total:
        return MET
    return status_of_lag(lag, red_after)


def roll_up_by(
    standings: Iterable[Standing], key: Callable[[Standing], Iterable[Key]], red_after: Decimal
) -> dict[Key, Rollup]:
    """A roll-up for each key; a standing joins the group of every key that it has."""
    groups: dict[Key, list[Standing]] = {}
    for standing in standings:
        for name in key(standing):
            groups.setdefault(name, []).append(standing)
    return {name: roll_up(members, red_after) for name, members in groups.items()}


def rank(scores: Sequence[Decimal | None]) -> tuple[int | None, ...]:
    """The rank of each score, best first; ties share a rank (1, 2, 2, 4), None has none."""
    ordered = sorted((score for score in scores if score is not None), reverse=True)
    first = {score: place for place, score in reversed(list(enumerate(ordered, 1)))}
    return tuple(None if score is None else first[score] for score in scores)
