"""The demonstration: made again it is the same, it adds up, it shows every status, and it is clean to load."""

import csv
import io
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from dashboard.domain.asof import choose_month, expected_figures
from dashboard.domain.assessment import Assessment
from dashboard.domain.checking import Checked, check_rows
from dashboard.domain.figure import Cell, Known
from dashboard.domain.measure import Amount, Measure
from dashboard.domain.month import Month
from dashboard.domain.plan import Plan, ReportedBy
from dashboard.domain.position import pair_up, track_indicator
from dashboard.domain.sheet_row import Column, Field, Header, RawRow
from dashboard.domain.standing import judge_region
from dashboard.domain.status import Status
from dashboard.domain.verdict import Verdict
from dashboard.domain.yardstick import yardsticks
from dashboard.files.plan_folder import read_plan_folder, read_targets_file

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "data" / "demo"
UPLOAD = DEMO / "2023-10-upload-me.csv"
SEPTEMBER, OCTOBER = Month(2023, 9), Month(2023, 10)
TODAY = date(2023, 11, 20)
FIELDS = {"编码": Field.CODE, "指标": Field.NAME, "县（市、区）": Field.REGION, "报告期": Field.MONTH}
FIELDS |= {"累计完成值": Field.TOTAL} | {field.value: field for field in Field}

History = dict[Cell, dict[Month, Amount]]


@cache
def demo_plan() -> Plan:
    """The plan with the made county targets laid over it."""
    plan = read_plan_folder(ROOT / "data" / "plan").plan
    assert plan is not None
    targets, faults = read_targets_file(DEMO / "targets.csv", plan)
    assert faults == ()
    return replace(plan, targets=targets)


def submissions() -> list[Path]:
    """The figures files in the order of the manifest."""
    listed = tomllib.loads((DEMO / "demo.toml").read_text(encoding="utf-8"))["submission"]
    return [DEMO / entry["file"] for entry in listed]


def rows_of(path: Path) -> Iterator[RawRow]:
    """The data rows of a demonstration file; titles, sums and signatures left out."""
    encoding, titles = ("gbk", 3) if path == UPLOAD else ("utf-8", 0)
    lines = list(csv.reader(io.StringIO(path.read_bytes().decode(encoding))))[titles:]
    columns = {FIELDS[name]: Column(letter, name) for letter, name in zip("ABCDEFGH", lines[0], strict=True)}
    header = Header(titles + 1, columns)
    for number, cells in enumerate(lines[1:], start=titles + 2):
        code, name, region, month, total, upper, lower, remark = cells
        if month and region != "合计":
            yield RawRow(number, header, code, name, region, month, total, None, upper, lower, None, remark)


def known(history: History) -> Known:
    """What a file is held against."""
    figures: dict[str, dict[str, dict[Month, Amount]]] = {}
    for (indicator, region), months in history.items():
        figures.setdefault(indicator, {})[region] = months
    return Known(figures)


def load(paths: list[Path]) -> tuple[History, list[Checked]]:
    """What stands after loading the files one after another, and how each was judged."""
    history: History = defaultdict(dict)
    judged = []
    for path in paths:
        checked = check_rows(demo_plan(), rows_of(path), known(history), asked_month=None, today=TODAY)
        judged.append(checked)
        for row in checked.rows:
            if row.indicator and row.region and row.month and row.amount:
                history[row.indicator, row.region][row.month] = row.amount
    return history, judged


@cache
def loaded() -> tuple[History, list[Checked]]:
    """The demonstration as it is installed: January to September."""
    return load(submissions())


@cache
def after_upload() -> tuple[History, list[Checked]]:
    """The same with the October file."""
    return load([*submissions(), UPLOAD])


def assess(history: Mapping[Cell, Mapping[Month, Amount]], month: Month) -> Assessment:
    """Every standing as of a month."""
    plan = demo_plan()
    tracks = {
        indicator.code: track_indicator(
            plan, indicator, {region: s for (code, region), s in history.items() if code == indicator.code}, month
        )
        for indicator in plan.indicators
    }
    for increment, stock in plan.stock_of_increment.items():
        pair_up(tracks[stock], tracks[increment])
    standings = {
        region.code: judge_region(
            plan,
            yardsticks(plan, region, month),
            {code: track[region.code][month] for code, track in tracks.items() if month in track.get(region.code, {})},
        )
        for region in plan.regions
    }
    return Assessment(plan, month, 1, standings)


@cache
def september() -> Assessment:
    """What the demonstration shows once it is loaded."""
    return assess(loaded()[0], SEPTEMBER)


def city_lamps(assessment: Assessment) -> dict[str, Status | None]:
    """The city's lamp of each indicator."""
    return {s.indicator.code: s.status for s in assessment.standings[demo_plan().root.code]}


def latest_month(history: Mapping[Cell, Mapping[Month, Amount]]) -> Month:
    """The month that is looked at where nobody has chosen one."""
    plan = demo_plan()
    asked = {(i.code, region.code) for i in plan.indicators for region in plan.reporters(i)}
    published = Counter(month for months in history.values() for month in months)
    expected = Counter(month for cell, months in history.items() if cell in asked for month in months)
    return choose_month(plan, published, expected, TODAY)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its name within it."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_script_writes_the_folder_again_byte_for_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "scripts" / "make_demo.py", tmp_path], check=True)
    kept = contents(DEMO)
    del kept["README.md"]
    assert contents(tmp_path) == kept


def test_county_targets_and_baselines_add_up_to_the_city_s() -> None:
    plan = demo_plan()
    targets, baselines = defaultdict[str, Decimal](Decimal), defaultdict[str, Decimal](Decimal)
    for part in plan.targets:
        targets[part.indicator] += part.target
        baselines[part.indicator] += part.baseline or 0
    shared = [i for i in plan.indicators if i.reported_by is ReportedBy.COUNTIES and i.measure is not Measure.RATIO]
    assert targets == {i.code: i.target for i in shared}
    assert baselines == {i.code: i.baseline or 0 for i in shared}


def test_every_file_is_taken_whole_and_without_a_warning() -> None:
    judged = after_upload()[1]
    assert [checked.problems for checked in judged if checked.counts.rejected or checked.counts.warnings] == []


def test_one_published_figure_is_corrected_later() -> None:
    changed = [row for checked in loaded()[1] for row in checked.rows if row.verdict is Verdict.CHANGED]
    assert [(row.indicator, row.region, str(row.month)) for row in changed] == [("T30-3", "371625", "2023-08")]


def test_one_county_s_july_comes_in_after_august() -> None:
    late = next(rows_of(path) for path in submissions() if path.stem.endswith("late"))
    assert {(row.region, row.month) for row in late} == {("无棣县", "2023-07")}


@pytest.mark.parametrize("number", range(1, 10))
def test_every_month_has_at_least_half_of_its_expected_figures(number: int) -> None:
    reported = sum(Month(2023, number) in months for months in loaded()[0].values())
    assert 2 * reported >= expected_figures(demo_plan())


def test_september_shows_every_status() -> None:
    counts = Counter(city_lamps(september()).values())
    assert set(counts) == set(Status)
    assert counts[Status.MET] >= 10
    assert counts[Status.ON_PACE] >= 15
    assert counts[Status.BEHIND] >= 15
    assert 4 <= counts[Status.CRITICAL] <= 6
    assert 2 <= counts[Status.UNREPORTED] <= 4


def test_in_september_counties_differ_from_ahead_to_unreported() -> None:
    statuses = {county.rollup.status for county in september().by_region()}
    assert statuses == {Status.ON_PACE, Status.BEHIND, Status.CRITICAL, Status.UNREPORTED}


def test_in_september_one_pair_disagrees_and_one_indicator_is_inflated() -> None:
    city = september().standings[demo_plan().root.code]
    assert {s.indicator.code: s.pair_gap for s in city if s.pair_gap} == {"T28-1": Decimal(150), "T28-2": Decimal(150)}
    assert [s.indicator.code for s in city if s.is_inflated] == ["T29-1"]


def test_the_october_file_moves_the_month_and_many_lamps() -> None:
    history = after_upload()[0]
    before, after = city_lamps(september()), city_lamps(assess(history, OCTOBER))
    assert latest_month(loaded()[0]) == SEPTEMBER
    assert latest_month(history) == OCTOBER
    assert sum(before[code] is not after[code] for code in before) >= 10


def test_few_figures_stand_exactly_on_their_pace() -> None:
    """Round figures like these would look invented, and checks for invented figures would name them."""
    standings = [s for group in september().standings.values() for s in group if s.status is not Status.UNREPORTED]
    exact = [s for s in standings if s.lag == 0 and s.status is not Status.MET]
    assert len(exact) <= len(standings) / 50


def test_about_four_in_ten_milestones_are_done_by_september() -> None:
    with (DEMO / "milestones.csv").open(encoding="utf-8", newline="") as file:
        marks = list(csv.DictReader(file))
    known = {milestone.code for milestone in demo_plan().milestones}
    assert {mark["code"] for mark in marks} <= known
    assert 0.3 <= len(marks) / len(known) <= 0.5
    assert all(date(2023, 1, 1) <= date.fromisoformat(mark["done_on"]) <= SEPTEMBER.last_day for mark in marks)


def test_the_october_file_looks_like_what_people_send() -> None:
    content = UPLOAD.read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    text = content.decode("gbk")
    assert text.count("\r\n") == text.count("\n")
    assert all(mark in text for mark in ("填报单位", "填报人", "合计", "万,", '"1,'))
