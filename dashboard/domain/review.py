"""A review: one file, read and judged, before or after it became a submission."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

from dashboard.domain.figure import NewFigures
from dashboard.domain.measure import Amount
from dashboard.domain.mending import Mend, ProblemKey, Word, key_of_problem
from dashboard.domain.month import Month
from dashboard.domain.problem import Level, Problem
from dashboard.domain.sheet_row import RawRow
from dashboard.domain.verdict import Checked, RowVerdict, RowVerdicts, Verdict


@dataclass(frozen=True, slots=True)
class Review:
    """What a file holds and what it would do; `submission` is its number once it is kept.

    `words` explain its warnings one by one, `explanation` all of them; `raw` are the rows as they were judged, in the
    order of their verdicts.
    """

    file: str
    sha256: str
    encoding: str | None
    sheet: str | None
    asked_month: Month | None
    checked: Checked
    submission: int | None = None
    words: Mapping[ProblemKey, Word] = field(default_factory=dict)
    explanation: str = ""
    raw: Sequence[RawRow] = ()
    mends: tuple[Mend, ...] = ()

    @property
    def month(self) -> Month | None:
        """The month that was asked for, or the only one that the rows stand for."""
        months = set(RowVerdicts.of(self.checked.rows).columns.month) - {None}
        return self.asked_month or (months.pop() if len(months) == 1 else None)

    @property
    def has_error(self) -> bool:
        """Whether anything in the file is refused."""
        return any(problem.level is Level.ERROR for problem in self.checked.problems)

    @property
    def has_warning(self) -> bool:
        """Whether anything wants a word of explanation."""
        return any(problem.level is Level.WARNING for problem in self.checked.problems)

    @property
    def unexplained(self) -> tuple[Problem, ...]:
        """The warnings that nobody has said a word about."""
        if self.explanation.strip():
            return ()
        warnings = (problem for problem in self.checked.problems if problem.level is Level.WARNING)
        return tuple(problem for problem in warnings if key_of_problem(problem) not in self.words)

    @property
    def to_write(self) -> RowVerdicts:
        """The rows that would add or change a figure."""
        return RowVerdicts.of(self.checked.rows).only(Verdict.NEW, Verdict.CHANGED)


class FigureChange(NamedTuple):
    """A figure that a step would change: what counts now, and what would; None is nothing."""

    indicator: str
    region: str
    month: Month
    now: Amount | None
    then: Amount | None


def new_figures(rows: RowVerdicts) -> NewFigures:
    """The figures of rows that are to be written: each has its keys and its amount."""
    found = rows.columns
    columns = (found.indicator, found.region, found.month, found.amount, found.line, found.text)
    return NewFigures(*cast("tuple[Any, ...]", columns))


def repeated_figures(rows: Sequence[RowVerdict]) -> NewFigures:
    """The figures that rows only repeat: each once, and none that the same rows would write."""
    found: dict[tuple[str | None, str | None, Month | None], RowVerdict] = {}
    for row in RowVerdicts.of(rows).only(Verdict.SAME):
        if row.amount == row.was:
            found.setdefault((row.indicator, row.region, row.month), row)
    return new_figures(RowVerdicts.of(tuple(found.values())))


def reason_against(review: Review, *, explanation: str, accept_valid: bool) -> str | None:
    """Why the file cannot be taken as it stands, in one sentence; None where it can."""
    counts = review.checked.counts
    if review.has_error and not review.checked.rows:
        return "这个文件没有读成，什么都没有写入。原因见上。"
    if review.has_error and not accept_valid:
        return (
            f"有 {counts.rejected} 行没有通过检查，整个文件都没有写入。"
            "改好后再传一次；只想写入合格的行，请加 --accept-valid（网页上勾选“只收合格的行”）。"
        )
    if review.has_error and not review.to_write and not counts.same:
        return "没有一行可以写入。请按上面的说明改好后再传。"
    silent = 0 if explanation.strip() else len(review.unexplained)
    if silent:
        return f"有 {silent} 处需要说明，还没有写入。请用 --explain（网页上在各处旁边）写一句原因。"
    return None
