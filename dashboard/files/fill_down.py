"""Empty key cells: they take the value above them in their table, and never another indicator's name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.domain.cell_text import key_of
from dashboard.domain.sheet_row import Field
from dashboard.files.row_kind import is_blank
from dashboard.files.table_layout import KEY_FIELDS, Layout


class Keys(NamedTuple):
    """The key cells of one row; None where the table has no such column, "" where the cell stays empty."""

    code: str | None
    name: str | None
    region: str | None
    month: str | None
    unit: str | None


_CODE, _NAME, _REGION, _MONTH, _UNIT = range(len(KEY_FIELDS))
_INDICATOR = (_CODE, _NAME)


class FillDown:
    """The key cells of one table, row after row; `above` are those of the last row, set by whoever takes a row."""

    def __init__(self, layout: Layout) -> None:
        self._columns = tuple(layout.keys.get(field) for field in KEY_FIELDS)
        self._nothing: list[str | None] = [None if column is None else "" for column in self._columns]
        self.above: tuple[str | None, ...] = tuple(self._nothing)

    def own(self, cells: Sequence[str]) -> list[str | None]:
        """The key cells as they stand; blank ones are empty."""
        return [
            None if column is None else "" if is_blank(cells[column]) else cells[column] for column in self._columns
        ]

    def filled(self, own: Sequence[str | None]) -> tuple[Keys, tuple[Field, ...]]:
        """A row's keys, and the fields that were taken from above. A row without any key gets none."""
        keys = list(own)
        if any(own[:_UNIT]):
            for place in (*self._empty_indicator(own), _REGION, _MONTH, _UNIT):
                if keys[place] == "":
                    keys[place] = self.above[place]
        taken = tuple(KEY_FIELDS[place] for place, key in enumerate(keys) if key and not own[place])
        return Keys(*keys), taken

    def forget(self, *, only_region: bool = False) -> None:
        """Let nothing, or no region, be taken from the rows so far."""
        if only_region:
            self.above = (*self.above[:_REGION], self._nothing[_REGION], *self.above[_MONTH:])
        else:
            self.above = tuple(self._nothing)

    def _empty_indicator(self, own: Sequence[str | None]) -> tuple[int, ...]:
        """Which of code and name may come from above: both are about one indicator, so one alone never does.

        A name that stands above as well has its code there.
        """
        code, name = own[_CODE], own[_NAME]
        if not code and not name:
            return _INDICATOR
        above = self.above[_NAME]
        return (_CODE,) if name and above and key_of(name) == key_of(above) else ()
