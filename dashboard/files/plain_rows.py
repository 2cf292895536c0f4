"""Rows that are figures at sight: their cells say so by themselves, whatever stands above or below them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.domain.memo import Memo
from dashboard.domain.sheet_row import Field
from dashboard.files.group_rows import Column
from dashboard.files.heading import Vocabulary
from dashboard.files.reading import Row
from dashboard.files.row_kind import RowSorter, is_blank
from dashboard.files.table_layout import Layout

_FROM_ABOVE = (Field.REGION, Field.MONTH, Field.UNIT)


class _Texts(Memo[str, str | None]):
    """The texts of one column, each kept once; None for a text whose row has to be looked at."""

    def __init__(self, is_plain: Callable[[str], bool]) -> None:
        super().__init__(lambda text: text if is_plain(text) else None)


class _KeyTexts(_Texts):
    """The same of a column whose empty cells take the value above them, once there is one."""

    def __init__(self, is_plain: Callable[[str], bool]) -> None:
        super().__init__(is_plain)
        self[""] = ""

    def __missing__(self, text: str) -> str | None:
        kept = super().__missing__(text)
        self[""] = None
        return kept


class PlainRows:
    """Finds the rows of one table that need no look at what they are. Each text of a column is judged once."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary, sorter: RowSorter) -> None:
        def is_plain_key(text: str) -> bool:
            return not is_blank(text) and not sorter.is_sum(text)

        def is_plain_department(text: str) -> bool:
            return not sorter.is_sum(text) and (vocabulary.is_city(text) or not vocabulary.is_region(text))

        self._width = layout.width
        self._keys = {layout.keys[field]: _KeyTexts(is_plain_key) for field in _FROM_ABOVE if field in layout.keys}
        self._texts: dict[int, _Texts] = {**self._keys}
        self._texts |= {index: _Texts(lambda text: not sorter.is_sum(text)) for index in layout.unused}
        self._texts |= {index: _Texts(is_plain_department) for index in layout.departments}
        self._texts |= {index: _Texts(lambda text: not text) for index in layout.unheaded}
        if Field.NAME in layout.keys:
            self._texts[layout.keys[Field.NAME]] = _Texts(lambda text: not text or not is_blank(text))
        named_by = layout.keys[Field.CODE if Field.CODE in layout.keys else Field.NAME]
        self._texts[named_by] = _Texts(vocabulary.names_indicator)

    def columns(self, rows: Sequence[Row]) -> list[Column]:
        """The cells of the rows up to the first that is not plain, column by column; none where that is the first."""
        width = self._width
        cells = [cells if len(cells) >= width else cells + ("",) * (width - len(cells)) for _, cells in rows]
        count = next((place for place, found in enumerate(cells) if len(found) > width), len(cells))
        columns: list[Column] = list(zip(*cells[:count], strict=True))
        for index, texts in self._texts.items() if count else ():
            kept = list(map(texts.__getitem__, columns[index]))
            if None in kept:
                count = kept.index(None)
                columns = [column[:count] for column in columns]
            columns[index] = kept[:count]
        return columns if count else []

    def meet(self, cells: Sequence[str]) -> None:
        """Take note of a row that was looked at: an empty cell below a filled one may stand for its value."""
        for index, texts in self._keys.items():
            if cells[index]:
                texts[""] = None
