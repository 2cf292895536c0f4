"""What people write beside a file under review: cells mended, lines left out, a word for what wants explaining.

The file itself stays as it was sent; what is judged is the file with this laid over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from dashboard.domain.cell_text import quoted
from dashboard.domain.findings import CELLS, value_field
from dashboard.domain.problem import Level, Problem
from dashboard.domain.sheet_row import Column, Field, RawRow
from dashboard.domain.verdict import Checked, RowVerdict, Verdict

WHOLE_LINE = ""
"""The letter of a mend that leaves its whole line out."""

_VALUES = (Field.TOTAL, Field.MONTHLY, Field.NUMERATOR, Field.DENOMINATOR)


class ProblemKey(NamedTuple):
    """What tells one problem of a file from another, whatever its sentence says today."""

    line: int | None
    column: str | None
    code: str


class CellPlace(NamedTuple):
    """One cell of a row: what it holds, where it stands, and its text."""

    field: Field
    column: Column
    text: str


@dataclass(frozen=True, slots=True)
class Mend:
    """One cell as somebody mended it: its line and column letter, as it stood and as it is read now."""

    line: int
    letter: str
    was: str
    becomes: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Word:
    """Why something is so, in the words of somebody who knows."""

    said: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything that was written beside one file; a cell mended twice is there once, as it was mended last."""

    mends: tuple[Mend, ...] = ()
    words: Mapping[ProblemKey, Word] = field(default_factory=dict)

    @property
    def left_out(self) -> frozenset[int]:
        """The lines that are not reported."""
        return frozenset(mend.line for mend in self.mends if mend.letter == WHOLE_LINE)


NOTHING_BESIDE = Beside()


def key_of_problem(problem: Problem) -> ProblemKey:
    """The key that words are kept under."""
    return ProblemKey(problem.line, problem.column, problem.code)


def lay_mends(rows: Sequence[RawRow], beside: Beside) -> tuple[Sequence[RawRow], tuple[Problem, ...]]:
    """The rows as they are to be judged, and a notice for every mend that found its cell."""
    if not beside.mends:
        return rows, ()
    by_line: dict[int, list[Mend]] = {}
    for mend in beside.mends:
        by_line.setdefault(mend.line, []).append(mend)
    notices: dict[Mend, Problem] = {}
    mended = [_mended(row, by_line[row.line], notices) if row.line in by_line else row for row in rows]
    return mended, tuple(notices.values())


def without_left_out(checked: Checked, left_out: frozenset[int]) -> Checked:
    """A checked file where the lines that are left out are missing, and nothing more is asked about them."""
    if not left_out:
        return checked
    rows = tuple(_missing(row) if row.line in left_out else row for row in checked.rows)
    problems = (p for p in checked.problems if p.line not in left_out or p.level is Level.NOTICE)
    return Checked(rows, tuple(problems))


def cell_at(row: RawRow, letter: str) -> CellPlace | None:
    """The cell of a row that stands in the column with this letter."""
    return next((place for place in cells_of(row) if place.column.letter == letter), None)


def cells_of(row: RawRow) -> Iterator[CellPlace]:
    """The cells of a row that are read, in the order of their columns."""
    places = [(found, column) for found, column in row.header.columns.items()]
    if row.value_column:
        places.append((value_field(row), row.value_column))
    for found, column in sorted(places, key=lambda place: (len(place[1].letter), place[1].letter)):
        text = getattr(row, CELLS[found])
        if text is not None:
            yield CellPlace(found, column, text)


def _mended(row: RawRow, mends: Iterable[Mend], notices: dict[Mend, Problem]) -> RawRow:
    for mend in mends:
        if mend.letter == WHOLE_LINE:
            row = _with(row._replace(fault=None), {found: _blank(row, found) for found in _VALUES})
            told = f"第 {mend.line} 行：{mend.by}标为不报，没有采用。"
            notices[mend] = Problem(mend.line, None, Level.NOTICE, "left-out", told)
            continue
        place = cell_at(row, mend.letter)
        if place and row.fault is None:
            row = _with(row, {place.field: mend.becomes})
            notices[mend] = _notice(mend, place.column)
    return row


def _with(row: RawRow, cells: Mapping[Field, str | None]) -> RawRow:
    changes: dict[str, Any] = {CELLS[found]: text for found, text in cells.items()}
    return row._replace(**changes)


def _blank(row: RawRow, found: Field) -> str | None:
    return None if getattr(row, CELLS[found]) is None else ""


def _notice(mend: Mend, column: Column) -> Problem:
    was = quoted(mend.was) if mend.was else ""
    told = f"第 {mend.line} 行 {mend.letter} 列 {column.header}{was}：{mend.by}改为{quoted(mend.becomes)}。"
    return Problem(mend.line, column.header, Level.NOTICE, "mended", told)


def _missing(row: RowVerdict) -> RowVerdict:
    return row._replace(verdict=Verdict.MISSING, amount=None)
