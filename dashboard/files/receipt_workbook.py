"""A workbook with two cells added to some of its rows; everything else stays byte for byte as it was.

The sheet's XML is edited while it streams by: a library that reads and writes workbooks would lose what it does not
know, and the results of formulas.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import IO
from xml.sax.saxutils import escape

from dashboard.files.reading import ReadLimits
from dashboard.files.table_layout import letter_of
from dashboard.files.workbook_parts import open_archive, parser, sheet_parts, stored_name

_CHUNK = 256 * 1024
_KEPT_BACK = 4096  # a tag that began in one piece of the stream ends in the next
_SPANS = re.compile(rb'\s+spans="[^"]*"')
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Cells = Mapping[int, tuple[str, str]]
"""What is added to a row, by its line."""


def annotate_workbook(content: bytes, sheet: str, width: int, cells: Cells, limits: ReadLimits) -> bytes:
    """The workbook with these cells behind its column number `width`, in the rows named."""
    out = io.BytesIO()
    with open_archive(content, limits) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        part = next(part for part in sheet_parts(archive) if part.name == sheet)
        target = stored_name(archive, part.entry)
        for entry in archive.infolist():
            with archive.open(entry) as source, written.open(_like(entry), "w", force_zip64=True) as sink:
                if entry.filename == target:
                    _Annotator(width, cells).copy(_as_utf8(source), sink)
                else:
                    _copy(source, sink)
    return out.getvalue()


def _like(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(entry.filename, entry.date_time)
    made.compress_type, made.external_attr = zipfile.ZIP_DEFLATED, entry.external_attr
    return made


def _copy(source: IO[bytes], sink: IO[bytes]) -> None:
    while piece := source.read(_CHUNK):
        sink.write(piece)


def _as_utf8(source: IO[bytes]) -> IO[bytes]:
    """The XML in UTF-8, as nearly all workbooks have it."""
    start = source.read(2)
    if start not in (b"\xff\xfe", b"\xfe\xff"):
        return _Rejoined(start, source)  # type: ignore[return-value]
    text = (start + source.read()).decode("utf-16")
    return io.BytesIO(re.sub(r'encoding="[^"]*"', 'encoding="UTF-8"', text, count=1).encode())


class _Rejoined:
    """A stream with its first bytes put back."""

    def __init__(self, start: bytes, rest: IO[bytes]) -> None:
        self._start, self._rest = start, rest

    def read(self, size: int) -> bytes:
        start, self._start = self._start, b""
        return start + self._rest.read(size - len(start))


class _Annotator:
    """Copies one worksheet and adds cells to its rows; made anew for each."""

    def __init__(self, width: int, cells: Cells) -> None:
        self._letters = (letter_of(width), letter_of(width + 1))
        self._cells = cells
        self._prefix = ""
        self._line = 0
        self._edits: list[tuple[int, bytes]] = []  # cells before an end tag; nothing where a start tag loses its spans
        self._parser = parser()
        self._parser.StartElementHandler = self._open_root
        self._parser.EndElementHandler = self._close

    def copy(self, source: IO[bytes], sink: IO[bytes]) -> None:
        """Write the sheet with its cells."""
        held, base = b"", 0
        while piece := source.read(_CHUNK):
            held += piece
            self._parser.Parse(piece, False)
            held, base = self._flush(sink, held, base, _KEPT_BACK)
        self._parser.Parse(b"", True)
        self._flush(sink, held, base, 0)

    def _flush(self, sink: IO[bytes], held: bytes, base: int, keep: int) -> tuple[bytes, int]:
        done = 0
        for offset, added in self._edits:
            place = offset - base
            sink.write(held[done:place])
            if added:
                if held.startswith(b"</", place):
                    sink.write(added)
                done = place
            else:
                end = held.index(b">", place)
                sink.write(_SPANS.sub(b"", held[place:end]))
                done = end
        self._edits.clear()
        until = max(done, len(held) - keep)
        sink.write(held[done:until])
        return held[until:], base + until

    def _open_root(self, name: str, attributes: dict[str, str]) -> None:
        self._prefix = name.removesuffix("worksheet")
        self._parser.StartElementHandler = self._open

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        if name.removeprefix(self._prefix) != "row":
            return
        number = attributes.get("r")
        self._line = int(number) if number else self._line + 1
        if "spans" in attributes and self._line in self._cells:
            self._edits.append((self._parser.CurrentByteIndex, b""))

    def _close(self, name: str) -> None:
        if name.removeprefix(self._prefix) == "row" and self._line in self._cells:
            self._edits.append((self._parser.CurrentByteIndex, self._made().encode()))

    def _made(self) -> str:
        texts = zip(self._letters, self._cells[self._line], strict=True)
        return "".join(self._cell(f"{letter}{self._line}", text) for letter, text in texts)

    def _cell(self, reference: str, text: str) -> str:
        p, shown = self._prefix, escape(_NO_XML.sub("", text))
        return f'<{p}c r="{reference}" t="inlineStr"><{p}is><{p}t xml:space="preserve">{shown}</{p}t></{p}is></{p}c>'
