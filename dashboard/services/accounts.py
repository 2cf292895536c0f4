"""Accounts: made, changed, disabled, given a new password. Nothing is ever deleted: the audit log names them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.domain.access import ROLE_WORDS, Account, Action, Role
from dashboard.domain.errors import NotFound, Refusal
from dashboard.domain.plan import Plan
from dashboard.services.access import must
from dashboard.services.auditing import record
from dashboard.services.passwords import hash_password, make_one_time_password
from dashboard.services.scoping import find_region
from dashboard.services.site import Site
from dashboard.storage import accounts, plans, sessions, site
from dashboard.storage.database import reading, writing
from dashboard.storage.moments import now
from dashboard.viewmodels.people_list import (
    AccountLine,
    UnitChoices,
    account_state,
    build_unit_choices,
    role_word,
    unit_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from dashboard.storage.accounts import StoredAccount

_NAME = re.compile(r"[\w.@-]{2,40}")
_RESERVED = re.compile(r"(cli|token|first start|试用)\b.*", re.IGNORECASE)


class AccountRefused(Refusal):
    """An account that cannot be made or changed like that."""

    code = "account-refused"


def add_account(site_: Site, account: Account, password: str | None = None) -> str:
    """Make an account; the one-time password that it signs in with first, made up where none is given."""
    must(site_, Action.ACCOUNTS)
    password = password or make_one_time_password()
    with writing(site_.engine) as connection:
        account = _checked(account)
        if accounts.find_account(connection, account.name):
            raise AccountRefused(f"已经有名为“{account.name}”的账号，没有改动它。")
        if not accounts.has_accounts(connection) and account.role is not Role.ADMINISTRATOR:
            raise AccountRefused("第一个账号要是管理员（--role administrator），否则没有人能管理账号。")
        accounts.add_account(connection, account, hash_password(password), site_.who.name)
        record(site_, connection, "account add", account.name, after=describe(account))
    site_.forget_people()
    return password


def change_account(site_: Site, account: Account) -> None:
    """Give the account of this name another role, other units or another read scope."""
    must(site_, Action.ACCOUNTS)
    with writing(site_.engine) as connection:
        found = accounts.load_account(connection, account.name)
        account = _checked(account)
        if account.role is not Role.ADMINISTRATOR:
            _keep_one_administrator(connection, found)
        accounts.change_scope(connection, found.id, account)
        before, after = describe(found.account), describe(account)
        record(site_, connection, "account change", account.name, before=before, after=after)
    site_.forget_people()


def reset_account(site_: Site, name: str, password: str | None = None) -> str:
    """Give an account a new one-time password; a lock is lifted, every session ends."""
    must(site_, Action.ACCOUNTS)
    password = password or make_one_time_password()
    with writing(site_.engine) as connection:
        found = accounts.load_account(connection, name)
        accounts.change_password(connection, found.id, hash_password(password), must_change=True)
        ended = sessions.end_sessions(connection, found.id)
        record(site_, connection, "account reset", name, f"{ended} sessions ended")
    site_.forget_people()
    return password


def disable_account(site_: Site, name: str) -> None:
    """Let an account sign in no more; every session of it ends."""
    must(site_, Action.ACCOUNTS)
    with writing(site_.engine) as connection:
        found = accounts.load_account(connection, name)
        if found.disabled_at:
            raise AccountRefused(f"账号“{name}”已经停用了。")
        _keep_one_administrator(connection, found)
        accounts.set_disabled(connection, found.id, True)
        ended = sessions.end_sessions(connection, found.id)
        record(site_, connection, "account disable", name, f"{ended} sessions ended")
    site_.forget_people()


def enable_account(site_: Site, name: str) -> None:
    """Let a disabled account sign in again, with the password that it had."""
    must(site_, Action.ACCOUNTS)
    with writing(site_.engine) as connection:
        found = accounts.load_account(connection, name)
        if not found.disabled_at:
            raise AccountRefused(f"账号“{name}”没有停用。")
        accounts.set_disabled(connection, found.id, False)
        record(site_, connection, "account enable", name)
    site_.forget_people()


def list_accounts(site_: Site) -> tuple[AccountLine, ...]:
    """Every account, by name."""
    must(site_, Action.ACCOUNTS)
    with reading(site_.engine) as connection:
        found, plan = accounts.list_accounts(connection), _plan(connection)
    return tuple(_line(stored, plan) for stored in found)


def list_unit_choices(site_: Site) -> UnitChoices:
    """The departments and regions that an account can be given."""
    must(site_, Action.ACCOUNTS)
    with reading(site_.engine) as connection:
        return build_unit_choices(_plan(connection))


def find_units(
    site_: Site, departments: Iterable[str], regions: Iterable[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Departments by name and regions by code, name or alias, of the current plan; NotFound for anything else."""
    must(site_, Action.ACCOUNTS)
    wanted, places = list(departments), list(regions)
    if not wanted and not places:
        return frozenset(), frozenset()
    with reading(site_.engine) as connection:
        plan = plans.load_plan(connection, plans.find_plan(connection, None)[0]).plan
    return frozenset(_department(plan, name) for name in wanted), frozenset(find_region(plan, text) for text in places)


def describe(account: Account) -> str:
    """What an account is there for, as the audit log keeps it."""
    units = [*sorted(account.departments), *sorted(account.regions)]
    scope = "all" if account.reads_all else "own"
    return f"{account.role}; reads {scope}" + (f"; {', '.join(units)}" if units else "")


def _line(stored: StoredAccount, plan: Plan | None) -> AccountLine:
    account, disabled = stored.account, stored.disabled_at is not None
    return AccountLine(
        name=account.name,
        account=account,
        role_word=role_word(account),
        units=unit_words(account, plan),
        state=account_state(
            disabled=disabled, locked_until=stored.locked_until, must_change=stored.must_change, moment=now()
        ),
        disabled=disabled,
        signed_in_at=stored.signed_in_at,
        made_at=stored.made_at,
        made_by=stored.made_by,
    )


def _plan(connection: Connection) -> Plan | None:
    """The current plan; None where none was loaded yet."""
    number = site.current_plan(connection)
    return plans.load_plan(connection, number).plan if number else None


def _department(plan: Plan, name: str) -> str:
    if name not in {department.name for department in plan.departments}:
        raise NotFound(f"部门“{name}”：工作要点里没有这个部门，请按 departments.csv 里的全称写。")
    return name


def check_units(account: Account) -> Account:
    """The account, where its name can be used and its role has the units that it needs."""
    if not _NAME.fullmatch(account.name) or _RESERVED.match(account.name):
        raise AccountRefused(f"账号名“{account.name}”不能用：请写 2 到 40 个汉字、字母、数字或 . @ - _，不带空格。")
    if account.role in (None, Role.ADMINISTRATOR):
        return replace(account, reads_all=True)
    has_units = account.departments or account.regions
    if not has_units and (account.role is Role.REPORTER or not account.reads_all):
        raise AccountRefused(f"{ROLE_WORDS[account.role or Role.VIEWER]}要写明部门（--department）或县区（--region）。")
    return account


def _checked(account: Account) -> Account:
    if account.role in (None, Role.DISPLAY):
        raise AccountRefused("账号的角色是 viewer、reporter、reviewer 或 administrator；大屏用令牌（token add）。")
    return check_units(account)


def _keep_one_administrator(connection: Connection, found: StoredAccount) -> None:
    is_one = found.account.role is Role.ADMINISTRATOR and not found.disabled_at
    if is_one and accounts.count_administrators(connection) == 1:
        raise AccountRefused(f"“{found.account.name}”是唯一的管理员账号，没有改动它。请先另建一个管理员。")
