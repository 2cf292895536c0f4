"""What an account with a narrow read scope sees: the plan and the standings of its own units, and nothing beside them.

Everything is judged on the whole plan first; narrowing only takes away, so that no number differs from anybody else's.
"""

from __future__ import annotations

from dataclasses import replace

from dashboard.domain.access import Account, Action, is_everywhere, path_of, unit_of
from dashboard.domain.assessment import Assessment
from dashboard.domain.measure import ONE, ZERO
from dashboard.domain.plan import Indicator, Plan, Region, Task
from dashboard.domain.position import NOTHING_KNOWN
from dashboard.domain.standing import Standing
from dashboard.domain.yardstick import Yardstick


def narrow_plan(plan: Plan, account: Account) -> Plan:
    """The account's part of a plan; the plan itself where it may read everything.

    Where its regions lie below one of them, that one is the root; else the city is, without any standing.
    """
    if is_everywhere(account, Action.SEE):
        return plan
    regions = _regions(plan, account)
    tasks = tuple(task for task in plan.tasks if _is_theirs(account, task))
    kept = {task.code for task in tasks}
    indicators = tuple(i for i in plan.indicators if i.task in kept and any(plan.stands_in(i, r) for r in regions))
    codes, places = {i.code for i in indicators}, {region.code for region in regions}
    return replace(
        plan,
        tasks=tasks,
        pillars=tuple(p for p in plan.pillars if p.code in {task.pillar for task in tasks}),
        sections=tuple(s for s in plan.sections if s.code in {task.section for task in tasks}),
        indicators=tuple(i if i.pairs_with in codes else replace(i, pairs_with=None) for i in indicators),
        regions=_rooted(plan, regions),
        milestones=() if account.regions else tuple(m for m in plan.milestones if m.task in kept),
        departments=tuple(d for d in plan.departments if not account.departments or d.name in account.departments),
        targets=tuple(t for t in plan.targets if t.indicator in codes and t.region in places),
        source=None,
    )


def narrow_assessment(assessment: Assessment, account: Account) -> Assessment:
    """The account's part of an assessment; what is counted over the whole city is left out of it."""
    plan = narrow_plan(assessment.plan, account)
    return replace(
        assessment,
        plan=plan,
        standings={region.code: _standings(assessment, plan, region, account) for region in plan.regions},
        milestones_done=assessment.milestones_done & {milestone.code for milestone in plan.milestones},
        running=None,
        deliveries=(),
    )


def admits(account: Account, plan: Plan, indicator: str, region: str) -> bool:
    """Whether an account may see an indicator in a region of the (whole) plan."""
    if is_everywhere(account, Action.SEE):
        return True
    return account.owns(unit_of(plan, plan.indicator_by_code[indicator], plan.region_by_code[region]))


def _regions(plan: Plan, account: Account) -> tuple[Region, ...]:
    """The account's regions and all below them; every region where it has departments alone."""
    if not account.regions:
        return plan.regions if account.departments else ()
    return tuple(region for region in plan.regions if path_of(plan, region) & account.regions)


def _is_theirs(account: Account, task: Task) -> bool:
    return not account.departments or bool(account.departments & {*task.lead, *task.responsible})


def _rooted(plan: Plan, regions: tuple[Region, ...]) -> tuple[Region, ...]:
    """These regions under one: the only one that has none of them above it, else the city with what lies between."""
    codes = {region.code for region in regions}
    tops = [region for region in regions if region.parent not in codes]
    if len(tops) == 1:
        return (tops[0], *(region for region in regions if region is not tops[0]))
    needed = {code for region in tops for code in path_of(plan, region)} | codes | {plan.root.code}
    return tuple(region for region in plan.regions if region.code in needed)


def _standings(assessment: Assessment, plan: Plan, region: Region, account: Account) -> tuple[Standing, ...]:
    found = []
    for indicator in plan.indicators:
        standing = assessment.by_cell.get((indicator.code, region.code))
        if standing is not None:
            seen = admits(account, assessment.plan, indicator.code, region.code)
            found.append(_known_as(indicator, standing) if seen else _unseen(indicator, region))
    return tuple(found)


def _known_as(indicator: Indicator, standing: Standing) -> Standing:
    if standing.indicator == indicator:
        return standing
    return standing._replace(yardstick=replace(standing.yardstick, indicator=indicator), pair_gap=None)


def _unseen(indicator: Indicator, region: Region) -> Standing:
    """A standing that tells nothing, not even that something is awaited."""
    return Standing(Yardstick(indicator, region, None, None, ZERO, 0, 0, ONE, ZERO), NOTHING_KNOWN, None)
