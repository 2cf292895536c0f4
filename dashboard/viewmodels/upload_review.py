"""The review of one upload: what it would do, what needs a look first, and how the file was read."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dashboard.domain.mending import CellPlace, cell_at, key_of_problem
from dashboard.domain.month import Month
from dashboard.domain.plan import Plan
from dashboard.domain.plan_rules import Publish
from dashboard.domain.problem import Level, Problem
from dashboard.domain.review import Review
from dashboard.domain.sheet_row import Field, RawRow
from dashboard.domain.verdict import Counts, RowVerdicts, Verdict
from dashboard.viewmodels.outlook import LampLine, Outlook, ScoreLine
from dashboard.viewmodels.placed_problem import PlacedProblem, place_problem
from dashboard.viewmodels.review_rows import RowsAsked, RowsPage, build_rows_page

PROBLEMS_LISTED = 200
LAMPS_LISTED = 60
NOTICES_LISTED = 60

_GRAVEST_FIRST = (Level.ERROR, Level.WARNING)
_OFFERED = "最接近的是"
_NAMED = re.compile("“(?P<name>[^”]+)”（(?P<code>[^）]+)）")


@dataclass(frozen=True, slots=True)
class UploadReview:
    """One upload under review. What is listed is capped; `left` counts by list name what is not listed.

    `problems` are errors, then warnings, by line; `silent` counts the warnings that nobody has said a word about yet,
    `alike` the same by their code. Lamps are told as of `as_of`; `turns_to` is the month that the board would turn to
    by itself after publication, None where it stays. `at_once` is True where handing in is publishing, `returned` the
    reason why it came back.
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
    page: RowsPage
    lamps: tuple[LampLine, ...]
    scores: tuple[ScoreLine, ...]
    left: Mapping[str, int]
    months: tuple[Month, ...]
    as_of: Month
    turns_to: Month | None
    at_once: bool = False
    silent: int = 0
    alike: Mapping[str, int] = field(default_factory=dict)
    explanation: str = ""
    returned: str = ""

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


def build_upload_review(
    review: Review, outlook: Outlook, asked: RowsAsked | None = None, returned: str = ""
) -> UploadReview:
    """The review of a file, with what its publication would change on the board and the rows that were asked for."""
    plan, checked = outlook.before.plan, review.checked
    graves = [p for level in _GRAVEST_FIRST for p in checked.problems if p.level is level]
    notices = [p for p in checked.problems if p.level is Level.NOTICE]
    counts, alike = checked.counts, Counter(problem.code for problem in review.unexplained)
    return UploadReview(
        submission=review.submission,
        file=review.file,
        sha256=review.sha256,
        encoding=review.encoding,
        sheet=review.sheet,
        asked_month=review.asked_month,
        counts=counts,
        errors=len(graves) - counts.warnings,
        problems=tuple(_placed(plan, review, graves[:PROBLEMS_LISTED])),
        notices=tuple(place_problem(problem) for problem in notices[:NOTICES_LISTED]),
        page=build_rows_page(plan, review, asked or RowsAsked()),
        lamps=outlook.lamps[:LAMPS_LISTED],
        scores=outlook.scores,
        left={
            "problems": max(0, len(graves) - PROBLEMS_LISTED),
            "notices": max(0, len(notices) - NOTICES_LISTED),
            "lamps": max(0, len(outlook.lamps) - LAMPS_LISTED),
        },
        months=tuple(sorted({row.month for row in review.to_write if row.month})),
        as_of=outlook.before.as_of,
        turns_to=outlook.turns_to,
        at_once=plan.rules.publish is Publish.AT_ONCE,
        silent=alike.total(),
        alike=alike,
        explanation=review.explanation.strip(),
        returned=returned,
    )


def _placed(plan: Plan, review: Review, problems: Sequence[Problem]) -> Iterator[PlacedProblem]:
    """The problems with what a page can do about each: the word that was said, the cell that can be mended."""
    lines = {problem.line for problem in problems}
    columns = RowVerdicts.of(review.checked.rows).columns
    codes = {line: code for line, code in zip(columns.line, columns.indicator, strict=True) if code and line in lines}
    raw: defaultdict[int | None, list[RawRow]] = defaultdict(list)
    for row in review.raw:
        if row.line in lines:
            raw[row.line].append(row)
    for problem in problems:
        indicator = plan.indicator_by_code.get(codes.get(problem.line or 0) or "")
        found = place_problem(problem, indicator)
        cell = _cell(raw[problem.line], found.letter)
        near = _near(found.sentence, by_code=cell is not None and cell.field is Field.CODE)
        yield replace(
            found,
            word=review.words.get(key_of_problem(problem)),
            can_mend=cell is not None,
            near=near if cell else (),
            can_leave_out=bool(raw[problem.line]),
        )


def _cell(rows: Sequence[RawRow], letter: str | None) -> CellPlace | None:
    """The cell of a line in a column, where it is known that it stands there."""
    sound = (row for row in rows if row.fault is None)
    return next((place for row in sound if (place := cell_at(row, letter or ""))), None)


def _near(sentence: str, *, by_code: bool) -> tuple[str, ...]:
    """The names, or codes, that a sentence offers in the place of one that there is not."""
    offered = sentence.partition(_OFFERED)[2]
    return tuple(found["code" if by_code else "name"] for found in _NAMED.finditer(offered))
