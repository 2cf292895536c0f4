"""The administration page: what it lists, what its forms do, and what they refuse."""

from __future__ import annotations

import csv
import io
import re

import pytest
from dash.exceptions import PreventUpdate
from web.people import ADMINISTRATOR, COUNTY, REVIEWER, VIEWER, browser, people, sign_in

from dashboard.domain.access import Account, Role
from dashboard.domain.errors import NotAllowed
from dashboard.services import accounts, auditing, tokens
from dashboard.services.site import Site
from dashboard.storage.audit import AuditFilter
from dashboard.storage.tokens import TokenKind
from dashboard.web.pages.admin import callbacks
from dashboard.web.shell import Board


def step(site: Site, what: str, tab: str = "accounts", **form: object) -> tuple[str, str]:
    """The message and the list after a form was sent."""
    return callbacks.take_step(site, {"step": what, **form}, {"tab": tab})


def secret(message: str) -> str:
    """What the message shows only once."""
    found = re.search(r'id="admin-secret" readonly value="([^"]+)"', message)
    assert found
    return found.group(1)


def test_a_site_in_its_trial_says_so_and_offers_the_first_account(demo_site: Site) -> None:
    body = callbacks.body(demo_site, {})
    assert "现在是试用" in body
    assert "惠民县" in body
    assert "市教育局" in body


def test_an_account_made_on_the_page_signs_in_with_the_password_shown_once(app: Board) -> None:
    people(app)
    message, body = step(
        app.site, "account add", name="惠民填报", role="reporter", region=["371621", "371622"], department="市教育局",
        reads="own",
    )  # fmt: skip
    assert "惠民填报" in body
    assert "市教育局、惠民、阳信" in body
    password = secret(message)
    assert password not in body
    assert sign_in(app.server.test_client(), "惠民填报", password).status_code == 303
    (line,) = [line for line in accounts.list_accounts(app.site) if line.name == "惠民填报"]
    assert line.account == Account(
        "惠民填报", Role.REPORTER, frozenset({"市教育局"}), frozenset({"371621", "371622"}), reads_all=False
    )


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"name": "x y", "role": "viewer"}, "不能用"),
        ({"name": "cli:root", "role": "viewer"}, "不能用"),
        ({"name": "试用", "role": "viewer"}, "不能用"),
        ({"name": "<script>", "role": "viewer"}, "不能用"),
        ({"name": "新人", "role": "reporter"}, "要写明部门"),
        ({"name": "新人", "role": "viewer", "reads": "own"}, "要写明部门"),
        ({"name": "新人", "role": "boss"}, "boss"),
        ({"name": "新人", "role": "display"}, "大屏用令牌"),
        ({"name": "新人", "role": "viewer", "region": "东营区"}, "东营区"),
        ({"name": "新人", "role": "viewer", "department": "没有这个局"}, "没有这个部门"),
        ({"name": "管理员", "role": "viewer"}, "已经有"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_its_reason(app: Board, form: dict[str, str], told: str) -> None:
    people(app)
    message, _ = step(app.site, "account add", **form)
    assert "alert-danger" in message
    assert told in message
    assert "<script>" not in message
    assert len(accounts.list_accounts(app.site)) == 1


def test_an_account_is_changed_reset_disabled_and_enabled_by_name(app: Board) -> None:
    people(app, VIEWER)
    body = callbacks.body(app.site, {"name": VIEWER.name})
    assert "修改“查看员”" in body
    _, body = step(app.site, "account change", name=VIEWER.name, role="reporter", region="371621")
    assert "填报员" in body
    password = secret(step(app.site, "account reset", name=VIEWER.name)[0])
    client = app.server.test_client()
    assert sign_in(client, VIEWER, password).status_code == 303
    message, body = step(app.site, "account disable", name=VIEWER.name)
    assert "“查看员”已停用" in message
    assert "已停用" in body
    assert client.get("/api/v1/revision").status_code == 401
    assert "“查看员”已启用" in step(app.site, "account enable", name=VIEWER.name)[0]


def test_the_only_administrator_cannot_be_taken_away(app: Board) -> None:
    people(app)
    for name, form in (("account disable", {}), ("account change", {"role": "viewer"})):
        message, _ = step(app.site, name, name=ADMINISTRATOR.name, **form)
        assert "唯一的管理员" in message


def test_tokens_are_made_shown_once_and_revoked_by_name(app: Board) -> None:
    people(app)
    message, body = step(app.site, "token add", "tokens", name="三楼大屏", kind="display", role="administrator")
    link = secret(message)
    assert link.startswith("/screen?token=screen_")
    assert link not in body
    client = app.server.test_client()
    assert client.get(link).status_code == 302
    assert client.get("/screen").status_code == 200
    assert client.get("/admin").status_code == 403  # whatever role a form named
    message, body = step(app.site, "token revoke", "tokens", name="三楼大屏")
    assert "已停用" in body
    assert client.get("/screen").status_code == 302
    message, body = step(app.site, "token add", "tokens", name="省平台", kind="api", role="reporter", region="371621",
                         until="2099-12-31")  # fmt: skip
    assert secret(message).startswith("api_")
    assert "2099-12-31" in body


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"name": "旧的", "kind": "api", "until": "2001-01-01"}, "已经过了"),
        ({"name": "旧的", "kind": "api", "until": "明年"}, "明年"),
        ({"name": "旧的", "kind": "api", "role": "reporter"}, "要写明部门"),
        ({"name": "旧的", "kind": "laser"}, "laser"),
    ],
)
def test_a_token_that_cannot_be_is_refused(app: Board, form: dict[str, str], told: str) -> None:
    message, _ = step(app.site, "token add", "tokens", **form)
    assert "alert-danger" in message
    assert told in message
    assert tokens.list_tokens(app.site) == ()


def test_the_log_is_searched_verified_and_exported(app: Board) -> None:
    people(app, VIEWER)
    client = browser(app, ADMINISTRATOR)
    body = callbacks.body(app.site, {"tab": "audit", "text": "查看员"})
    assert "新建账号" in body
    assert "reads all" in body
    assert "完好" in step(app.site, "audit verify", "audit")[0]
    answer = client.get("/admin/audit.csv?action=account+add")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [(row["动作"], row["对象"], row["结果"]) for row in rows] == [
        ("新建账号", "查看员", "完成"),
        ("新建账号", "管理员", "完成"),
    ]
    (entry,) = auditing.search_audit(app.site, AuditFilter(action="export"))
    assert (entry.actor, entry.subject) == ("管理员", "audit.csv")


def test_a_cell_of_the_exported_log_is_never_a_formula(app: Board) -> None:
    people(app)
    auditing.note(app.site, "export", '=HYPERLINK("http://evil.example")')
    text = browser(app, ADMINISTRATOR).get("/admin/audit.csv").data.decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert ",=HYPERLINK" not in text


def test_the_log_is_read_back_page_by_page(demo_site: Site) -> None:
    for number in range(130):
        auditing.note(demo_site, "export", f"file {number}")
    body = callbacks.body(demo_site, {"tab": "audit", "action": "export"})
    older = re.search(r"before=(\d+)&amp;action=export", body)
    assert older
    rest = callbacks.body(demo_site, {"tab": "audit", "action": "export", "before": older.group(1)})
    assert rest.count("<tr>") == 31
    assert "更早的" not in rest


@pytest.mark.parametrize("account", [VIEWER, COUNTY, REVIEWER])
def test_nobody_but_an_administrator_gets_in(app: Board, account: Account) -> None:
    people(app, account)
    client = browser(app, account)
    for address in ("/admin", "/admin?tab=audit", "/admin/audit.csv"):
        assert client.get(address).status_code == 403
    with pytest.raises(NotAllowed):
        callbacks.body(app.site.acting(account), {})
    message, _ = "", ""
    for name in ("account add", "account reset", "token revoke"):
        with pytest.raises(NotAllowed):
            message, _ = step(app.site.acting(account), name, name="新人", role="administrator")
    assert message == ""


@pytest.mark.parametrize("form", [None, {}, {"step": "drop everything"}])
def test_a_form_that_asks_for_nothing_does_nothing(demo_site: Site, form: dict[str, str] | None) -> None:
    with pytest.raises(PreventUpdate):
        callbacks.take_step(demo_site, form, {})


def test_every_destructive_button_names_what_it_takes_away(app: Board) -> None:
    people(app, VIEWER)
    tokens.add_token(app.site, TokenKind.DISPLAY, Account("三楼大屏", Role.DISPLAY))
    for tab, names in (("accounts", ["管理员", "查看员"]), ("tokens", ["三楼大屏"])):
        body = callbacks.body(app.site, {"tab": tab})
        confirms = re.findall(r'data-confirm="([^"]+)"', body)
        assert confirms
        assert all(any(name in told for name in names) for told in confirms)
