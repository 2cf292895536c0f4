"""How the list of indicators is arranged: by what it is sorted and grouped, and which columns it shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboard.viewmodels.filters import Query


class Column(StrEnum):
    """A column of the list; status and name are always shown."""

    STATUS = "status"
    NAME = "name"
    TARGET = "target"
    ACTUAL = "actual"
    COMPLETION = "completion"
    PACE = "pace"
    LAG = "lag"
    REQUIRED = "required"
    PROJECTED = "projected"
    TREND = "trend"
    LEAD = "lead"
    MONTH = "month"


class Grouping(StrEnum):
    """What the rows stand together by."""

    STATUS = "status"
    TASK = "task"
    DEPARTMENT = "department"
    NONE = "none"


FIXED = (Column.STATUS, Column.NAME)
USUAL = tuple(column for column in Column if column not in (Column.PACE, Column.PROJECTED))
NAMES = ("sort", "group", "columns")
"""What an address calls the parts of an arrangement."""

_FROM_THE_LARGEST = (Column.STATUS, Column.LAG, Column.REQUIRED, Column.MONTH)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Rows sorted by one column within their groups. `columns` are those shown, in the order of the list."""

    sort: Column = Column.LAG
    falling: bool = True
    grouping: Grouping = Grouping.STATUS
    columns: tuple[Column, ...] = USUAL

    @classmethod
    def from_query(cls, query: Query) -> Arrangement:
        """The arrangement that an address names; what it does not know stays as usual."""
        sort = query.get("sort") or ""
        named = sort.removeprefix("-")
        known = named in set(Column) and named != Column.TREND
        columns = _columns(query.get("columns"))
        grouping = query.get("group")
        return cls(
            Column(named) if known else Column.LAG,
            sort.startswith("-") if known else True,
            Grouping(grouping) if grouping in set(Grouping) else Grouping.STATUS,
            columns or USUAL,
        )

    def to_query(self) -> dict[str, str]:
        """The address's query: only what is not as usual."""
        usual = Arrangement()
        found = {}
        if (self.sort, self.falling) != (usual.sort, usual.falling):
            found["sort"] = f"{'-' if self.falling else ''}{self.sort}"
        if self.grouping is not usual.grouping:
            found["group"] = self.grouping.value
        if self.columns != USUAL:
            found["columns"] = ".".join(column for column in self.columns if column not in FIXED) or "none"
        return found

    def next_sort(self, column: Column) -> str:
        """What an address calls the sorting that a click on a column's head brings: turned round, or begun."""
        falling = not self.falling if column is self.sort else column in _FROM_THE_LARGEST
        return f"{'-' if falling else ''}{column}"


def _columns(text: str | None) -> tuple[Column, ...]:
    if not text:
        return ()
    named = set(text.split("."))
    if not (named & set(Column) or named == {"none"}):
        return ()
    return tuple(column for column in Column if column in FIXED or column in named)
