"""What the filters of a desk page can be set to."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.domain.assessment import Assessment
from dashboard.domain.month import Month
from dashboard.domain.plan import Department, Pillar, Region


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """One plan that can be looked at."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class ScopeChoices:
    """Plans, months (newest first), regions, departments and pillars to choose from."""

    plans: tuple[PlanChoice, ...]
    months: tuple[Month, ...]
    regions: tuple[Region, ...]
    departments: tuple[Department, ...]
    pillars: tuple[Pillar, ...]


def build_scope_choices(assessment: Assessment, plans: tuple[PlanChoice, ...] = ()) -> ScopeChoices:
    """What an assessment can be narrowed to; without a list of plans there is only its own."""
    plan = assessment.plan
    months = {*assessment.published, assessment.as_of}
    return ScopeChoices(
        plans=plans or (PlanChoice(plan.code, plan.title),),
        months=tuple(sorted(months, reverse=True)),
        regions=plan.regions,
        departments=plan.departments,
        pillars=plan.pillars,
    )
