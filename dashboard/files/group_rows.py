"""Lines of a table to rows of figures: a row for each group of value columns, given column by column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from dashboard.files.header_words import VALUE_FIELDS
from dashboard.files.table_layout import Group, Layout

Column = Sequence[Any]
"""What some lines hold of one field, line by line."""


def rows_of_lines(
    layout: Layout, lines: Column, cells: Sequence[Column], keys: Sequence[Column], fault: str | None = None
) -> list[Column]:
    """The rows' columns in the order of a row's fields; the rows of one line stand one after another.

    A faulty line is told once, not for each of its groups.
    """
    groups = layout.groups[:1] if fault else layout.groups
    parts = [_rows_of_group(group, layout.remark, lines, cells, keys, fault) for group in groups]
    if len(parts) == 1:
        return parts[0]
    return [list(chain.from_iterable(zip(*columns, strict=True))) for columns in zip(*parts, strict=True)]


def _rows_of_group(
    group: Group, remark: int | None, lines: Column, cells: Sequence[Column], keys: Sequence[Column], fault: str | None
) -> list[Column]:
    code, name, region, month, unit = keys
    count = len(lines)
    absent = [None] * count
    return [
        lines,
        [group.header] * count,
        code,
        name,
        [group.region] * count if group.region else region,
        [group.month] * count if group.month else month,
        *(cells[group.fields[field]] if field in group.fields else absent for field in VALUE_FIELDS),
        [text or group.unit for text in unit] if group.unit else unit,
        absent if remark is None else cells[remark],
        [group.column] * count,
        [fault] * count,
    ]
