"""Wrong use of the command line: one Chinese sentence that says what to write instead, and exit code 2."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nonsense"], "没有命令“nonsense”。"),
        (["figures", "nonsense"], "没有命令“nonsense”。"),
        (["standings", "--mnth", "2023-09"], "没有选项 --mnth。是不是 --month？"),
        (["standings", "--month"], "选项 --month 后面要写值。"),
        (["standings", "--role", "x"], "--role 的值不对。可以是 lead、responsible。"),
        (["standings", "x", "y"], "多出了“x y”。"),
        (["account", "add", "张三"], "缺少 --role。"),
        (["figures", "load"], "缺少 file。"),
        (["audit", "list", "--limit", "0"], "--limit 的值不对。"),
        (["token", "add", "甲", "--kind", "api", "--until", "昨天"], "--until 的值不对。"),
    ],
)
def test_what_is_written_wrongly_is_said_in_one_sentence(command: Command, words: list[str], told: str) -> None:
    done = command(*words)
    assert done.exit_code == 2
    assert done.stderr.startswith(told)
    assert done.stderr.count("\n") == 1
    assert "用法见" in done.stderr
    assert done.stdout == ""


def test_a_program_that_asked_for_a_document_gets_one(command: Command) -> None:
    done = command("standings", "--mnth", "2023-09", "--json")
    assert done.exit_code == 2
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "wrong-use"
    assert error["message"] == done.stderr.strip()


@pytest.mark.parametrize("words", [[], ["figures"], ["account"]])
def test_a_group_alone_tells_what_belongs_to_it(command: Command, words: list[str]) -> None:
    done = command(*words)
    assert done.exit_code == 2
    assert "Commands" in done.output


def test_help_is_no_wrong_use(command: Command) -> None:
    done = command("standings", "--help")
    assert done.exit_code == 0
    assert "--month" in done.stdout


def test_what_is_called_off_says_that_nothing_has_changed(command: Command) -> None:
    assert command("init").exit_code == 0
    done = command("account", "add", "张三", "--role", "administrator", "--ask")  # nobody there to answer
    assert done.exit_code == 1
    assert "什么都没有改动" in done.stderr
    assert "张三" not in command("account", "list").stdout


def test_a_file_that_cannot_be_opened_is_told_with_the_reason(command: Command, tmp_path: Path) -> None:
    assert command("init").exit_code == 0
    for file, told in ((tmp_path / "无.csv", "没有这个文件"), (tmp_path, "这是一个文件夹")):
        done = command("figures", "check", file)
        assert done.exit_code == 2
        assert done.stderr == f"打不开文件 {file}：{told}。请检查路径。\n"
