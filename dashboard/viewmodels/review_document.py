"""A review as one JSON document: what `figures check --json` prints and the API answers."""

from __future__ import annotations

import json
from typing import Any

from dashboard.domain.problem import Problem
from dashboard.domain.review import Review
from dashboard.domain.verdict import RowVerdict, RowVerdicts
from dashboard.viewmodels.numerals import plain, plain_amount


def build_review_document(review: Review) -> dict[str, Any]:
    """The document; every key is always there."""
    return {
        "file": review.file,
        "sha256": review.sha256,
        "encoding": review.encoding,
        "sheet": review.sheet,
        "month": str(review.month) if review.month else None,
        "counts": review.checked.counts._asdict(),
        "rows": [_row(row) for row in review.checked.rows],
        "problems": [_problem(problem) for problem in review.checked.problems],
        "submission": review.submission,
    }


def dump_record(review: Review) -> bytes:
    """What is kept of a review beside the original bytes: its problems and each row's verdict, by its first letter.

    The rows themselves are in the bytes, in this order.
    """
    record = {
        "counts": review.checked.counts._asdict(),
        "verdicts": "".join([verdict[0] for verdict in RowVerdicts.of(review.checked.rows).columns.verdict]),
        "problems": [_problem(problem) for problem in review.checked.problems],
    }
    return json.dumps(record, ensure_ascii=False).encode()


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "line": problem.line,
        "column": problem.column,
        "level": problem.level.value,
        "code": problem.code,
        "message": problem.message,
    }


def _row(row: RowVerdict) -> dict[str, Any]:
    amount = row.amount
    ratio = amount is not None and amount.over is not None
    return {
        "line": row.line,
        "indicator": row.indicator,
        "region": row.region,
        "month": str(row.month) if row.month else None,
        "value": plain_amount(amount),
        "numerator": plain(amount.number) if amount and ratio else None,
        "denominator": plain(amount.over) if amount and ratio else None,
        "verdict": row.verdict.value,
        "was": plain_amount(row.was),
    }
