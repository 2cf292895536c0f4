"""What is handed in by command waits, is published or returned; months are closed and opened."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
GOOD = "指标编码,指标名称,地区,月份,累计值,分子,分母\nT28-1,,滨城,2023-09,90,,\nT08-3,,滨城,2023-09,,9,10\n"


@pytest.fixture
def planned(command: Command) -> Command:
    assert command("init").exit_code == 0
    return command


def written(tmp_path: Path, text: str, name: str = "九月.csv") -> Path:
    file = tmp_path / name
    file.write_bytes(text.encode())
    return file


def test_what_is_loaded_waits_until_it_is_published_or_returned(planned: Command, tmp_path: Path) -> None:
    number = json.loads(planned("figures", "load", written(tmp_path, GOOD), "--json").stdout)["submission"]
    (listed,) = json.loads(planned("figures", "list", "--state", "submitted", "--json").stdout)
    assert (listed["submission"], listed["state"], listed["figures"]) == (number, "submitted", 2)
    assert json.loads(planned("standings", "--json").stdout)["rollups"]["plan"]["reported"] == 0
    assert planned("figures", "return", number, "--reason", "请核对").exit_code == 0
    refused = planned("figures", "publish", number, "--json")
    assert (refused.exit_code, json.loads(refused.stdout)[0]["published"]) == (1, False)
    assert "请核对" in planned("figures", "list").stdout
    again = json.loads(planned("figures", "load", written(tmp_path, GOOD), "--json").stdout)["submission"]
    assert planned("figures", "publish", again).exit_code == 0
    assert json.loads(planned("standings", "--json").stdout)["rollups"]["plan"]["reported"] == 2


def test_a_month_is_closed_but_for_its_exceptions_and_opened_again(planned: Command, tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    assert planned("month", "close", "2023-09", "--except", "邹平市").exit_code == 0
    (closed,) = json.loads(planned("month", "list", "--json").stdout)
    assert (closed["month"], closed["except"]) == ("2023-09", ["邹平市"])
    assert closed["by"] in planned("month", "list").stdout
    refused = planned("figures", "load", file, "--publish")
    assert refused.exit_code == 1
    assert "2023-09 已由" in refused.stderr
    assert planned("month", "close", "2023-09").exit_code == 1
    assert planned("month", "open", "2023-09").exit_code == 0
    assert planned("month", "open", "2023-09").exit_code == 1
    assert planned("figures", "load", file, "--publish").exit_code == 0
    assert planned("month", "close", "9月").exit_code == 2
