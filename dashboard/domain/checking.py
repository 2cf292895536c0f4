"""The importer's judgement: the rows of a figures file in, a verdict for each and all problems out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dashboard.domain.cross_checks import CrossChecker
from dashboard.domain.figure import Known
from dashboard.domain.findings import Findings
from dashboard.domain.month import Month
from dashboard.domain.plan import Plan
from dashboard.domain.plausibility import PlausibilityChecker
from dashboard.domain.readings import RowsReader
from dashboard.domain.row_checks import MayReport, RowReader
from dashboard.domain.sheet_row import RawRow
from dashboard.domain.sheet_rows import SheetRows
from dashboard.domain.verdict import Checked, Counts, RowVerdict, Verdict

__all__ = ["Checked", "Counts", "MayReport", "RowVerdict", "Verdict", "check_rows"]


def check_rows(
    plan: Plan,
    rows: Iterable[RawRow],
    known: Known,
    *,
    asked_month: Month | None,
    today: date,
    may_report: MayReport | None = None,
) -> Checked:
    """Every row's verdict, in the order of the rows, and everything that somebody has to know.

    Nothing is lost: each row handed in has exactly one verdict. `asked_month` stands for the month where the file has
    no such column; `today` bounds the months that can be reported; without `may_report` everything may be reported.
    """
    findings = Findings()
    reader = RowReader(plan, known.closed, findings, asked_month=asked_month, today=today, may_report=may_report)
    sheet = rows if isinstance(rows, SheetRows) else SheetRows(rows)
    verdicts = CrossChecker(plan, known, findings, RowsReader(plan, reader, may_report).read(sheet)).settle()
    PlausibilityChecker(plan, known, findings, sheet, verdicts).check()
    return Checked(verdicts, findings.problems())
