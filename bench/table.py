"""The result as a table: printed, and kept in the documentation between two marks."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.floor import Measured

BENCH, SOAK = "bench", "soak"
"""The names of the tables that the document holds."""

_HEADER = ("what / floor", "measured", "floor", "ratio", "bound", "kept")


def table_of(measured: Sequence[Measured]) -> str:
    """A Markdown table with one line for each measurement."""
    rows = [_HEADER, *(_cells(one) for one in measured)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADER))]
    lines = [_line(row, widths) for row in rows]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def machine() -> str:
    """What was measured on, in one sentence."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (
        f"Measured on {date.today():%Y-%m-%d} with Python {platform.python_version()} on {platform.system()}: "
        f"{os.cpu_count()} cores shared by server, load and browser, {memory:.0f} GB of memory."
    )


def keep_in(document: Path, name: str, measured: Sequence[Measured]) -> None:
    """Put machine and table between the document's marks of this name, in place of what stood there."""
    first, last = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, begin, rest = document.read_text(encoding="utf-8").partition(first)
    _, end, after = rest.partition(last)
    if not (begin and end):
        raise ValueError(f"{document.name} does not hold the marks {first} and {last}")
    text = f"{before}{first}\n{machine()}\n\n{table_of(measured)}\n{last}{after}"
    document.write_text(text, encoding="utf-8", newline="\n")


def _cells(one: Measured) -> tuple[str, ...]:
    sign = "≥" if one.at_least else "≤"
    in_floors = one.ratio is not None
    return (
        one.what,
        _quantity(one.value, one.unit),
        _quantity(one.floor, one.unit) if one.floor is not None else "",
        f"{one.ratio:.2f}" if one.ratio is not None else "",
        "" if one.bound is None else f"{sign} {one.bound:g}" + ("" if in_floors else f" {one.unit}"),
        "" if one.bound is None else "yes" if one.holds else "**no**",
    )


def _quantity(value: float, unit: str) -> str:
    digits = 2 if value < 10 else 1 if value < 100 else 0
    return f"{value:,.{digits}f} {unit}"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
