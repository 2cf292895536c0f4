"""The tables of a plan folder: bytes to rows of text by column, and back."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.domain.plan_fault import PlanFault, error, notice
from dashboard.files.plan_shape import Shape
from dashboard.files.reading import Refusal
from dashboard.files.text_decoding import decode

# A spreadsheet takes a cell that begins like this for a formula. Such texts are written behind an apostrophe, and
# one apostrophe is taken off again on reading, so that what was written is what is read.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")
_DEFUSED = re.compile(r"'+[=+\-@＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table with their lines (header included); not whole where some could not be read."""

    shape: Shape
    file: str
    rows: tuple[tuple[int, dict[str, str]], ...] = ()
    faults: tuple[PlanFault, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Header:
    line: int
    columns: tuple[str, ...]


def read_text(path: Path) -> str | PlanFault:
    """The text of a file with line breaks as \\n, or why it cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as reason:
        message = f"这个文件打不开（{reason.strerror}），请检查文件是否存在、是否允许读取。"
        return error(path.name, None, None, "file-unreadable", message)
    try:
        text = decode(content)[1]
    except Refusal as refusal:
        message = (
            "文件内容不是文本，编码无法识别，请用 Excel 或 WPS 另存为 CSV（UTF-8），plan.toml 用记事本存为 UTF-8。"
        )
        return error(path.name, refusal.problem.line, None, refusal.problem.code, message)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_table(path: Path, shape: Shape) -> Table:
    """The rows of a table, and every fault of its shape; blank rows are left out."""
    if not path.exists():
        return _absent(path, shape)
    text = read_text(path)
    if isinstance(text, PlanFault):
        return Table(shape, path.name, faults=(text,), whole=False)
    records, broken = _records(path.name, text)
    if not records:
        message = f"文件是空的，请至少写上表头 {','.join(shape.needed)}。"
        empty = error(path.name, 1, None, "file-empty", message)
        return Table(shape, path.name, faults=broken or (empty,), whole=False)
    (line, cells), *body = records
    header = _Header(line, tuple(cell.lower() for cell in _filled(cells)))
    return _table(path.name, shape, header, body, broken)


def _filled(cells: list[str]) -> list[str]:
    """The cells up to the last that holds something."""
    last = max((place for place, cell in enumerate(cells, start=1) if cell), default=0)
    return cells[:last]


def _absent(path: Path, shape: Shape) -> Table:
    if shape.may_be_absent:
        return Table(shape, path.name)
    remedy = "可以只有表头" if shape.may_be_empty else "表头之下写上各行"
    message = f"文件夹里没有 {path.name}，请补上，表头是 {','.join(shape.columns)}，{remedy}。"
    return Table(shape, path.name, faults=(error(path.name, None, None, "file-missing", message),), whole=False)


def _records(file: str, text: str) -> tuple[list[tuple[int, list[str]]], tuple[PlanFault, ...]]:
    """Rows that hold something, each with the line it starts in; a fault where quotes do not close."""
    records = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for record in reader:
            cells = [_clean(cell) for cell in record]
            if any(cells):
                records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        message = '从这一行起引号不成对，后面各行读不出来，请补上或删去多余的英文引号 "，文字里的引号请用“”。'
        return records, (error(file, line, None, "quotes", message),)
    return records, ()


def _table(
    file: str,
    shape: Shape,
    header: _Header,
    body: Sequence[tuple[int, list[str]]],
    broken: tuple[PlanFault, ...],
) -> Table:
    faults = [*_check_header(file, shape, header), *broken]
    rows = []
    for line, cells in body:
        if any(cells[len(header.columns) :]):
            faults.append(_too_long(file, line, len(_filled(cells)), len(header.columns)))
        else:
            rows.append((line, _by_column(header.columns, cells)))
    whole = len(rows) == len(body) and header.columns.count(shape.columns[0]) == 1 and not broken
    if not body and not broken and not shape.may_be_empty:
        faults.append(error(file, header.line, shape.columns[0], "no-rows", "表头之下没有一行内容，请补上。"))
        whole = False
    return Table(shape, file, tuple(rows), tuple(faults), whole)


def _check_header(file: str, shape: Shape, header: _Header) -> Iterator[PlanFault]:
    counts = Counter(header.columns)
    seen = "、".join(column for column in counts if column)
    for column in shape.needed:
        if column not in counts:
            message = f"表头里没有 {column} 这一列，请补上；现有的列是 {seen}。"
            yield error(file, header.line, column, "column-missing", message)
    for column, count in counts.items():
        if column not in shape.columns:
            name = column or "没有表头的一列"
            message = f"{name} 不是这个文件约定的列，已略过；如是笔误请改正，约定的列是 {'、'.join(shape.columns)}。"
            yield notice(file, header.line, column or None, "column-unknown", message)
        elif count > 1:
            message = f"表头里 {column} 出现了 {count} 次，请只留一列。"
            yield error(file, header.line, column, "column-twice", message)


def _too_long(file: str, line: int, cells: int, columns: int) -> PlanFault:
    message = f"这一行有 {cells} 格而表头只有 {columns} 格，请给含英文逗号的文字加上英文引号，或给多出的一列写上表头。"
    return error(file, line, None, "row-too-long", message)


def _by_column(columns: tuple[str, ...], cells: list[str]) -> dict[str, str]:
    filled = cells[: len(columns)] + [""] * (len(columns) - len(cells))
    # backwards, so that the first of two columns with one header counts
    return dict(zip(reversed(columns), reversed(filled), strict=True))


def _clean(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and _DEFUSED.match(cell) else cell


def write_table(path: Path, shape: Shape, rows: Iterable[Sequence[str]]) -> None:
    """Writes a table so that a spreadsheet opens it with Chinese intact: UTF-8 with a byte-order mark, CRLF."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(shape.columns)
        writer.writerows(rows)


def defused(text: str) -> str:
    """The text as a spreadsheet shows it and never computes it; `read_table` gives the text back."""
    return f"'{text}" if _FORMULA.match(text) else text
