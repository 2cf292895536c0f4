"""The heat map as a chart: counties down, indicators across, one layer of cells for each lamp."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby
from typing import Any

from dashboard.domain.month import Month
from dashboard.domain.standing import Standing
from dashboard.domain.status import Status
from dashboard.viewmodels.heat_map import HeatColumn, HeatMap, HeatRow
from dashboard.web import wording
from dashboard.web.theme import INK, INK_2, STATUS_LETTERS, STATUS_SIGNS, STATUS_TINTS, Figure, chart_layout

_ROW, _LETTER, _NAMES, _FOOT = 38, 16, 36, 12  # px
_PIECES = re.compile(r"[A-Za-z0-9.%]+|[^A-Za-z0-9.%]")


def draw_heat_map(heat: HeatMap, as_of: Month) -> Figure:
    """The figure; a click carries the address of the cell's indicator as its custom data."""
    layers = [_layer(heat, as_of, status) for status in Status]
    head = _NAMES + _LETTER * max(len(_PIECES.findall(column.indicator.label)) for column in heat.columns)
    return {
        "data": [layer for layer in layers if layer],
        "layout": chart_layout(
            height=head + _FOOT + _ROW * len(heat.rows),
            margin={"l": 116, "r": 12, "t": head, "b": _FOOT},
            xaxis=_across(heat.columns),
            yaxis=_down(heat.rows),
            annotations=_pillar_names(heat.columns, head),
            hovermode="closest",
        ),
    }


def _layer(heat: HeatMap, as_of: Month, status: Status) -> Figure | None:
    """The cells of one lamp, all others left open: so each has its own letters on its own ground."""
    if not any(s.status is status for row in heat.rows for s in row.cells):
        return None

    def each(draw: Callable[[Standing], Any], otherwise: Any = "") -> list[list[Any]]:
        return [[draw(s) if s.status is status else otherwise for s in row.cells] for row in heat.rows]

    ground = STATUS_TINTS[status]
    return {
        "type": "heatmap",
        "name": wording.status_word(status),
        "z": each(lambda s: 1, None),
        "text": each(_cell_words),
        "customdata": each(lambda s: _address(s, as_of)),
        "hovertext": each(lambda s: _hover_words(s, as_of)),
        "texttemplate": "%{text}",
        "hovertemplate": "%{hovertext}<extra></extra>",
        "textfont": {"color": STATUS_LETTERS[status], "size": 12},
        "colorscale": [[0, ground], [1, ground]],
        "showscale": False,
        "hoverongaps": False,
        "xgap": 1,
        "ygap": 1,
    }


def _across(columns: tuple[HeatColumn, ...]) -> Figure:
    return {
        "side": "top",
        "tickvals": list(range(len(columns))),
        "ticktext": [_upright(column.indicator.label) for column in columns],
        "tickangle": 0,
        "tickfont": {"size": 12, "color": INK},
        "range": [-0.5, len(columns) - 0.5],
        **_BARE,
    }


def _down(rows: tuple[HeatRow, ...]) -> Figure:
    return {
        "tickvals": list(range(len(rows))),
        "ticktext": [_region_words(row) for row in rows],
        "tickfont": {"size": 13, "color": INK},
        "range": [len(rows) - 0.5, -0.5],
        **_BARE,
    }


_BARE: Figure = {"showgrid": False, "zeroline": False, "showline": False, "ticks": "", "fixedrange": True}


def _pillar_names(columns: tuple[HeatColumn, ...], head: int) -> list[Figure]:
    """Each pillar's name above the first of its indicators."""
    found = []
    for pillar, members in groupby(enumerate(columns), key=lambda pair: pair[1].pillar):
        first = next(members)[0]
        found.append(
            {
                "text": f"<b>{pillar.name}</b>",
                "x": first - 0.5,
                "xanchor": "left",
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "yshift": head - 24,
                "showarrow": False,
                "font": {"size": 12, "color": INK},
            }
        )
    return found


def _region_words(row: HeatRow) -> str:
    score = row.region.rollup.score
    said = wording.NOTHING if score is None else f"{wording.percent(score, row.region.rollup.status)}%"
    return f"<b>{row.region.region.label}</b> <span style='color:{INK_2}'>{said}</span>"


def _upright(name: str) -> str:
    """A name from top to bottom, numbers and Latin letters kept together."""
    return "<br>".join(_PIECES.findall(name))


def _cell_words(standing: Standing) -> str:
    sign = STATUS_SIGNS[standing.status] if standing.status else ""
    if standing.completion is None:
        return sign
    return f"{sign}<br>{wording.percent(standing.completion, standing.status).split('.')[0]}"


def _address(standing: Standing, as_of: Month) -> str:
    return f"/indicator/{standing.indicator.code}?month={as_of}&region={standing.region.code}"


def _hover_words(standing: Standing, as_of: Month) -> str:
    """Region and indicator, the lamp, how far, and what is odd."""
    indicator = standing.indicator
    lines = [f"<b>{standing.region.name} · {indicator.name}</b>", wording.status_word(standing.status)]
    if standing.actual is not None:
        lines.append(f"实际 {wording.amount(standing.actual, indicator)} {indicator.unit}，目标 {_target(standing)}")
    if standing.completion is not None:
        lines.append(f"完成率 {wording.percent(standing.completion, standing.status)}%")
    if standing.lag is not None and standing.status is not Status.MET:
        lines.append(f"{wording.lag_words(standing.lag)} 百分点")
    if standing.month and standing.month < as_of:
        lines.append(f"数据截至{standing.month.number}月")
    return "<br>".join(lines)


def _target(standing: Standing) -> str:
    return f"{wording.target_words(standing.indicator, standing.target)} {standing.indicator.unit}"
