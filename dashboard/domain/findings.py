"""The problems of one file while it is being checked: placed, told in words, and kept to a readable number."""

from __future__ import annotations

from dataclasses import dataclass, field

from dashboard.domain.cell_text import Remark, quoted
from dashboard.domain.problem import Level, Problem
from dashboard.domain.sheet_row import Column, Field, RawRow
from dashboard.domain.sheet_rows import RawColumns

_NOTICES_LISTED = 20

CELLS = {
    Field.CODE: "code",
    Field.NAME: "name",
    Field.REGION: "region",
    Field.MONTH: "month",
    Field.TOTAL: "total",
    Field.MONTHLY: "monthly",
    Field.NUMERATOR: "numerator",
    Field.DENOMINATOR: "denominator",
    Field.UNIT: "unit",
    Field.REMARK: "remark",
}
"""Which cell of a row holds a field."""


@dataclass(slots=True)
class _Pile:
    """Remarks that are told as one: how many, and where the one that stands for them was found."""

    row: RawRow
    field: Field
    remark: Remark
    count: int = 1


@dataclass(slots=True)
class Findings:
    """What was found so far."""

    _problems: list[Problem] = field(default_factory=list)
    _said: set[Remark] = field(default_factory=set)
    _listed: dict[tuple[str, str | None], int] = field(default_factory=dict)
    _unlisted: dict[tuple[str, str | None], _Pile] = field(default_factory=dict)
    _tallies: dict[str, _Pile] = field(default_factory=dict)

    def add(self, row: RawRow, field: Field, remark: Remark) -> None:
        """Note a remark about one cell; like notices beyond the first twenty of a column become one."""
        if remark.level is Level.NOTICE and self._is_one_of_many(row, field, remark):
            return
        self._problems.append(_placed(row, field, remark))

    def add_row(self, row: RawRow, remark: Remark) -> None:
        """Note a remark about a whole row; it names its line itself."""
        self._problems.append(Problem(row.line, None, *remark))

    def add_once(self, remark: Remark) -> None:
        """Note a remark about the whole file, however often it comes up."""
        if remark not in self._said:
            self._said.add(remark)
            self._problems.append(Problem(None, None, *remark))

    def tally(self, row: RawRow, field: Field, remark: Remark) -> None:
        """Note a remark that is told once for the file, with a count, where it was found first."""
        pile = self._tallies.get(remark.code)
        if pile is None:
            self._tallies[remark.code] = _Pile(row, field, remark)
            return
        pile.count += 1
        if row.line < pile.row.line:
            pile.row, pile.field, pile.remark = row, field, remark

    def problems(self) -> tuple[Problem, ...]:
        """All problems by line, those of the whole file first."""
        rest = [_unlisted(pile) for pile in self._unlisted.values()]
        tallied = [_tallied(pile) for pile in self._tallies.values()]
        return tuple(sorted([*self._problems, *rest, *tallied], key=lambda problem: problem.line or 0))

    def _is_one_of_many(self, row: RawRow, field: Field, remark: Remark) -> bool:
        column = column_of(row, field)
        key = (remark.code, column.header if column else None)
        listed = self._listed[key] = self._listed.get(key, 0) + 1
        if listed <= _NOTICES_LISTED:
            return False
        if listed == _NOTICES_LISTED + 1:
            self._unlisted[key] = _Pile(row, field, remark)
        else:
            self._unlisted[key].count += 1
        return True


def column_of(row: RawRow, field: Field) -> Column | None:
    """The column that a field of a row stood in; in a wide sheet a value's own column."""
    if row.value_column and field in (Field.TOTAL, Field.MONTHLY):
        return row.value_column
    return row.header.columns.get(field) or row.value_column


def cell_of(row: RawRow, field: Field) -> str | None:
    """A field's cell as it stood; None where the table has no such column."""
    cell: str | None = getattr(row, CELLS[field])
    return cell


def value_field(row: RawRow) -> Field:
    """The field that a row's value stands in, as remarks about the whole row point to it."""
    if row.total or not (row.monthly or row.numerator or row.denominator):
        return Field.TOTAL
    return Field.MONTHLY if row.monthly else Field.NUMERATOR


def value_texts(cells: RawColumns) -> list[str]:
    """Each row's value as it stood: the total, or numerator over denominator, or the month's own value."""
    values = zip(cells.total, cells.monthly, cells.numerator, cells.denominator, strict=True)
    return [
        total or (f"{upper or ''}/{lower or ''}" if upper or lower else monthly or "")
        for total, monthly, upper, lower in values
    ]


def _placed(row: RawRow, field: Field, remark: Remark, more: str = "") -> Problem:
    """A remark with its place in front: line, column letter, header and the cell as it stood."""
    column, cell = column_of(row, field), cell_of(row, field)
    place = f"第 {row.line} 行"
    if column:
        place += f" {column.letter} 列 {column.header}"
    if cell:
        place += quoted(cell)
    return Problem(
        row.line, column.header if column else None, remark.level, remark.code, f"{place}：{remark.message}{more}"
    )


def _tallied(pile: _Pile) -> Problem:
    return _placed(pile.row, pile.field, pile.remark, f"这样的共 {pile.count:,} 行。" if pile.count > 1 else "")


def _unlisted(pile: _Pile) -> Problem:
    if pile.count == 1:
        return _placed(pile.row, pile.field, pile.remark)
    return _placed(pile.row, pile.field, pile.remark, f"这一列同样的整理共 {pile.count:,} 处，从这一行起不再逐条列出。")
