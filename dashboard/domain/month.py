"""Months: what figures stand for and what pace is counted in."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_ISO = re.compile(r"(\d{4})-(\d{2})")


class _Parts(NamedTuple):
    """A year and the number of a month: a tuple, for months key millions of look-ups."""

    year: int
    number: int


class Month(_Parts):
    """One calendar month; ordered, and a month minus a month is a count of months."""

    __slots__ = ()

    def __new__(cls, year: int, number: int) -> Month:
        """The month with this number from 1 to 12; anything else is a ValueError."""
        if not 1 <= number <= 12 or not 1 <= year <= 9999:
            raise ValueError(f"not a month: {year}-{number}")
        return super().__new__(cls, year, number)

    @classmethod
    def parse(cls, text: str) -> Month:
        """The month written YYYY-MM; anything else is a ValueError."""
        found = _ISO.fullmatch(text)
        if not found:
            raise ValueError(f"not a month: {text!r}")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def from_key(cls, key: int) -> Month:
        """The month kept as YYYYMM."""
        return cls(*divmod(key, 100))

    @property
    def key(self) -> int:
        """The month as the whole number YYYYMM, as it is stored."""
        return self.year * 100 + self.number

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    def plus(self, months: int) -> Month:
        """The month so many months later (earlier, where negative)."""
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, number + 1)

    def __sub__(self, other: Month) -> int:
        return (self.year - other.year) * 12 + self.number - other.number

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Every month from the first to the last, both included; nothing where the last lies before the first."""
    return (first.plus(step) for step in range(last - first + 1))
