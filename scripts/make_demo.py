"""Writes data/demo, or the folder that is named: a made year as figures files, with county targets and milestone marks.

Run again, it writes the same bytes.
"""

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from demo_story import CITY, MONTHS, OCTOBER, Story, read_csv
from demo_year import SEED, Count, Year, drawing, make_year

ROOT = Path(__file__).parents[1]
PLAN = ROOT / "data" / "plan"
HEADER = ("指标编码", "指标名称", "地区", "月份", "累计值", "分子", "分母", "备注")
UPLOAD_HEADER = ("编码", "指标", "县（市、区）", "报告期", "累计完成值", "分子", "分母", "备注")
UPLOAD_TITLE = (
    "数字强市建设重点指标10月完成情况（演示数据）",
    "填报单位：市大数据局（演示）",
    "填报日期：2023年11月6日",
)
UPLOAD_END = ("填报人：演示", "审核人：演示")
UPLOAD_REGIONS = {  # as people write them; the others as they are
    "滨城区": "滨城",
    "邹平市": "邹平",
    "滨州经济技术开发区": "经开区",
    CITY: "全市",
}
ADDED_UP, SHORTENED = "T30-3", ("T08-2", "邹平市")  # a row of their sum; a value in 万
COUNTED_BY_CITY = ("T28-1", "T28-2")  # the city reports these itself, beside its counties

# What a region leaves out: indicators by the start of their code, and months.
GAPS: tuple[tuple[str, tuple[str, ...], Sequence[int]], ...] = (
    ("滨州北海经济开发区", ("T",), range(1, OCTOBER)),
    ("滨州高新技术产业开发区", ("T20-2", "T21"), MONTHS),
    ("滨州高新技术产业开发区", ("T08", "T12", "T30"), (8, 9)),
    ("滨州高新技术产业开发区", ("T",), (OCTOBER,)),
    ("阳信县", ("T12",), (9,)),
)
LATE = ("无棣县", 7)
CORRECTED, SHORT_BY = ("T30-3", "博兴县", 8), 6

# How many of a hundred milestones of a kind are done by the end of September.
DONE = {"出台文件": 90, "实施": 80, "组织活动": 50, "建立": 40, "试点": 40, "上线": 30, "完成": 30}
DONE_FROM, DONE_DAYS = date(2023, 4, 3), 176

# On which day of the next month files came in; in one month later than by the 10th.
DEPARTMENTS_ON = (6, 3, 14)
COUNTIES_ON = (9, 5, 12)

Rows = Iterable[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One made figure."""

    story: Story
    region: str
    month: int
    count: Count
    remark: str = ""

    @property
    def key(self) -> tuple[str, str, int]:
        """Indicator code, region and month."""
        return self.story.code, self.region, self.month

    def amounts(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Value, numerator and denominator, as far as it has them."""
        steps, over = self.count
        if over is not None:
            return None, Decimal(steps), Decimal(over)
        return Decimal(steps) / self.story.steps, None, None


class Submission(NamedTuple):
    """One figures file, who reports it, what it is, and the day it is said to have come in."""

    name: str
    by: str
    explain: str
    on: date
    figures: list[Figure]


def main(folder: Path) -> None:
    """Leaves every file of the demonstration in `folder`, except its description."""
    year = make_year(PLAN)
    figures = [figure for figure in all_figures(year) if is_reported(figure)]
    submissions = [part for month in MONTHS if month != OCTOBER for part in month_files(month, figures)]
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    write(folder / "targets.csv", target_rows(year))
    write(folder / "milestones.csv", milestone_rows())
    for submission in submissions:
        write(folder / "figures" / submission.name, (HEADER, *map(figure_row, submission.figures)))
    write(folder / "2023-10-upload-me.csv", upload_rows(figures), encoding="gbk", newline="\r\n")
    (folder / "demo.toml").write_text(manifest(submissions), encoding="utf-8", newline="\n")


def write(path: Path, rows: Rows, encoding: str = "utf-8", newline: str = "\n") -> None:
    """Leaves a CSV file with exactly these line ends."""
    text = io.StringIO()
    csv.writer(text, lineterminator=newline).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))


def all_figures(year: Year) -> Iterator[Figure]:
    """Every figure of the made year, reported or not, in the plan's order."""
    for story in year.stories.values():
        for region, counts in year.courses[story.code].items():
            for month, count in zip(MONTHS, counts, strict=True):
                yield Figure(story, region, month, count)
        if story.code in COUNTED_BY_CITY:
            for month in MONTHS:
                total = sum(counts[month - 1].steps for counts in year.courses[story.code].values())
                yield Figure(story, CITY, month, Count(total))


def is_reported(figure: Figure) -> bool:
    """Whether a figure ever comes in."""
    code, region, month = figure.key
    left_out = any(region == who and month in when and code.startswith(what) for who, what, when in GAPS)
    return month >= figure.story.since and not left_out


def month_files(month: int, figures: Iterable[Figure]) -> Iterator[Submission]:
    """The files that come in after a month: departments, counties, and what is late or corrected."""
    name, label = f"2023-{month:02d}", f"2023年{month}月"
    by_city = [figure for figure in figures if figure.region == CITY and figure.month == month]
    by_counties = [f for f in figures if f.region != CITY and f.month == month and (f.region, month) != LATE]
    yield Submission(
        f"{name}-1-departments.csv", "市大数据局", f"{label}市级部门数据", came_on(month, *DEPARTMENTS_ON), by_city
    )
    yield Submission(
        f"{name}-2-counties.csv", "各县（市、区）", f"{label}县区数据", came_on(month, *COUNTIES_ON),
        list(map(as_first_sent, by_counties)),
    )  # fmt: skip
    if month == LATE[1] + 1:
        late = [figure for figure in figures if (figure.region, figure.month) == LATE]
        yield Submission(f"{name}-3-late.csv", LATE[0], f"补报{LATE[1]}月数据", came_on(month, 18), late)
    if month == CORRECTED[2] + 1:
        right = [replace(f, remark="复核后更正") for f in figures if f.key == CORRECTED]
        yield Submission(
            f"{name}-3-correction.csv", CORRECTED[1], f"更正{CORRECTED[2]}月一项数据", came_on(month, 20), right
        )


def came_on(month: int, day: int, late_month: int = 0, late_day: int = 0) -> date:
    """A day of the month after; one month's files came later."""
    return date(2023, month + 1, late_day if month == late_month else day)


def as_first_sent(figure: Figure) -> Figure:
    """The figure before its correction."""
    if figure.key != CORRECTED:
        return figure
    return replace(figure, count=Count(figure.count.steps - SHORT_BY))


def figure_row(figure: Figure) -> Sequence[str]:
    """A figure's line in a monthly file."""
    cells = ("" if amount is None else f"{amount:f}" for amount in figure.amounts())
    return figure.story.code, figure.story.name, figure.region, f"2023-{figure.month:02d}", *cells, figure.remark


def upload_rows(figures: Iterable[Figure]) -> Iterator[Sequence[str]]:
    """October as an office sheet: titles above the header, sums and signatures among the rows."""
    width = len(UPLOAD_HEADER)
    yield from (padded((title,), width) for title in UPLOAD_TITLE)
    yield UPLOAD_HEADER
    october = (figure for figure in figures if figure.month == OCTOBER)
    for code, group in groupby(october, key=lambda figure: figure.story.code):
        block = list(group)
        yield from map(upload_row, block)
        if code == ADDED_UP:
            total = sum(figure.count.steps for figure in block)
            yield upload_row(replace(block[0], region="合计", count=Count(total)))
    yield padded(UPLOAD_END, width)


def upload_row(figure: Figure) -> Sequence[str]:
    """A figure's line as people type it."""
    value, *counts = ("" if amount is None else f"{amount:,f}" for amount in figure.amounts())
    if (figure.story.code, figure.region) == SHORTENED:
        value = f"{Decimal(figure.count.steps) / 10_000:f}万"
    region = UPLOAD_REGIONS.get(figure.region, figure.region)
    return figure.story.code, figure.story.name, region, f"2023年{figure.month}月", value, *counts, figure.remark


def padded(cells: Sequence[str], width: int) -> Sequence[str]:
    """The cells with empty ones after them, as a spreadsheet saves a short row."""
    return *cells, *[""] * (width - len(cells))


def target_rows(year: Year) -> Iterator[Sequence[str]]:
    """What each county is to reach; a county without a part in a target has no row."""
    codes = {line["name"]: line["code"] for line in read_csv(PLAN / "regions.csv")}
    yield "indicator", "region", "target", "baseline"
    for story in year.stories.values():
        for region, share in year.shares[story.code].items():
            if story.adds_up and share.target:
                target = Decimal(share.target) / story.steps
                yield story.code, codes[region], f"{target:f}", "" if share.baseline is None else str(share.baseline)


def milestone_rows() -> Iterator[Sequence[str]]:
    """When the made city finished a milestone."""
    yield "code", "done_on", "note"
    for line in read_csv(PLAN / "milestones.csv"):
        rng = drawing(line["code"])
        if rng.randrange(100) < DONE[line["kind"]]:
            day = DONE_FROM + timedelta(days=rng.randrange(DONE_DAYS))
            yield line["code"], day.isoformat(), "演示标记"


def manifest(submissions: Iterable[Submission]) -> str:
    """The figures files in the order in which they came in."""
    head = f"# Written by scripts/make_demo.py with seed {SEED}: figures files in the order in which they came in.\n"
    return head + "".join(
        f'\n[[submission]]\nfile = "figures/{part.name}"\nby = "{part.by}"\n'
        f'explain = "{part.explain}"\non = {part.on}\n'
        for part in submissions
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "demo")
