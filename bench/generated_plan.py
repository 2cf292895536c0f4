"""A plan of any size with a month's figures for every cell of it, the same for the same size and seed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

HEADER = ("指标编码", "指标名称", "地区", "月份", "累计值", "分子", "分母", "备注")
MONTH = "2023-01"
PILLARS = 5
INDICATORS_PER_TASK = 10
SEED = 20230728

_ROOT = ("C000", "全市", "", "city")
_HEAD = f"""code = "generated"
title = "生成的工作要点"
first_month = "{MONTH}"
last_month = "2023-12"
"""

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Size:
    """How large a plan is: so many indicators, each reported by so many counties."""

    indicators: int
    counties: int

    @property
    def cells(self) -> int:
        """How many cells the counties report."""
        return self.indicators * self.counties


def write_plan(folder: Path, size: Size, first_month: str = MONTH) -> None:
    """Leave a plan folder of this size without faults."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.toml").write_text(_HEAD.replace(MONTH, first_month), encoding="utf-8")
    _write(folder / "pillars.csv", ("code", "name"), ((f"P{n}", f"板块{n}") for n in _pillars()))
    _write(folder / "sections.csv", ("code", "pillar", "name"), ())
    _write(folder / "milestones.csv", ("code", "task", "name"), ())
    _write(folder / "departments.csv", ("name", "kind"), ((f"部门{n}", "government") for n in _pillars()))
    _write(folder / "regions.csv", ("code", "name", "parent", "kind"), (_ROOT, *_counties(size)))
    _write(folder / "tasks.csv", ("code", "section", "pillar", "number", "title", "lead", "responsible"), _tasks(size))
    columns = ("code", "task", "name", "unit", "measure", "comparator", "target", "baseline", "reported_by")
    _write(folder / "indicators.csv", columns, _indicators(size))


def write_figures(file: Path, size: Size, seed: int = SEED, month: str = MONTH) -> None:
    """Leave a figures file with one row for every county and indicator of a plan of this size, all of one month."""
    _write(file, HEADER, _figures(size, Random(seed), month))


def _write(file: Path, header: Row, rows: Iterable[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows((header, *rows))


def _pillars() -> range:
    return range(1, PILLARS + 1)


def _counties(size: Size) -> Iterator[Row]:
    return ((f"C{number:03}", f"第{number}县", "C000", "county") for number in range(1, size.counties + 1))


def _task(number: int) -> str:
    return f"T{number // INDICATORS_PER_TASK + 1:03}"


def _tasks(size: Size) -> Iterator[Row]:
    for number in range(0, size.indicators, INDICATORS_PER_TASK):
        place = number // INDICATORS_PER_TASK
        unit = f"部门{place % PILLARS + 1}"
        yield _task(number), "", f"P{place % PILLARS + 1}", place + 1, f"任务{place + 1}", unit, ""


def _indicator(number: int) -> tuple[str, str]:
    return f"{_task(number)}-{number % INDICATORS_PER_TASK + 1}", f"第{number + 1}项指标"


def _indicators(size: Size) -> Iterator[Row]:
    """Of ten indicators six are increments, two are stocks, two are ratios."""
    for number in range(size.indicators):
        code, name = _indicator(number)
        place = number % INDICATORS_PER_TASK
        if place < 6:
            told: Row = ("个", "increment", "≥", 1000 * size.counties, "")
        elif place < 8:
            told = ("万户", "stock", "≥", 100 * size.counties, 50 * size.counties)
        else:
            told = ("%", "ratio", "≥", 90, "")
        yield code, _task(number), name, *told, "counties"


def _figures(size: Size, drawn: Random, month: str) -> Iterator[Row]:
    regions = [str(name) for _, name, *_ in _counties(size)]
    for number in range(size.indicators):
        code, name = _indicator(number)
        for region in regions:
            yield code, name, region, month, *_amount(number % INDICATORS_PER_TASK, drawn), ""


def _amount(place: int, drawn: Random) -> tuple[str, str, str]:
    """Value, numerator and denominator: a count, a level with decimals, or a ratio's two counts."""
    if place < 6:
        return str(drawn.randint(10, 200)), "", ""
    if place < 8:
        return f"{drawn.randint(5000, 9999) / 100:.2f}", "", ""
    over = drawn.randint(200, 900)
    return "", str(drawn.randint(100, over)), str(over)
