"""One row on its own: which indicator, region and month it is about, whether it may be reported, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dashboard.domain.cell_text import Remark, error
from dashboard.domain.figure import Closing
from dashboard.domain.findings import Findings
from dashboard.domain.measure import Amount, Measure
from dashboard.domain.memo import Memo
from dashboard.domain.month import Month
from dashboard.domain.month_text import read_month
from dashboard.domain.names import build_names
from dashboard.domain.plan import Indicator, Plan, Region, ReportedBy
from dashboard.domain.sheet_row import Field, RawRow
from dashboard.domain.value_checks import State, Value, ValueReader

MayReport = Callable[[Indicator, Region], bool]

_REFUSED = Value(State.REFUSED)


class MonthRules(NamedTuple):
    """A month, and why figures of stocks or of other measures can't be taken for it."""

    month: Month | None
    remark: Remark | None = None
    is_yearless: bool = False
    refusal: Remark | None = None
    stock_refusal: Remark | None = None


class Reading(NamedTuple):
    """A row as it is understood on its own: refused, left out, or with a position, a month's gain, or both.

    What could not be read is None; nothing but a refused row lacks its indicator, region or month.
    """

    indicator: Indicator | None
    region: Region | None
    month: Month | None
    state: State
    amount: Amount | None = None
    gain: Decimal | None = None


class RowReader:
    """Reads the rows of one file one by one; what was judged once, by text, is not judged again."""

    def __init__(
        self,
        plan: Plan,
        closed: Mapping[Month, Closing],
        findings: Findings,
        *,
        asked_month: Month | None,
        today: date,
        may_report: MayReport | None,
    ) -> None:
        self._plan, self._closed, self._findings = plan, closed, findings
        self._asked_month, self._this_month, self._may_report = asked_month, Month.of(today), may_report
        self.names = build_names(plan)
        self.values = ValueReader(findings)
        self.months: Memo[str | None, MonthRules] = Memo(self._month_rules)

    def read(self, row: RawRow) -> Reading:
        """What a row says, with everything that is wrong with it noted."""
        if row.fault is not None:
            # its cells may have shifted, so none of them is read
            self._findings.add_row(row, error("too-many-cells", row.fault))
            return Reading(None, None, None, State.REFUSED)
        indicator, region, month = self._indicator(row), self._region(row), self._month(row)
        value = self.values.read(row, indicator) if indicator else _REFUSED
        if indicator is None or region is None or month.month is None:
            return Reading(indicator, region, month.month, State.REFUSED)
        if value.state is State.READ and not self._is_allowed(row, indicator, region, month):
            value = _REFUSED
        return Reading(indicator, region, month.month, *value)

    def _indicator(self, row: RawRow) -> Indicator | None:
        indicator, remark, field = self.names.indicator(row.code, row.name)
        if remark:
            self._findings.add(row, field, remark)
        return indicator

    def _region(self, row: RawRow) -> Region | None:
        if row.region is None:
            return self._plan.root
        region, remark = self.names.region(row.region)
        if remark:
            self._findings.add(row, Field.REGION, remark)
        return region

    def _month(self, row: RawRow) -> MonthRules:
        month = self.months[row.month]
        if month.remark:
            self._tell_of_month(row, month.remark, month.is_yearless)
        return month

    def _tell_of_month(self, row: RawRow, remark: Remark, is_yearless: bool) -> None:
        if row.month is None:
            self._findings.add_once(remark)
        elif is_yearless:
            self._findings.tally(row, Field.MONTH, remark)
        else:
            self._findings.add(row, Field.MONTH, remark)

    def _is_allowed(self, row: RawRow, indicator: Indicator, region: Region, month: MonthRules) -> bool:
        is_theirs = region.parent is None or indicator.reported_by is ReportedBy.COUNTIES
        if is_theirs and not month.refusal and self._may_report is None:
            return True
        late = month.stock_refusal if indicator.measure is Measure.STOCK else month.refusal
        if late and self._is_spared(late, month.month, indicator, region):
            late = None
        if late:
            self._tell_of_month(row, late, False)
        refusal = self._not_theirs(indicator, region)
        if refusal:
            self._findings.add(row, Field.REGION, refusal)
        return not late and not refusal

    def _is_spared(self, late: Remark, month: Month | None, indicator: Indicator, region: Region) -> bool:
        """Whether a closed month is still open for this figure."""
        closing = self._closed.get(month) if month else None
        return closing is not None and late.code == "month-closed" and closing.spares(self._plan, indicator, region)

    def _not_theirs(self, indicator: Indicator, region: Region) -> Remark | None:
        """Why nobody, or not this reporter, gives figures of this indicator for this region."""
        if region.parent is not None and indicator.reported_by is ReportedBy.CITY:
            told = f"“{indicator.label}”只由{self._plan.root.label}报送，不收县区的数，请删去这一行。"
            return error("city-only", told)
        if self._may_report is None or self._may_report(indicator, region):
            return None
        return error("not-permitted", f"您所在单位无权填报{region.label}的“{indicator.label}”。")

    def _month_rules(self, text: str | None) -> MonthRules:
        return self._asked_rules() if text is None else self._written_rules(text)

    def _written_rules(self, text: str) -> MonthRules:
        reading = read_month(text, self._plan.first_month, self._plan.last_month)
        if reading.month is None:
            return MonthRules(None, reading.remark)
        return self._ruled(reading.month, reading.remark, reading.is_yearless)

    def _asked_rules(self) -> MonthRules:
        if self._asked_month is None:
            told = f"文件里没有月份列。请加一列“月份”，或在报送时指定月份，如 {self._plan.last_month}。"
            return MonthRules(None, error("month-not-given", told))
        return self._ruled(self._asked_month, None, False)

    def _ruled(self, month: Month, remark: Remark | None, is_yearless: bool) -> MonthRules:
        late = self._out_of_time(month)
        outside = self._outside(month)
        before = month == self._plan.first_month.plus(-1)
        return MonthRules(month, remark, is_yearless, outside or late, late if before else outside or late)

    def _outside(self, month: Month) -> Remark | None:
        first, last = self._plan.first_month, self._plan.last_month
        if first <= month <= last:
            return None
        told = f"{month} 不在工作要点的 {first} 至 {last} 之内"
        if month == first.plus(-1):
            told += "，这个月只收存量指标的数，作为基数"
        return error("month-outside-plan", f"{told}，请您核对月份。")

    def _out_of_time(self, month: Month) -> Remark | None:
        if month > self._this_month:
            return error("month-to-come", f"{month} 还没有到，请您核对月份。")
        closing = self._closed.get(month)
        if closing is None:
            return None
        told = f"{month} 已由{closing.by}于 {closing.at:%Y-%m-%d} 结账，更正请与其联系。"
        return error("month-closed", told)
