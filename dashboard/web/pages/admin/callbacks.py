"""How the administration page answers. Every step ends in a message and the list as it stands then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from dash import Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from dashboard.domain.access import Account, Role
from dashboard.domain.errors import Refusal
from dashboard.services import accounts, tokens
from dashboard.services.accounts import list_unit_choices
from dashboard.services.auditing import check_log, load_audit_lines
from dashboard.services.site import Site
from dashboard.storage.tokens import TokenKind
from dashboard.web.components.fragment import markup_of, register_fragment
from dashboard.web.page import Query
from dashboard.web.pages.admin import ids, layout
from dashboard.web.pages.admin.audit_export import serve_audit_export, wanted_entries

Kind = TypeVar("Kind", Role, TokenKind)

Form = Mapping[str, Any]
"""What a form on the page was sent with, by the names of its fields."""

_ENTRIES, _LONGEST_NUMBER = 100, 9


def register(app: Dash, site: Site) -> None:
    """Attach the administration page's callbacks and the address of the log's export."""
    for region in (ids.MESSAGE, ids.BODY):
        register_fragment(app, region)
    serve_audit_export(app.server, site)

    @app.callback(
        Output(markup_of(ids.MESSAGE), "data"),
        Output(markup_of(ids.BODY), "data"),
        Input(ids.STEP, "data"),
        State(ids.PLACE, "data"),
        prevent_initial_call=True,
    )
    def on_step(form: Form | None, place: dict[str, str] | None) -> tuple[str, str]:
        return take_step(site, form, place or {})


def open_page(site: Site, query: Query) -> html.Div:
    """The first paint: the list that the address names, the accounts without one."""
    return layout.layout(body(site, query), query)


def body(site: Site, place: Mapping[str, str]) -> str:
    """The list that is looked at."""
    if place.get("tab") == "tokens":
        return layout.tokens_markup(tokens.list_token_lines(site), list_unit_choices(site))
    if place.get("tab") == "audit":
        return _audit(site, place)
    lines = accounts.list_accounts(site)
    chosen = next((line for line in lines if line.name == place.get("name")), None)
    return layout.accounts_markup(lines, list_unit_choices(site), chosen)


def take_step(site: Site, form: Form | None, place: Mapping[str, str]) -> tuple[str, str]:
    """Do what a form asks for; a refusal is told in its place."""
    step = _STEPS.get(str(form.get("step"))) if form else None
    if form is None or step is None:
        raise PreventUpdate
    try:
        message = step(site, form)
    except Refusal as refusal:
        message = layout.message_markup(str(refusal), "danger")
    return message, body(site, place)


def add_account(site: Site, form: Form) -> str:
    """Make an account; its one-time password is shown this once."""
    account = _account(site, form)
    password = accounts.add_account(site, account)
    told = f"账号“{account.name}”已建立，首次登录要改密码。一次性密码只显示这一次："
    return layout.message_markup(told, secret=password)


def change_account(site: Site, form: Form) -> str:
    """Give an account another role, other units or another read scope."""
    account = _account(site, form)
    accounts.change_account(site, account)
    return layout.message_markup(f"账号“{account.name}”已改。")


def reset_account(site: Site, form: Form) -> str:
    """Give an account a new one-time password."""
    name = _text(form, "name")
    password = accounts.reset_account(site, name)
    return layout.message_markup(f"账号“{name}”的登录已全部结束。新的一次性密码只显示这一次：", secret=password)


def disable_account(site: Site, form: Form) -> str:
    """Let an account sign in no more."""
    accounts.disable_account(site, _text(form, "name"))
    return layout.message_markup(f"账号“{_text(form, 'name')}”已停用，它的登录已全部结束。")


def enable_account(site: Site, form: Form) -> str:
    """Let a disabled account sign in again."""
    accounts.enable_account(site, _text(form, "name"))
    return layout.message_markup(f"账号“{_text(form, 'name')}”已启用。")


def add_token(site: Site, form: Form) -> str:
    """Make a token; it is shown this once."""
    kind = _one_of(TokenKind, _text(form, "kind"), "用途")
    role = Role.DISPLAY if kind is TokenKind.DISPLAY else _one_of(Role, _text(form, "role") or "viewer", "角色")
    account = _account(site, {**form, "role": role.value})
    token = tokens.add_token(site, kind, account, _day(_text(form, "until")))
    if kind is TokenKind.DISPLAY:
        told, secret = "在大屏的浏览器里打开一次下面的地址（本站地址之后）：", f"/screen?token={token}"
    else:
        told, secret = "请求头写 Authorization: Bearer 加上：", token
    return layout.message_markup(f"令牌“{account.name}”已建立，只显示这一次。{told}", secret=secret)


def revoke_token(site: Site, form: Form) -> str:
    """Take a token no more."""
    tokens.revoke_token(site, _text(form, "name"))
    return layout.message_markup(f"令牌“{_text(form, 'name')}”已停用，马上生效。")


def verify_audit(site: Site, form: Form) -> str:
    """Whether the audit log stands as it was written."""
    is_sound, told = check_log(site)
    return layout.message_markup(told, "success" if is_sound else "danger")


_STEPS: Mapping[str, Callable[[Site, Form], str]] = {
    "account add": add_account,
    "account change": change_account,
    "account reset": reset_account,
    "account disable": disable_account,
    "account enable": enable_account,
    "token add": add_token,
    "token revoke": revoke_token,
    "audit verify": verify_audit,
}


def _audit(site: Site, place: Mapping[str, str]) -> str:
    before = place.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) <= _LONGEST_NUMBER else None
    lines = load_audit_lines(site, wanted_entries(place), limit=_ENTRIES, before=number)
    older = str(lines[-1].number) if len(lines) == _ENTRIES else None
    return layout.audit_markup(lines, place, older)


def _account(site: Site, form: Form) -> Account:
    units = accounts.find_units(site, _several(form, "department"), _several(form, "region"))
    return Account(
        _text(form, "name"), _one_of(Role, _text(form, "role"), "角色"), *units, reads_all=_text(form, "reads") != "own"
    )


def _one_of(kinds: type[Kind], text: str, what: str) -> Kind:
    try:
        return kinds(text)
    except ValueError:
        raise accounts.AccountRefused(f"没有“{text}”这种{what}，请从列表里选。") from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise accounts.AccountRefused(f"日期“{text}”看不懂，请写作 2024-12-31。") from None


def _text(form: Form, name: str) -> str:
    return str(form.get(name) or "").strip()


def _several(form: Form, name: str) -> list[str]:
    given = form.get(name)
    return [str(one) for one in (given if isinstance(given, list) else [given]) if one]
