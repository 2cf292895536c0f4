"""Standings as one JSON document or one table: what the command prints and the API answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dashboard.domain.assessment import Assessment, MilestoneCount
from dashboard.domain.rollup import Rollup
from dashboard.domain.scope import Scope
from dashboard.domain.standing import Standing
from dashboard.domain.status import Status
from dashboard.viewmodels.numerals import percentage, plain, points


def build_standing_document(assessment: Assessment, scope: Scope) -> dict[str, Any]:
    """The scope's standings and roll-ups; the regions are compared under the same filters."""
    standings = assessment.select(scope)
    return {
        "plan": assessment.plan.code,
        "month": str(assessment.as_of),
        "region": scope.region or assessment.plan.root.code,
        "revision": assessment.revision,
        "standings": [standing_row(assessment, standing) for standing in standings],
        "rollups": {
            "plan": _plan_row(assessment, scope, standings),
            "pillars": _pillar_rows(assessment, scope, standings),
            "regions": _region_rows(assessment, scope),
            "departments": _department_rows(assessment, standings),
        },
    }


def standing_row(assessment: Assessment, standing: Standing) -> dict[str, Any]:
    """One standing; percentages are numbers in percent, values plain decimal strings."""
    indicator = standing.indicator
    return {
        "indicator": indicator.code,
        "name": indicator.name,
        "pillar": assessment.plan.pillar_of(indicator),
        "task": indicator.task,
        "region": standing.region.code,
        "unit": indicator.unit,
        "target": plain(standing.target),
        "comparator": indicator.comparator.value,
        "baseline": plain(standing.baseline),
        "actual": plain(standing.actual),
        "month": str(standing.month) if standing.month else None,
        "completion": percentage(standing.completion),
        "progress": percentage(standing.progress),
        "pace": percentage(standing.pace),
        "lag": points(standing.lag),
        "status": standing.status.value if standing.status else None,
        "required": plain(standing.required),
        "projected": plain(standing.projected),
        "reported": standing.reported,
        "expected_reports": standing.expected_reports,
    }


def _rollup_row(code: str, name: str, rollup: Rollup, milestones: MilestoneCount) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "score": percentage(rollup.score),
        "due": percentage(rollup.due),
        "lag": points(rollup.lag),
        "status": rollup.status.value if rollup.status else None,
        "low": percentage(rollup.low),
        "high": percentage(rollup.high),
        "reported": rollup.reported,
        "total": rollup.total,
        "counts": {status.value: rollup.count(status) for status in Status},
        "milestones": {"done": milestones.done, "total": milestones.total},
    }


def _plan_row(assessment: Assessment, scope: Scope, standings: Iterable[Standing]) -> dict[str, Any]:
    plan = assessment.plan
    return _rollup_row(plan.code, plan.title, assessment.whole(standings), assessment.milestones(scope))


def _pillar_rows(assessment: Assessment, scope: Scope, standings: Iterable[Standing]) -> list[dict[str, Any]]:
    names, milestones = assessment.plan.pillar_by_code, assessment.milestones_by_pillar(scope)
    return [
        _rollup_row(code, names[code].name, rollup, milestones[code])
        for code, rollup in assessment.by_pillar(standings).items()
    ]


def _region_rows(assessment: Assessment, scope: Scope) -> list[dict[str, Any]]:
    return [
        _rollup_row(r.region.code, r.region.name, r.rollup, assessment.milestones(scope.within(r.region.code)))
        | {"rank": r.rank}
        for r in assessment.by_region(scope)
    ]


def _department_rows(assessment: Assessment, standings: Iterable[Standing]) -> list[dict[str, Any]]:
    return [
        {
            "name": d.department.name,
            "lead": _rollup_row(d.department.name, d.department.name, d.lead, d.lead_milestones),
            "responsible": _rollup_row(d.department.name, d.department.name, d.responsible, d.responsible_milestones),
        }
        for d in assessment.by_department(standings)
    ]
