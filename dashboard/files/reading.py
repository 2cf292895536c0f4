"""What reading an office file gives: sheets of text cells, and everything that was noticed on the way."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.domain.problem import Level, Problem

HeaderScore = Callable[[Sequence[str]], int]
"""How many known headers a row of cells holds."""


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much one file may hold: bytes as sent and as unpacked, data rows below the header, cells in a row."""

    max_bytes: int = 50 * 1024 * 1024
    max_rows: int = 1_000_000
    max_unpacked: int = 1024 * 1024 * 1024
    max_columns: int = 500


class Row(NamedTuple):
    """One row as it stands: the line in the file where it starts (1-based, header included) and its cells as text."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of text cells; a text file is one sheet without a name.

    Rows may be iterated any number of times and have a length; rows of a long text are read anew each time, so
    memory stays bounded. Blank lines of a text are rows without cells; blank rows of a workbook are left out.
    Hidden rows are line numbers of rows that hold something. A merged range is (first line, first column, last
    line, last column): lines 1-based as in Row.line, columns 0-based as in Row.cells, both ends included.
    """

    name: str | None
    rows: Collection[Row]
    hidden_rows: tuple[int, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: how it was encoded, its sheets in order, and its problems.

    Encoding is utf-8, utf-8-sig, gb18030, utf-16-le, utf-16-be or xlsx. A file that cannot be read has no encoding,
    no sheets and at least one error.
    """

    encoding: str | None
    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...]


def size_text(count: int) -> str:
    """A number of bytes for a sentence: 50 MB, 900 字节."""
    return f"{count / 1024 / 1024:.4g} MB" if count >= 1024 * 1024 else f"{count} 字节"


class Refusal(Exception):
    """The file cannot be taken as a table; the problem says why. Never leaves the reader."""

    def __init__(self, code: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(line, None, Level.ERROR, code, message)
