"""Why a cell is not a number: the reason is named, down to the character that is in the way."""

from __future__ import annotations

import re
import unicodedata

from dashboard.domain.cell_text import Remark, error, quoted

_LOOKALIKE = re.compile(r"(?<=[0-9.])[OoIl|]|[OoIl|](?=[0-9.])")
_MEANT = {"O": "0", "o": "0", "I": "1", "l": "1", "|": "1"}
_NUMERAL = re.compile("[一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]|零")
_FORMULA = re.compile(r"[=+@]")
_NEGATIVE = re.compile(r"[-‐‑‒–—−负▲△]\s*[0-9.]|\(\s*[0-9].*\)$")
_INFINITE = re.compile(r"[-+]?(?:inf|infinity|∞)", re.IGNORECASE)
_GROUPED = re.compile(r"[0-9.,\s]*[0-9][,\s]+[0-9][0-9.,\s]*\D*")
_POWERS = {"m²": "平方米", "m³": "立方米"}


def odd_digit(text: str) -> Remark | None:
    """The refusal of ①, ㈡ or Ⅷ, which look like digits to a person only."""
    if text.isascii():
        return None
    for power, written in _POWERS.items():
        text = text.replace(power, written)
    found = next((char for char in text if unicodedata.category(char) in ("No", "Nl")), None)
    return error("odd-digit", f"{quoted(found)}不是普通数字，请改用阿拉伯数字。") if found else None


def why_no_number(written: str) -> Remark:
    """Why a text without a readable number is refused."""
    if _FORMULA.match(written):
        return error("formula", f"以{quoted(written[0])}开头，请只填数值。")
    if _NEGATIVE.match(written):
        return error("negative-number", "是负数，报送的数不小于0，请您核对。")
    if _INFINITE.fullmatch(written):
        return error("unreadable-number", "不是一个有限的数，请填数值。")
    if _GROUPED.fullmatch(written):
        return error("grouping", "逗号或空格不是按三位分节，请去掉分节符或核对位数。")
    return _letter(written) or _numeral(written) or error("unreadable-number", "读不成一个数，请填阿拉伯数字。")


def why_no_unit(written: str, rest: str, unit: str) -> Remark:
    """Why a number with something else behind it is refused, in a column kept in `unit`."""
    letter = _letter(written)
    if letter and rest[0] in _MEANT:
        return letter
    if rest and _NUMERAL.match(rest):
        return _numeral(rest) or error("unreadable-number", "读不成一个数，请填阿拉伯数字。")
    if not unit:
        return error("unit-mismatch", f"{quoted(rest)}不是认得的单位，请只填数值。")
    return error("unit-mismatch", f"单位写的是{quoted(rest)}，而这个指标的单位是{quoted(unit)}，请您核对。")


def _letter(written: str) -> Remark | None:
    found = _LOOKALIKE.search(written)
    if not found:
        return None
    return error("letter-in-number", f"有字母{quoted(found[0])}，若是数字{_MEANT[found[0]]}请改正。")


def _numeral(written: str) -> Remark | None:
    found = _NUMERAL.search(written.removeprefix("百分之"))
    return error("chinese-numeral", f"有汉字数字{quoted(found[0])}，请改用阿拉伯数字。") if found else None
