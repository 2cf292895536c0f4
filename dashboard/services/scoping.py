"""Scopes from what people write: codes, names and aliases become one scope, or one sentence why not."""

from __future__ import annotations

from dashboard.domain.assessment import Assessment
from dashboard.domain.errors import NotFound
from dashboard.domain.month import Month
from dashboard.domain.names import build_names
from dashboard.domain.plan import Plan
from dashboard.domain.reporter import Reporter
from dashboard.domain.scope import Role, Scope


def scope_of(
    plan: Plan,
    *,
    region: str | None = None,
    department: str | None = None,
    pillar: str | None = None,
    role: Role | None = None,
) -> Scope:
    """The scope that these words name; NotFound where one of them names nothing in the plan."""
    return Scope(
        region=find_region(plan, region) if region else None,
        department=_department(plan, department) if department else None,
        role=role,
        pillar=_pillar(plan, pillar) if pillar else None,
    )


def must_be_within(assessment: Assessment, month: Month | None) -> None:
    """Refuse a chosen month that the plan does not have, rather than show another in its place."""
    if month is not None and month != assessment.as_of:
        plan = assessment.plan
        raise NotFound(f"{month} 不在工作要点的 {plan.first_month} 至 {plan.last_month} 之内。")


def find_region(plan: Plan, text: str) -> str:
    """The code of the region with this code, name or alias."""
    match = build_names(plan).region(text)
    if match.region is None:
        reason = match.remark.message if match.remark else "没有这个地区。"
        raise NotFound(f"地区“{text}”：{reason}")
    return match.region.code


def find_reporter(plan: Plan, text: str) -> Reporter:
    """The reporting unit with this name: a department in full, or a region by code, name or alias."""
    if text in {department.name for department in plan.departments}:
        return Reporter(plan.root.code, text)
    return Reporter(find_region(plan, text))


def find_indicator(plan: Plan, text: str) -> str:
    """The code of the indicator with this code, or with this name where it fits one only."""
    match = build_names(plan).indicator(text, None)
    if match.indicator is None:
        reason = match.remark.message if match.remark else "没有这个指标。"
        raise NotFound(f"指标“{text}”：{reason}")
    return match.indicator.code


def _department(plan: Plan, text: str) -> str:
    if text not in {department.name for department in plan.departments}:
        raise NotFound(f"部门“{text}”：工作要点里没有这个部门，请按 departments.csv 里的全称写。")
    return text


def _pillar(plan: Plan, text: str) -> str:
    found = [pillar.code for pillar in plan.pillars if text in (pillar.code, pillar.name)]
    if not found:
        known = "、".join(f"{pillar.code} {pillar.name}" for pillar in plan.pillars)
        raise NotFound(f"板块“{text}”：没有这个板块。现有：{known}。")
    return found[0]
