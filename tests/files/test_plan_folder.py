"""A plan folder as read: the shipped one, one with each fault, other cities', and one written and read again."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.measure import Comparator, Measure
from dashboard.domain.month import Month
from dashboard.domain.plan import (
    Department,
    Indicator,
    Milestone,
    Pillar,
    Plan,
    Region,
    RegionalTarget,
    ReportedBy,
    Section,
    Task,
)
from dashboard.domain.plan_fault import PlanFault
from dashboard.domain.plan_rules import Clock, Publish, Rules
from dashboard.domain.problem import Level
from dashboard.files.plan_export import write_plan_folder
from dashboard.files.plan_folder import PlanReading, read_plan_folder, read_targets_file

SHIPPED = Path(__file__).parents[2] / "data" / "plan"

TABLES = {
    "pillars.csv": "code,name,title\nP1,数字政府,高效的数字政府\nP2,数字经济,\n",
    "sections.csv": "code,pillar,name\nS1,P1,优化服务\nS2,P2,推动发展\n",
    "tasks.csv": (
        "code,section,pillar,number,title,lead,responsible\nT1,S1,,1,推进掌上办,大数据局,财政局|工信局\nT2,S2,,2,建基站,,工信局\n"
    ),
    "indicators.csv": (
        "code,task,name,short_name,unit,measure,comparator,target,baseline,reported_by,pairs_with,headline,due,wording,weight\n"
        "A,T1,新增事项,新增,项,increment,≥,500,,city,B,,2023-12,增加事项500项,1\n"
        "B,T1,事项总数,总数,项,stock,≥,3000,2500,city,,yes,2023-12,总数达到3000项以上,2\n"
        "C,T2,新开通基站,基站,个,increment,≥,1350,,counties,,是,2023-09,,\n"
        "D,T2,服务半径,半径,公里,level,<,1.5,,city,,,,,\n"
    ),
    "milestones.csv": "code,task,name,kind,due,wording\nM1,T1,上线平台,上线,2023-06,上线平台2.0版\n",
    "departments.csv": "name,kind\n大数据局,government\n财政局,government\n工信局,government\n",
    "regions.csv": (
        "code,name,short_name,aliases,kind,parent,tile_row,tile_col\n"
        "R,某市,全市,某市本级,city,,,\n"
        "R1,东城区,东城,东城|东城县,county,R,0,0\n"
        "R2,西城区,西城,西城,county,R,0,1\n"
    ),
    "targets.csv": "indicator,region,target,baseline\nC,R1,800,\nC,R2,550,\n",
}
HEAD = {
    "code": '"some-2023"',
    "title": '"数字强市"',
    "issued_on": "2023-07-28",
    "first_month": '"2023-01"',
    "last_month": '"2023-12"',
}
RULES = {"clock": '"plan"', "approx_share": "0.95"}
SOURCE = "一、增加事项500项，\n总数达到3000项以上。上线平台2.0版。\n"


@dataclass
class Folder:
    """A small plan folder to alter: one cell, one key, one file."""

    tables: dict[str, list[list[str]]] = field(
        default_factory=lambda: {name: list(csv.reader(io.StringIO(text))) for name, text in TABLES.items()}
    )
    head: dict[str, str] = field(default_factory=lambda: dict(HEAD))
    rules: dict[str, str] = field(default_factory=lambda: dict(RULES))
    source: str | None = SOURCE
    encoding: str = "utf-8"

    def put(self, file: str, line: int, column: str, text: str) -> Folder:
        table = self.tables[file]
        table[line - 1][table[0].index(column)] = text
        return self

    def add(self, file: str, *cells: str) -> Folder:
        self.tables[file].append(list(cells))
        return self

    def drop_column(self, file: str, column: str) -> Folder:
        place = self.tables[file][0].index(column)
        for row in self.tables[file]:
            del row[place]
        return self

    def write(self, path: Path) -> Path:
        path.mkdir(exist_ok=True)
        head = "\n".join(f"{key} = {value}" for key, value in self.head.items())
        rules = "\n".join(f"{key} = {value}" for key, value in self.rules.items())
        (path / "plan.toml").write_text(f"{head}\n\n[rules]\n{rules}\n", encoding=self.encoding)
        for name, rows in self.tables.items():
            with (path / name).open("w", encoding=self.encoding, newline="") as file:
                csv.writer(file).writerows(rows)
        if self.source is not None:
            (path / "source.txt").write_text(self.source, encoding=self.encoding)
        return path

    def read(self, path: Path) -> PlanReading:
        return read_plan_folder(self.write(path))


def only(reading: PlanReading) -> PlanFault:
    assert len(reading.faults) == 1, reading.faults
    return reading.faults[0]


def places(faults: tuple[PlanFault, ...]) -> list[tuple[str, int | None, str | None, str]]:
    return [(fault.file, fault.line, fault.column, fault.code) for fault in faults]


def plan_of(reading: PlanReading) -> Plan:
    assert reading.plan is not None, reading.faults
    return reading.plan


# --- the shipped plan


def counts(plan: Plan) -> tuple[int, ...]:
    parts = (plan.pillars, plan.sections, plan.tasks, plan.indicators, plan.milestones, plan.regions)
    return tuple(len(part) for part in parts)


def test_the_shipped_plan_has_no_fault_and_is_complete() -> None:
    reading = read_plan_folder(SHIPPED)
    plan = plan_of(reading)
    assert reading.faults == ()
    assert counts(plan) == (5, 17, 38, 63, 53, 11)
    assert plan.source is None
    assert plan.targets == ()
    assert plan.issued_on == date(2023, 7, 28)
    assert plan.rules == Rules()
    assert plan.root.name == "滨州市"


def test_the_shipped_plan_keeps_what_its_rows_say() -> None:
    plan = plan_of(read_plan_folder(SHIPPED))
    stock = plan.indicator_by_code["T28-2"]
    assert (stock.target, stock.baseline, stock.comparator) == (Decimal(11000), Decimal(9650), Comparator.AT_LEAST)
    assert stock.headline
    assert plan.increment_of_stock["T28-2"] == "T28-1"
    assert plan.pillar_of(stock) == "P4"
    assert plan.task_by_code["T03"].lead == ()


def test_the_shipped_plan_is_the_same_when_written_and_read_again(tmp_path: Path) -> None:
    plan = plan_of(read_plan_folder(SHIPPED))
    write_plan_folder(plan, tmp_path / "new" / "folder")
    assert plan_of(read_plan_folder(tmp_path / "new" / "folder")) == plan


def test_a_damaged_copy_of_the_shipped_plan_names_the_cell(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(SHIPPED, folder)
    path = folder / "tasks.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("市教育局", "市教育厅", 1), encoding="utf-8")
    fault = only(read_plan_folder(folder))
    assert (fault.file, fault.line, fault.column) == ("tasks.csv", 19, "lead")
    assert "市教育局" in fault.message


# --- each fault by itself

CELLS = [
    ("pillars.csv", 2, "name", "", "cell-empty", "填写"),
    ("pillars.csv", 3, "code", "P1", "twice", "第2行"),
    ("sections.csv", 2, "pillar", "P9", "unknown", "pillars.csv"),
    ("sections.csv", 3, "code", "S1", "twice", "第2行"),
    ("tasks.csv", 2, "title", "", "cell-empty", "填写"),
    ("tasks.csv", 2, "section", "S7", "unknown", "sections.csv"),
    ("tasks.csv", 2, "section", "", "no-pillar", "pillar"),
    ("tasks.csv", 2, "pillar", "P2", "pillar-differs", "P1"),
    ("tasks.csv", 2, "lead", "大数据", "unknown", "大数据局"),
    ("tasks.csv", 2, "responsible", "财政局、工信局", "unknown", "竖线"),
    ("tasks.csv", 3, "code", "t1", "twice", "第2行"),
    ("indicators.csv", 2, "task", "T8", "unknown", "tasks.csv"),
    ("indicators.csv", 5, "code", "C", "twice", "第4行"),
    ("indicators.csv", 2, "name", "", "cell-empty", "填写"),
    ("indicators.csv", 2, "unit", "", "cell-empty", "填写"),
    ("indicators.csv", 4, "measure", "", "cell-empty", "填写"),
    ("indicators.csv", 4, "measure", "新增", "not-a-choice", "increment、stock、ratio、level"),
    ("indicators.csv", 2, "comparator", "", "cell-empty", "填写"),
    ("indicators.csv", 2, "comparator", "以上", "not-a-choice", "≥"),
    ("indicators.csv", 2, "comparator", "＞", "not-a-choice", "≥"),
    ("indicators.csv", 2, "target", "", "cell-empty", "填写"),
    ("indicators.csv", 2, "target", "1,350", "not-a-number", "请写 1350"),
    ("indicators.csv", 2, "target", "1.1万", "not-a-number", "请写 11000"),
    ("indicators.csv", 2, "target", "57%", "not-a-number", "请写 57"),
    ("indicators.csv", 2, "target", "１３５０", "not-a-number", "请写 1350"),
    ("indicators.csv", 2, "target", "1350个", "not-a-number", "请写 1350"),
    ("indicators.csv", 2, "target", "若干", "not-a-number", "1350"),
    ("indicators.csv", 2, "target", "nan", "not-a-number", "1350"),
    ("indicators.csv", 2, "target", "Infinity", "not-a-number", "1350"),
    ("indicators.csv", 2, "target", "1e3", "not-a-number", "1350"),
    ("indicators.csv", 2, "target", "1.0000001", "not-a-number", "6位"),
    ("indicators.csv", 2, "target", "1234567890123", "not-a-number", "12位"),
    ("indicators.csv", 2, "target", "-5", "target-negative", "正数"),
    ("indicators.csv", 3, "baseline", "约2500", "not-a-number", "1350"),
    ("indicators.csv", 2, "weight", "一", "not-a-number", "1350"),
    ("indicators.csv", 2, "weight", "-1", "weight-negative", "正数"),
    ("indicators.csv", 2, "reported_by", "county", "not-a-choice", "counties"),
    ("indicators.csv", 2, "headline", "v", "not-yes-or-no", "yes"),
    ("indicators.csv", 2, "due", "2023年12月", "not-a-month", "2023-12"),
    ("indicators.csv", 2, "due", "2023-13", "not-a-month", "2023-12"),
    ("indicators.csv", 2, "due", "2024-01", "due-outside", "2023-12"),
    ("indicators.csv", 2, "due", "2022-12", "due-outside", "2023-01"),
    ("indicators.csv", 2, "pairs_with", "Z", "unknown", "indicators.csv"),
    ("indicators.csv", 2, "pairs_with", "D", "pair-not-stock", "level"),
    ("indicators.csv", 2, "pairs_with", "A", "pair-not-stock", "increment"),
    ("indicators.csv", 4, "pairs_with", "B", "paired-twice", "第2行"),
    ("indicators.csv", 5, "pairs_with", "B", "pair-not-increment", "level"),
    ("indicators.csv", 2, "wording", "增加事项 500项", "wording-not-found", "逐字"),
    ("milestones.csv", 2, "wording", "上线平台3.0版", "wording-not-found", "逐字"),
    ("milestones.csv", 2, "task", "T8", "unknown", "tasks.csv"),
    ("milestones.csv", 2, "due", "2025-01", "due-outside", "2023-12"),
    ("milestones.csv", 2, "name", "", "cell-empty", "填写"),
    ("departments.csv", 3, "name", "大数据局", "twice", "第2行"),
    ("regions.csv", 3, "parent", "R9", "unknown", "regions.csv"),
    ("regions.csv", 3, "parent", "某市", "unknown", "“R”"),
    ("regions.csv", 3, "parent", "", "second-root", "第2行"),
    ("regions.csv", 3, "parent", "R1", "loop", "R1 → R1"),
    ("regions.csv", 4, "aliases", "西城|东城", "name-of-two", "东城区"),
    ("regions.csv", 4, "short_name", "东 城", "name-of-two", "东城区"),
    ("regions.csv", 4, "name", "东城县", "name-of-two", "东城区"),
    ("regions.csv", 3, "tile_row", "1.5", "not-a-whole-number", "整数"),
    ("regions.csv", 3, "tile_col", "-1", "not-a-whole-number", "整数"),
    ("targets.csv", 2, "indicator", "Z", "unknown", "indicators.csv"),
    ("targets.csv", 2, "indicator", "新开通基站", "unknown", "“C”"),
    ("targets.csv", 2, "region", "东城", "unknown", "“R1”"),
    ("targets.csv", 3, "region", "R1", "twice", "第2行"),
    ("targets.csv", 2, "region", "R", "target-of-root", "indicators.csv"),
    ("targets.csv", 2, "target", "", "cell-empty", "填写"),
    ("targets.csv", 2, "target", "8百", "not-a-number", "请写 800"),
    ("targets.csv", 2, "target", "-8", "target-negative", "正数"),
    ("targets.csv", 2, "baseline", "无", "not-a-number", "1350"),
]


# What follows from the altered cell and rightly stands beside it.
CONSEQUENCES = {"second-root", "loop", "unknown", "twice", "target-of-root"}


@pytest.mark.parametrize(("file", "line", "column", "text", "code", "remedy"), CELLS)
def test_a_faulty_cell_is_told_with_its_place_and_remedy(
    tmp_path: Path, file: str, line: int, column: str, text: str, code: str, remedy: str
) -> None:
    reading = Folder().put(file, line, column, text).read(tmp_path)
    found = {(fault.file, fault.line, fault.column, fault.code): fault for fault in reading.faults}
    assert (file, line, column, code) in found
    fault = found[file, line, column, code]
    assert reading.plan is None
    assert fault.level is Level.ERROR
    assert remedy in fault.message
    assert fault.message.endswith("。")
    assert len(found) == 1 or code in CONSEQUENCES


HEAD_FAULTS = [
    ("code", None, "key-missing", 1),
    ("code", '""', "key-missing", 1),
    ("code", "2023", "not-text", 1),
    ("title", None, "key-missing", 1),
    ("first_month", None, "key-missing", 1),
    ("first_month", '"2023年1月"', "not-a-month", 4),
    ("first_month", "2023-01-01", "not-text", 4),
    ("last_month", None, "key-missing", 1),
    ("issued_on", '"去年"', "not-a-day", 3),
    ("issued_on", "2023-07-28T10:00:00", "not-a-day", 3),
]
RULE_FAULTS = [
    ("clock", '"issue"', "not-a-choice"),
    ("publish", '"now"', "not-a-choice"),
    ("approx_share", "0", "out-of-range"),
    ("approx_share", "1.01", "out-of-range"),
    ("approx_share", "95", "out-of-range"),
    ("approx_share", '"0.95"', "out-of-range"),
    ("approx_share", "true", "out-of-range"),
    ("red_after", "-1", "out-of-range"),
    ("red_after", "nan", "out-of-range"),
    ("red_after", "inf", "out-of-range"),
    ("asof_share", "-0.1", "out-of-range"),
    ("asof_share", "1.5", "out-of-range"),
    ("asof_share", "1e-9", "out-of-range"),
]


@pytest.mark.parametrize(("key", "value", "code", "line"), HEAD_FAULTS)
def test_a_faulty_key_of_plan_toml_is_told(tmp_path: Path, key: str, value: str | None, code: str, line: int) -> None:
    folder = Folder()
    folder.head.pop(key)
    if value is not None:
        folder.head = {name: value if name == key else folder.head.get(name, value) for name in HEAD}
    fault = only(folder.read(tmp_path))
    assert (fault.file, fault.line, fault.column, fault.code) == ("plan.toml", line, key, code)
    assert fault.level is Level.ERROR


@pytest.mark.parametrize(("key", "value", "code"), RULE_FAULTS)
def test_a_faulty_rule_is_told(tmp_path: Path, key: str, value: str, code: str) -> None:
    folder = Folder(rules={key: value})
    reading = folder.read(tmp_path)
    assert places(reading.faults) == [("plan.toml", 8, key, code)]
    assert reading.plan is None


@pytest.mark.parametrize(("key", "value"), [("approx_share", "1"), ("red_after", "0"), ("asof_share", "0")])
def test_a_rule_may_lie_at_its_limit(tmp_path: Path, key: str, value: str) -> None:
    assert getattr(plan_of(Folder(rules={key: value}).read(tmp_path)).rules, key) == Decimal(value)


def test_the_issued_clock_needs_the_day_of_issue(tmp_path: Path) -> None:
    folder = Folder(rules={"clock": '"issued"', "publish": '"at once"'})
    rules = plan_of(folder.read(tmp_path)).rules
    assert (rules.clock, rules.publish) == (Clock.ISSUED, Publish.AT_ONCE)
    del folder.head["issued_on"]
    assert places(folder.read(tmp_path).faults) == [("plan.toml", 7, "clock", "no-issue-day")]


def test_the_first_month_does_not_lie_after_the_last(tmp_path: Path) -> None:
    folder = Folder()
    folder.head["first_month"] = '"2024-01"'
    assert places(folder.read(tmp_path).faults) == [("plan.toml", 4, "first_month", "months-crossed")]


def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    folder = Folder()
    folder.head["title"] = "数字强市"
    fault = only(folder.read(tmp_path))
    assert (fault.file, fault.line, fault.code) == ("plan.toml", 2, "not-toml")


NEEDED = [
    ("pillars.csv", "code"),
    ("pillars.csv", "name"),
    ("sections.csv", "code"),
    ("sections.csv", "pillar"),
    ("sections.csv", "name"),
    ("tasks.csv", "code"),
    ("tasks.csv", "title"),
    ("indicators.csv", "code"),
    ("indicators.csv", "task"),
    ("indicators.csv", "name"),
    ("indicators.csv", "unit"),
    ("indicators.csv", "measure"),
    ("indicators.csv", "comparator"),
    ("indicators.csv", "target"),
    ("milestones.csv", "code"),
    ("milestones.csv", "task"),
    ("milestones.csv", "name"),
    ("departments.csv", "name"),
    ("regions.csv", "code"),
    ("regions.csv", "name"),
    ("targets.csv", "indicator"),
    ("targets.csv", "region"),
    ("targets.csv", "target"),
]


@pytest.mark.parametrize(("file", "column"), NEEDED)
def test_a_needed_column_that_is_missing_is_told_once(tmp_path: Path, file: str, column: str) -> None:
    reading = Folder().drop_column(file, column).read(tmp_path)
    assert (file, 1, column, "column-missing") in places(reading.faults)
    assert reading.plan is None
    missing = [fault for fault in reading.faults if fault.code == "column-missing"]
    assert len(missing) == 1


@pytest.mark.parametrize("file", ["plan.toml", *(name for name in TABLES if name != "targets.csv")])
def test_a_missing_file_is_one_fault(tmp_path: Path, file: str) -> None:
    Folder().write(tmp_path)
    (tmp_path / file).unlink()
    reading = read_plan_folder(tmp_path)
    assert places(reading.faults) == [(file, None, None, "file-missing")]
    assert reading.plan is None


@pytest.mark.parametrize("file", ["pillars.csv", "tasks.csv", "indicators.csv", "regions.csv"])
def test_a_table_that_needs_rows_is_told_to_have_none(tmp_path: Path, file: str) -> None:
    folder = Folder()
    del folder.tables[file][1:]
    assert places(folder.read(tmp_path).faults) == [(file, 1, folder.tables[file][0][0], "no-rows")]


def test_sections_milestones_and_targets_may_hold_only_headers(tmp_path: Path) -> None:
    folder = Folder().put("tasks.csv", 2, "pillar", "P1").put("tasks.csv", 3, "pillar", "P2")
    for file in ("sections.csv", "milestones.csv", "targets.csv"):
        del folder.tables[file][1:]
    for line in (2, 3):
        folder.put("tasks.csv", line, "section", "")
    reading = folder.read(tmp_path)
    assert reading.faults == ()
    assert [(task.section, task.pillar) for task in plan_of(reading).tasks] == [(None, "P1"), (None, "P2")]


def test_targets_and_source_are_optional(tmp_path: Path) -> None:
    Folder(source=None).write(tmp_path)
    (tmp_path / "targets.csv").unlink()
    plan = plan_of(read_plan_folder(tmp_path))
    assert (plan.targets, plan.source) == ((), None)


@pytest.mark.parametrize("name", ["nothing", "empty"])
def test_a_folder_without_a_plan_is_one_clear_fault(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    fault = only(read_plan_folder(tmp_path / name))
    assert (fault.level, fault.code) == (Level.ERROR, "no-plan")
    assert name in fault.message


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    Folder().write(tmp_path)
    (tmp_path / "milestones.csv").write_bytes(b"")
    assert places(read_plan_folder(tmp_path).faults) == [("milestones.csv", 1, None, "file-empty")]


def test_a_workbook_in_place_of_a_table_is_told(tmp_path: Path) -> None:
    Folder().write(tmp_path)
    (tmp_path / "milestones.csv").write_bytes(b"PK\x03\x04\x00\x00\xff\xff\x00")
    fault = only(read_plan_folder(tmp_path))
    assert fault.file == "milestones.csv"
    assert "CSV" in fault.message


def test_quotes_that_do_not_close_are_told_where_they_open(tmp_path: Path) -> None:
    Folder().write(tmp_path)
    path = tmp_path / "milestones.csv"
    path.write_text(path.read_text(encoding="utf-8") + 'M2,T1,"上线,上线,2023-06,\n', encoding="utf-8")
    assert places(read_plan_folder(tmp_path).faults) == [("milestones.csv", 3, None, "quotes")]


def test_a_row_with_more_cells_than_headers_is_told(tmp_path: Path) -> None:
    folder = Folder().add("milestones.csv", "M2", "T1", "上线", "上线", "2023-06", "", "多出")
    assert places(folder.read(tmp_path).faults) == [("milestones.csv", 3, None, "row-too-long")]


def test_a_column_that_stands_twice_is_told(tmp_path: Path) -> None:
    folder = Folder()
    folder.tables["departments.csv"][0] = ["name", "name"]
    assert places(folder.read(tmp_path).faults) == [("departments.csv", 1, "name", "column-twice")]


def test_lines_are_counted_as_in_the_file(tmp_path: Path) -> None:
    folder = Folder()
    folder.tables["indicators.csv"][1][2] = "新增\n事项"
    folder.tables["indicators.csv"].insert(2, [""])
    folder.tables["indicators.csv"][-1][7] = "很多"
    fault = only(folder.read(tmp_path))
    assert (fault.line, fault.column) == (7, "target")


def test_many_faults_at_once_are_all_told_in_the_order_of_the_files(tmp_path: Path) -> None:
    folder = Folder(rules={"clock": '"x"'})
    for file, line, column, text in (
        ("regions.csv", 3, "parent", "R9"),
        ("indicators.csv", 2, "task", "T8"),
        ("indicators.csv", 2, "target", "1,350"),
        ("indicators.csv", 4, "due", "12月"),
        ("tasks.csv", 2, "lead", "无此部门"),
        ("targets.csv", 3, "region", "R8"),
    ):
        folder.put(file, line, column, text)
    reading = folder.read(tmp_path)
    assert [place[:3] for place in places(reading.faults)] == [
        ("plan.toml", 8, "clock"),
        ("tasks.csv", 2, "lead"),
        ("indicators.csv", 2, "target"),
        ("indicators.csv", 2, "task"),
        ("indicators.csv", 4, "due"),
        ("regions.csv", 3, "parent"),
        ("targets.csv", 3, "region"),
    ]
    assert reading.plan is None


def test_a_table_that_cannot_be_read_makes_no_faults_of_those_that_name_its_rows(tmp_path: Path) -> None:
    folder = Folder().put("targets.csv", 2, "target", "x")
    folder.tables["indicators.csv"][0][0] = "编码"
    assert [place for place in places(folder.read(tmp_path).faults) if place[3] != "column-unknown"] == [
        ("indicators.csv", 1, "code", "column-missing"),
        ("targets.csv", 2, "target", "not-a-number"),
    ]


# --- what is only told

NOTICES = [
    ("indicators.csv", 2, "baseline", "100", "baseline-of-increment"),
    ("indicators.csv", 3, "baseline", "3200", "baseline-meets"),
    ("indicators.csv", 5, "baseline", "1.2", "baseline-meets"),
    ("indicators.csv", 5, "baseline", "1.5", "baseline-is-target"),
    ("indicators.csv", 4, "target", "0", "target-zero"),
    ("indicators.csv", 4, "comparator", ">=", "comparator-spelled-out"),
    ("indicators.csv", 4, "comparator", "<=", "comparator-spelled-out"),
    ("tasks.csv", 2, "responsible", "财政局|财政局", "name-repeated"),
    ("regions.csv", 4, "tile_col", "0", "tile-taken"),
    ("targets.csv", 2, "indicator", "B", "city-only"),
    ("targets.csv", 2, "target", "0", "target-zero"),
    ("targets.csv", 2, "baseline", "7", "baseline-of-increment"),
]


@pytest.mark.parametrize(("file", "line", "column", "text", "code"), NOTICES)
def test_what_is_odd_but_clear_is_told_and_loaded(
    tmp_path: Path, file: str, line: int, column: str, text: str, code: str
) -> None:
    reading = Folder().put(file, line, column, text).read(tmp_path)
    fault = only(reading)
    assert (fault.file, fault.line, fault.code, fault.level) == (file, line, code, Level.NOTICE)
    assert reading.plan is not None


def test_unknown_columns_keys_and_files_are_named(tmp_path: Path) -> None:
    folder = Folder(rules={"colour": '"red"'})
    folder.head["author"] = '"某人"'
    folder.tables["departments.csv"][0].append("phone")
    folder.tables["target.csv"] = [["indicator"]]
    reading = folder.read(tmp_path)
    assert reading.plan is not None
    assert places(reading.faults) == [
        ("plan.toml", 6, "author", "key-unknown"),
        ("plan.toml", 9, "colour", "key-unknown"),
        ("departments.csv", 1, "phone", "column-unknown"),
        ("target.csv", None, None, "file-unknown"),
    ]


def test_an_increment_keeps_no_baseline_of_its_own(tmp_path: Path) -> None:
    folder = Folder().put("indicators.csv", 2, "baseline", "100").put("targets.csv", 2, "baseline", "7")
    plan = plan_of(folder.read(tmp_path))
    assert plan.indicator_by_code["A"].baseline is None
    assert plan.targets[0].baseline is None


@pytest.mark.parametrize(("written", "meant"), [(">=", Comparator.AT_LEAST), ("<=", Comparator.AT_MOST)])
def test_ascii_comparators_are_taken(tmp_path: Path, written: str, meant: Comparator) -> None:
    plan = plan_of(Folder().put("indicators.csv", 4, "comparator", written).read(tmp_path))
    assert plan.indicator_by_code["C"].comparator is meant


@pytest.mark.parametrize(
    ("text", "headline"),
    [("yes", True), ("TRUE", True), ("是", True), ("no", False), ("FALSE", False), ("否", False), ("", False)],
)
def test_a_headline_is_yes_or_nothing(tmp_path: Path, text: str, headline: bool) -> None:
    plan = plan_of(Folder().put("indicators.csv", 5, "headline", text).read(tmp_path))
    assert plan.indicator_by_code["D"].headline is headline


# --- other offices, other cities


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encoding_that_an_office_saves_in_does_not_matter(tmp_path: Path, encoding: str) -> None:
    reading = Folder(encoding=encoding).read(tmp_path / "one")
    assert reading.faults == ()
    assert reading.plan == Folder().read(tmp_path / "two").plan


def test_a_wording_is_found_whatever_the_line_breaks(tmp_path: Path) -> None:
    folder = Folder().put("indicators.csv", 2, "wording", "增加事项500项，\r\n总数达到")
    assert folder.read(tmp_path).faults == ()


def test_defaults_stand_in_for_the_columns_that_are_not_needed(tmp_path: Path) -> None:
    folder = Folder(source=None, head={key: value for key, value in HEAD.items() if key != "issued_on"})
    keep = {
        "pillars.csv": ("code", "name"),
        "tasks.csv": ("code", "section", "title"),
        "indicators.csv": ("code", "task", "name", "unit", "measure", "comparator", "target"),
        "milestones.csv": ("code", "task", "name"),
        "departments.csv": ("name",),
        "regions.csv": ("code", "name", "parent"),
    }
    for file, columns in keep.items():
        for column in [name for name in folder.tables[file][0] if name not in columns]:
            folder.drop_column(file, column)
    reading = folder.read(tmp_path)
    indicator = plan_of(reading).indicator_by_code["C"]
    assert [fault.code for fault in reading.faults] == ["city-only", "city-only"]
    assert (indicator.due, indicator.reported_by, indicator.weight) == (Month(2023, 12), ReportedBy.CITY, Decimal(1))
    assert [task.number for task in plan_of(reading).tasks] == ["1", "2"]


def test_a_nation_without_regions_below_it_loads(tmp_path: Path) -> None:
    folder = Folder()
    folder.head |= {"first_month": '"2021-01"', "last_month": '"2025-12"'}
    del folder.tables["regions.csv"][2:]
    del folder.tables["targets.csv"]
    plan = plan_of(folder.read(tmp_path))
    assert plan.counties == ()
    assert plan.last_month - plan.first_month == 59


def test_two_indicators_may_share_a_name(tmp_path: Path) -> None:
    assert Folder().put("indicators.csv", 3, "name", "新增事项").read(tmp_path).faults == ()


# --- targets laid over a plan


def test_a_file_of_regional_targets_is_read_for_a_plan(tmp_path: Path) -> None:
    plan = plan_of(Folder().read(tmp_path))
    targets, faults = read_targets_file(tmp_path / "targets.csv", plan)
    assert faults == ()
    assert targets == plan.targets == (RegionalTarget("C", "R1", Decimal(800)), RegionalTarget("C", "R2", Decimal(550)))


def test_a_file_of_regional_targets_with_a_fault_gives_none(tmp_path: Path) -> None:
    plan = plan_of(Folder().read(tmp_path))
    path = tmp_path / "overlay.csv"
    path.write_text("indicator,region,target\nC,R1,800\nZ,R2,1\nC,R,1\nC,R1,5\n", encoding="utf-8")
    targets, faults = read_targets_file(path, plan)
    assert targets == ()
    assert places(faults) == [
        ("overlay.csv", 3, "indicator", "unknown"),
        ("overlay.csv", 4, "region", "target-of-root"),
        ("overlay.csv", 5, "region", "twice"),
    ]


def test_a_file_of_regional_targets_that_is_not_there_is_told(tmp_path: Path) -> None:
    plan = plan_of(Folder().read(tmp_path))
    targets, faults = read_targets_file(tmp_path / "none.csv", plan)
    assert targets == ()
    assert places(faults) == [("none.csv", None, None, "file-missing")]


# --- written and read again

TEXT = st.text(
    st.one_of(st.sampled_from("=+-@'\"|,\n，“全市＝"), st.characters(exclude_categories=("C", "Z"))), max_size=8
).map(str.strip)
NAME = TEXT.map(lambda text: f"名{text}")
UNIT = NAME.map(lambda text: text.replace("|", "").strip())
NUMBER = st.decimals(0, 10**9, allow_nan=False, allow_infinity=False, places=6) | st.integers(0, 10**6).map(Decimal)
SHARE = st.decimals(Decimal("0.01"), 1, places=2)
MONTH = st.builds(Month, st.integers(2021, 2025), st.integers(1, 12))


def codes(prefix: str, count: int) -> list[str]:
    return [f"{prefix}{number}" for number in range(count)]


@st.composite
def indicators(draw: st.DrawFn, tasks: list[str]) -> tuple[Indicator, ...]:
    made = []
    for code in codes("I", draw(st.integers(1, 4))):
        measure = draw(st.sampled_from(Measure))
        made.append(
            Indicator(
                code=code,
                task=draw(st.sampled_from(tasks)),
                name=draw(NAME),
                unit=draw(NAME),
                measure=measure,
                comparator=draw(st.sampled_from(Comparator)),
                target=draw(NUMBER),
                due=draw(MONTH),
                short_name=draw(TEXT),
                baseline=None if measure is Measure.INCREMENT else draw(st.none() | NUMBER.map(lambda n: -n) | NUMBER),
                baseline_note=draw(TEXT),
                reported_by=draw(st.sampled_from(ReportedBy)),
                headline=draw(st.booleans()),
                strength=draw(TEXT),
                note=draw(TEXT),
                weight=draw(NUMBER),
            )
        )
    stocks = [found.code for found in made if found.measure is Measure.STOCK]
    for place, found in enumerate(made):
        if found.measure is Measure.INCREMENT and stocks and draw(st.booleans()):
            made[place] = replace(found, pairs_with=stocks.pop())
    return tuple(made)


@st.composite
def tasks_of(draw: st.DrawFn, pillars: list[str], sections: dict[str, str], units: list[str]) -> tuple[Task, ...]:
    named = st.lists(st.sampled_from(units), unique=True, max_size=3).map(tuple) if units else st.just(())
    made = []
    for place, code in enumerate(codes("T", draw(st.integers(1, 3))), start=1):
        section = draw(st.sampled_from([None, *sections]))
        pillar = sections[section] if section else draw(st.sampled_from(pillars))
        number = draw(TEXT) or str(place)
        made.append(Task(code, pillar, section, number, draw(NAME), draw(named), draw(named)))
    return tuple(made)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    pillars = tuple(Pillar(code, draw(NAME), draw(TEXT)) for code in codes("P", 2))
    sections = tuple(Section(code, "P1", draw(NAME)) for code in codes("S", draw(st.integers(0, 2))))
    units = draw(st.lists(UNIT, unique_by=lambda name: "".join(filter(str.isalnum, name)).casefold(), max_size=3))
    units = [f"{name}{place}" for place, name in enumerate(units)]
    tasks = draw(tasks_of([p.code for p in pillars], {s.code: s.pillar for s in sections}, units))
    found = draw(indicators([task.code for task in tasks]))
    root = Region("R", "全市", aliases=("本级", "市级"), kind="city")
    counties = tuple(
        Region(f"R{n}", f"县{n}", parent="R", tile_row=draw(st.none() | st.integers(0, 9)), tile_col=n)
        for n in range(draw(st.integers(0, 2)))
    )
    targets = tuple(RegionalTarget(found[0].code, county.code, draw(NUMBER)) for county in counties)
    source = draw(st.none() | st.text(st.sampled_from("一二\n\t \"'="), max_size=20))
    return Plan(
        code=draw(NAME),
        title=draw(NAME),
        short_title=draw(TEXT),
        issuer=draw(TEXT),
        document_number=draw(TEXT),
        issued_on=date(2021, 3, 5),
        first_month=Month(2021, 1),
        last_month=Month(2025, 12),
        pillars=pillars,
        sections=sections,
        tasks=tasks,
        indicators=found,
        milestones=(Milestone("M", tasks[0].code, draw(NAME), draw(MONTH), draw(TEXT)),),
        departments=tuple(Department(name, draw(TEXT)) for name in units),
        regions=(root, *counties),
        targets=targets,
        rules=Rules(
            clock=draw(st.sampled_from(Clock)),
            approx_share=draw(SHARE),
            red_after=draw(st.integers(0, 100).map(Decimal)),
            asof_share=draw(SHARE),
            publish=draw(st.sampled_from(Publish)),
        ),
        source=source,
    )


@contextmanager
def fresh_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@settings(max_examples=60, deadline=None)
@given(plans())
def test_a_plan_written_and_read_again_is_the_same_plan(plan: Plan) -> None:
    with fresh_folder() as folder:
        write_plan_folder(plan, folder)
        reading = read_plan_folder(folder)
    assert [fault for fault in reading.faults if fault.level is Level.ERROR] == []
    assert reading.plan == plan


def test_a_plan_with_everything_is_the_same_when_written_and_read_again(tmp_path: Path) -> None:
    plan = plan_of(Folder().read(tmp_path / "one"))
    assert plan.source == SOURCE
    write_plan_folder(plan, tmp_path / "two")
    assert plan_of(read_plan_folder(tmp_path / "two")) == plan


def test_an_export_over_an_earlier_one_leaves_nothing_of_it(tmp_path: Path) -> None:
    plan = plan_of(Folder().read(tmp_path / "one"))
    write_plan_folder(plan, tmp_path / "two")
    later = replace(plan, source=None, targets=())
    write_plan_folder(later, tmp_path / "two")
    assert plan_of(read_plan_folder(tmp_path / "two")) == later


def test_texts_that_look_like_formulas_are_written_defused(tmp_path: Path) -> None:
    plan = plan_of(Folder().put("indicators.csv", 5, "name", "=1+1").read(tmp_path / "one"))
    write_plan_folder(plan, tmp_path / "two")
    written = (tmp_path / "two" / "indicators.csv").read_text(encoding="utf-8-sig")
    assert ",'=1+1," in written
    assert plan_of(read_plan_folder(tmp_path / "two")) == plan
