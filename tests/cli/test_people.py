"""`account …`, `token …` and `audit …`: what each prints, each refusal in a sentence, nothing told twice."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

Command = Callable[..., Any]


@pytest.fixture
def planned(command: Command) -> Command:
    """An installation with its first account, which is an administrator's."""
    assert command("init").exit_code == 0
    assert command("account", "add", "总管", "--role", "administrator").exit_code == 0
    return command


def listed(command: Command, kind: str) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in json.loads(command(kind, "list", "--json").stdout)}


def actions(command: Command) -> list[str]:
    """What the log tells of accounts and tokens, oldest first."""
    found = json.loads(command("audit", "list", "--json").stdout)
    kept = [one for one in reversed(found) if one["action"].startswith(("account", "token"))]
    return [one["action"] for one in kept if one["subject"] != "总管"]


def test_an_account_is_made_changed_disabled_enabled_and_reset(planned: Command) -> None:
    made = planned("account", "add", "张三", "--role", "reporter", "--region", "滨城", "--reads", "own")
    assert made.exit_code == 0
    once = made.stdout.strip()
    assert len(once) >= 12
    assert once not in made.stderr
    account = listed(planned, "account")["张三"]
    assert account == {
        "name": "张三",
        "role": "reporter",
        "departments": [],
        "regions": ["371602"],
        "reads": "own",
        "disabled": False,
    }
    assert planned("account", "change", "张三", "--role", "reviewer", "--department", "市大数据局").exit_code == 0
    assert listed(planned, "account")["张三"]["departments"] == ["市大数据局"]
    assert planned("account", "disable", "张三").exit_code == 0
    assert listed(planned, "account")["张三"]["disabled"]
    assert planned("account", "enable", "张三").exit_code == 0
    reset = json.loads(planned("account", "reset", "张三", "--json").stdout)
    assert reset["name"] == "张三"
    assert reset["password"] != once
    assert actions(planned) == ["account add", "account change", "account disable", "account enable", "account reset"]
    told = planned("audit", "list", "--json").stdout
    assert once not in told
    assert reset["password"] not in told


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("account", "add", "张三", "--role", "viewer"), 1, "张三"),
        (("account", "add", "李四", "--role", "reporter", "--region", "无此县"), 1, "无此县"),
        (("account", "add", "李四", "--role", "reporter", "--department", "无此局"), 1, "无此局"),
        (("account", "add", "李四", "--role", "king"), 2, "--role"),
        (("account", "add", "李四"), 2, "--role"),
        (("account", "change", "王五", "--role", "viewer"), 1, "王五"),
        (("account", "disable", "王五"), 1, "王五"),
        (("account", "enable", "王五"), 1, "王五"),
        (("account", "reset", "王五"), 1, "王五"),
        (("account", "disable", "总管"), 1, "管理员"),
        (("token", "revoke", "无此令牌"), 1, "无此令牌"),
        (("token", "add", "甲", "--kind", "sword"), 2, "--kind"),
        (("token", "add", "甲", "--kind", "api", "--until", "昨天"), 2, "--until"),
        (("audit", "list", "--limit", "0"), 2, "--limit"),
        (("audit", "verify", "--known", "不在日志里"), 1, "不在日志里"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    planned: Command, words: tuple[str, ...], code: int, told: str
) -> None:
    assert planned("account", "add", "张三", "--role", "viewer").exit_code == 0
    before = actions(planned)
    done = planned(*words)
    assert done.exit_code == code
    assert told in done.stderr
    assert "Traceback" not in done.output
    assert actions(planned) == before


def test_a_token_is_told_once_and_ends_when_it_is_revoked(planned: Command) -> None:
    made = planned("token", "add", "三楼大屏", "--kind", "display")
    assert made.exit_code == 0
    token = made.stdout.strip()
    assert f"/screen?token={token}" in made.stderr
    for_programs = json.loads(
        planned("token", "add", "平台", "--kind", "api", "--scope", "reporter", "--region", "惠民", "--json").stdout
    )
    assert (for_programs["name"], for_programs["kind"]) == ("平台", "api")
    found = listed(planned, "token")
    assert {name: one["kind"] for name, one in found.items()} == {"三楼大屏": "display", "平台": "api"}
    assert found["平台"]["regions"] == ["371621"]
    assert planned("token", "revoke", "平台").exit_code == 0
    assert "已停用" in planned("token", "list").stdout
    told = planned("audit", "list", "--json").stdout + planned("token", "list", "--json").stdout
    assert token not in told
    assert for_programs["token"] not in told
    assert actions(planned) == ["token add", "token add", "token revoke"]


def test_verify_tells_the_length_and_the_digest_that_a_later_one_still_finds(planned: Command) -> None:
    first = json.loads(planned("audit", "verify", "--json").stdout)
    assert first["faults"] == []
    assert re.fullmatch("[0-9a-f]{64}", first["digest"])
    planned("account", "add", "张三", "--role", "administrator")
    later = json.loads(planned("audit", "verify", "--known", first["digest"], "--json").stdout)
    assert (later["faults"], later["entries"]) == ([], first["entries"] + 1)
    assert f"共 {later['entries']} 条" in planned("audit", "verify").stderr


@pytest.mark.parametrize(
    "damage",
    [
        ["UPDATE audit_entry SET detail = 'nothing' WHERE id = 2"],
        ["DELETE FROM audit_entry WHERE id = 2"],
        [f"UPDATE audit_entry SET id = {to} WHERE id = {where}" for where, to in ((2, 1000), (3, 2), (1000, 3))],
    ],
    ids=["changed", "removed", "moved"],
)
def test_verify_finds_a_row_that_was_tampered_with(planned: Command, sqlite_url: str, damage: list[str]) -> None:
    for name in ("张三", "李四", "王五"):
        assert planned("account", "add", name, "--role", "viewer").exit_code == 0
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection:
        with pytest.raises(sqlite3.Error):
            connection.execute(damage[0])
        for event in ("update", "delete"):
            connection.execute(f"DROP TRIGGER audit_entry_no_{event}")
        for statement in damage:
            connection.execute(statement)
        connection.commit()
    done = planned("audit", "verify")
    assert done.exit_code == 1
    assert "审计日志第 2 条" in done.stderr
    assert "完好" not in done.stderr
