"""A scope in words, as titles, headings and exports say it; and what an address asked for that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from dashboard.domain.assessment import Assessment
from dashboard.domain.plan import Plan
from dashboard.domain.scope import Role
from dashboard.viewmodels.comparison import VARIED, WITH, Comparison, Side
from dashboard.viewmodels.filters import ALL, Filters, Unknown
from dashboard.web.wording import month_label, status_word

FILTER_WORDS = {
    "plan": "工作要点", "month": "月份", "region": "县区", "department": "部门", "role": "承担方式", "pillar": "板块",
    "status": "状态", "text": "查找",
}  # fmt: skip
_ROLES = {Role.LEAD: "（牵头）", Role.RESPONSIBLE: "（责任）"}


def scope_words(assessment: Assessment, filters: Filters) -> str:
    """惠民县 · 市大数据局（牵头） · 滞后 · 2023年9月."""
    return " · ".join((*_parts(assessment.plan, filters), month_label(assessment.as_of)))


def _parts(plan: Plan, filters: Filters) -> Iterator[str]:
    region = plan.region_by_code[filters.region or plan.root.code]
    yield region.name if region.parent else region.label
    if filters.department:
        yield filters.department + (_ROLES[filters.role] if filters.role else "")
    if filters.pillar:
        yield plan.pillar_by_code[filters.pillar].name
    if filters.status:
        yield status_word(filters.status)
    if filters.text:
        yield f"含“{filters.text}”"


def side_words(comparison: Comparison, side: Side) -> str:
    """What sets one side of a comparison apart: 2023年9月, or 惠民县; the month where nothing does."""
    plan, filters = side.assessment.plan, side.filters
    region = plan.region_by_code[filters.region or plan.root.code]
    words = {
        "region": region.name if region.parent else region.label,
        "department": filters.department or "全部部门",
        "month": month_label(side.assessment.as_of),
    }
    return " · ".join(words[name] for name in words if name in comparison.varies) or words["month"]


def swapped_address(path: str, comparison: Comparison) -> str:
    """The address of a comparison the other way round."""
    one, other = comparison.one, comparison.other
    query = other.filters.but(month=other.assessment.as_of).to_query()
    said = one.filters.but(month=one.assessment.as_of).to_query()
    return f"{path}?{urlencode(query | {f'{WITH}{name}': said.get(name, ALL) for name in VARIED})}"


def unknown_words(unknown: Unknown, assessment: Assessment) -> str:
    """What an address named wrongly, and what is shown instead; empty where there is nothing to say."""
    return "".join(_unknown(name, value, assessment) for name, value in unknown)


def _unknown(name: str, value: str, assessment: Assessment) -> str:
    plan = assessment.plan
    said = f"链接里的{FILTER_WORDS[name]}“{value}”"
    if name == "plan":
        return f"{said}没有装入，下面是“{plan.title}”。"
    if name == "month":
        within = f"{month_label(plan.first_month)}至{month_label(plan.last_month)}"
        return f"{said}不是{within}之内的月份，下面是{month_label(assessment.as_of)}。"
    return f"{said}在这份工作要点里没有，没有按它筛选。"


def scope_address(path: str, filters: Filters) -> str:
    """The address that looks at a page through these filters."""
    query = urlencode(filters.to_query())
    return f"{path}?{query}" if query else path
