"""Where a table begins: its header row or its two, told from titles above and figures below."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dashboard.domain.cell_text import key_of
from dashboard.domain.problem import Level, Problem
from dashboard.domain.sheet_row import Field
from dashboard.files.column_roles import arrange, missing_text
from dashboard.files.header_words import UNIT_NAMES, bare
from dashboard.files.heading import Heading, Vocabulary, joined
from dashboard.files.reading import Row
from dashboard.files.table_layout import KEY_FIELDS, HeaderFault, Layout

HEADER_ROWS = 20
SAMPLED_ROWS = 60
"""How many rows are looked at to tell what a column holds."""

Merged = Sequence[tuple[int, int, int, int]]

_NUMBER = re.compile(r"[-+]?[0-9][0-9,.]*%?")
_YEAR = re.compile(r"[0-9]{4}年度?")
_NEEDED = ("指标编码或指标名称", "累计值（或本月值，或分子和分母）")


def find_header(rows: Sequence[Row], merged: Merged, vocabulary: Vocabulary) -> tuple[int, Layout | HeaderFault]:
    """The first header among the first 20 rows, readable or not, and how many rows stand above it.

    Where there is none, a fault without lines says so.
    """
    for index in range(min(HEADER_ROWS, len(rows))):
        found = read_header(rows[index:], merged, vocabulary)
        if found:
            return index, found
    return 0, _nothing_found(rows[:HEADER_ROWS])


def read_header(rows: Sequence[Row], merged: Merged, vocabulary: Vocabulary) -> Layout | HeaderFault | None:
    """The table whose header the first of these rows is; None where it is no header."""
    top = [vocabulary.heading(cell) for cell in rows[0].cells]
    double = _doubled(rows, merged, vocabulary)
    if double:
        found = _arranged(double, rows, 2, vocabulary)
        if isinstance(found, Layout):
            return found
    return _arranged(top, rows, 1, vocabulary) if _is_meant(top) else None


def _is_meant(headings: Sequence[Heading]) -> bool:
    """Whether a row is a header at all: it names an indicator's column and something beside it."""
    known = [heading for heading in headings if heading.is_known]
    return len(known) > 1 and any(h.field in (Field.CODE, Field.NAME) and not h.is_weak for h in known)


def _arranged(
    headings: Sequence[Heading], rows: Sequence[Row], count: int, vocabulary: Vocabulary
) -> Layout | HeaderFault:
    lines = tuple(row.line for row in rows[:count])
    below = rows[count:SAMPLED_ROWS]
    departments = [
        index
        for index, heading in enumerate(headings)
        if bare(key_of(heading.text)) in UNIT_NAMES and _holds_departments(index, below, vocabulary)
    ]
    return arrange(headings, lines, departments)


def _holds_departments(index: int, rows: Sequence[Row], vocabulary: Vocabulary) -> bool:
    cells = [row.cells[index] for row in rows if index < len(row.cells) and row.cells[index].strip()]
    regions = any(vocabulary.is_region(cell) for cell in cells)
    return not regions and any(vocabulary.is_department(cell) for cell in cells)


def _doubled(rows: Sequence[Row], merged: Merged, vocabulary: Vocabulary) -> list[Heading] | None:
    """The headings of the first two rows taken together; None where the second is no part of the header."""
    if len(rows) < 2:
        return None
    width = max(len(rows[0].cells), len(rows[1].cells))
    top, bottom = (_padded(row.cells, width) for row in rows[:2])
    carried, is_open = _carried(rows[0], rows[1], top, bottom, merged)
    lower = [vocabulary.heading(cell) for cell in bottom]
    if not _is_second(lower, bottom, is_open):
        return None
    upper = [vocabulary.heading(cell) for cell in carried]
    if not any(heading.is_known or heading.is_only_unit or _YEAR.fullmatch(heading.text) for heading in upper):
        return None
    headings = [joined(above, below, vocabulary) for above, below in zip(upper, lower, strict=True)]
    # a title over the whole table is no header, even where it is a year or a month
    keys = [(above, both) for above, both in zip(upper, headings, strict=True) if both.field in KEY_FIELDS]
    if any(both.region or both.period or _YEAR.fullmatch(above.text) for above, both in keys):
        return None
    return headings


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [cell.strip() for cell in cells] + [""] * (width - len(cells))


def _is_second(lower: Sequence[Heading], bottom: Sequence[str], is_open: Sequence[bool]) -> bool:
    """Whether a row continues the header above it: known names and no numbers, only where the first has room."""
    if not any(heading.is_known or heading.is_only_unit for heading in lower):
        return False
    filled = [index for index, cell in enumerate(bottom) if cell]
    if any(_NUMBER.fullmatch(bottom[index]) for index in filled):
        return False
    return all(is_open[index] or lower[index].is_only_unit for index in filled)


def _carried(
    first: Row, second: Row, top: Sequence[str], bottom: Sequence[str], merged: Merged
) -> tuple[list[str], list[bool]]:
    """The upper text over every column, and whether there is room for a lower one."""
    spans = [
        range(left, right + 1)
        for start, left, end, right in merged
        if left < right and start <= first.line <= end < second.line
    ]
    return _over_spans(top, spans) if spans else _over_gaps(top, bottom)


def _over_spans(top: Sequence[str], spans: Sequence[range]) -> tuple[list[str], list[bool]]:
    carried, is_open = list(top), [not cell for cell in top]
    for span in spans:
        for index in span:
            if index < len(top):
                carried[index], is_open[index] = top[span.start], True
    return carried, is_open


def _over_gaps(top: Sequence[str], bottom: Sequence[str]) -> tuple[list[str], list[bool]]:
    """Without merged cells an upper text reaches over the empty cells to its right that have a lower text."""
    carried: list[str] = []
    is_open: list[bool] = []
    last = ""
    for index, (above, below) in enumerate(zip(top, bottom, strict=True)):
        if not below:
            last = ""
        elif above:
            reaches = index + 1 < len(top) and not top[index + 1] and bool(bottom[index + 1])
            last = above if reaches else ""
        carried.append(above or last)
        is_open.append(not above or bool(last))
    return carried, is_open


def _nothing_found(rows: Sequence[Row]) -> HeaderFault:
    fullest = max((row.cells for row in rows), key=lambda cells: sum(map(bool, cells)), default=())
    seen = [" ".join(cell.split())[:40] for cell in fullest if cell.isprintable()]
    return HeaderFault((), Problem(None, None, Level.ERROR, "columns-missing", missing_text((), _NEEDED, seen)))
