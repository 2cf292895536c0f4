"""Standings as a table of Chinese headings, for a terminal and for CSV: the same numbers as the document."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.domain.assessment import Assessment
from dashboard.domain.scope import Scope
from dashboard.viewmodels.standing_document import standing_row

_HEADINGS = {
    "indicator": "指标编码", "name": "指标名称", "region": "地区", "unit": "单位", "comparator": "比较",
    "target": "目标", "baseline": "基数", "actual": "实际", "month": "数据截至", "completion": "完成率",
    "progress": "进度", "pace": "序时进度", "lag": "差距", "status": "状态", "required": "还需每月",
    "projected": "照此年底", "reported": "已报", "expected_reports": "应报",
}  # fmt: skip
_SHORT = ("indicator", "name", "actual", "comparator", "target", "unit", "completion", "pace", "lag", "status")


@dataclass(frozen=True, slots=True)
class StandingTable:
    """Rows of text by column key; an unknown value is empty."""

    rows: tuple[dict[str, str], ...]


def build_standing_table(assessment: Assessment, scope: Scope) -> StandingTable:
    """The scope's standings as text, exact as in the document."""
    rows = (standing_row(assessment, standing) for standing in assessment.select(scope))
    return StandingTable(tuple({key: _text(row[key]) for key in _HEADINGS} for row in rows))


def table_csv(table: StandingTable) -> str:
    """The table as CSV with Chinese headings; a text that would start a formula is defused."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADINGS.values())
    for row in table.rows:
        writer.writerow([_defused(row[key]) if key == "name" else row[key] for key in _HEADINGS])
    return out.getvalue().rstrip("\n")


def table_text(table: StandingTable) -> str:
    """The table's main columns for a terminal, separated by tabs."""
    lines: list[Sequence[str]] = [[_HEADINGS[key] for key in _SHORT]]
    lines += [[row[key] for key in _SHORT] for row in table.rows]
    return "\n".join("\t".join(line) for line in lines)


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _defused(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
