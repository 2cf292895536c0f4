"""Who and what may sign in, as lists: accounts and tokens, what they are there for and how they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dashboard.domain.access import ROLE_WORDS, Account
from dashboard.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account; `state` is a word, empty where nothing is unusual."""

    name: str
    account: Account
    role_word: str
    units: tuple[str, ...]
    state: str
    disabled: bool
    signed_in_at: datetime | None
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One token for a wall screen or another program."""

    name: str
    kind_word: str
    role_word: str
    units: tuple[str, ...]
    last_day: date | None
    state: str
    holds: bool
    used_at: datetime | None
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class UnitChoices:
    """The departments and regions that an account can be given."""

    departments: tuple[str, ...] = ()
    regions: tuple[tuple[str, str], ...] = ()


def build_unit_choices(plan: Plan | None) -> UnitChoices:
    """What the current plan offers; nothing without a plan."""
    if plan is None:
        return UnitChoices()
    return UnitChoices(
        tuple(department.name for department in plan.departments),
        tuple((region.code, region.name) for region in plan.regions),
    )


def unit_words(account: Account, plan: Plan | None) -> tuple[str, ...]:
    """An account's departments and regions by name, a region that the plan does not have by its code."""
    names = {region.code: region.label for region in plan.regions} if plan else {}
    return (*sorted(account.departments), *(names.get(code, code) for code in sorted(account.regions)))


def account_state(*, disabled: bool, locked_until: datetime | None, must_change: bool, moment: datetime) -> str:
    """What is unusual about an account now, the gravest first."""
    if disabled:
        return "已停用"
    if locked_until and locked_until > moment:
        return f"锁定到 {locked_until.astimezone():%H:%M}"
    return "待改密码" if must_change else ""


def role_word(account: Account) -> str:
    """The role's name on the page."""
    return ROLE_WORDS[account.role] if account.role else ""
