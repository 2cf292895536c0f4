"""Where a figure came from: the file and line, who brought it and when, and what stood there before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dashboard.domain.measure import Amount
from dashboard.domain.month import Month


@dataclass(frozen=True, slots=True)
class FigureOrigin:
    """One published figure's way in; `was` is what it replaced, None where it was the first.

    `line` counts as in the file, header included; None where the figure was typed into a form. `cell` is the cell as
    it was written there, None where it was not kept. `counts` says whether the figure is the one that stands now.
    """

    month: Month
    region: str
    amount: Amount
    submission: int
    file: str
    line: int | None
    by: str
    at: datetime
    was: Amount | None = None
    cell: str | None = None
    counts: bool = True

    @property
    def is_correction(self) -> bool:
        """Whether it put another amount in the place of one that was published before."""
        return self.was is not None and self.was != self.amount
