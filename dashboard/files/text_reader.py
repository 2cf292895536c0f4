"""Text files (CSV and its relatives) to one sheet of cells."""

import csv
import io
import itertools
import re
from array import array
from collections.abc import Collection, Iterator
from functools import partial

from dashboard.domain.problem import Level, Problem
from dashboard.files.reading import HeaderScore, Reading, ReadLimits, Refusal, Row, Sheet
from dashboard.files.text_decoding import decode

DELIMITERS = (",", "\t", ";", "，")
HEADER_ROWS = 20
LONGEST_CELL_LINES = 50

_HEAD_CHARACTERS = 65_536
_PART_CHARACTERS = 65_536
_LINE_BREAK = re.compile("\r\n|\r|\n")
_SOMETHING = re.compile('[^ \t\r\n\u3000,;，"]')
# no text that gets here holds a NUL, so the mark can only meet a cell whose quote is still open
_END_MARK = "\0"
_DELIMITER_NOTICES = {
    "\t": "各列以制表符分隔，已按此读取。",
    ";": "各列以分号分隔，已按此读取。",
    "，": "各列以全角逗号“，”分隔，已按此读取。",
}
_ENCODING_NOTICES = {
    "gb18030": "文件编码为 GB18030（含 GBK、GB2312），已按此读取。",
    "utf-16-le": "文件编码为 UTF-16（Unicode 文本），已按此读取。",
    "utf-16-be": "文件编码为 UTF-16（Unicode 文本），已按此读取。",
}


class TextRows(Collection[Row]):
    """The rows of a text, parsed anew at each iteration: a million rows need no more memory than their text."""

    def __init__(self, text: str, delimiter: str, count: int) -> None:
        self._text = text
        self.delimiter = delimiter
        self._count = count

    def __iter__(self) -> Iterator[Row]:
        if '"' in self._text:
            return self._quoted()
        # without quotes each line is a row, and rows are made without a step of Python for each
        cells = map(tuple, csv.reader(_lines(self._text), delimiter=self.delimiter))
        return map(partial(tuple.__new__, Row), zip(itertools.count(1), cells, strict=False))

    def _quoted(self) -> Iterator[Row]:
        reader = csv.reader(_lines(self._text), delimiter=self.delimiter)
        line = 1
        for cells in reader:
            yield Row(line, tuple(cells))
            line = reader.line_num + 1

    def __len__(self) -> int:
        return self._count

    def __contains__(self, row: object) -> bool:
        return any(row == other for other in self)


def read_text(content: bytes, limits: ReadLimits, score: HeaderScore | None) -> Reading:
    """The text's one sheet; raises Refusal where it holds no table that could be read to its end."""
    encoding, text = decode(content)
    if not _SOMETHING.search(text):
        raise Refusal("empty-file", "文件是空的，没有任何数据。请填写后再报送。")
    delimiter, width = _choose_delimiter(text, score)
    count, doubts = _check_rows(text, delimiter, width, limits)
    problems = (*_repairs(encoding, delimiter), *doubts)
    return Reading(encoding, (Sheet(None, TextRows(text, delimiter, count)),), problems)


def _lines(text: str) -> Iterator[str]:
    # newline="" splits at CR, LF and CRLF alike and keeps them, as csv wants it
    return itertools.chain.from_iterable(io.StringIO(part, newline="") for part in _parts(text))


def _parts(text: str) -> Iterator[str]:
    """The text in pieces that end where a line ends: as one stream it would take four times its memory."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PART_CHARACTERS) + 1 or len(text)
        yield text[start:end]
        start = end


def _repairs(encoding: str, delimiter: str) -> Iterator[Problem]:
    if encoding in _ENCODING_NOTICES:
        yield Problem(None, None, Level.NOTICE, "other-encoding", _ENCODING_NOTICES[encoding])
    if delimiter in _DELIMITER_NOTICES:
        yield Problem(None, None, Level.NOTICE, "other-delimiter", _DELIMITER_NOTICES[delimiter])


def _choose_delimiter(text: str, score: HeaderScore | None) -> tuple[str, int]:
    head = text[:_HEAD_CHARACTERS]
    fits = {delimiter: _best_row(head, delimiter, score) for delimiter in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda candidate: fits[candidate])
    return delimiter, fits[delimiter][1]


def _best_row(head: str, delimiter: str, score: HeaderScore | None) -> tuple[int, int]:
    best = (0, 0)
    reader = csv.reader(_lines(head), delimiter=delimiter)
    try:
        for cells in itertools.islice(reader, HEADER_ROWS):
            best = max(best, (score(cells) if score else 0, len(cells)))
    except csv.Error:
        # an endless cell under this delimiter: what came before it still counts
        pass
    return best


def _check_rows(text: str, delimiter: str, width: int, limits: ReadLimits) -> tuple[int, list[Problem]]:
    """The number of rows and what is doubtful in them; reads to the end, so that iterating later cannot fail."""
    # following quotes costs five times as much as looking at lines, and most files have none
    lengths = array("L", map(len, _lines(text)))
    if '"' in text or max(lengths) > csv.field_size_limit():
        return _check_quoted(text, delimiter, width, limits)
    if len(lengths) > limits.max_rows or max(lengths) >= limits.max_columns:
        _check_plain(text, delimiter, limits)
    return len(lengths), []


def _check_plain(text: str, delimiter: str, limits: ReadLimits) -> None:
    filled = 0
    for number, line in enumerate(_lines(text), start=1):
        filled += not line.isspace()
        _check_size(number, line.count(delimiter) + 1, filled, limits)


def _check_quoted(text: str, delimiter: str, width: int, limits: ReadLimits) -> tuple[int, list[Problem]]:
    reader = csv.reader(itertools.chain(_lines(text), (_END_MARK,)), delimiter=delimiter)
    count = filled = line = 0
    doubts: list[Problem] = []
    try:
        for cells in itertools.takewhile(lambda cells: cells != [_END_MARK], reader):
            if reader.line_num > line + 1:
                doubts.extend(_check_breaks(line + 1, cells, delimiter, width))
            line = reader.line_num
            count += 1
            filled += bool(cells)
            _check_size(line, len(cells), filled, limits)
    except csv.Error:
        message = (
            f"第{line + 1}行有一个单元格超过{csv.field_size_limit()}个字符，多半是引号没有闭合。请检查这一行的引号。"
        )
        raise Refusal("unclosed-quote", message, line + 1) from None
    return count, doubts


def _check_size(line: int, columns: int, filled: int, limits: ReadLimits) -> None:
    # one row more than the limit: the header is not data
    if filled > limits.max_rows + 1:
        raise Refusal("too-many-rows", f"数据超过{limits.max_rows}行的上限。请分成几个文件报送。", line)
    if columns > limits.max_columns:
        message = f"第{line}行有{columns}列，超过{limits.max_columns}列的上限。请删去多余的列后再报送。"
        raise Refusal("too-many-columns", message, line)


def _check_breaks(line: int, cells: list[str], delimiter: str, width: int) -> Iterator[Problem]:
    """Look at a row of several lines: a quote left open must not swallow the rows after it in silence."""
    for cell in cells:
        parts = _LINE_BREAK.split(cell)
        if cell.endswith(_END_MARK):
            raise Refusal("unclosed-quote", f"第{line}行的引号直到文件末尾也没有闭合。请检查这一行的引号。", line)
        if len(parts) > LONGEST_CELL_LINES:
            message = f"第{line}行的引号跨过{len(parts)}行才闭合，其间的行会被当作一个单元格。请检查这一行的引号。"
            raise Refusal("unclosed-quote", message, line)
        # from one stray quote to the next there are as many delimiters as in a row
        if len(parts) > 1 and cell.count(delimiter) >= max(2, width - 1):
            yield _swallowed(line, len(parts))
        line += len(parts) - 1


def _swallowed(line: int, lines: int) -> Problem:
    message = f"第{line}行的一个单元格跨{lines}行，其中像是还有数据行。请检查这一行的引号是否漏了一半。"
    return Problem(line, None, Level.WARNING, "rows-in-cell", message)
