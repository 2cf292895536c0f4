"""Bytes of an office file to sheets of text cells: the first step of reading a file, before anything is understood."""

import re
import unicodedata

from dashboard.files.file_kind import is_workbook
from dashboard.files.reading import HeaderScore, Reading, ReadLimits, Refusal, Row, Sheet, size_text
from dashboard.files.text_reader import read_text
from dashboard.files.workbook_reader import read_workbook

__all__ = ["HeaderScore", "ReadLimits", "Reading", "Row", "Sheet", "base_name", "read_tables"]

LONGEST_NAME = 120
_DEFAULT_LIMITS = ReadLimits()
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def read_tables(
    content: bytes, name: str, *, limits: ReadLimits = _DEFAULT_LIMITS, score: HeaderScore | None = None
) -> Reading:
    """The file's sheets and everything that was noticed; never raises, whatever the bytes are.

    The kind is told by content, never by name. Score says how many known headers a row of cells holds: the delimiter of
    a text is the one under which one of the first 20 rows scores highest; without score, the one that gives most cells.
    """
    try:
        return _read(content, base_name(name), limits, score)
    except Refusal as refusal:
        return Reading(None, (), (refusal.problem,))


def base_name(name: str) -> str:
    """The last part of a file name as plain text: no folder, no control characters, at most 120 characters."""
    visible = "".join(character for character in name if unicodedata.category(character) not in _INVISIBLE)
    last = re.split(r"[/\\]", visible)[-1].strip()
    if not last.strip(". "):
        return "未命名文件"
    if len(last) <= LONGEST_NAME:
        return last
    stem, dot, ending = last.rpartition(".")
    kept = dot + ending if stem and len(ending) <= 10 else ""
    return last[: LONGEST_NAME - len(kept)] + kept


def _read(content: bytes, name: str, limits: ReadLimits, score: HeaderScore | None) -> Reading:
    if not content:
        raise Refusal("empty-file", "文件是空的，没有任何数据。请填写后再报送。")
    if len(content) > limits.max_bytes:
        raise Refusal("too-large", f"文件超过{size_text(limits.max_bytes)}的上限。请分成几个文件报送。")
    if is_workbook(content, name):
        return read_workbook(content, limits)
    return read_text(content, limits, score)
