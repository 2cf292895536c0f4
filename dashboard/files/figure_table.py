"""One table of a sheet to rows of text: from below its header down to the next header or the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple, cast

from dashboard.domain.sheet_row import Column, Field, Header, RawRow
from dashboard.files.fill_down import FillDown, Keys
from dashboard.files.header_search import SAMPLED_ROWS, Merged, read_header
from dashboard.files.header_words import VALUE_FIELDS
from dashboard.files.heading import Vocabulary
from dashboard.files.reading import Row
from dashboard.files.row_kind import RowKind, RowSorter, is_blank
from dashboard.files.row_stream import RowStream
from dashboard.files.sheet_notes import SheetNotes, Skip
from dashboard.files.sum_checks import SumChecker, SumRow
from dashboard.files.table_layout import KEY_FIELDS, Group, HeaderFault, Layout, letter_of

_REMEMBERED = 50_000
_ABSENT = (None,)
_SKIPS = {
    RowKind.BLANK: Skip.BLANK,
    RowKind.BARE: Skip.BARE,
    RowKind.TITLE: Skip.TITLE,
    RowKind.SIGNATURE: Skip.SIGNATURE,
    RowKind.SUM: Skip.SUM,
}

_Cells = tuple[str, ...]
_Picker = Callable[[tuple[str | None, ...]], tuple[str | None, ...]]


class _Outlet(NamedTuple):
    """Where the rows of one group get their cells from."""

    header: Header
    region: str | None
    month: str | None
    unit: str | None
    column: Column | None
    pick: _Picker


class TableReader:
    """Reads one table; made anew for each header."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary, notes: SheetNotes, *, is_text: bool) -> None:
        self._layout, self._vocabulary, self._notes, self._is_text = layout, vocabulary, notes, is_text
        self._sorter = RowSorter(layout, vocabulary)
        self._fill = FillDown(layout)
        self._checker = SumChecker(vocabulary, notes)
        self._remark = layout.width if layout.remark is None else layout.remark
        self._outlets = tuple(_outlet(group, layout) for group in layout.groups)
        watched = (*layout.keys.values(), *layout.unheaded, *layout.departments)
        self._watched = itemgetter(*watched, watched[0])
        self._known: dict[tuple[str, ...], Keys] = {}
        self._plain = [{""} if index in layout.unheaded else set() for index in (*watched, watched[0])]
        keys = (layout.keys.get(field, layout.width) for field in KEY_FIELDS)
        self._pick_keys = cast("_Picker", itemgetter(*keys))
        self._sums: list[SumRow] = []
        self.rows: list[RawRow] = []

    def read(self, stream: RowStream, merged: Merged) -> Layout | HeaderFault | None:
        """Take the rows of this table; the header of the next one, or None at the end."""
        found = self._read_rows(stream, merged)
        self._checker.check_rows(self.rows, self._sums)
        return found

    def _read_rows(self, stream: RowStream, merged: Merged) -> Layout | HeaderFault | None:
        width, watched, known, rows = self._layout.width, self._watched, self._known, self.rows
        has_sums = bool(self._layout.sums)
        for row in stream:
            line, cells = row
            if len(cells) < width:
                cells += ("",) * (width - len(cells))
            if len(cells) == width and not has_sums:
                # nearly every row of a long file: its key cells were met before, so nothing has to be found out
                texts = watched(cells)
                keys = known.get(texts) or self._combined(texts, cells)
                if keys:
                    self._fill.above = keys
                    self._append(rows, line, cells, keys)
                    continue
            found = header_here(row, stream, merged, self._vocabulary)
            if found:
                return found
            self._take(line, cells)
        return None

    def _combined(self, texts: tuple[str, ...], cells: _Cells) -> Keys | None:
        """The keys of a row whose key cells were all met before, though not together."""
        if not all(text in met for text, met in zip(texts, self._plain, strict=True)):
            return None
        self._forget_many()
        keys = self._known[texts] = Keys(*self._pick_keys(cells + _ABSENT))
        return keys

    def _remember(self, cells: _Cells, keys: Keys) -> None:
        """Take rows with the same cells for figures from now on."""
        self._forget_many()
        texts = self._watched(cells)
        self._known[texts] = keys
        for text, met in zip(texts, self._plain, strict=True):
            if text:
                met.add(text)

    def _forget_many(self) -> None:
        if len(self._known) > _REMEMBERED:
            self._known.clear()

    def _take(self, line: int, cells: _Cells) -> None:
        """A row that was not met before: it may be anything."""
        kind = self._sorter.kind(cells)
        if kind is RowKind.FIGURES:
            self._take_figures(line, cells)
            return
        self._notes.skip(_SKIPS[kind], line)
        if kind is RowKind.TITLE:
            self._fill.forget()
        elif kind is RowKind.SUM:
            self._take_sums(line, cells)

    def _take_figures(self, line: int, cells: _Cells) -> None:
        self._tell_unheaded(line, cells)
        own = self._fill.own(cells)
        fault = self._fault(line, cells, own)
        cells = cells[: self._layout.width]
        if fault:
            self._fill.forget()
            self._give(line, cells, Keys(*own), fault)
            return
        if self._fill.is_first_seen(own):
            self._known.clear()
        keys, taken = self._fill.filled(own)
        for field in taken:
            self._notes.fill(self._layout.groups[0].header.columns[field], line)
        self._fill.above = keys
        self._give(line, cells, keys)
        is_known = self._sorter.names_indicator(cells)
        if is_known and self._fill.is_lasting(own, keys) and all(is_blank(cells[i]) for i in self._layout.unheaded):
            self._remember(cells, keys)

    def _take_sums(self, line: int, cells: _Cells) -> None:
        """Keep a row of sums for later; below it the same keys go on, except for its region."""
        columns = self._sorter.sum_columns(cells)
        cells = cells[: self._layout.width]
        word = "".join(cells[columns[0]].split()).strip(":：")
        plain = tuple("" if index in columns else cell for index, cell in enumerate(cells))
        own = self._fill.own(plain)
        keys, _ = self._fill.filled(own)
        if set(columns) & {self._layout.keys.get(Field.CODE), self._layout.keys.get(Field.NAME)}:
            keys = keys._replace(code=own[0], name=own[1])
        since = self._sums[-1].place if self._sums else 0
        rows: list[RawRow] = []
        self._append(rows, line, plain, keys)
        self._sums.append(SumRow(word, tuple(rows), since, len(self.rows)))
        self._fill.above = keys
        self._fill.forget(only_region=True)

    def _give(self, line: int, cells: _Cells, keys: Keys, fault: str | None = None) -> None:
        before = len(self.rows)
        self._append(self.rows, line, cells, keys, fault)
        for column in self._layout.sums:
            by_month = self._layout.by_month
            self._checker.check_column(column, cells[column.place], self.rows[before:], by_month=by_month)

    def _append(self, rows: list[RawRow], line: int, cells: _Cells, keys: Keys, fault: str | None = None) -> None:
        code, name, region, month, unit = keys
        padded = cells + _ABSENT
        remark = padded[self._remark]
        # a faulty line is told once, not for each of its columns
        for header, of_region, of_month, of_unit, column, pick in self._outlets[:1] if fault else self._outlets:
            key = (code, name, of_region or region, of_month or month)
            row = (line, header, *key, *pick(padded), unit or of_unit or unit, remark, column, fault)
            # half the time of calling RawRow, and this is done for every figure
            rows.append(tuple.__new__(RawRow, row))

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


def header_here(row: Row, stream: RowStream, merged: Merged, vocabulary: Vocabulary) -> Layout | HeaderFault | None:
    """The header that this row is, with the rows to come; None for any other row."""
    # figures are the most frequent thing below a header, and a header holds no number but 202307
    if any(cell.isdecimal() and len(cell) != 6 for cell in row.cells):
        return None
    if not any(cell and vocabulary.is_indicator_header(cell) for cell in row.cells):
        return None
    return read_header((row, *stream.peek(SAMPLED_ROWS)), merged, vocabulary)


def _outlet(group: Group, layout: Layout) -> _Outlet:
    places = (group.fields.get(field, layout.width) for field in VALUE_FIELDS)
    pick = cast("_Picker", itemgetter(*places))
    return _Outlet(group.header, group.region, group.month, group.unit, group.column, pick)
