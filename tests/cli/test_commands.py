"""The command line as other programs use it: documents, exit codes, sentences; never a traceback."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard.cli import console
from dashboard.domain.screen import Heartbeat
from dashboard.services.screens import record_heartbeat

Command = Callable[..., Any]
ROOT = Path(__file__).parents[2]
GOOD = "指标编码,指标名称,地区,月份,累计值,分子,分母\nT28-1,,滨城,2023-09,90,,\nT08-3,,滨城,2023-09,,9,10\n"


@pytest.fixture
def planned(command: Command) -> Command:
    assert command("init").exit_code == 0
    return command


def written(tmp_path: Path, text: str, name: str = "九月.csv") -> Path:
    file = tmp_path / name
    file.write_bytes(text.encode())
    return file


def test_init_can_be_run_again(planned: Command) -> None:
    assert planned("init").exit_code == 0


def test_a_check_prints_the_whole_document_and_writes_nothing(planned: Command, tmp_path: Path) -> None:
    done = planned("figures", "check", written(tmp_path, GOOD), "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert list(found) == ["file", "sha256", "encoding", "sheet", "month", "counts", "rows", "problems", "submission"]
    assert found["counts"] == {"new": 2, "changed": 0, "same": 0, "rejected": 0, "missing": 0, "warnings": 0}
    first, second = found["rows"]
    assert (first["indicator"], first["region"], first["month"], first["value"]) == ("T28-1", "371602", "2023-09", "90")
    assert (second["value"], second["numerator"], second["denominator"]) == ("90", "9", "10")
    assert {"line", "indicator", "region", "month", "value", "numerator", "denominator", "verdict", "was"} <= set(first)
    assert found["submission"] is None


def test_a_refused_row_refuses_the_file_and_still_prints_the_document(planned: Command, tmp_path: Path) -> None:
    file = written(tmp_path, GOOD + "T28-1,,滨成区,2023-09,1,,\n")
    done = planned("figures", "load", file, "--publish", "--json")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["submission"], found["counts"]["rejected"], found["counts"]["new"]) == (1, None, 1, 2)
    problem = next(p for p in found["problems"] if p["level"] == "error")
    assert problem["line"] == 4
    assert "滨城区" in problem["message"]
    assert planned("figures", "load", file, "--publish", "--accept-valid").exit_code == 0


def test_load_history_and_undo_tell_one_story(planned: Command, tmp_path: Path) -> None:
    number = json.loads(planned("figures", "load", written(tmp_path, GOOD), "--publish", "--json").stdout)["submission"]
    history = json.loads(planned("figures", "history", "T28-1", "滨城区", "--json").stdout)
    assert [(f["value"], f["submission"], f["line"], f["state"]) for f in history["figures"]] == [
        ("90", number, 2, "published")
    ]
    assert planned("figures", "undo", number).exit_code == 0
    history = json.loads(planned("figures", "history", "T28-1", "滨城区", "--json").stdout)
    assert history["figures"][0]["state"] == "withdrawn"
    assert planned("figures", "undo", number).exit_code == 1


def test_standings_carry_every_key(planned: Command, tmp_path: Path) -> None:
    planned("figures", "load", written(tmp_path, GOOD), "--publish")
    found = json.loads(planned("standings", "--month", "2023-09", "--json").stdout)
    assert list(found) == ["plan", "month", "region", "revision", "standings", "rollups"]
    assert len(found["standings"]) == 63
    assert list(found["rollups"]) == ["plan", "pillars", "regions", "departments"]
    assert (len(found["rollups"]["pillars"]), len(found["rollups"]["regions"])) == (5, 10)
    assert found["rollups"]["plan"]["milestones"] == {"done": 0, "total": 53}
    row = next(s for s in found["standings"] if s["indicator"] == "T28-1")
    assert (row["actual"], row["reported"], row["expected_reports"], row["status"]) == ("90", 1, 10, "CRITICAL")
    assert isinstance(row["completion"], float)


def test_standings_of_a_county_department_and_pillar(planned: Command) -> None:
    county = json.loads(planned("standings", "--region", "邹平县", "--json").stdout)
    assert (county["region"], len(county["standings"])) == ("371681", 37)
    mine = json.loads(planned("standings", "--department", "市医保局", "--json").stdout)
    assert {s["task"] for s in mine["standings"]} == {"T21"}
    pillar = json.loads(planned("standings", "--pillar", "数字生态", "--json").stdout)
    assert {s["pillar"] for s in pillar["standings"]} == {"P5"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("standings", "--month", "9月"), 2),
        (("standings", "--region", "东营区"), 1),
        (("standings", "--csv", "--json"), 2),
        (("standings", "--no-such"), 2),
        (("figures", "check", "no-such-file.csv"), 2),
        (("figures", "undo", "77"), 1),
        (("plan", "use", "nowhere"), 1),
        (("plan", "check", "no-such-folder"), 1),
        (("no-such-command",), 2),
    ],
)
def test_wrong_words_end_with_a_sentence_and_their_code(planned: Command, words: tuple[str, ...], code: int) -> None:
    done = planned(*words)
    assert done.exit_code == code
    assert done.stderr.strip()
    assert "Traceback" not in done.output


def test_a_database_without_tables_is_said_calmly(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", f"sqlite:///{tmp_path}/none.db")
    done = command("standings")
    assert done.exit_code == 1
    assert "init" in done.stderr


def test_a_plan_loads_into_an_empty_database_and_exports_as_it_was(command: Command, tmp_path: Path) -> None:
    assert command("plan", "check", ROOT / "data" / "plan").exit_code == 0
    assert command("plan", "load", ROOT / "data" / "plan").exit_code == 0
    assert json.loads(command("plan", "list", "--json").stdout)[0]["current"] is True
    assert command("plan", "export", "binzhou-2023", tmp_path / "out").exit_code == 0
    assert command("plan", "load", tmp_path / "out").exit_code == 0


def test_a_folder_with_faults_lists_them_all_and_loads_nothing(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    folder.mkdir()
    for file in (ROOT / "data" / "plan").iterdir():
        text = file.read_text(encoding="utf-8")
        text = text.replace("T01-1,T01,", "T01-1,T99,").replace("increment,≥,100,", "increment,≥,many,", 1)
        (folder / file.name).write_text(text, encoding="utf-8")
    done = command("plan", "load", folder, "--json")
    faults = json.loads(done.stdout)["faults"]
    assert done.exit_code == 1
    assert {f["line"] for f in faults if f["file"] == "indicators.csv"} >= {2, 3}
    assert json.loads(command("plan", "list", "--json").stdout) == []


def test_a_rebuild_check_finds_what_was_altered_by_hand(planned: Command, tmp_path: Path, sqlite_url: str) -> None:
    planned("figures", "load", written(tmp_path, GOOD), "--publish")
    assert planned("rebuild", "--check").exit_code == 0
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE standing SET actual = actual + 1")
    assert planned("rebuild", "--check").exit_code == 1
    assert planned("check").exit_code == 1
    assert planned("rebuild").exit_code == 0
    assert planned("check").exit_code == 0


def test_a_backup_is_restored(planned: Command, tmp_path: Path) -> None:
    planned("figures", "load", written(tmp_path, GOOD), "--publish")
    assert planned("backup", tmp_path / "copy.db").exit_code == 0
    assert planned("backup", tmp_path / "copy.db").exit_code == 1
    planned("figures", "undo", "1")
    assert planned("restore", tmp_path / "copy.db").exit_code == 0
    found = json.loads(planned("standings", "--json").stdout)
    assert any(s["actual"] == "90" for s in found["standings"])
    assert planned("restore", written(tmp_path, "x", "junk.db")).exit_code == 1


def test_settings_say_where_each_value_comes_from(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_PORT", "9001")
    rows = {row["name"]: row for row in json.loads(command("settings", "--json").stdout)}
    assert (rows["port"]["value"], rows["port"]["from"]) == ("9001", "DASHBOARD_PORT")
    assert rows["host"]["from"] == "default"
    monkeypatch.setenv("DASHBOARD_PORT", "many")
    assert command("settings").exit_code == 2


def test_a_refusal_is_a_document_too_where_one_was_asked_for(planned: Command) -> None:
    done = planned("standings", "--region", "东营区", "--json")
    assert (done.exit_code, json.loads(done.stdout)["error"]["code"]) == (1, "not-found")
    assert planned("standings", "--month", "2030-01", "--json").exit_code == 1


@pytest.mark.parametrize("address", ["foo", "mysql://a/b", "nonsense://x"])
def test_a_wrong_database_address_is_said_calmly(
    command: Command, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", address)
    done = command("standings")
    assert done.exit_code == 1
    assert "DASHBOARD_DATABASE_URL" in done.stderr


def test_screens_are_listed_in_words_and_as_a_document(planned: Command) -> None:
    assert json.loads(planned("screens", "--json").stdout) == {"revision": 1, "stale": 0, "screens": []}
    record_heartbeat(console.site(), Heartbeat("大厅", True, "总览", 0, timedelta(minutes=5)))
    assert planned("screens").stdout == "大厅\t画面 5 分钟没有刷新\t总览\t数据版本 0\n"
    (found,) = json.loads(planned("screens", "--json").stdout)["screens"]
    assert (found["name"], found["stale"], found["state"], found["minutes_since_paint"]) == ("大厅", True, "FROZEN", 5)
