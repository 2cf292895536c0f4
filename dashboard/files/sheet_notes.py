"""What is to be said about a sheet: rows that were left out, cells that were filled, sums that differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from dashboard.domain.problem import Level, Problem
from dashboard.domain.sheet_row import Column

_LINES_NAMED = 5
_WARNINGS_LISTED = 20


class Skip(StrEnum):
    """Why a row is not among the figures; the value is the code of its notice."""

    BLANK = "blank-rows"
    ABOVE = "rows-above-header"
    BARE = "rows-without-data"
    TITLE = "title-rows"
    SIGNATURE = "signature-rows"
    SUM = "total-rows"
    UNREAD = "rows-unread"


_TOLD = {
    Skip.BLANK: "空行{count}行（{lines}），没有读取。",
    Skip.ABOVE: "表头之上有{count}行（{lines}），是标题、填报单位一类的内容，没有读取。",
    Skip.BARE: "有{count}行（{lines}）没有填指标和数值，没有读取。",
    Skip.TITLE: "有{count}行（{lines}）只有一格文字，按小标题处理，没有读取。",
    Skip.SIGNATURE: "有{count}行（{lines}）是填报人、联系电话、备注一类的内容，没有保存。",
    Skip.SUM: "有{count}行（{lines}）是合计，没有保存，只作核对：{sums}。",
    Skip.UNREAD: "有{count}行（{lines}）在没有读懂的表头之下，没有读取。请改好表头后再报送。",
}


@dataclass(slots=True)
class Lines:
    """How many lines, and the first few of them."""

    count: int = 0
    first: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        """Count a line."""
        self.count += 1
        if len(self.first) < _LINES_NAMED:
            self.first.append(line)

    def __str__(self) -> str:
        return f"第{'、'.join(map(str, self.first))}行" + ("等" if self.count > len(self.first) else "")


@dataclass(slots=True)
class SheetNotes:
    """Everything noticed in one sheet, gathered while it is read."""

    header_lines: list[int] = field(default_factory=list)
    _skipped: dict[Skip, Lines] = field(default_factory=dict)
    _filled: dict[Column, Lines] = field(default_factory=dict)
    _unheaded: dict[str, Lines] = field(default_factory=dict)
    _told: dict[tuple[str, str], Problem] = field(default_factory=dict)
    _warned: dict[str, int] = field(default_factory=dict)
    _equal_sums: int = 0
    _unequal_sums: int = 0

    def skip(self, reason: Skip, line: int) -> None:
        """Note a row that was left out."""
        self._skipped.setdefault(reason, Lines()).add(line)

    def skipped(self) -> dict[Skip, int]:
        """How many rows were left out, by reason."""
        return {reason: lines.count for reason, lines in self._skipped.items()}

    def fill(self, column: Column, line: int) -> None:
        """Note an empty key cell that took the value above it."""
        self._filled.setdefault(column, Lines()).add(line)

    def leave(self, letter: str, line: int) -> None:
        """Note a cell in a column without a header."""
        self._unheaded.setdefault(letter, Lines()).add(line)

    def tell(self, problem: Problem) -> None:
        """Note a problem; the same words are told once."""
        self._told.setdefault((problem.code, problem.message), problem)

    def warn(self, problem: Problem) -> None:
        """Note one of many warnings; those beyond the first twenty are only counted."""
        listed = self._warned[problem.code] = self._warned.get(problem.code, 0) + 1
        if listed <= _WARNINGS_LISTED:
            self.tell(problem)

    def compare(self, *, is_equal: bool) -> None:
        """Note a row of sums that agrees with its details, or not."""
        self._equal_sums += is_equal
        self._unequal_sums += not is_equal

    def problems(self) -> tuple[Problem, ...]:
        """All problems by line, those of the whole file first."""
        found = [*self._told.values(), *self._skips(), *self._fills(), *self._leavings(), *self._surplus()]
        return tuple(sorted(found, key=lambda problem: problem.line or 0))

    def _skips(self) -> list[Problem]:
        return [
            _notice(
                lines,
                None,
                reason.value,
                _TOLD[reason].format(count=lines.count, lines=lines, sums=self._sums(lines.count)),
            )
            for reason, lines in self._skipped.items()
        ]

    def _sums(self, rows: int) -> str:
        unchecked = rows - self._equal_sums - self._unequal_sums
        counts = {"与明细之和相符": self._equal_sums, "与明细之和不符": self._unequal_sums, "无从核对": unchecked}
        return "，".join(f"{count}行{words}" for words, count in counts.items() if count > 0)

    def _fills(self) -> list[Problem]:
        told = "{letter}列“{header}”有{count}个空单元格，已按上方的值补入（{lines}）。"
        return [
            _notice(
                lines,
                column.header,
                "filled-down",
                told.format(letter=column.letter, header=column.header, count=lines.count, lines=lines),
            )
            for column, lines in self._filled.items()
        ]

    def _leavings(self) -> list[Problem]:
        return [
            _notice(
                lines,
                None,
                "cells-without-header",
                f"{letter}列没有表头，其中{lines.count}个单元格（{lines}）没有读取。",
            )
            for letter, lines in self._unheaded.items()
        ]

    def _surplus(self) -> list[Problem]:
        return [
            Problem(None, None, Level.WARNING, code, f"这样的情况共{count}处，只列出前{_WARNINGS_LISTED}处。")
            for code, count in self._warned.items()
            if count > _WARNINGS_LISTED
        ]


def _notice(lines: Lines, column: str | None, code: str, message: str) -> Problem:
    return Problem(lines.first[0], column, Level.NOTICE, code, message)
