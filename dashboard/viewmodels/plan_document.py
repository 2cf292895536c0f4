"""A plan as one JSON document: what it asks for, of whom, and until when."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from dashboard.domain.month import Month
from dashboard.domain.plan import Plan
from dashboard.viewmodels.numerals import plain

_PARTS = ("pillars", "sections", "tasks", "indicators", "milestones", "departments", "regions", "targets")


def build_plan_document(plan: Plan) -> dict[str, Any]:
    """The document; every key is always there, values are plain decimal strings, months YYYY-MM."""
    return {
        "code": plan.code,
        "title": plan.title,
        "short_title": plan.short_title,
        "issuer": plan.issuer,
        "document_number": plan.document_number,
        "issued_on": _plain(plan.issued_on),
        "first_month": str(plan.first_month),
        "last_month": str(plan.last_month),
        "rules": _row(plan.rules),
        **{part: [_row(one) for one in getattr(plan, part)] for part in _PARTS},
    }


def _row(part: Any) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(part).items()}


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Month | date):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value
