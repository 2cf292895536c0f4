"""The demonstration's standings as one flat table, the way a tutorial would have them before it begins."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from dashboard.domain.assessment import Assessment
from dashboard.domain.month import Month, months_between
from dashboard.services.reading import load_assessment
from dashboard.services.site import Site

FLAT_TABLES = "BENCH_FLAT_TABLES"
"""The variable that tells the tutorial's dashboard where the file is."""

_CREATE = """
CREATE TABLE standings (
    month TEXT, region TEXT, is_city INTEGER, pillar TEXT, department TEXT, code TEXT, indicator TEXT, unit TEXT,
    actual REAL, target REAL, completion REAL, progress REAL, pace REAL, lag REAL, status TEXT
)
"""
_INSERT = f"INSERT INTO standings VALUES ({','.join('?' * 15)})"


def write_flat_tables(site: Site, file: Path, last: Month) -> None:
    """Leave a SQLite file with every standing of every month up to the last one."""
    connection = sqlite3.connect(file)
    with connection:
        connection.execute(_CREATE)
        for month in months_between(load_assessment(site).plan.first_month, last):
            connection.executemany(_INSERT, _rows(load_assessment(site, month)))
    connection.close()


def _rows(assessment: Assessment) -> Iterator[tuple[object, ...]]:
    plan, month = assessment.plan, str(assessment.as_of)
    for code, standings in assessment.standings.items():
        region = plan.region_by_code[code]
        for found in standings:
            indicator = found.indicator
            yield (
                month, region.name, region.parent is None, plan.pillar_by_code[plan.pillar_of(indicator)].name,
                "、".join(plan.task_by_code[indicator.task].lead), indicator.code, indicator.name, indicator.unit,
                _number(found.actual), _number(found.target), _number(found.completion), _number(found.progress),
                _number(found.pace), _number(found.lag), found.status.value if found.status else None,
            )  # fmt: skip


def _number(value: Decimal | None) -> float | None:
    """As pandas would read it; what the product itself never does."""
    return None if value is None else float(value)
