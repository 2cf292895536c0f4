"""The receipt: the reporter's own file, as it was sent, with a verdict and the reasons added to each line.

A text keeps its encoding, its delimiter, its line ends and every line as it stood; a workbook stays that workbook.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from dashboard.domain.plan import Plan
from dashboard.files.heading import build_vocabulary
from dashboard.files.reading import ReadLimits, Sheet
from dashboard.files.receipt_workbook import annotate_workbook
from dashboard.files.table_reader import read_tables
from dashboard.files.text_decoding import decode
from dashboard.files.text_reader import TextRows

HEADERS = ("核对结果", "核对意见")
_MARKS = {"utf-8-sig": "utf-8-sig", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be"}
_BOM = "\ufeff"

Remarks = Mapping[int, tuple[str, str]]
"""Verdict and reasons by the line that they are about."""


class ReceiptRefused(Exception):
    """A file that no receipt can be written into, because no table was read from it."""


class Annotated(NamedTuple):
    """A file to be annotated: its sheet as read, and the lines of its headers."""

    sheet: Sheet
    header_lines: Collection[int]
    remarks: Remarks

    def cells_at(self, line: int) -> tuple[str, str] | None:
        """What is added to a line; None where it stays as it is."""
        if line in self.header_lines:
            return HEADERS
        return self.remarks.get(line)

    @property
    def width(self) -> int:
        """How many columns the lines to be added to have at most."""
        return max((len(row.cells) for row in self.sheet.rows if self.cells_at(row.line)), default=0)


def write_receipt(
    content: bytes,
    name: str,
    plan: Plan,
    sheet_name: str | None,
    header_lines: Collection[int],
    remarks: Remarks,
    limits: ReadLimits,
) -> bytes:
    """The file with its remarks; raises ReceiptRefused where nothing was read from it."""
    reading = read_tables(content, name, limits=limits, score=build_vocabulary(plan).score)
    sheet = next((sheet for sheet in reading.sheets if sheet.name == sheet_name), None)
    if sheet is None:
        raise ReceiptRefused(name)
    annotated = Annotated(sheet, header_lines, remarks)
    if sheet.name is not None:
        wanted = {row.line: cells for row in sheet.rows if (cells := annotated.cells_at(row.line))}
        return annotate_workbook(content, sheet.name, annotated.width, wanted, limits)
    return _annotate_text(content, annotated)


def _annotate_text(content: bytes, annotated: Annotated) -> bytes:
    encoding, text = decode(content)
    delimiter = annotated.sheet.rows.delimiter if isinstance(annotated.sheet.rows, TextRows) else ","
    width, out = annotated.width, io.StringIO(newline="")
    for line, raw, count in _records(text, delimiter):
        cells = annotated.cells_at(line)
        body = raw.rstrip("\r\n")
        if cells is None or not body:
            out.write(raw)
            continue
        out.write(body + delimiter * (width - count) + delimiter + _joined(cells, delimiter) + raw[len(body) :])
    marked = _BOM + out.getvalue() if encoding in _MARKS else out.getvalue()
    return marked.encode("utf-8" if encoding == "utf-8-sig" else encoding)


class _Tape:
    """Lines on their way to a parser, kept until the record that they make is complete."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.taken.append(line)
            yield line


def _records(text: str, delimiter: str) -> Iterator[tuple[int, str, int]]:
    """Every record as it stands: the line where it starts, its text with its line end, how many cells it has."""
    tape = _Tape(text)
    line = 1
    for cells in csv.reader(tape, delimiter=delimiter):
        yield line, "".join(tape.taken), len(cells)
        line += len(tape.taken)
        tape.taken.clear()


def _joined(cells: Iterable[str], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(cells)
    return out.getvalue()
