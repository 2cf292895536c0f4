"""Bytes of a text file to text: the encoding is found by reading the whole file, never a sample."""

import codecs
import re

from dashboard.files.reading import Refusal

# byte-order mark, the encoding's name in a reading, the codec for what follows the mark
_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_BEYOND_TWO_BYTES = re.compile("[\u0800-\U0010ffff]")
_SAVE_AS = "请用 Excel 或 WPS 重新另存为 xlsx 或 CSV（UTF-8）后再报送"


def decode(content: bytes) -> tuple[str, str]:
    """The encoding's name and the text without its byte-order mark; raises Refusal where no encoding fits."""
    encoding, text = _decode_marked(content) or _decode_unmarked(content)
    position = text.find("\0")
    if position >= 0:
        raise _nul_refusal(text.count("\n", 0, position) + 1)
    return encoding, text.lstrip("\ufeff")


def _decode_marked(content: bytes) -> tuple[str, str] | None:
    for mark, encoding, codec in _MARKS:
        if content.startswith(mark):
            try:
                return encoding, content[len(mark) :].decode(codec)
            except UnicodeDecodeError as fault:
                raise _unknown(fault.start + len(mark)) from None
    return None


def _decode_unmarked(content: bytes) -> tuple[str, str]:
    # before decoding: UTF-16 without a mark is better told by its NUL bytes than by an offset
    position = content.find(b"\0")
    if position >= 0:
        raise _nul_refusal(content.count(b"\n", 0, position) + 1)
    try:
        return "utf-8", content.decode("utf-8")
    except UnicodeDecodeError as fault:
        if _is_cut(content, fault):
            raise _unknown(fault.start) from None
        reached = fault.start
    try:
        return "gb18030", content.decode("gb18030")
    except UnicodeDecodeError as fault:
        raise _unknown(max(reached, fault.start)) from None


def _is_cut(content: bytes, fault: UnicodeDecodeError) -> bool:
    # Chinese in UTF-8 often passes for gb18030: a file that is UTF-8 up to its last, unfinished character is a cut one
    if fault.reason != "unexpected end of data":
        return False
    return _BEYOND_TWO_BYTES.search(content[: fault.start].decode("utf-8")) is not None


def _unknown(offset: int) -> Refusal:
    return Refusal("encoding", f"文件编码无法识别：从字节偏移 {offset} 处读不下去，文件可能被截断或损坏。{_SAVE_AS}。")


def _nul_refusal(line: int) -> Refusal:
    return Refusal("nul-bytes", f"第{line}行含有空字节（NUL），文件不完整或不是文本。{_SAVE_AS}。", line)
