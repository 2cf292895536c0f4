"""A reminder to those who still owe figures, as text to be copied into a message."""

from __future__ import annotations

from datetime import date

from dashboard.domain.plan import Plan
from dashboard.domain.punctuality import UnitMonth
from dashboard.viewmodels.completeness import Completeness
from dashboard.web.wording import month_label

_NAMED = 8


def reminder_text(found: Completeness, today: date) -> str:
    """Which units owe which figures of the month, one line each; empty where nobody owes any."""
    if not found.owing:
        return ""
    due = f"{found.due.month}月{found.due.day}日"
    head = (
        f"{month_label(found.month)}数据应于 {due}前报送。"
        f"截至 {today.month}月{today.day}日，还有 {len(found.owing)} 个单位没有报齐："
    )
    lines = [f"{place}. {_owed(found.plan, unit)}" for place, unit in enumerate(found.owing, 1)]
    return "\n".join((found.plan.title, head, *lines, "请尽快报送；已报的请核对是否已提交。"))


def _owed(plan: Plan, unit: UnitMonth) -> str:
    count = len(unit.missing)
    if count == unit.asked:
        return f"{unit.unit.name(plan)}：{count} 项都没有报"
    named = "、".join(f"{i.label}（{i.code}）" for i in unit.missing[:_NAMED])
    return f"{unit.unit.name(plan)}：缺 {count} 项，{named}{'等' if count > _NAMED else ''}"
