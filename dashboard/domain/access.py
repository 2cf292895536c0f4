"""Who may do what, on which part of a plan: one table, asked by every service on every surface."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum

from dashboard.domain.plan import Indicator, Plan, Region


class Role(StrEnum):
    """What an account is there for. A display is a wall screen, with nobody in front of it."""

    VIEWER = "viewer"
    REPORTER = "reporter"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"
    DISPLAY = "display"


ROLE_WORDS = {
    Role.VIEWER: "查看员",
    Role.REPORTER: "填报员",
    Role.REVIEWER: "审核员",
    Role.ADMINISTRATOR: "管理员",
    Role.DISPLAY: "大屏",
}
"""What each role is called."""


class Action(StrEnum):
    """What somebody may want to do. Every service names the one it carries out."""

    SEE = "see"  # the standings, as the wall shows them
    READ = "read"  # what lies behind them: lists, files, origins, histories
    EXPORT = "export"
    REPORT = "report"  # check a file, keep a draft, give it up
    PUBLISH_AT_ONCE = "publish-at-once"  # without a reviewer, where the plan's rules say so
    PUBLISH = "publish"  # publish, return, withdraw
    NOTE = "note"  # remarks and milestones of a task
    CLOSE = "close"  # close a month, open it again
    FREEZE = "freeze"  # number an issue and its bulletin
    SCREENS = "screens"  # look after the wall screens
    PLAN = "plan"  # load plans, change targets
    MAINTAIN = "maintain"  # install, back up, rebuild, take the demonstration out
    ACCOUNTS = "accounts"  # accounts and tokens
    AUDIT = "audit"  # read the audit log


class Reach(Enum):
    """How far a permission goes: nowhere, the account's own units, all that it may read, everywhere."""

    NOWHERE = 0
    OWN = 1
    SEEN = 2
    EVERYWHERE = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a plan that a permission is asked for: the departments of a task, and a region with those above it.

    An empty part stands for all of it: `Unit()` is the whole plan.
    """

    departments: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()


WHOLE = Unit()


@dataclass(frozen=True, slots=True)
class Account:
    """Who acts. Own units are the tasks of these departments, and these regions with all below them.

    With both, only what is in both is its own; with neither, nothing is. `reads_all` says how far it may look,
    `address` from where it acts.
    """

    name: str
    role: Role | None = None
    departments: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    reads_all: bool = True
    address: str = field(default="", compare=False)

    def owns(self, unit: Unit) -> bool:
        """Whether a part of a plan lies within the account's own units."""
        if not self.departments and not self.regions:
            return False
        in_departments = not self.departments or bool(self.departments & unit.departments)
        return in_departments and (not self.regions or bool(self.regions & unit.regions))


NOBODY = Account("")
"""Who acts where nobody has said who: somebody without any permission."""

_N, _O, _S, _E = Reach.NOWHERE, Reach.OWN, Reach.SEEN, Reach.EVERYWHERE
_ROLES = (Role.VIEWER, Role.REPORTER, Role.REVIEWER, Role.ADMINISTRATOR, Role.DISPLAY)
_TABLE: dict[Action, tuple[Reach, ...]] = {
    #                       viewer reporter reviewer administrator display
    Action.SEE:             (_S,   _S,      _S,      _E,           _S),
    Action.READ:            (_S,   _S,      _S,      _E,           _N),
    Action.EXPORT:          (_S,   _S,      _S,      _E,           _N),
    Action.REPORT:          (_N,   _O,      _S,      _E,           _N),
    Action.PUBLISH_AT_ONCE: (_N,   _O,      _S,      _E,           _N),
    Action.PUBLISH:         (_N,   _N,      _S,      _E,           _N),
    Action.NOTE:            (_N,   _O,      _S,      _E,           _N),
    Action.CLOSE:           (_N,   _N,      _S,      _E,           _N),
    Action.FREEZE:          (_N,   _N,      _S,      _E,           _N),
    Action.SCREENS:         (_N,   _N,      _S,      _E,           _N),
    Action.PLAN:            (_N,   _N,      _N,      _E,           _N),
    Action.MAINTAIN:        (_N,   _N,      _N,      _E,           _N),
    Action.ACCOUNTS:        (_N,   _N,      _N,      _E,           _N),
    Action.AUDIT:           (_N,   _N,      _N,      _E,           _N),
}  # fmt: skip


def reach(role: Role | None, action: Action) -> Reach:
    """How far a role's permission for an action goes; nowhere without a role."""
    return Reach.NOWHERE if role is None else _TABLE[action][_ROLES.index(role)]


def may(account: Account, action: Action, unit: Unit | None = None) -> bool:
    """Whether an account may do this on a part of a plan; without a part, whether it may anywhere at all."""
    found = reach(account.role, action)
    if found is Reach.NOWHERE or unit is None:
        return found is not Reach.NOWHERE
    return is_everywhere(account, action) or account.owns(unit)


def is_everywhere(account: Account, action: Action) -> bool:
    """Whether an account may do this on every part of every plan, so that no part need be asked for."""
    found = reach(account.role, action)
    return found is Reach.EVERYWHERE or (found is Reach.SEEN and account.reads_all)


def allowed_roles(action: Action) -> tuple[Role, ...]:
    """The roles that may do this, somewhere or everywhere."""
    return tuple(role for role in _ROLES if reach(role, action) is not Reach.NOWHERE)


def unit_of(plan: Plan, indicator: Indicator, region: Region) -> Unit:
    """The part of the plan that one indicator in one region is."""
    task = plan.task_by_code[indicator.task]
    return Unit(frozenset((*task.lead, *task.responsible)), path_of(plan, region))


def path_of(plan: Plan, region: Region) -> frozenset[str]:
    """The codes of a region and of all regions above it."""
    above = plan.region_by_code.get(region.parent or "")
    return frozenset((region.code,)) | (path_of(plan, above) if above else frozenset())
