"""The headings of one table to its layout: which column is which, or why that can't be told."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dashboard.domain.month import Month
from dashboard.domain.problem import Level, Problem
from dashboard.domain.sheet_row import Column, Field, Header
from dashboard.files.header_words import VALUE_FIELDS, listed
from dashboard.files.heading import Heading
from dashboard.files.table_layout import KEY_FIELDS, Group, HeaderFault, Layout, SumColumn, letter_of

_SIDE_FIELDS = (*KEY_FIELDS, Field.REMARK)


class _Unreadable(Exception):
    """The columns can't be told apart; never leaves this module."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def arrange(headings: Sequence[Heading], lines: tuple[int, ...], departments: Collection[int]) -> Layout | HeaderFault:
    """The table below these headings, or what is in its way; columns of departments are left out."""
    try:
        return _Arranger(headings, lines, departments).layout()
    except _Unreadable as fault:
        return HeaderFault(lines, Problem(lines[0], None, Level.ERROR, fault.code, fault.message))


class _Arranger:
    """Puts the columns of one table in their places; made anew for each header."""

    def __init__(self, headings: Sequence[Heading], lines: tuple[int, ...], departments: Collection[int]) -> None:
        self._headings = headings
        self._lines = lines
        self._departments = departments
        self._columns = [Column(letter_of(index), heading.text) for index, heading in enumerate(headings)]
        self._notices: list[Problem] = []
        self._side = self._choose(_SIDE_FIELDS, [i for i in range(len(headings)) if i not in departments])
        self._values = [i for i, heading in enumerate(headings) if self._is_value(heading)]
        regions = {headings[i].region for i in self._values} - {None}
        self._by_region = len(regions) > 1
        self._by_month = self._is_by_month({headings[i].month for i in self._values} - {None})

    def layout(self) -> Layout:
        keys = {field: self._side[field] for field in KEY_FIELDS if field in self._side}
        groups, sums = self._groups()
        self._check_needed(groups)
        self._check_twofold()
        used = {*self._side.values(), *(i for group in groups for i in group.fields.values()), *(s.place for s in sums)}
        left = [index for index in range(len(self._headings)) if index not in used]
        unused = tuple(index for index in left if self._headings[index].text)
        self._tell_unused([index for index in unused if index not in self._departments])
        return Layout(
            lines=self._lines,
            width=len(self._headings),
            keys=keys,
            remark=self._side.get(Field.REMARK),
            groups=groups,
            sums=sums,
            unused=unused,
            unheaded=tuple(index for index in left if not self._headings[index].text),
            departments=tuple(self._departments),
            by_region=self._by_region,
            by_month=self._by_month,
            notices=tuple(self._notices),
        )

    def _is_value(self, heading: Heading) -> bool:
        return heading.field in VALUE_FIELDS or (heading.field is None and heading.is_known)

    def _is_by_month(self, months: set[Month | None]) -> bool:
        """Whether months stand as columns; a single one does only where nothing else says what its column holds."""
        if len(months) != 1:
            return bool(months)
        timed = [heading for heading in self._headings if heading.month]
        rest = [heading for heading in self._headings if heading.field in VALUE_FIELDS and not heading.month]
        if Field.MONTH in self._side or rest:
            return False
        if any(heading.field is None for heading in timed) or "年" in (timed[0].period or ""):
            return True
        message = f"没有月份列，表头{listed(h.text for h in timed)}中的月份没有年份，月份按报送时指定的计，请核对。"
        self._tell("month-in-header", message)
        return False

    def _choose(self, fields: Sequence[Field], indexes: Sequence[int]) -> dict[Field, int]:
        """The column of each field; a sure header comes before a weak one."""
        chosen: dict[Field, int] = {}
        for field in fields:
            named = [index for index in indexes if self._headings[index].field is field]
            sure = [index for index in named if not self._headings[index].is_weak] or named
            if len(sure) > 1 and field is not Field.REMARK:
                raise self._twice(field, sure)
            if sure:
                chosen[field] = sure[0]
        return chosen

    def _groups(self) -> tuple[tuple[Group, ...], tuple[SumColumn, ...]]:
        members: dict[tuple[str | None, Month | None], list[int]] = {}
        sums = []
        for index in self._values:
            heading = self._headings[index]
            place = (heading.region if self._by_region else None, heading.month if self._by_month else None)
            if self._is_placed(heading):
                members.setdefault(place, []).append(index)
            elif self._by_region is not self._by_month and heading.field in (None, Field.TOTAL, Field.MONTHLY):
                sums.append(SumColumn(index, heading.field or Field.TOTAL, self._columns[index]))
        return tuple(self._group(indexes) for indexes in members.values()), tuple(sums)

    def _is_placed(self, heading: Heading) -> bool:
        """Whether a value column has everything that its table's columns differ by."""
        if heading.is_sum or (self._by_region and not heading.region) or (self._by_month and not heading.month):
            return False
        return bool(heading.field) or self._by_region or self._by_month

    def _group(self, indexes: Sequence[int]) -> Group:
        fields = self._choose(VALUE_FIELDS, indexes)
        fields.update(self._choose_plain(indexes, fields))
        first = self._headings[indexes[0]]
        unit, unit_index = self._unit(fields)
        columns = {field: self._columns[index] for field, index in {**self._side, **fields}.items()}
        if self._by_region:
            columns[Field.REGION] = self._columns[indexes[0]]
        if self._by_month:
            columns[Field.MONTH] = self._columns[indexes[0]]
        if unit_index is not None and Field.UNIT not in self._side:
            columns[Field.UNIT] = self._columns[unit_index]
        is_single = len(fields) == 1 and (self._by_region or self._by_month)
        return Group(
            header=Header(self._lines[0], columns),
            fields=fields,
            region=first.region if self._by_region else None,
            month=first.period if self._by_month else None,
            unit=unit,
            column=self._columns[indexes[0]] if is_single else None,
        )

    def _choose_plain(self, indexes: Sequence[int], fields: dict[Field, int]) -> dict[Field, int]:
        """Columns headed by nothing but a region or month: they hold the cumulative value."""
        plain = [index for index in indexes if self._headings[index].field is None]
        if len(plain) > 1 or (plain and Field.TOTAL in fields):
            raise self._twice(Field.TOTAL, sorted({*plain, *(fields[f] for f in fields if f is Field.TOTAL)}))
        return {Field.TOTAL: plain[0]} if plain else {}

    def _unit(self, fields: dict[Field, int]) -> tuple[str | None, int | None]:
        units = {self._headings[fields[f]].unit: fields[f] for f in (Field.MONTHLY, Field.TOTAL) if f in fields}
        units.pop(None, None)
        if len(units) > 1:
            named = listed(self._columns[index].header for index in units.values())
            raise _Unreadable("units-differ", f"表头{named}的计量单位不同，请改成同一个单位后再报送。")
        return next(iter(units.items()), (None, None))

    def _check_needed(self, groups: Sequence[Group]) -> None:
        missing = [] if {Field.CODE, Field.NAME} & self._side.keys() else ["指标编码或指标名称"]
        held = {field for group in groups for field in group.fields}
        if not {Field.TOTAL, Field.MONTHLY} & held and not {Field.NUMERATOR, Field.DENOMINATOR} <= held:
            missing.append("累计值（或本月值，或分子和分母）")
        if missing:
            raise _Unreadable("columns-missing", missing_text(self._lines, missing, [h.text for h in self._headings]))

    def _check_twofold(self) -> None:
        twofold = [f for f, wide in ((Field.REGION, self._by_region), (Field.MONTH, self._by_month)) if wide]
        for field in twofold:
            if field in self._side:
                named = listed([self._columns[self._side[field]].header])
                message = f"{field}既有{named}一列，又各占一列，不知以哪个为准。请只留一种后再报送。"
                raise _Unreadable("columns-twice", message)

    def _twice(self, field: Field, indexes: Sequence[int]) -> _Unreadable:
        named = "、".join(f"{self._columns[i].letter}列“{self._columns[i].header}”" for i in indexes)
        return _Unreadable("columns-twice", f"{named}都是{field}，不知以哪一列为准。请只留一列后再报送。")

    def _tell_unused(self, unused: Sequence[int]) -> None:
        if unused:
            named = listed(dict.fromkeys(self._columns[index].header for index in unused))
            self._tell("columns-ignored", f"{named}不是报送数据所用的列，没有读取。")
        for index in self._departments:
            header = listed([self._columns[index].header])
            self._tell("department-column", f"{header}一列是部门而不是地区，没有读取。")

    def _tell(self, code: str, message: str) -> None:
        self._notices.append(Problem(self._lines[0], None, Level.NOTICE, code, message))


def missing_text(lines: Sequence[int], missing: Sequence[str], seen: Sequence[str]) -> str:
    """What a header lacks and what it holds, for the person who mends it."""
    place = f"第{lines[0]}行的表头" if lines else "前20行中没有认出表头，"
    return (
        f"{place}缺少{'、'.join(missing)}。看到的是{listed(seen) or '认不出的文字'}。请补上或改用模板的列名后再报送。"
    )
