"""A problem taken apart for a table: its place, the cell as it stood, and the sentence that remains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.domain.mending import Word
from dashboard.domain.plan import Indicator
from dashboard.domain.problem import Level, Problem

_LETTER = "letter-in-number"
_LOOKALIKE = re.compile(r"[OoIl|]+")


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """One problem: `letter` and `column` name where it stands, `cell` what stood there, None where there is no such.

    `indicator` is the one that the line is about, where it could be read; `word` is what somebody said about it.
    `can_mend` is True where the cell can be written anew beside the file, `near` are the names that are offered for it;
    `can_leave_out` is True where the line can be left out.
    """

    level: Level
    code: str
    line: int | None
    letter: str | None
    column: str | None
    cell: str | None
    sentence: str
    indicator: Indicator | None = None
    word: Word | None = None
    can_mend: bool = False
    near: tuple[str, ...] = ()
    can_leave_out: bool = False

    @property
    def is_placed(self) -> bool:
        """Whether the sentence has lost its place, so that the place must be shown beside it."""
        return self.letter is not None or self.cell is not None

    @property
    def cell_parts(self) -> Iterator[tuple[str, bool]]:
        """The cell in pieces; True marks letters that look like the digits they stand among."""
        text, end = self.cell or "", 0
        for found in _LOOKALIKE.finditer(text) if self.code == _LETTER else ():
            if found.start() > end:
                yield text[end : found.start()], False
            yield found[0], True
            end = found.end()
        if text[end:]:
            yield text[end:], False


def place_problem(problem: Problem, indicator: Indicator | None = None) -> PlacedProblem:
    """The problem taken apart; a message that does not begin with its place stays whole."""
    found = _place(problem).match(problem.message)
    return PlacedProblem(
        level=problem.level,
        code=problem.code,
        line=problem.line,
        letter=found["letter"] if found else None,
        column=problem.column,
        cell=found["cell"] if found else None,
        sentence=problem.message[found.end() :] if found else problem.message,
        indicator=indicator,
    )


def _place(problem: Problem) -> re.Pattern[str]:
    column = re.escape(problem.column or "")
    return re.compile(rf"第 {problem.line} 行(?: (?P<letter>[A-Z]+) 列 {column})?(?:“(?P<cell>.*?)”)?：", re.DOTALL)
