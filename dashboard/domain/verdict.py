"""What the importer says about a file: a verdict for every row, and all problems."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from dashboard.domain.measure import Amount
from dashboard.domain.month import Month
from dashboard.domain.problem import Level, Problem


class Verdict(StrEnum):
    """What a row would do: add a figure, change one, repeat one, nothing because it is refused, or nothing at all."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REJECTED = "rejected"
    MISSING = "missing"


class RowVerdict(NamedTuple):
    """One row's verdict. Keys are None where they could not be read, the amount where the row is refused or missing.

    `was` is the published amount of the same cell and month; `text` the value cell as it stood.
    """

    line: int
    indicator: str | None
    region: str | None
    month: Month | None
    amount: Amount | None
    verdict: Verdict
    was: Amount | None
    text: str
    remark: str


class Counts(NamedTuple):
    """How many rows have each verdict, and how many warnings there are."""

    new: int
    changed: int
    same: int
    rejected: int
    missing: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A checked file: one verdict per row, in the order of the rows, and the problems by line."""

    rows: tuple[RowVerdict, ...]
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> Counts:
        """How many rows have each verdict, and how many warnings there are."""
        rows = Counter(row.verdict for row in self.rows)
        warnings = sum(problem.level is Level.WARNING for problem in self.problems)
        return Counts(**{verdict.value: rows[verdict] for verdict in Verdict}, warnings=warnings)
