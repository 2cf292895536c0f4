"""What the importer says about a file: a verdict for every row, and all problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import compress
from typing import NamedTuple

from dashboard.domain.column_table import ColumnTable
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


class VerdictColumns(NamedTuple):
    """Many rows' verdicts: the fields of a RowVerdict, each with what is said of the rows one after another."""

    line: Sequence[int]
    indicator: Sequence[str | None]
    region: Sequence[str | None]
    month: Sequence[Month | None]
    amount: Sequence[Amount | None]
    verdict: Sequence[Verdict]
    was: Sequence[Amount | None]
    text: Sequence[str]
    remark: Sequence[str]


class RowVerdicts(ColumnTable[RowVerdict, VerdictColumns]):
    """The verdicts of a file's rows, in their order."""

    def __init__(self, columns: VerdictColumns) -> None:
        super().__init__(RowVerdict, columns)

    @classmethod
    def of(cls, rows: Sequence[RowVerdict]) -> RowVerdicts:
        """These rows, kept column by column."""
        if isinstance(rows, RowVerdicts):
            return rows
        return cls(VerdictColumns._make(zip(*rows, strict=True) if rows else [()] * len(RowVerdict._fields)))

    def only(self, *verdicts: Verdict) -> RowVerdicts:
        """The rows with one of these verdicts."""
        chosen = [verdict in verdicts for verdict in self.columns.verdict]
        if all(chosen):
            return self
        return RowVerdicts(VerdictColumns._make([list(compress(column, chosen)) for column in self.columns]))


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

    rows: Sequence[RowVerdict]
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> Counts:
        """How many rows have each verdict, and how many warnings there are."""
        rows = Counter(RowVerdicts.of(self.rows).columns.verdict)
        warnings = sum(problem.level is Level.WARNING for problem in self.problems)
        return Counts(**{verdict.value: rows[verdict] for verdict in Verdict}, warnings=warnings)
