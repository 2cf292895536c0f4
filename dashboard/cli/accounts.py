"""`account …`, `token …` and `audit …`: who may sign in, what machines sign in with, and what everybody did."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from dashboard.cli.console import REFUSED, JsonOption, refusals, say, show, show_json, site, wrong_use
from dashboard.domain.access import Account, Role
from dashboard.services import accounts, auditing, tokens
from dashboard.services.site import Site
from dashboard.storage.audit import AuditFilter
from dashboard.storage.tokens import TokenKind

account_app = typer.Typer(help="账号：新建、停用、重置。", no_args_is_help=True, rich_markup_mode=None)
token_app = typer.Typer(help="令牌：大屏和其他程序用。", no_args_is_help=True, rich_markup_mode=None)
audit_app = typer.Typer(help="审计日志：核验、查找。", no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(help="账号名。")]
TokenName = Annotated[str, typer.Argument(help="令牌名，如“三楼大屏”。")]
Departments = Annotated[list[str] | None, typer.Option("--department", help="自己的部门，全称；可以写多次。")]
Regions = Annotated[list[str] | None, typer.Option("--region", help="自己的县区，代码、名称或别名；可以写多次。")]
Ask = Annotated[bool, typer.Option("--ask", help="自己输入一次性密码，而不是随机生成。")]


class AccountRole(StrEnum):
    """The roles that an account can have."""

    VIEWER = "viewer"
    REPORTER = "reporter"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


class Reads(StrEnum):
    """How far an account may look."""

    ALL = "all"
    OWN = "own"


RoleOption = Annotated[
    AccountRole,
    typer.Option("--role", help="viewer 查看，reporter 填报，reviewer 审核发布，administrator 管理。"),
]
ReadsOption = Annotated[Reads, typer.Option("--reads", help="能看全部（all），还是只看自己的部门和县区（own）。")]


@account_app.command("add")
def add_command(
    name: Name,
    role: RoleOption,
    department: Departments = None,
    region: Regions = None,
    reads: ReadsOption = Reads.ALL,
    ask: Ask = False,
    as_json: JsonOption = False,
) -> None:
    """新建账号，给出一次性密码；首次登录要改密码。第一个账号建好后，试用结束。"""
    installation, password = site(), _asked(ask)
    with refusals():
        account = _account(installation, name, Role(role), department, region, reads)
        password = accounts.add_account(installation, account, password)
    _tell_password(name, None if ask else password, as_json)


@account_app.command("change")
def change_command(
    name: Name,
    role: RoleOption,
    department: Departments = None,
    region: Regions = None,
    reads: ReadsOption = Reads.ALL,
) -> None:
    """改账号的角色、部门、县区和可看范围；密码不变。"""
    installation = site()
    with refusals():
        accounts.change_account(installation, _account(installation, name, Role(role), department, region, reads))
    say(f"账号“{name}”已改。")


@account_app.command("disable")
def disable_command(name: Name) -> None:
    """停用账号；它的登录全部结束。"""
    with refusals():
        accounts.disable_account(site(), name)
    say(f"账号“{name}”已停用。")


@account_app.command("enable")
def enable_command(name: Name) -> None:
    """重新启用停用的账号，密码不变。"""
    with refusals():
        accounts.enable_account(site(), name)
    say(f"账号“{name}”已启用。")


@account_app.command("reset")
def reset_command(name: Name, ask: Ask = False, as_json: JsonOption = False) -> None:
    """给出新的一次性密码；解除锁定，它的登录全部结束。"""
    password = _asked(ask)
    with refusals():
        password = accounts.reset_account(site(), name, password)
    _tell_password(name, None if ask else password, as_json)


@account_app.command("list")
def list_command(as_json: JsonOption = False) -> None:
    """全部账号。"""
    with refusals():
        found = accounts.list_accounts(site())
    if as_json:
        return show_json([{"name": a.account.name, **_scope(a.account), "disabled": a.disabled} for a in found])
    for line in found:
        state = "  （已停用）" if line.disabled else ""
        show(f"{line.account.name}  {accounts.describe(line.account)}{state}")


@token_app.command("add")
def token_add_command(
    name: TokenName,
    kind: Annotated[TokenKind, typer.Option("--kind", help="display 大屏，api 其他程序。")],
    scope: Annotated[AccountRole | None, typer.Option("--scope", help="接口令牌能做什么；不写就是 viewer。")] = None,
    department: Departments = None,
    region: Regions = None,
    reads: ReadsOption = Reads.ALL,
    until: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="用到哪一天为止。")] = None,
    as_json: JsonOption = False,
) -> None:
    """新建令牌；只显示这一次，数据库里不存原文。"""
    if kind is TokenKind.DISPLAY and scope:
        wrong_use("大屏令牌只能看大屏，没有 --scope。")
    installation, role = site(), Role.DISPLAY if kind is TokenKind.DISPLAY else Role(scope or AccountRole.VIEWER)
    with refusals():
        account = _account(installation, name, role, department, region, reads)
        token = tokens.add_token(installation, kind, account, until.date() if until else None)
    if as_json:
        return show_json({"name": name, "kind": kind.value, "token": token})
    how = f"大屏打开 /screen?token={token}" if kind is TokenKind.DISPLAY else f"请求头写 Authorization: Bearer {token}"
    say(f"令牌“{name}”已建立，只显示这一次。{how}")
    show(token)


@token_app.command("revoke")
def token_revoke_command(name: TokenName) -> None:
    """停用令牌，马上生效。"""
    with refusals():
        tokens.revoke_token(site(), name)
    say(f"令牌“{name}”已停用。")


@token_app.command("list")
def token_list_command(as_json: JsonOption = False) -> None:
    """全部令牌（不含原文）。"""
    with refusals():
        found = tokens.list_tokens(site())
    if as_json:
        return show_json([{"name": t.name, "kind": t.kind.value, **_scope(t.account)} for t in found])
    for token in found:
        end = f"  用到 {token.last_day}" if token.last_day else ""
        state = "  （已停用）" if token.revoked_at else end
        show(f"{token.name}  {token.kind.value}  {accounts.describe(token.account)}{state}")


@audit_app.command("verify")
def verify_command(
    known: Annotated[str | None, typer.Option("--known", help="以前记下的校验值；核对它还在日志里。")] = None,
    as_json: JsonOption = False,
) -> None:
    """核验审计日志：有没有被改动、删除或调换的记录。"""
    with refusals():
        faults, length, head = auditing.verify_audit(site(), known)
    if as_json:
        show_json({"entries": length, "digest": head, "faults": list(faults)})
    for fault in faults:
        say(fault)
    if faults:
        raise typer.Exit(REFUSED)
    say(f"审计日志完好，共 {length} 条，最后一条的校验值是 {head}。")


@audit_app.command("list")
def audit_list_command(
    text: Annotated[str | None, typer.Option("--text", help="任一栏含有的文字。")] = None,
    actor: Annotated[str | None, typer.Option("--by", help="谁做的。")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="最多几条。")] = 50,
    as_json: JsonOption = False,
) -> None:
    """最近的审计记录，新的在前。"""
    with refusals():
        found = auditing.search_audit(site(), AuditFilter(text=text, actor=actor), limit=limit)
    if as_json:
        return show_json([auditing.entry_document(entry) for entry in found])
    for entry in found:
        words = (f"{entry.at.astimezone():%Y-%m-%d %H:%M:%S}", entry.actor, entry.action, entry.subject, entry.result)
        show("  ".join(word for word in words if word))


def _account(
    installation: Site,
    name: str,
    role: Role,
    departments: Iterable[str] | None,
    regions: Iterable[str] | None,
    reads: Reads,
) -> Account:
    units = accounts.find_units(installation, departments or (), regions or ())
    return Account(name, role, *units, reads_all=reads is Reads.ALL)


def _asked(ask: bool) -> str | None:
    return typer.prompt("一次性密码", hide_input=True, confirmation_prompt=True, err=True) if ask else None


def _tell_password(name: str, password: str | None, as_json: bool) -> None:
    if as_json:
        return show_json({"name": name, "password": password})
    say(f"账号“{name}”可以登录了，首次登录要改密码。" + ("一次性密码，只显示这一次：" if password else ""))
    if password:
        show(password)


def _scope(account: Account) -> dict[str, object]:
    return {
        "role": account.role,
        "departments": sorted(account.departments),
        "regions": sorted(account.regions),
        "reads": "all" if account.reads_all else "own",
    }
