"""A standing in words: what the list, the sheet of an indicator and the table of its regions say alike."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from dashboard.domain.measure import Measure
from dashboard.domain.standing import Standing
from dashboard.domain.status import Status
from dashboard.viewmodels.comparison import ComparedRow
from dashboard.viewmodels.standing_row import Spark, StandingRow
from dashboard.web import wording

_WIDE, _HIGH, _EDGE = 84, 20, 3  # the picture of a line, within an edge that its last point needs


class BarWords(NamedTuple):
    """A bar: whose colour it has, how long it is, where the pace stands on it (None draws neither), what it says."""

    colour: str
    fill: str | None
    pace: str | None
    said: str


class SparkWords(NamedTuple):
    """A line in the coordinates of its picture, and those of its last point."""

    points: str
    x: str
    y: str


def target_said(standing: Standing, quote: str | None = None) -> str:
    """A target as the document puts it, or by its number."""
    if standing.target is None:
        return wording.NOTHING
    indicator = standing.indicator
    return quote or f"{wording.target_words(indicator, standing.target)}{wording.unit_words(indicator)}"


def bar_words(standing: Standing) -> BarWords:
    """Progress as a bar against the pace; it is empty where there is no figure or no target."""
    way, pace = standing.progress, standing.pace
    if standing.actual is None or way is None or pace is None:
        return BarWords("score", None, None, "没有数据" if standing.actual is None else "未定目标")
    said = f"进度 {wording.percent(way, standing.status)}%，序时进度 {wording.percent(pace)}%"
    return BarWords(wording.status_key(standing.status), wording.width(way), wording.width(pace), said)


def short_words(row: StandingRow) -> str:
    """How many units a late standing is short of what was due; empty for any other."""
    s = row.standing
    if row.short is None or s.lag is None or s.lag <= 0 or s.status is Status.MET:
        return ""
    if s.indicator.unit == "%":
        return f"{'比率低' if row.short > 0 else '比率高'} {wording.cut(abs(row.short))} 百分点"
    missing = f"{wording.shortfall(row.short, s.indicator)}{wording.unit_words(s.indicator)}"
    return f"{'少' if row.short > 0 else '多'} {missing}"


def required_said(standing: Standing) -> str:
    """What each month still has to bring; for a ratio with its direction."""
    required, indicator = standing.required, standing.indicator
    rises = indicator.measure is Measure.RATIO and required is not None and required > 0
    return f"{'升 ' if rises else ''}{wording.required_words(required, indicator)}"


def projected_said(standing: Standing) -> str:
    """Where the last months' gain leads by the due month, in whole steps: half a station is not foreseen."""
    if standing.projected is None:
        return wording.NOTHING
    step = wording.step(standing.indicator)
    return wording.value_words(standing.projected // step * step, standing.indicator)


def units_said(row: ComparedRow) -> str:
    """How far apart two values are, in the indicator's unit."""
    if row.units is None:
        return wording.NOTHING
    if row.units == 0:
        return "相同"
    percent = row.indicator.unit == "%"
    unit = " 百分点" if percent else wording.unit_words(row.indicator)
    return f"{'多' if row.units > 0 else '少'} {wording.amount(abs(row.units), row.indicator)}{unit}"


def spark_words(spark: Spark) -> SparkWords:
    """A line of values as a picture has it."""
    places = [(_across(x), f"{_EDGE + y * _HIGH:.0f}") for x, y in spark.points]
    return SparkWords(" ".join(f"{x},{y}" for x, y in places), *places[-1])


@lru_cache(maxsize=256)  # months, which all lines share
def _across(x: Decimal) -> str:
    return f"{_EDGE + x * _WIDE:.0f}"
