"""What a row below a header is: figures, or one of the rows that every office sheet has besides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from dashboard.domain.cell_text import key_of, tidy
from dashboard.domain.sheet_row import Field
from dashboard.files.header_words import SUM_WORDS, split_brackets
from dashboard.files.heading import Vocabulary
from dashboard.files.table_layout import Layout

_PEOPLE = (
    "填报人|填报人员|填表人|制表人|制表|报送人|经办人|经办|审核人|审核|审批人|复核人|复核|校对|校核人|核对人|签发人|负责人|单位负责人|部门负责人|"
    "统计负责人|分管负责人|主要负责人|填报负责人|分管领导|主管领导|领导签字|联系人|联系电话|联系方式|办公电话|电话|手机|手机号|签字|签章|盖章|公章"
)
_PLACES = (
    "单位|填报单位|报送单位|填报部门|报送部门|责任单位|填报日期|填报时间|报送日期|报送时间|日期|时间|备注|说明|备注说明|填表说明|填报说明|"
    r"注|注释|附注|注\d+|数据来源|来源|指标解释|口径|统计口径|表号|制表机关|批准机关|批准文号|备案文号|有效期|传真|邮箱|电子邮箱|地址"
)
_LABEL = re.compile(rf"(?:{_PEOPLE}|{_PLACES})(?:\([^()]*\))?:.*", re.DOTALL)
_PERSON = re.compile(rf"(?:{_PEOPLE}|填表说明|填报说明)(?:\([^()]*\))?")
_PLACE = re.compile(rf"(?:{_PLACES})(?:\([^()]*\))?")
_SUM_OF = re.compile(r"(.+?)(?:合计|小计|总计|共计)")
_SUM_BEFORE = frozenset(
    {"全市", "全区", "全县", "全省", "全部", "各县区", "县区", "区县", "本页", "本表", "以上", "市级", "部门", "分项"}
)
_SUM_SIGN = "计"
_LONGEST_SUM = 24


class RowKind(Enum):
    """Figures are read; everything else is only counted, and sums are checked."""

    FIGURES = "figures"
    BLANK = "blank"
    BARE = "bare"
    TITLE = "title"
    SIGNATURE = "signature"
    SUM = "sum"


def is_blank(cell: str) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return not cell or not (cell[0].isalnum() or tidy(cell))


class RowSorter:
    """Tells the rows of one table apart."""

    def __init__(self, layout: Layout, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._width = layout.width
        keys = layout.keys
        self._code, self._name = keys.get(Field.CODE), keys.get(Field.NAME)
        self._values = {index for group in layout.groups for index in group.fields.values()}
        self._values.update(column.place for column in layout.sums)
        self._keys = {index for field, index in keys.items() if field is not Field.UNIT}
        headed = {*self._keys, *self._values, *layout.unused}
        self._first = min(headed)
        self._unnamed = self._values | {index for index in (keys.get(Field.UNIT), layout.remark) if index is not None}

    def kind(self, cells: Sequence[str]) -> RowKind:
        """What a row is; its cells reach at least to the last header."""
        filled = [index for index, cell in enumerate(cells) if not is_blank(cell)]
        if not filled:
            return RowKind.BLANK
        if not self.names_indicator(cells):
            if self._is_signature(cells, filled):
                return RowKind.SIGNATURE
            if self._is_title(cells, filled):
                return RowKind.TITLE
        if self.sum_columns(cells):
            return RowKind.SUM
        return RowKind.FIGURES if self._holds_figures(filled) else RowKind.BARE

    def sum_columns(self, cells: Sequence[str]) -> tuple[int, ...]:
        """The columns in which a row says that it is a sum; none for a row of figures."""
        found = [
            index
            for index, cell in enumerate(cells[: self._width])
            if _SUM_SIGN in cell and index not in self._unnamed and self.is_sum(cell)
        ]
        own = (self._code, self._name) if found and self.names_indicator(cells) else ()
        return tuple(index for index in found if index not in own)

    def names_indicator(self, cells: Sequence[str]) -> bool:
        """Whether the row names an indicator of the plan, by code or by name."""
        texts = (cells[index] for index in (self._code, self._name) if index is not None)
        return any(text and self._vocabulary.names_indicator(text) for text in texts)

    def is_sum(self, cell: str) -> bool:
        """Whether a cell says that its row is a sum, and names nothing of the plan."""
        if _SUM_SIGN not in cell or len(cell) > _LONGEST_SUM or self._vocabulary.names_something(cell):
            return False
        key = split_brackets(key_of(cell).strip(":"))[0]
        if key in SUM_WORDS:
            return True
        found = _SUM_OF.fullmatch(key)
        return found is not None and (found[1] in _SUM_BEFORE or self._vocabulary.is_region(found[1]))

    def _holds_figures(self, filled: Sequence[int]) -> bool:
        return any(index in self._keys or index in self._values or index >= self._width for index in filled)

    def _is_signature(self, cells: Sequence[str], filled: Sequence[int]) -> bool:
        first = cells[filled[0]]
        key = key_of(first)
        if _LABEL.fullmatch(key) or _PERSON.fullmatch(key):
            return True
        word = tidy(first).partition(" ")[0]
        return bool(_PERSON.fullmatch(word) or _PLACE.fullmatch(key)) and self._values.isdisjoint(filled)

    def _is_title(self, cells: Sequence[str], filled: Sequence[int]) -> bool:
        """Whether a row holds one text alone, at its left, that names nothing of the plan."""
        if not self._values.isdisjoint(filled):
            return False
        texts = [index for index in filled if not _LABEL.fullmatch(key_of(cells[index]))]
        if texts != [self._first]:
            return False
        text = cells[self._first]
        if self._first not in self._keys and key_of(text).isdigit():
            return False
        heading = self._vocabulary.heading(text)
        is_code = self._first == self._code and text.isascii()
        known = heading.month or self.is_sum(text) or self._vocabulary.names_something(text)
        return not known and not is_code
