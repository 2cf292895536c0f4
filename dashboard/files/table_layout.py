"""The columns of one table: which hold its keys, which its values, and for which region and month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from dashboard.domain.problem import Problem
from dashboard.domain.sheet_row import Column, Field, Header

KEY_FIELDS = (Field.CODE, Field.NAME, Field.REGION, Field.MONTH, Field.UNIT)


@dataclass(frozen=True, slots=True)
class Group:
    """The value columns of one region and month: a long table has one such group, a wide one many.

    Region, month and unit are what the headers say; None where they say nothing. `column` is the only value column.
    """

    header: Header
    fields: dict[Field, int]
    region: str | None = None
    month: str | None = None
    unit: str | None = None
    column: Column | None = None


class SumColumn(NamedTuple):
    """A column of a wide table that only repeats the sum of the others."""

    place: int
    field: Field
    column: Column


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands where in one table; columns are 0-based. Notices are about the header itself.

    Keys are in the order of KEY_FIELDS. Unused columns have a header that names nothing, unheaded ones have none, and
    departments are columns for regions that hold departments instead.
    """

    lines: tuple[int, ...]
    width: int
    keys: dict[Field, int]
    remark: int | None
    groups: tuple[Group, ...]
    sums: tuple[SumColumn, ...]
    unused: tuple[int, ...]
    unheaded: tuple[int, ...]
    departments: tuple[int, ...]
    by_region: bool
    by_month: bool
    notices: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class HeaderFault:
    """A row that was meant as a header, and why no table can be read below it."""

    lines: tuple[int, ...]
    problem: Problem


def letter_of(index: int) -> str:
    """The letters of a 0-based column: A, B … Z, AA."""
    letters = ""
    while index >= 0:
        index, last = index // 26 - 1, index % 26
        letters = chr(ord("A") + last) + letters
    return letters
