"""docs/dirty-files.md, written from the cases and from what the importer says to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from dirty_files import ENCODINGS, KEYS, MONTHS, NUMBERS, ODD, SHAPES, STANDING, Dirty

from dashboard.domain.problem import Level
from dashboard.domain.review import Review

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "dirty-files.md"

_TOP = """# What comes, and what it gets

Written by `make dirty` from `tests/dirty_files.py`, where every row of this table is a file made byte by byte. The
sentences are the importer's own; a test holds them. Nothing is repaired without being listed, nothing is guessed,
nothing missing is taken for nought.
"""
_GROUPS = (
    ("Encodings", ENCODINGS),
    ("Files and sheets", SHAPES),
    ("Numbers", NUMBERS),
    ("Months", MONTHS),
    ("Indicators, regions, rows", KEYS),
    ("Against what stands already", STANDING),
    ("Possible, and still asked about", ODD),
)
_GRAVEST_FIRST = (Level.ERROR, Level.WARNING, Level.NOTICE)
_LONGEST = 160
_CLOSED_ON = re.compile(r"于 \d{4}-\d\d-\d\d 结账")  # the day that the tests run on


def document_of(cases: Sequence[Dirty], reviews: Iterable[Review]) -> str:
    """The whole document."""
    said = dict(zip((id(case) for case in cases), (_gravest(review) for review in reviews), strict=True))
    parts = [_TOP]
    for title, group in _GROUPS:
        rows = [f"| {_cell(case.what)} | {case.verdict} | {_cell(said[id(case)])} |" for case in group]
        parts.append("\n".join((f"## {title}\n", "| 来的是什么 | 结论 | 怎么说 |", "|---|---|---|", *rows, "")))
    return "\n".join(parts)


def _gravest(review: Review) -> str:
    """The first of the gravest messages."""
    problems = sorted(review.checked.problems, key=lambda problem: _GRAVEST_FIRST.index(problem.level))
    return _CLOSED_ON.sub("于某日结账", problems[0].message) if problems else ""


def _cell(text: str) -> str:
    plain = " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
