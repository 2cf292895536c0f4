"""The generated plan loads without faults, and its file has as many distinct cells as the size says."""

from __future__ import annotations

import csv
from pathlib import Path

from bench.generated_plan import Size, write_figures, write_plan
from dashboard.files.plan_folder import read_plan_folder

SIZE = Size(indicators=23, counties=7)


def test_a_generated_plan_has_no_faults_and_the_size_asked_for(tmp_path: Path) -> None:
    write_plan(tmp_path, SIZE)
    reading = read_plan_folder(tmp_path)
    assert reading.faults == ()
    assert reading.plan is not None
    assert len(reading.plan.indicators) == SIZE.indicators
    assert len(reading.plan.children[reading.plan.root.code]) == SIZE.counties


def test_a_generated_file_has_a_row_for_every_cell_of_the_plan(tmp_path: Path) -> None:
    write_plan(tmp_path / "plan", SIZE)
    write_figures(tmp_path / "figures.csv", SIZE)
    with (tmp_path / "figures.csv").open(encoding="utf-8", newline="") as file:
        cells = {(row["指标编码"], row["地区"]) for row in csv.DictReader(file)}
    plan = read_plan_folder(tmp_path / "plan").plan
    assert plan is not None
    assert len(cells) == SIZE.cells
    assert {code for code, _ in cells} == set(plan.indicator_by_code)
    assert {region for _, region in cells} == {region.name for region in plan.regions if region.parent}


def test_the_same_seed_writes_the_same_file(tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        write_figures(tmp_path / name, SIZE, seed=7)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
