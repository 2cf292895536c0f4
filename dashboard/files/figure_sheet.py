"""A figures file to rows of text: the table is found and its columns are read, nothing is judged yet."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dashboard.domain.plan import Plan
from dashboard.domain.problem import Level, Problem
from dashboard.domain.sheet_rows import SheetRows
from dashboard.files.figure_table import TableReader, header_here
from dashboard.files.header_search import HEADER_ROWS, SAMPLED_ROWS, find_header
from dashboard.files.heading import Vocabulary, build_vocabulary
from dashboard.files.reading import ReadLimits, Row, Sheet
from dashboard.files.row_kind import is_blank
from dashboard.files.row_stream import RowStream
from dashboard.files.sheet_notes import Lines, SheetNotes, Skip
from dashboard.files.table_layout import HeaderFault, Layout
from dashboard.files.table_reader import base_name, read_tables

_DEFAULT_LIMITS = ReadLimits()


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """A figures file as read: its rows in the order of the file, and everything that was noticed.

    Encoding and sheet are None where there is none. Header lines and the counts of rows that were left out account for
    every line that is in no row. Where any problem is an error the rows are not the whole file.
    """

    name: str
    encoding: str | None
    sheet: str | None
    rows: SheetRows
    problems: tuple[Problem, ...]
    header_lines: tuple[int, ...] = ()
    skipped: dict[Skip, int] = field(default_factory=dict)


def read_figure_sheet(content: bytes, name: str, plan: Plan, *, limits: ReadLimits = _DEFAULT_LIMITS) -> FigureSheet:
    """The rows of an office file that may hold a plan's figures; never raises, whatever the bytes are.

    A wide sheet gives one row per value. A file without a readable table has no rows and at least one error.
    """
    vocabulary = build_vocabulary(plan)
    reading = read_tables(content, name, limits=limits, score=vocabulary.score)
    shown = base_name(name)
    if not reading.sheets:
        return FigureSheet(shown, reading.encoding, None, SheetRows(), reading.problems)
    sheet = _choose_sheet(reading.sheets, vocabulary)
    notes = SheetNotes()
    rows = _SheetReader(sheet, vocabulary, notes).read()
    problems = [*reading.problems, *_about_workbook(sheet, reading.sheets), *notes.problems()]
    if not rows and not any(problem.level is Level.ERROR for problem in problems):
        problems.append(_no_rows(notes))
    return FigureSheet(
        shown, reading.encoding, sheet.name, rows, tuple(problems), tuple(notes.header_lines), notes.skipped()
    )


class _SheetReader:
    """Reads the tables of one sheet, one under the other."""

    def __init__(self, sheet: Sheet, vocabulary: Vocabulary, notes: SheetNotes) -> None:
        self._sheet, self._vocabulary, self._notes = sheet, vocabulary, notes
        self._stream = RowStream(sheet.rows)

    def read(self) -> SheetRows:
        """The rows of all tables."""
        found = self._first_header()
        rows = SheetRows()
        while found:
            self._enter(found)
            if isinstance(found, Layout):
                table = TableReader(found, self._vocabulary, self._notes, rows, is_text=self._sheet.name is None)
                found = table.read(self._stream, self._sheet.merged)
            else:
                found = self._pass_over()
        return rows

    def _first_header(self) -> Layout | HeaderFault | None:
        """The first header, taken with the rows above it; None where there is none, which is told."""
        rows = self._stream.peek(HEADER_ROWS + SAMPLED_ROWS)
        above, found = find_header(rows, self._sheet.merged, self._vocabulary)
        if isinstance(found, HeaderFault) and not found.lines:
            self._notes.tell(found.problem)
            return None
        for row in self._stream.skip(above):
            self._skip(Skip.ABOVE, row.line, row.cells)
            self._doubt(row)
        self._stream.skip(1)
        return found

    def _doubt(self, row: Row) -> None:
        """Ask about a row above the header that looks like figures: nothing of it is read."""
        if any(map(self._vocabulary.names_indicator, row.cells)) and any(cell.isdecimal() for cell in row.cells):
            message = f"第{row.line}行在表头之上，像是数据，没有读取。如是数据，请移到表头之下后再报送。"
            self._notes.warn(Problem(row.line, None, Level.WARNING, "figures-above-header", message))

    def _enter(self, found: Layout | HeaderFault) -> None:
        """Take note of a header, and step over its second row."""
        self._notes.header_lines.extend(found.lines)
        self._stream.skip(len(found.lines) - 1)
        for problem in found.notices if isinstance(found, Layout) else (found.problem,):
            self._notes.tell(problem)

    def _pass_over(self) -> Layout | HeaderFault | None:
        """Leave out the rows below a header that could not be read, up to the next header."""
        for row in self._stream:
            found = header_here(row, self._stream, self._sheet.merged, self._vocabulary)
            if found:
                return found
            self._skip(Skip.UNREAD, row.line, row.cells)
        return None

    def _skip(self, reason: Skip, line: int, cells: Sequence[str]) -> None:
        self._notes.skip(Skip.BLANK if all(map(is_blank, cells)) else reason, line)


def _choose_sheet(sheets: Sequence[Sheet], vocabulary: Vocabulary) -> Sheet:
    """The first sheet that a table can be read from, those that are shown before hidden ones."""
    filled = sorted((sheet for sheet in sheets if sheet.rows), key=lambda sheet: sheet.hidden)
    for sheet in filled:
        if isinstance(_header_of(sheet, vocabulary), Layout):
            return sheet
    meant = (sheet for sheet in filled if _header_of(sheet, vocabulary).lines)
    return next(meant, filled[0])


def _header_of(sheet: Sheet, vocabulary: Vocabulary) -> Layout | HeaderFault:
    rows = tuple(itertools.islice(sheet.rows, HEADER_ROWS + SAMPLED_ROWS))
    return find_header(rows, sheet.merged, vocabulary)[1]


def _about_workbook(chosen: Sheet, sheets: Sequence[Sheet]) -> Iterator[Problem]:
    others = [sheet for sheet in sheets if sheet.rows and sheet is not chosen]
    if others:
        named = "、".join(f"“{sheet.name}”" for sheet in others[:20]) + ("等" if len(others) > 20 else "")
        message = f"只读取了工作表“{chosen.name}”；还有{len(others)}个有内容的工作表没有读取：{named}。"
        yield Problem(None, None, Level.NOTICE, "other-sheets", message)
    if chosen.hidden:
        yield Problem(None, None, Level.NOTICE, "hidden-sheet", f"工作表“{chosen.name}”是隐藏的，已照常读取。")
    if chosen.hidden_rows:
        hidden = Lines()
        for line in chosen.hidden_rows:
            hidden.add(line)
        message = f"有{hidden.count}行是隐藏的（{hidden}），已照常读取。"
        yield Problem(chosen.hidden_rows[0], None, Level.NOTICE, "hidden-rows", message)


def _no_rows(notes: SheetNotes) -> Problem:
    line = notes.header_lines[-1] if notes.header_lines else None
    return Problem(line, None, Level.ERROR, "no-rows", "表头之下没有一行数据。请填写后再报送。")
