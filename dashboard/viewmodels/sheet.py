"""A sheet: a table as an office file holds it, with its title and with cells that know what they are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dashboard.domain.status import Status

Cell = str | Decimal | Status | None
"""Text, a number, a lamp, or nothing."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column's head and its width in characters; a narrow text column keeps its lines."""

    head: str
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """`title` are the lines above the table; `tail` are columns that a file without a title repeats in each row.

    `fixed` counts the columns that stay in sight.
    """

    name: str
    title: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    tail: tuple[tuple[str, str], ...] = ()
    fixed: int = 0
