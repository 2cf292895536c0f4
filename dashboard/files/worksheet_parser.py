"""One worksheet's XML to rows of text, in a single pass.

The sheet is parsed here because the libraries at hand lose what the importer must tell: percent formats, hidden rows,
formulas without a result. They also hold every cell between two far corners, so a stray cell fills the memory.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import IO

from dashboard.files.cell_text import NumberText, plain_text, unescaped
from dashboard.files.reading import ReadLimits, Refusal, Row, Sheet
from dashboard.files.workbook_parts import BrokenPart, SheetPart, parser

_DIGITS = "0123456789"
_TRUE = frozenset({"1", "true"})


class WorksheetParser:
    """Reads one worksheet; made anew for each."""

    def __init__(
        self, part: SheetPart, shared: Sequence[str], shown: Mapping[str, NumberText], limits: ReadLimits
    ) -> None:
        self._part = part
        self._shared = shared
        self._shown = shown
        self._limits = limits
        self._rows: list[Row] = []
        self._hidden: list[int] = []
        self._merged: list[tuple[int, int, int, int]] = []
        self._line = 0
        self._line_hidden = False
        self._cells: list[str] = []
        self._column = -1
        self._attributes: dict[str, str] = {}
        self._value: list[str] | None = None
        self._formula: list[str] | None = None
        self._phonetic = False
        self._prefix = ""

    def read(self, source: IO[bytes]) -> Sheet:
        """The sheet; raises Refusal beyond the limits, and the parser's own exceptions where the XML is damaged."""
        self._parser = parser()
        self._parser.StartElementHandler = self._open_root
        self._parser.EndElementHandler = self._close
        self._parser.ParseFile(source)
        return Sheet(self._part.name, tuple(self._rows), tuple(self._hidden), tuple(self._merged), self._part.hidden)

    def _open_root(self, name: str, attributes: dict[str, str]) -> None:
        self._prefix = name.removesuffix("worksheet")
        self._parser.StartElementHandler = self._open

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        name = name.removeprefix(self._prefix)
        if name == "c":
            self._open_cell(attributes)
        elif name == "v" or (name == "t" and not self._phonetic):
            self._value = [] if self._value is None else self._value
            self._parser.CharacterDataHandler = self._value.append
        elif name == "f":
            self._formula = []
            self._parser.CharacterDataHandler = self._formula.append
        elif name == "row":
            self._open_row(attributes)
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self._merged.append(_range(attributes["ref"]))

    def _close(self, name: str) -> None:
        self._parser.CharacterDataHandler = None
        name = name.removeprefix(self._prefix)
        if name == "c":
            text = self._text()
            if text:
                self._place(text)
        elif name == "row":
            self._close_row()
        elif name == "rPh":
            self._phonetic = False

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self._line = int(number) if number else self._line + 1
        self._line_hidden = attributes.get("hidden") in _TRUE
        self._cells = []
        self._column = -1

    def _open_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self._column = _column_index(reference.rstrip(_DIGITS)) if reference else self._column + 1
        self._attributes = attributes
        self._value = self._formula = None

    def _text(self) -> str:
        if self._value is None:
            # a formula nobody has computed yet: shown as it stands, so that it is never taken for an empty cell
            return "" if self._formula is None else "=" + "".join(self._formula)
        value = "".join(self._value)
        kind = self._attributes.get("t", "n")
        if kind == "n":
            return self._shown.get(self._attributes.get("s", ""), plain_text)(value)
        if kind == "s":
            return self._shared[int(value)] if value else ""
        if kind == "b":
            return "TRUE" if value in _TRUE else "FALSE"
        return value.replace("T", " ") if kind == "d" else unescaped(value)

    def _place(self, text: str) -> None:
        if self._column >= self._limits.max_columns:
            place = f"工作表“{self._part.name}”第{self._line}行"
            message = f"{place}有{self._column + 1}列，超过{self._limits.max_columns}列的上限。请删去多余的列后再报送。"
            raise Refusal("too-many-columns", message, self._line)
        missing = self._column - len(self._cells)
        if missing >= 0:
            self._cells.extend([""] * missing)
            self._cells.append(text)
        else:
            self._cells[self._column] = text

    def _close_row(self) -> None:
        if not self._cells:
            return
        # one row more than the limit: the header is not data
        if len(self._rows) > self._limits.max_rows:
            message = f"工作表“{self._part.name}”的数据超过{self._limits.max_rows}行的上限。请分成几个文件报送。"
            raise Refusal("too-many-rows", message, self._line)
        self._rows.append(Row(self._line, tuple(self._cells)))
        if self._line_hidden:
            self._hidden.append(self._line)


def _range(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    return (*_corner(first), *_corner(last or first))


def _corner(reference: str) -> tuple[int, int]:
    letters = reference.rstrip(_DIGITS)
    return int(reference[len(letters) :]), _column_index(letters)


@lru_cache(maxsize=1024)
def _column_index(letters: str) -> int:
    """The 0-based column of its letters: A is 0, AB is 27."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        raise BrokenPart(letters)
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
