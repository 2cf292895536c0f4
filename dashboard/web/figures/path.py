"""The path of one indicator as a chart: baseline, pace, target; what stands, where it leads, what is needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from dashboard.domain.month import Month
from dashboard.domain.status import Status
from dashboard.viewmodels.indicator_path import IndicatorPath, PathMonth
from dashboard.web import wording
from dashboard.web.theme import INK, INK_2, RULE, STATUS_COLOURS, STATUS_FILLS, SURFACE, Figure, chart_layout

_HEIGHT = 360  # px
_MOST_TICKS = 8

Point = tuple[Month, Decimal | None]


def draw_path(path: IndicatorPath, status: Status | None) -> Figure:
    """The figure; the legend says each line's value, so nothing has to be read off the axis."""
    fill, letters = (STATUS_FILLS[status], STATUS_COLOURS[status]) if status else (INK_2, INK_2)
    lines = [
        _pace(path),
        _target(path),
        _projection(path, fill),
        _needed(path),
        _actual(path, fill),
    ]
    return {
        "data": [line for line in lines if line],
        "layout": chart_layout(
            height=_HEIGHT,
            margin={"l": 12, "r": 24, "t": 12, "b": 28},
            xaxis=_months_axis(path),
            yaxis=_value_axis(path),
            annotations=[*_latest_label(path, letters), *_target_label(path)],
            showlegend=True,
            legend=_LEGEND,
            hovermode="x unified",
        ),
    }


_LEGEND: Figure = {
    "orientation": "h",
    "x": 0,
    "y": 1.02,
    "yanchor": "bottom",
    "itemclick": False,
    "itemdoubleclick": False,
    "font": {"size": 13, "color": INK},
}


def _line(path: IndicatorPath, name: str, points: Iterable[Point], **style: Any) -> Figure:
    shown = [(month, value) for month, value in points if value is not None]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [month - path.start for month, _ in shown],
        "y": [str(value) for _, value in shown],
        "text": [_said(path, value) for _, value in shown],
        "hovertemplate": "%{text}",
        **style,
    }


def _actual(path: IndicatorPath, colour: str) -> Figure | None:
    if path.latest is None:
        return None
    start = [(path.start, path.baseline)] if path.baseline is not None else []
    months = [(m.month, m.actual) for m in path.months]
    return _line(
        path, f"实际 {_said(path, path.latest.actual)}", [*start, *months],
        mode="lines+markers", cliponaxis=False,
        line={"color": colour, "width": 2.5}, marker={"color": colour, "size": 7},
    )  # fmt: skip


def _pace(path: IndicatorPath) -> Figure | None:
    if not path.is_paced or path.target is None:
        return None
    start = [(path.start, path.baseline)] if path.baseline is not None else []
    due = next((m.due for m in path.months if m.month == path.as_of), None)
    name = f"序时 {wording.month_in(path.as_of, path.names_years)}应达 {_stepped(path, due)}"
    return _line(
        path, name, [*start, *((m.month, m.due) for m in path.months)],
        line={"color": INK_2, "width": 1.5, "dash": "dash"},
    )  # fmt: skip


def _target(path: IndicatorPath) -> Figure | None:
    if path.target is None:
        return None
    ends = ((path.start, path.target), (path.months[-1].month, path.target))
    name = f"目标 {wording.target_words(path.indicator, path.target)} {path.indicator.unit}"
    return _line(path, name, ends, line={"color": INK, "width": 1.5}, hoverinfo="skip", hovertemplate=None)


def _projection(path: IndicatorPath, colour: str) -> Figure | None:
    if path.projected is None or path.latest is None:
        return None
    ends = ((path.latest.month, path.latest.actual), (path.indicator.due, path.projected))
    name = f"照此到{wording.month_in(path.indicator.due, path.names_years)} {_said(path, _whole_steps(path))}"
    return _line(
        path, name, ends, line={"color": colour, "width": 2, "dash": "dot"}, hoverinfo="skip", hovertemplate=None
    )


def _needed(path: IndicatorPath) -> Figure | None:
    """From where the value stands as of the month looked at, whatever month it was reported for."""
    if path.needed is None or path.latest is None:
        return None
    ends = ((path.as_of, path.latest.actual), (path.indicator.due, path.needed))
    return _line(
        path, "还需的进度", ends,
        line={"color": STATUS_COLOURS[Status.ON_PACE], "width": 2}, hoverinfo="skip", hovertemplate=None,
    )  # fmt: skip


def _months_axis(path: IndicatorPath) -> Figure:
    return {
        **(_year_ticks(path) if _is_one_year(path) else _long_ticks(path)),
        "range": [-0.3, len(path.months) + 0.3],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "autotickangles": [0, 45],
        "automargin": True,
        "tickfont": {"color": INK_2},
    }


def _is_one_year(path: IndicatorPath) -> bool:
    """Whether a month's place on the axis is its number."""
    return path.start.number == 12 and len(path.months) <= 12


def _year_ticks(path: IndicatorPath) -> Figure:
    """As many months as there is room for: the axis thins them out by itself on a narrow screen."""
    return {"tickformat": "d", "ticksuffix": "月", "nticks": 14, "labelalias": {"0月": _start_word(path)}}


def _long_ticks(path: IndicatorPath) -> Figure:
    months = [path.start, *(m.month for m in path.months)]
    every = -(-len(path.months) // _MOST_TICKS)
    shown = months[::every]
    words = [f"{m.year % 100:02d}年{m.number}月" for m in shown[1:]]
    return {"tickvals": [m - path.start for m in shown], "ticktext": [_start_word(path), *words]}


def _start_word(path: IndicatorPath) -> str:
    return "基数" if path.baseline is not None else " "


def _value_axis(path: IndicatorPath) -> Figure:
    """From nothing, unless the whole path runs far above it (a stock and its baseline)."""
    values = _values(path.months, (path.baseline, path.target, path.projected, path.needed))
    low, high = min(values), max(values)
    pad = (high - low or abs(high) or Decimal(1)) / 12
    from_nothing = low >= 0 and low * 2 < high
    bottom = Decimal(0) if from_nothing else low - pad
    return {
        "range": [str(bottom), str(high + pad)],
        "type": "linear",
        "gridcolor": RULE,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
        "separatethousands": True,
        "exponentformat": "none",
        "tickformat": ",.10~f",
        "ticksuffix": "%" if path.indicator.unit == "%" else "",
        "tickfont": {"color": INK_2},
    }


def _values(months: Sequence[PathMonth], others: Sequence[Decimal | None]) -> list[Decimal]:
    found = [value for value in others if value is not None]
    found += [value for month in months for value in (month.actual, month.due) if value is not None]
    return found or [Decimal(0)]


def _latest_label(path: IndicatorPath, colour: str) -> list[Figure]:
    """The latest value, on the side of its point that the line leaves free."""
    latest = path.latest
    if latest is None or latest.actual is None:
        return []
    label = _label(path, latest.month, latest.actual, _said(path, latest.actual), colour)
    if path.indicator.comparator.is_ceiling:
        return [label]
    ahead = latest.due is None or latest.actual >= latest.due
    return [{**label, "xanchor": "right"} if ahead else {**label, "yshift": -14}]


def _target_label(path: IndicatorPath) -> list[Figure]:
    if path.target is None:
        return []
    return [_label(path, path.months[0].month, path.target, f"目标 {_said(path, path.target)}", INK)]


def _label(path: IndicatorPath, month: Month, value: Decimal, words: str, colour: str) -> Figure:
    """Words above a point of the chart and to its right."""
    return {
        "x": month - path.start,
        "y": str(value),
        "text": f"<b>{words}</b>",
        "showarrow": False,
        "xanchor": "left",
        "yshift": 14,
        "font": {"color": colour, "size": 13},
        "bgcolor": SURFACE,
        "borderpad": 1,
    }


def _whole_steps(path: IndicatorPath) -> Decimal | None:
    """The projection in whole steps of the unit: half a station is not foreseen."""
    step = wording.step(path.indicator)
    return None if path.projected is None else path.projected // step * step


def _said(path: IndicatorPath, value: Decimal | None) -> str:
    space = "" if path.indicator.unit == "%" else " "
    return f"{wording.amount(value, path.indicator)}{space}{path.indicator.unit}"


def _stepped(path: IndicatorPath, value: Decimal | None) -> str:
    space = "" if path.indicator.unit == "%" else " "
    return f"{wording.shortfall(value, path.indicator)}{space}{path.indicator.unit}"
