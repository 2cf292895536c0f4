"""What a receipt writes beside each line of a file: its verdict, and the reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dashboard.domain.cell_text import printed
from dashboard.domain.measure import Amount
from dashboard.domain.mending import ProblemKey, Word, key_of_problem
from dashboard.domain.problem import Level, Problem
from dashboard.domain.review import Review
from dashboard.domain.verdict import RowVerdict, Verdict
from dashboard.viewmodels.placed_problem import place_problem

VERDICTS = {
    Verdict.NEW: "新增",
    Verdict.CHANGED: "变更",
    Verdict.SAME: "相同",
    Verdict.REJECTED: "拒绝",
    Verdict.MISSING: "未报",
}
_LEVELS = (Level.ERROR, Level.WARNING, Level.NOTICE)


class LineRemark(NamedTuple):
    """What is written beside one line."""

    verdict: str
    reasons: str


def build_remarks(review: Review) -> dict[int, LineRemark]:
    """The remark of every line that a row came from, or that something was said about."""
    rows: dict[int, list[RowVerdict]] = {}
    for row in review.checked.rows:
        rows.setdefault(row.line, []).append(row)
    problems: dict[int, list[Problem]] = {}
    for problem in review.checked.problems:
        if problem.line is not None:
            problems.setdefault(problem.line, []).append(problem)
    return {
        line: LineRemark(_verdict(rows.get(line, ())), _reasons(review, rows.get(line, ()), problems.get(line, ())))
        for line in sorted(rows.keys() | problems.keys())
    }


def _verdict(rows: Sequence[RowVerdict]) -> str:
    """One word for a line with one row, a count of each for a line of a wide sheet."""
    if len(rows) == 1:
        return VERDICTS[rows[0].verdict]
    counts = Counter(row.verdict for row in rows)
    return "，".join(f"{word} {counts[verdict]}" for verdict, word in VERDICTS.items() if counts[verdict])


def _reasons(review: Review, rows: Iterable[RowVerdict], problems: Iterable[Problem]) -> str:
    said = [f"原报 {_plain(row.was)}" for row in rows if row.verdict is Verdict.CHANGED and row.was]
    ordered = sorted(problems, key=lambda problem: _LEVELS.index(problem.level))
    return "；".join((*said, *(_reason(problem, review.words) for problem in ordered)))


def _reason(problem: Problem, words: Mapping[ProblemKey, Word]) -> str:
    placed = place_problem(problem)
    where = f"{placed.letter} 列：" if placed.letter else ""
    word = words.get(key_of_problem(problem))
    told = placed.sentence if placed.is_placed else problem.message
    return f"{where}{told}" + (f"（已说明：{word.said}）" if word else "")


def _plain(amount: Amount) -> str:
    if amount.over is None:
        return printed(amount.number)
    return f"{printed(amount.number)}/{printed(amount.over)}"
