"""The review of one upload: what it would do, what needs a look first, and how the file was read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.domain.measure import Amount
from dashboard.domain.month import Month
from dashboard.domain.plan import Indicator, Plan, Region
from dashboard.domain.plan_rules import Publish
from dashboard.domain.problem import Level, Problem
from dashboard.domain.review import Review
from dashboard.domain.verdict import Counts, RowVerdict, Verdict
from dashboard.viewmodels.outlook import LampLine, Outlook, ScoreLine
from dashboard.viewmodels.placed_problem import PlacedProblem, place_problem

PROBLEMS_LISTED = 200
ROWS_LISTED = 200
"""Of each verdict."""
LAMPS_LISTED = 60
NOTICES_LISTED = 60

_GRAVEST_FIRST = (Level.ERROR, Level.WARNING)
_OF_THE_KEY = ("indicator-", "region-", "month-", "city-only", "not-permitted", "too-many-cells")


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One row of the file with its verdict; keys are None where they could not be read, `text` is the value cell."""

    line: int
    verdict: Verdict
    indicator: Indicator | None
    region: Region | None
    month: Month | None
    amount: Amount | None
    was: Amount | None
    text: str
    reasons: tuple[PlacedProblem, ...]

    @property
    def is_warned(self) -> bool:
        """Whether the row wants a word of explanation."""
        return any(reason.level is Level.WARNING for reason in self.reasons)

    @property
    def value_is_refused(self) -> bool:
        """Whether it is the value that stands in the way, not the keys of the row."""
        return any(r.level is Level.ERROR and not r.code.startswith(_OF_THE_KEY) for r in self.reasons)

    def unread(self, key: str) -> str | None:
        """The cell that could not be read as the row's `indicator`, `region` or `month`; None where there is none."""
        return next((r.cell for r in self.reasons if r.level is Level.ERROR and r.code.startswith(f"{key}-")), None)

    @property
    def is_repeat(self) -> bool:
        """Whether the row repeats another of the same file rather than what is published."""
        return self.verdict is Verdict.SAME and self.amount != self.was


@dataclass(frozen=True, slots=True)
class UploadReview:
    """One upload under review. What is listed is capped; `left` counts by list name and verdict what is not listed.

    `problems` are errors, then warnings, by line; `rows` stand in the file's order. Lamps are told as of `as_of`;
    `turns_to` is the month that the board would turn to by itself after publication, None where it stays. `at_once`
    is True where handing in is publishing.
    """

    submission: int | None
    file: str
    sha256: str
    encoding: str | None
    sheet: str | None
    asked_month: Month | None
    counts: Counts
    errors: int
    problems: tuple[PlacedProblem, ...]
    notices: tuple[PlacedProblem, ...]
    rows: tuple[ReviewRow, ...]
    lamps: tuple[LampLine, ...]
    scores: tuple[ScoreLine, ...]
    left: Mapping[str, int]
    months: tuple[Month, ...]
    as_of: Month
    turns_to: Month | None
    at_once: bool = False

    @property
    def total(self) -> int:
        """How many rows the file holds."""
        return sum(self.counts[: len(Verdict)])

    @property
    def to_write(self) -> int:
        """How many rows would add or change a figure."""
        return self.counts.new + self.counts.changed

    @property
    def has_nothing(self) -> bool:
        """Whether there is nothing to publish."""
        return not self.to_write


def build_upload_review(review: Review, outlook: Outlook) -> UploadReview:
    """The review of a file, with what its publication would change on the board."""
    plan, checked = outlook.before.plan, review.checked
    graves = [p for level in _GRAVEST_FIRST for p in checked.problems if p.level is level]
    notices = [p for p in checked.problems if p.level is Level.NOTICE]
    listed, counts = _listed(checked.rows), checked.counts
    left = {verdict.value: max(0, counts[place] - ROWS_LISTED) for place, verdict in enumerate(Verdict)}
    left |= {
        "problems": max(0, len(graves) - PROBLEMS_LISTED),
        "notices": max(0, len(notices) - NOTICES_LISTED),
        "lamps": max(0, len(outlook.lamps) - LAMPS_LISTED),
    }
    return UploadReview(
        submission=review.submission,
        file=review.file,
        sha256=review.sha256,
        encoding=review.encoding,
        sheet=review.sheet,
        asked_month=review.asked_month,
        counts=counts,
        errors=len(graves) - counts.warnings,
        problems=_placed(plan, checked.rows, graves[:PROBLEMS_LISTED]),
        notices=_placed(plan, (), notices[:NOTICES_LISTED]),
        rows=_rows(plan, listed, graves),
        lamps=outlook.lamps[:LAMPS_LISTED],
        scores=outlook.scores,
        left=left,
        months=tuple(sorted({row.month for row in review.to_write if row.month})),
        as_of=outlook.before.as_of,
        turns_to=outlook.turns_to,
        at_once=plan.rules.publish is Publish.AT_ONCE,
    )


def _listed(rows: Iterable[RowVerdict]) -> list[RowVerdict]:
    """The first rows of each verdict, in the file's order."""
    seen: Counter[Verdict] = Counter()
    found = []
    for row in rows:
        seen[row.verdict] += 1
        if seen[row.verdict] <= ROWS_LISTED:
            found.append(row)
    return found


def _placed(plan: Plan, rows: Iterable[RowVerdict], problems: Sequence[Problem]) -> tuple[PlacedProblem, ...]:
    lines = {problem.line for problem in problems}
    codes = {row.line: row.indicator for row in rows if row.line in lines and row.indicator}
    named = plan.indicator_by_code
    return tuple(place_problem(problem, named.get(codes.get(problem.line or 0) or "")) for problem in problems)


def _rows(plan: Plan, listed: Sequence[RowVerdict], problems: Iterable[Problem]) -> tuple[ReviewRow, ...]:
    on_line: defaultdict[int, list[RowVerdict]] = defaultdict(list)
    for row in listed:
        on_line[row.line].append(row)
    reasons: defaultdict[int, list[PlacedProblem]] = defaultdict(list)
    for problem in problems:
        if problem.line is not None and problem.line in on_line:
            reasons[problem.line].append(place_problem(problem))
    return tuple(_row(plan, row, _reasons(row, on_line[row.line], reasons[row.line])) for row in listed)


def _reasons(
    row: RowVerdict, beside: Sequence[RowVerdict], found: Iterable[PlacedProblem]
) -> tuple[PlacedProblem, ...]:
    """What was said about a row; in a wide sheet, what was said about another cell of the line is not its own."""
    others = {other.text for other in beside} - {row.text}
    return tuple(problem for problem in found if problem.cell is None or problem.cell not in others)


def _row(plan: Plan, row: RowVerdict, reasons: tuple[PlacedProblem, ...]) -> ReviewRow:
    return ReviewRow(
        line=row.line,
        verdict=row.verdict,
        indicator=plan.indicator_by_code.get(row.indicator or ""),
        region=plan.region_by_code.get(row.region or ""),
        month=row.month,
        amount=row.amount,
        was=row.was,
        text=row.text,
        reasons=reasons,
    )
