"""The heat map as a chart: counties down, indicators across, one layer of cells for each lamp."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from dashboard.domain.month import Month
from dashboard.domain.standing import Standing
from dashboard.domain.status import Status
from dashboard.viewmodels.heat_map import HeatMap, HeatRow
from dashboard.web import wording
from dashboard.web.theme import INK, INK_2, STATUS_LETTERS, STATUS_SIGNS, STATUS_TINTS, Figure, chart_layout

_ROW, _LETTER, _NAMES, _FOOT, _EMPTY = 38, 16, 36, 12, 72  # px
_PIECES = re.compile(r"[A-Za-z0-9.%]+|[^A-Za-z0-9.%]")


def draw_heat_map(heat: HeatMap, as_of: Month) -> Figure:
    """The figure; its layout's `meta` says which indicator a column is and which region a row is.

    Without rows it says that there is nothing to draw.
    """
    if not heat.rows:
        return {"data": [], "layout": chart_layout(height=_EMPTY, annotations=[_NOTHING], **_NO_AXES)}
    layers = [_layer(heat, as_of, status) for status in Status]
    head = _NAMES + _LETTER * max(len(_PIECES.findall(column.indicator.label)) for column in heat.columns)
    return {
        "data": [layer for layer in layers if layer],
        "layout": chart_layout(
            height=head + _FOOT + _ROW * len(heat.rows),
            margin={"l": 132, "r": 12, "t": head, "b": _FOOT},
            xaxis=_across(heat),
            yaxis=_down(heat.rows),
            annotations=_pillar_names(heat, head),
            hovermode="closest",
            meta={
                "columns": [column.indicator.code for column in heat.columns],
                "rows": [row.region.region.code for row in heat.rows],
                "month": str(as_of),
            },
        ),
    }


_NOTHING: Figure = {
    "text": "这个范围没有由县区填报的指标",
    "x": 0.5,
    "y": 0.5,
    "xref": "paper",
    "yref": "paper",
    "showarrow": False,
    "font": {"size": 14, "color": INK_2},
}
_NO_AXES: Figure = {"xaxis": {"visible": False}, "yaxis": {"visible": False}}


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
        "x": _column_names(heat),
        "y": [row.region.region.label for row in heat.rows],
        "z": each(lambda s: 1, None),
        "text": each(_cell_words),
        "hovertext": each(lambda s: _hover_words(s, as_of)),
        "texttemplate": "%{text}",
        "hovertemplate": "<b>%{y} · %{x}</b><br>%{hovertext}<extra></extra>",
        "textfont": {"color": STATUS_LETTERS[status], "size": 12},
        "colorscale": [[0, ground], [1, ground]],
        "showscale": False,
        "hoverongaps": False,
        "xgap": 1,
        "ygap": 1,
    }


def _column_names(heat: HeatMap) -> list[str]:
    """What each column is called, with its code where another is called the same."""
    labels = [column.indicator.label for column in heat.columns]
    doubled = {label for label in labels if labels.count(label) > 1}
    return [
        f"{label} {c.indicator.code}" if label in doubled else label
        for label, c in zip(labels, heat.columns, strict=True)
    ]


def _across(heat: HeatMap) -> Figure:
    columns = heat.columns
    return {
        "type": "category",
        "side": "top",
        "tickvals": _column_names(heat),
        "ticktext": [_upright(column.indicator.label) for column in columns],
        "tickangle": 0,
        "tickfont": {"size": 12, "color": INK},
        "range": [-0.5, len(columns) - 0.5],
        **_BARE,
    }


def _down(rows: tuple[HeatRow, ...]) -> Figure:
    return {
        "type": "category",
        "tickvals": [row.region.region.label for row in rows],
        "ticktext": [_region_words(row) for row in rows],
        "tickfont": {"size": 13, "color": INK},
        "range": [len(rows) - 0.5, -0.5],
        **_BARE,
    }


_BARE: Figure = {"showgrid": False, "zeroline": False, "showline": False, "ticks": "", "fixedrange": True}


def _pillar_names(heat: HeatMap, head: int) -> list[Figure]:
    """Each pillar's name above the first of its indicators."""
    found, first = [], 0
    for group in heat.pillars:
        found.append(
            {
                "text": f"<b>{group.pillar.name}</b>",
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
        first += group.count
    return found


def _region_words(row: HeatRow) -> str:
    rollup = row.region.rollup
    silent = rollup.score is None or rollup.status is Status.UNREPORTED
    said = wording.NOTHING if silent else f"{wording.percent(rollup.score, rollup.status)}%"
    rank = "" if row.region.rank is None else f"{row.region.rank} "
    return f"{rank}<b>{row.region.region.label}</b> <span style='color:{INK_2}'>{said}</span>"


def _upright(name: str) -> str:
    """A name from top to bottom, numbers and Latin letters kept together."""
    return "<br>".join(_PIECES.findall(name))


def _cell_words(standing: Standing) -> str:
    sign = STATUS_SIGNS[standing.status] if standing.status else ""
    if standing.completion is None:
        return sign
    return f"{sign}<br>{wording.percent(standing.completion, standing.status).split('.')[0]}"


def _hover_words(standing: Standing, as_of: Month) -> str:
    """The lamp, how far, and what is odd; what it stands on is one click away."""
    lines = [wording.status_word(standing.status)]
    if standing.completion is not None:
        lines[0] += f" · 完成率 {wording.percent(standing.completion, standing.status)}%"
    if standing.lag is not None and standing.status is not Status.MET:
        lines.append(f"{wording.lag_words(standing.lag)} 百分点")
    if standing.month and standing.month < as_of:
        lines.append(f"数据截至{wording.month_in(standing.month, standing.month.year != as_of.year)}")
    return "<br>".join(lines)
