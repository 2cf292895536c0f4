"""One table of a sheet to rows of text: from below its header down to the next header or the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.domain.sheet_row import Field
from dashboard.domain.sheet_rows import SheetRows
from dashboard.files.fill_down import FillDown, Keys
from dashboard.files.group_rows import Column, rows_of_lines
from dashboard.files.header_search import SAMPLED_ROWS, Merged, read_header
from dashboard.files.heading import Vocabulary
from dashboard.files.plain_rows import PlainRows
from dashboard.files.reading import Row
from dashboard.files.row_kind import RowKind, RowSorter, is_blank
from dashboard.files.row_stream import RowStream
from dashboard.files.sheet_notes import SheetNotes, Skip
from dashboard.files.sum_checks import SumChecker, SumRow
from dashboard.files.table_layout import KEY_FIELDS, HeaderFault, Layout, letter_of

_MOST_AT_ONCE = 512
_SKIPS = {
    RowKind.BLANK: Skip.BLANK,
    RowKind.BARE: Skip.BARE,
    RowKind.TITLE: Skip.TITLE,
    RowKind.SIGNATURE: Skip.SIGNATURE,
    RowKind.SUM: Skip.SUM,
}

_Cells = tuple[str, ...]


class TableReader:
    """Reads one table; made anew for each header."""

    def __init__(
        self, layout: Layout, vocabulary: Vocabulary, notes: SheetNotes, rows: SheetRows, *, is_text: bool
    ) -> None:
        self._layout, self._vocabulary, self._notes, self._is_text = layout, vocabulary, notes, is_text
        self._sorter = RowSorter(layout, vocabulary)
        self._plain = PlainRows(layout, vocabulary, self._sorter)
        self._fill = FillDown(layout)
        self._checker = SumChecker(vocabulary, notes)
        self._rows, self._first = rows, len(rows)
        self._sums: list[SumRow] = []

    def read(self, stream: RowStream, merged: Merged) -> Layout | HeaderFault | None:
        """Add the rows of this table to those of the sheet; the header of the next one, or None at the end."""
        found = self._read_rows(stream, merged)
        self._checker.check_rows(self._rows, self._first, self._sums)
        return found

    def _read_rows(self, stream: RowStream, merged: Merged) -> Layout | HeaderFault | None:
        """Take plain rows many at once, and look at every other row."""
        at_once = 1
        while ahead := stream.peek(at_once):
            taken = self._take_plain(ahead)
            at_once = min(2 * at_once, _MOST_AT_ONCE) if taken == len(ahead) else 1
            stream.skip(taken or 1)
            if not taken:
                found = self._look_at(ahead[0], stream, merged)
                if found:
                    return found
        return None

    def _take_plain(self, rows: Sequence[Row]) -> int:
        """Take the rows up to the first that is not plain; how many."""
        columns = [] if self._layout.sums else self._plain.columns(rows)
        if not columns:
            return 0
        lines = [row.line for row in rows[: len(columns[0])]]
        places = [self._layout.keys.get(field) for field in KEY_FIELDS]
        keys = [[None] * len(lines) if place is None else columns[place] for place in places]
        self._rows.extend(rows_of_lines(self._layout, lines, columns, keys))
        self._fill.above = tuple(None if place is None else columns[place][-1] for place in places)
        return len(lines)

    def _look_at(self, row: Row, stream: RowStream, merged: Merged) -> Layout | HeaderFault | None:
        """Take a row that may be anything; the header of the next table where it is that."""
        line, cells = row
        cells += ("",) * (self._layout.width - len(cells))
        if not self._sorter.names_indicator(cells):
            found = header_here(row, stream, merged, self._vocabulary)
            if found:
                return found
        kind = self._sorter.kind(cells)
        if kind is RowKind.FIGURES:
            self._take_figures(line, cells)
            return None
        self._notes.skip(_SKIPS[kind], line)
        if kind is RowKind.TITLE:
            self._fill.forget()
        elif kind is RowKind.SUM:
            self._take_sums(line, cells)
        return None

    def _take_figures(self, line: int, cells: _Cells) -> None:
        self._tell_unheaded(line, cells)
        own = self._fill.own(cells)
        fault = self._fault(line, cells, own)
        cells = cells[: self._layout.width]
        if fault:
            self._fill.forget()
            self._give(line, cells, Keys(*own), fault)
            return
        self._plain.meet(cells)
        keys, taken = self._fill.filled(own)
        for field in taken:
            self._notes.fill(self._layout.groups[0].header.columns[field], line)
        self._fill.above = keys
        self._give(line, cells, keys)

    def _take_sums(self, line: int, cells: _Cells) -> None:
        """Keep a row of sums for later; below it the same keys go on, except for its region."""
        columns = self._sorter.sum_columns(cells)
        cells = cells[: self._layout.width]
        self._plain.meet(cells)
        word = "".join(cells[columns[0]].split()).strip(":：")
        plain = tuple("" if index in columns else cell for index, cell in enumerate(cells))
        own = self._fill.own(plain)
        keys, _ = self._fill.filled(own)
        if set(columns) & {self._layout.keys.get(Field.CODE), self._layout.keys.get(Field.NAME)}:
            keys = keys._replace(code=own[0], name=own[1])
        since = self._sums[-1].place if self._sums else self._first
        rows = SheetRows()
        rows.extend(self._rows_of(line, plain, keys))
        self._sums.append(SumRow(word, tuple(rows), since, len(self._rows)))
        self._fill.above = keys
        self._fill.forget(only_region=True)

    def _give(self, line: int, cells: _Cells, keys: Keys, fault: str | None = None) -> None:
        before = len(self._rows)
        self._rows.extend(self._rows_of(line, cells, keys, fault))
        for column in self._layout.sums:
            by_month = self._layout.by_month
            self._checker.check_column(column, cells[column.place], self._rows[before:], by_month=by_month)

    def _rows_of(self, line: int, cells: _Cells, keys: Keys, fault: str | None = None) -> list[Column]:
        return rows_of_lines(self._layout, (line,), [(cell,) for cell in cells], [(key,) for key in keys], fault)

    def _fault(self, line: int, cells: _Cells, own: Sequence[str | None]) -> str | None:
        """Why a row's cells can't be trusted to stand in their columns."""
        width = self._layout.width
        beyond = [index for index in range(width, len(cells)) if self._is_text or not is_blank(cells[index])]
        if beyond:
            count = beyond[-1] + 1
            why = "多半是数值里的千分位逗号没有加引号" if self._is_text else "多出的单元格没有表头"
            return f"第{line}行有{count}列而表头{width}列，{why}。请改好这一行后再报送。"
        for index in self._layout.departments:
            if self._vocabulary.is_region(cells[index]) and not self._vocabulary.is_city(cells[index]):
                return f"第{line}行{letter_of(index)}列是地区，而这一列别处是部门，没有读取。请另加“地区”一列后再报送。"
        return None

    def _tell_unheaded(self, line: int, cells: _Cells) -> None:
        for index in self._layout.unheaded:
            if not is_blank(cells[index]):
                self._notes.leave(letter_of(index), line)


_NUMBER = re.compile(r"\s*[0-9][0-9,，]*(?:\.[0-9]+)?[万亿]?%?\s*")
_MONTH = re.compile(r"\s*(?:19|20)[0-9]{2}\.?(?:0?[1-9]|1[0-2])\s*")


def header_here(row: Row, stream: RowStream, merged: Merged, vocabulary: Vocabulary) -> Layout | HeaderFault | None:
    """The header that this row is, with the rows to come; None for any other row."""
    # figures are the most frequent thing below a header, and a header holds no number but 202307 and 2023.7
    if any(_NUMBER.fullmatch(cell) and not _MONTH.fullmatch(cell) for cell in row.cells):
        return None
    if not any(cell and vocabulary.is_indicator_header(cell) for cell in row.cells):
        return None
    return read_header((row, *stream.peek(SAMPLED_ROWS)), merged, vocabulary)
