"""The one question before anything is done: may this account? Every service begins with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dashboard.domain.access import ROLE_WORDS, Account, Action, Role, Unit, allowed_roles, is_everywhere, may, unit_of
from dashboard.domain.assessment import Assessment
from dashboard.domain.errors import NotAllowed
from dashboard.domain.month import Month
from dashboard.domain.narrowing import admits, narrow_assessment
from dashboard.domain.plan import Indicator, Plan, Region
from dashboard.domain.plan_rules import Publish
from dashboard.domain.row_checks import MayReport
from dashboard.services.site import Site

_ACTION_WORDS = {
    Action.SEE: "查看完成情况",
    Action.READ: "查看明细",
    Action.EXPORT: "导出",
    Action.REPORT: "报送",
    Action.PUBLISH_AT_ONCE: "直接发布",
    Action.PUBLISH: "发布、退回或撤回",
    Action.NOTE: "填写进展和意见",
    Action.CLOSE: "结账",
    Action.FREEZE: "定稿通报",
    Action.SCREENS: "查看大屏状态",
    Action.PLAN: "改动工作要点和目标",
    Action.MAINTAIN: "维护系统",
    Action.ACCOUNTS: "管理账号和令牌",
    Action.AUDIT: "查看审计日志",
}


def must(site_: Site, action: Action, unit: Unit | None = None) -> None:
    """Go on only where the site's account may do this on that part of a plan; NotAllowed where not.

    Without a part it is asked whether the account may anywhere at all; `WHOLE` is every part.
    """
    if not may(site_.who, action, unit):
        raise NotAllowed(_reason(site_.who, action))


def can(site_: Site, action: Action, unit: Unit | None = None) -> bool:
    """Whether the site's account may do this: for what a page offers; the service itself asks `must`."""
    return may(site_.who, action, unit)


def permitted_cells(site_: Site, action: Action, plan: Plan, *others: Account) -> MayReport | None:
    """Which indicators in which regions this may be done for, by the site's account and by all the others.

    None where all of them may do it everywhere.
    """
    bounded = [account for account in (site_.who, *others) if not is_everywhere(account, action)]
    if not bounded:
        return None

    def permits(indicator: Indicator, region: Region) -> bool:
        unit = unit_of(plan, indicator, region)
        return all(may(account, action, unit) for account in bounded)

    return permits


def publishing(plan: Plan) -> Action:
    """What publishing takes in a plan: a reviewer, or no more than reporting."""
    return Action.PUBLISH_AT_ONCE if plan.rules.publish is Publish.AT_ONCE else Action.PUBLISH


def must_handle(site_: Site, made_by: str) -> None:
    """Go on only for whoever made a submission, and for those who publish."""
    if made_by != site_.who.name and not may(site_.who, Action.PUBLISH):
        raise NotAllowed("这个批次由别人报送，您的账号不能查看或改动它。如有需要，请联系管理员。")


def must_reach(site_: Site, plan: Plan, load_cells: Callable[[], Iterable[tuple[str, str, Month]]]) -> None:
    """Go on only where the site's account may report every one of these cells."""
    permits = permitted_cells(site_, Action.REPORT, plan)
    if permits is None:
        return
    for code, region, _ in load_cells():
        if not permits(plan.indicator_by_code[code], plan.region_by_code[region]):
            raise NotAllowed(_reason(site_.who, Action.REPORT))


def sees_all(site_: Site) -> bool:
    """Whether the site's account sees every indicator in every region."""
    return is_everywhere(site_.who, Action.SEE)


def sees(site_: Site, plan: Plan, indicator: str, region: str) -> bool:
    """Whether the site's account may see an indicator in a region of a whole plan."""
    return admits(site_.who, plan, indicator, region)


def seen_part(site_: Site, assessment: Assessment) -> Assessment:
    """The assessment as the site's account may see it: the same object where it may see all of it."""
    if sees_all(site_):
        return assessment
    key = (assessment.plan.code, assessment.revision, assessment.as_of, scope_key(site_))
    return site_.seen.recall(key, lambda: narrow_assessment(assessment, site_.who))


def scope_key(site_: Site) -> tuple[object, ...]:
    """What sets the answers for this account apart from another's; every memory of answers keeps it in its key."""
    who = site_.who
    if is_everywhere(who, Action.SEE):
        return (who.role,)
    return (who.role, who.departments, who.regions)


def _reason(who: Account, action: Action) -> str:
    words = _ACTION_WORDS[action]
    if who.role is None:
        return f"登录后才能{words}。"
    roles = "、".join(ROLE_WORDS[role] for role in allowed_roles(action) if role is not Role.DISPLAY)
    if who.role in allowed_roles(action):
        return f"您的账号不能{words}这一部分，只限自己负责的部门和县区。如需调整，请联系管理员。"
    return f"您的账号不能{words}，{roles}可以。如有需要，请联系管理员。"
