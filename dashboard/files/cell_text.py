"""A workbook's stored cell values to the text that a person sees in the cell."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

NumberText = Callable[[str], str]
"""Turns the stored text of a number into the shown one."""

# numbers of the formats that have no code in the file; 27-36 and 50-58 are dates in Chinese versions
_BUILT_IN_PERCENTS = frozenset({9, 10})
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})

_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DATE_LETTER = re.compile("[ymdhs]", re.IGNORECASE)
_ESCAPED_CHARACTER = re.compile("_x([0-9A-Fa-f]{4})_")

_LAST_DAY = 2_958_465
_SECONDS = 86_400


def number_text_for(format_number: int, format_code: str | None) -> NumberText:
    """How a number with this format is shown; without a code the number names a built-in format."""
    if format_code is None:
        if format_number in _BUILT_IN_DATES:
            return date_text
        return percent_text if format_number in _BUILT_IN_PERCENTS else plain_text
    shown = _NOT_SHOWN.sub("", format_code).split(";")[0]
    if "%" in shown:
        return percent_text
    return date_text if _DATE_LETTER.search(shown) else plain_text


@lru_cache(maxsize=8192)
def plain_text(stored: str) -> str:
    """The number with at most 15 significant digits, as a spreadsheet keeps it, without exponent or trailing zeros."""
    if stored.isascii() and stored.isdigit():
        return stored
    try:
        return _digits(float(stored))
    except ValueError:
        return stored


@lru_cache(maxsize=8192)
def percent_text(stored: str) -> str:
    """The number as a percentage: 0.915 gives 91.5%."""
    try:
        return _digits(float(stored) * 100) + "%"
    except ValueError:
        return stored


@lru_cache(maxsize=8192)
def date_text(stored: str) -> str:
    """The day number counted from 1900 as 2023-09-30 00:00:00; a part of a day alone as 08:30:00."""
    return _moment_text(stored, datetime(1899, 12, 30))


@lru_cache(maxsize=8192)
def date_text_from_1904(stored: str) -> str:
    """As date_text, for workbooks that count their days from 1904."""
    return _moment_text(stored, datetime(1904, 1, 1))


def unescaped(text: str) -> str:
    """The text with characters written as _x000D_ put back."""
    return _ESCAPED_CHARACTER.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _digits(number: float) -> str:
    # adding zero turns -0.0 into 0.0
    text = format(number + 0.0, ".15g")
    return format(Decimal(text), "f") if "e" in text else text


def _moment_text(stored: str, epoch: datetime) -> str:
    try:
        days = float(stored)
    except ValueError:
        return stored
    if not 0 <= days < _LAST_DAY:
        return plain_text(stored)
    if epoch.year == 1899 and 1 <= days < 60:
        # spreadsheets believe in 29 February 1900, so days before it stand one later
        days += 1
    moment = str(epoch + timedelta(seconds=round(days * _SECONDS)))
    return moment if days >= 1 else moment.partition(" ")[2]
