"""What all exported sheets say alike: numbers as the page shows them, and on what they stand."""

from __future__ import annotations

from decimal import Decimal

from dashboard.domain.assessment import Assessment
from dashboard.domain.standing import Standing
from dashboard.domain.status import Status
from dashboard.viewmodels.sheet import Cell
from dashboard.web import wording


def number_cell(said: str) -> Cell:
    """What the page says as a number, where it is one."""
    text = said.replace(",", "")
    if text == wording.NOTHING:
        return None
    return Decimal(text) if text.lstrip("-").replace(".", "", 1).isdigit() else said


def lag_cell(standing: Standing) -> Cell:
    """A lag as on the page, but signed: behind is positive."""
    lag = standing.lag
    if lag is None or (standing.status is Status.MET and lag > 0):
        return None
    said = number_cell(wording.points(lag))
    return -said if isinstance(said, Decimal) and lag < 0 else said


def stand_words(assessment: Assessment) -> str:
    """Up to when, at which revision, and whether figures are made."""
    made = "；月度数据与县区分解目标均为演示数据" if assessment.demonstration else ""
    return f"数据截至 {wording.day_label(assessment.as_of.last_day)}；数据版本 {assessment.revision}{made}"


def stand_columns(assessment: Assessment, scope: str) -> tuple[tuple[str, str], ...]:
    """The same as columns, for a file without a title."""
    made = (("说明", "演示数据"),) if assessment.demonstration else ()
    return ("范围", scope), ("截至月份", str(assessment.as_of)), ("数据版本", f"{assessment.revision}"), *made
