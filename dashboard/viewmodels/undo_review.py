"""Undoing under review: which figures would be others, and what that would change on the board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.measure import Amount
from dashboard.domain.month import Month
from dashboard.domain.plan import Indicator, Region
from dashboard.domain.review import FigureChange
from dashboard.viewmodels.outlook import LampLine, Outlook, ScoreLine

LISTED = 200


@dataclass(frozen=True, slots=True)
class FigureBack:
    """One figure as it counts now, and as it would count; None where nothing would."""

    indicator: Indicator
    region: Region
    month: Month
    now: Amount | None
    then: Amount | None


@dataclass(frozen=True, slots=True)
class UndoReview:
    """What withdrawing a submission would do; `left` counts what is not listed, by list name."""

    number: int
    file: str
    by: str
    at: datetime
    total: int
    figures: tuple[FigureBack, ...]
    lamps: tuple[LampLine, ...]
    scores: tuple[ScoreLine, ...]
    as_of: Month
    turns_to: Month | None
    left: Mapping[str, int]
    months: tuple[Month, ...] = ()

    @property
    def to_write(self) -> int:
        """How many figures change."""
        return self.total


def build_undo_review(
    number: int, file: str, by: str, at: datetime, changes: Sequence[FigureChange], outlook: Outlook
) -> UndoReview:
    """The review of an undoing."""
    plan = outlook.before.plan
    seen = [c for c in changes if c.indicator in plan.indicator_by_code and c.region in plan.region_by_code]
    return UndoReview(
        number=number,
        file=file,
        by=by,
        at=at,
        total=len(changes),
        figures=tuple(
            FigureBack(plan.indicator_by_code[c.indicator], plan.region_by_code[c.region], c.month, c.now, c.then)
            for c in seen[:LISTED]
        ),
        lamps=outlook.lamps[:LISTED],
        scores=outlook.scores,
        as_of=outlook.before.as_of,
        turns_to=outlook.turns_to,
        left={"figures": max(0, len(seen) - LISTED), "lamps": max(0, len(outlook.lamps) - LISTED)},
    )
