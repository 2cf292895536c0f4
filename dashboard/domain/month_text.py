"""One month cell: the month it stands for, whether its year had to be supplied, or why it can't be taken."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from dashboard.domain.cell_text import Remark, error, notice, tidy, warning
from dashboard.domain.month import Month


class MonthReading(NamedTuple):
    """What a month cell says: a month, or the remark that refuses it.

    `is_yearless` where the plan's year was supplied; `is_converted` where the cell held more or other than a month.
    """

    month: Month | None
    refusal: Remark | None = None
    is_yearless: bool = False
    is_converted: bool = False

    @property
    def remark(self) -> Remark | None:
        """What the reporter is told about a cell that was taken, but not as it stood."""
        if self.is_yearless:
            return warning("month-without-year", f"没有写年份，按 {self.month} 计，请您说明或补上年份。")
        return notice("month-converted", f"按 {self.month} 计。") if self.is_converted else self.refusal


_LONGEST = 40
_SERIAL_ORIGIN = date(1899, 12, 30)
_YEARS = range(1900, 2200)

_NUMERALS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
_CHINESE_YEAR = re.compile(r"[〇○零一二三四五六七八九]{4}(?=年)")
_CHINESE_MONTH = re.compile(r"(?:十[一二]?|[一二三四五六七八九])(?=月)")
_CLOCK = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$")

_PLAIN = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})|年([0-9]{1,2})月份?|(0[1-9]|1[0-2]))")
_DAY = re.compile(
    r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日|([0-9]{2})([0-9]{2}))"
)
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_ENGLISH = re.compile(r"([A-Za-z]{3,9})\.?[-/,]?([0-9]{4}|[0-9]{2})")
_ENGLISH_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_PERIOD = re.compile(
    r"(?:([0-9]{4})(?:年度?|[.]))?"
    r"(?:(?:0?1月?(?:[-‐‑‒–—−~]|至|到))?([0-9]{1,2})月份?|(上半年|全年|第?[一1]季度|[前第]?[二两三23]季度|第?[四4]季度))"
)
_QUARTERS = {"一": 3, "1": 3, "二": 6, "两": 6, "2": 6, "三": 9, "3": 9, "四": 12, "4": 12}
_CUT_TENTH = re.compile(r"[0-9]{4}\.1")
_AMBIGUOUS = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}")


def read_month(text: str, first: Month, last: Month) -> MonthReading:
    """The month that a cell stands for, in a plan from its first month to its last."""
    plain = tidy(text)
    if not plain:
        return MonthReading(None, error("month-empty", "是空的，请填月份，如2023-07。"))
    if len(plain) > _LONGEST:
        return _unreadable()
    compact = _arabic(_CLOCK.sub("", plain).replace(" ", ""))
    is_chinese = compact != plain.replace(" ", "")
    for form in (_as_plain, _as_day, _as_serial, _as_english):
        reading = form(compact)
        if reading:
            return reading._replace(is_converted=reading.is_converted or is_chinese)
    return _read_period(compact, first, last)


def _arabic(text: str) -> str:
    text = _CHINESE_YEAR.sub(lambda found: "".join(_NUMERALS[char] for char in found[0]), text)
    return _CHINESE_MONTH.sub(lambda found: str(_month_number(found[0])), text)


def _month_number(numeral: str) -> int:
    unit = numeral.removeprefix("十")
    return (10 if numeral.startswith("十") else 0) + (int(_NUMERALS[unit]) if unit else 0)


def _as_plain(text: str) -> MonthReading | None:
    if _CUT_TENTH.fullmatch(text):
        told = f"可能是1月，也可能是丢了末尾的0的10月，请写成{text[:4]}-01或{text[:4]}-10。"
        return MonthReading(None, error("month-ambiguous", told))
    found = _PLAIN.fullmatch(text)
    return _taken(found[1], found[2] or found[3] or found[4]) if found else None


def _as_day(text: str) -> MonthReading | None:
    found = _DAY.fullmatch(text)
    if not found:
        return None
    number, day = found[3] or found[5] or found[7], found[4] or found[6] or found[8]
    try:
        date(int(found[1]), int(number), int(day))
    except ValueError:
        return _unreadable()
    return _taken(found[1], number, is_converted=True)


def _as_serial(text: str) -> MonthReading | None:
    found = _SERIAL.fullmatch(text)
    if not found:
        return None
    day = _SERIAL_ORIGIN + timedelta(days=int(found[1]))
    return _taken(day.year, day.month, is_converted=True)


def _as_english(text: str) -> MonthReading | None:
    found = _ENGLISH.fullmatch(text)
    name = found[1].casefold() if found else ""
    number = next((n for n, full in enumerate(_ENGLISH_MONTHS, 1) if name and full.startswith(name)), None)
    if not found or number is None:
        return None
    year = int(found[2]) if len(found[2]) == 4 else 2000 + int(found[2])
    return _taken(year, number, is_converted=True)


def _read_period(text: str, first: Month, last: Month) -> MonthReading:
    found = _PERIOD.fullmatch(text)
    if not found:
        return _ambiguous(text)
    number = int(found[2]) if found[2] else _last_of(found[3])
    if found[1]:
        return _taken(found[1], number, is_converted=True)
    if first.year != last.year:
        return MonthReading(None, error("year-missing", "缺少年份，请写成2023-07这样。"))
    return _taken(first.year, number)._replace(is_yearless=1 <= number <= 12)


def _last_of(period: str) -> int:
    if period in ("上半年", "全年"):
        return 6 if period == "上半年" else 12
    return next(_QUARTERS[char] for char in period if char in _QUARTERS)


def _taken(year: int | str, number: int | str, *, is_converted: bool = False) -> MonthReading:
    if int(year) not in _YEARS or not 1 <= int(number) <= 12:
        return _unreadable()
    return MonthReading(Month(int(year), int(number)), is_converted=is_converted)


def _ambiguous(text: str) -> MonthReading:
    if _AMBIGUOUS.fullmatch(text):
        return MonthReading(None, error("month-ambiguous", "看不出是几月，请写成2023-07这样。"))
    return _unreadable()


def _unreadable() -> MonthReading:
    return MonthReading(None, error("month-unreadable", "读不成一个月份，请写成2023-07这样。"))
