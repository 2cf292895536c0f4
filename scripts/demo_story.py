"""What the made city of data/demo does: its counties, and one story for each indicator from demo_story.csv."""

import csv
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

SEPTEMBER, OCTOBER = 9, 10
MONTHS = range(1, OCTOBER + 1)
STEPS = {"亿元": 100, "亿条": 1000, "公里": 100}  # steps to one unit; what is counted moves by whole units


class County(NamedTuple):
    """Size in parts of the city, haste in percent of an average county's."""

    size: int
    haste: int


CITY = "滨州市"
COUNTIES = {
    "滨城区": County(190, 108),
    "沾化区": County(90, 52),
    "惠民县": County(130, 100),
    "阳信县": County(95, 84),
    "无棣县": County(110, 96),
    "博兴县": County(140, 122),
    "邹平市": County(190, 114),
    "滨州经济技术开发区": County(25, 110),
    "滨州高新技术产业开发区": County(18, 90),
    "滨州北海经济开发区": County(12, 62),
}
SMALLEST_COUNTY = 50  # the zones are below

Line = dict[str, str]


@dataclass(frozen=True, slots=True)
class Story:
    """What the made city does of one indicator: amounts in its unit, a ratio's in percent of `out_of`.

    `out_of` is a number or the code of the indicator that is counted; `grows_with` is a stock's paired increment.
    """

    code: str
    name: str
    measure: str
    steps: int
    target: Fraction
    baseline: Fraction
    regions: tuple[str, ...]
    start: Fraction
    september: Fraction
    october: Fraction
    out_of: str
    grows_with: str
    since: int
    even: bool

    @property
    def by_counties(self) -> bool:
        """Whether each county reports."""
        return len(self.regions) > 1

    @property
    def adds_up(self) -> bool:
        """Whether counties share a target."""
        return self.by_counties and not self.out_of


def read_stories(plan: Path) -> dict[str, Story]:
    """The story of every indicator of the plan in a folder, by code, in the plan's order."""
    told = {line["indicator"]: line for line in read_csv(Path(__file__).with_name("demo_story.csv"))}
    return {line["code"]: read_story(line, told[line["code"]]) for line in read_csv(plan / "indicators.csv")}


def read_csv(path: Path) -> list[Line]:
    """The lines of a table by their header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_story(indicator: Line, told: Line) -> Story:
    """The story of one line of the plan."""
    return Story(
        code=indicator["code"],
        name=indicator["name"],
        measure=indicator["measure"],
        steps=STEPS.get(indicator["unit"], 1),
        target=Fraction(indicator["target"]),
        baseline=Fraction(indicator["baseline"] or 0),
        regions=tuple(COUNTIES) if indicator["reported_by"] == "counties" else (CITY,),
        start=Fraction(told["start"] or 0),
        september=Fraction(told["september"] or 0),
        october=Fraction(told["october"] or 0),
        out_of=told["out_of"],
        grows_with=told["grows_with"],
        since=int(told["since"] or MONTHS[0]),
        even=told["spread"] == "even",
    )
