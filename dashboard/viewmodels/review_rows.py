"""A page of a file under review: its rows with their verdicts, and the cells that can be written anew beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.domain.measure import Amount, Measure
from dashboard.domain.mending import Mend, cells_of
from dashboard.domain.month import Month
from dashboard.domain.plan import Indicator, Plan, Region
from dashboard.domain.problem import Level, Problem
from dashboard.domain.review import Review
from dashboard.domain.sheet_row import Field
from dashboard.domain.verdict import RowVerdict, RowVerdicts, Verdict
from dashboard.viewmodels.placed_problem import PlacedProblem, place_problem

ROWS_A_PAGE = 200
ALL, WARNED = "all", "warn"
SHOWS = (ALL, *(verdict.value for verdict in Verdict), WARNED)
"""What can be shown of a file: all of it, the rows of one verdict, those that want a word."""

_LONGEST_NUMBER = 9
_OF_THE_KEY = ("indicator-", "region-", "month-", "city-only", "not-permitted", "too-many-cells")
_SLOTS = {Field.CODE: "code", Field.NAME: "name", Field.REGION: "region", Field.MONTH: "month"}


@dataclass(frozen=True, slots=True)
class RowsAsked:
    """Which rows are looked at: one of `SHOWS`, and the page of them, counted from 1."""

    show: str = ALL
    page: int = 1


def asked_rows(view: object) -> tuple[int | None, RowsAsked]:
    """What a view (submission:show:page) asks for: the submission, None where it names none, and the rows of it."""
    about, show, page = (*str(view).split(":"), "", "")[:3]
    return _number(about), RowsAsked(show, _number(page) or 1) if show in SHOWS else RowsAsked()


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else None


@dataclass(frozen=True, slots=True)
class RowCell:
    """One cell of a row as it is read now; `was` is what the file says where it was mended, else None.

    `slot` is the column of the page that it stands in: code, name, region, month or value.
    """

    slot: str
    letter: str
    header: str
    text: str
    was: str | None = None
    by: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One row of the file with its verdict; keys are None where they could not be read, `text` is the value cell.

    `cells` are there for a row that may want mending; `left_out` is who said that it is not reported.
    """

    line: int
    verdict: Verdict
    indicator: Indicator | None
    region: Region | None
    month: Month | None
    amount: Amount | None
    was: Amount | None
    text: str
    reasons: tuple[PlacedProblem, ...]
    cells: tuple[RowCell, ...] = ()
    left_out: str = ""

    @property
    def is_warned(self) -> bool:
        """Whether the row wants a word of explanation."""
        return any(reason.level is Level.WARNING for reason in self.reasons)

    @property
    def value_is_refused(self) -> bool:
        """Whether it is the value that stands in the way, not the keys of the row."""
        return any(r.level is Level.ERROR and not r.code.startswith(_OF_THE_KEY) for r in self.reasons)

    @property
    def is_repeat(self) -> bool:
        """Whether the row repeats another of the same file rather than what is published."""
        return self.verdict is Verdict.SAME and self.amount != self.was

    @property
    def is_mended(self) -> bool:
        """Whether any of its cells is read as something else than the file says."""
        return any(cell.was is not None for cell in self.cells)

    def unread(self, key: str) -> str | None:
        """The cell that could not be read as the row's `indicator`, `region` or `month`; None where there is none."""
        return next((r.cell for r in self.reasons if r.level is Level.ERROR and r.code.startswith(f"{key}-")), None)

    def in_slot(self, slot: str) -> tuple[RowCell, ...]:
        """The cells that stand in one column of the page."""
        return tuple(cell for cell in self.cells if cell.slot == slot)


@dataclass(frozen=True, slots=True)
class RowsPage:
    """A page of rows in the file's order; `total` counts all rows of what is shown, on all pages."""

    show: str
    page: int
    pages: int
    total: int
    rows: tuple[ReviewRow, ...]

    @property
    def first(self) -> int:
        """The place of the page's first row among those that are shown, counted from 1."""
        return (self.page - 1) * ROWS_A_PAGE + 1


def build_rows_page(plan: Plan, review: Review, asked: RowsAsked) -> RowsPage:
    """The page that was asked for, the nearest that there is where it is beyond the last."""
    graves = [problem for problem in review.checked.problems if problem.level is not Level.NOTICE]
    places = _places(review, asked.show, graves)
    pages = max(1, -(-len(places) // ROWS_A_PAGE))
    page = min(max(1, asked.page), pages)
    shown = places[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    return RowsPage(asked.show, page, pages, len(places), tuple(_rows(plan, review, shown, graves)))


def _places(review: Review, show: str, graves: Sequence[Problem]) -> Sequence[int]:
    """Where the rows stand that are to be shown."""
    columns = RowVerdicts.of(review.checked.rows).columns
    if show == ALL:
        return range(len(columns.line))
    if show != WARNED:
        return [place for place, verdict in enumerate(columns.verdict) if verdict == show]
    warnings = [problem for problem in graves if problem.level is Level.WARNING]
    lines = {problem.line for problem in warnings}
    near = [place for place, line in enumerate(columns.line) if line in lines]
    told = _told(review, near, warnings)
    return [place for place in near if told[place]]


def _rows(plan: Plan, review: Review, places: Sequence[int], graves: Sequence[Problem]) -> Iterator[ReviewRow]:
    told = _told(review, places, graves)
    mends: defaultdict[int, list[Mend]] = defaultdict(list)
    for mend in review.mends:
        mends[mend.line].append(mend)
    for place in places:
        row = review.checked.rows[place]
        indicator = plan.indicator_by_code.get(row.indicator or "")
        found = _cells(review, place, told[place], mends[row.line])
        cells = tuple(cell for field, cell in found if cell.text or _is_asked(field, cell, indicator))
        wanted = row.verdict is Verdict.REJECTED or told[place] or any(cell.was is not None for cell in cells)
        left_out = next((mend.by for mend in mends[row.line] if not mend.letter), "")
        yield _row(plan, row, told[place], cells if wanted and not left_out else (), left_out)


def _told(review: Review, places: Iterable[int], graves: Iterable[Problem]) -> Mapping[int, tuple[PlacedProblem, ...]]:
    """What was said about each of these rows; in a wide sheet, what was said about its neighbours is not its own."""
    rows = {place: review.checked.rows[place] for place in places}
    lines = {row.line for row in rows.values()}
    beside = _texts_on(review, lines)
    found: defaultdict[int, list[PlacedProblem]] = defaultdict(list)
    for problem in graves:
        if problem.line is not None and problem.line in lines:
            found[problem.line].append(place_problem(problem))
    return {place: _own(found[row.line], beside[row.line] - {row.text}) for place, row in rows.items()}


def _texts_on(review: Review, lines: Container[int]) -> Mapping[int, set[str]]:
    columns = RowVerdicts.of(review.checked.rows).columns
    found: defaultdict[int, set[str]] = defaultdict(set)
    for line, text in zip(columns.line, columns.text, strict=True):
        if line in lines:
            found[line].add(text)
    return found


def _own(found: Iterable[PlacedProblem], others: Container[str]) -> tuple[PlacedProblem, ...]:
    return tuple(problem for problem in found if problem.cell is None or problem.cell not in others)


def _is_asked(field: Field, cell: RowCell, indicator: Indicator | None) -> bool:
    """Whether an empty cell may be what is wanted: a ratio wants its counts, everything else a number."""
    if cell.refused or cell.was is not None or indicator is None:
        return True
    of_ratio = field in (Field.NUMERATOR, Field.DENOMINATOR)
    return cell.slot != "value" or of_ratio == (indicator.measure is Measure.RATIO)


def _cells(
    review: Review, place: int, told: Iterable[PlacedProblem], mends: Iterable[Mend]
) -> Iterator[tuple[Field, RowCell]]:
    """The cells that can be mended: none where it is not known which column they stand in."""
    raw = review.raw[place] if review.raw else None
    if raw is None or raw.fault is not None:
        return
    by_letter = {mend.letter: mend for mend in mends}
    refused = {problem.letter for problem in told if problem.level is Level.ERROR}
    for field, column, text in cells_of(raw):
        is_told = column.letter in refused
        if field is not Field.REMARK and (field is not Field.UNIT or is_told):
            mend = by_letter.get(column.letter)
            was, by = (mend.was, mend.by) if mend else (None, "")
            slot = _SLOTS.get(field, "value")
            yield field, RowCell(slot, column.letter, column.header, text, was, by, is_told)


def _row(
    plan: Plan, row: RowVerdict, told: tuple[PlacedProblem, ...], cells: tuple[RowCell, ...], left_out: str
) -> ReviewRow:
    return ReviewRow(
        line=row.line,
        verdict=row.verdict,
        indicator=plan.indicator_by_code.get(row.indicator or ""),
        region=plan.region_by_code.get(row.region or ""),
        month=row.month,
        amount=row.amount,
        was=row.was,
        text=row.text,
        reasons=told,
        cells=cells,
        left_out=left_out,
    )
