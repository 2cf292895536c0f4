"""How the workspace is drawn."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboard.domain.month import Month
from dashboard.viewmodels.filters import Unknown
from dashboard.viewmodels.heat_map import HeatMap
from dashboard.viewmodels.scope_choices import ScopeChoices
from dashboard.viewmodels.worklist import Worklist
from dashboard.web.components.chart import figure_store, graph
from dashboard.web.components.fragment import fragment
from dashboard.web.components.listed_rows import draw_rows
from dashboard.web.components.markup import draw
from dashboard.web.components.scope_bar import scope_bar
from dashboard.web.figures.heat_map import draw_heat_map
from dashboard.web.pages.workspace import ids
from dashboard.web.theme import Figure


def layout(worklist: Worklist, unknown: Unknown, choices: ScopeChoices) -> html.Div:
    """The whole page; the heat map stays away until somebody opens it, and Plotly with it."""
    assessment = worklist.assessment
    return html.Div(
        [
            scope_bar(ids.SCOPE, choices, assessment.plan, worklist.filters, assessment.as_of),
            fragment(ids.BODY, body(worklist, unknown)),
            html.Div(_heat_section(), className="content"),
        ],
        className="workspace",
    )


def body(worklist: Worklist, unknown: Unknown = ()) -> str:
    """Everything that a filter changes: lamps, pillars, indicators, regions; and what an address named in vain."""
    return draw("workspace/body.html", list=worklist, unknown=unknown, draw_rows=draw_rows)


def heat_figure(heat: HeatMap, as_of: Month) -> Figure | None:
    """The heat map's figure; None where there is nothing to draw."""
    return draw_heat_map(heat, as_of) if heat.rows else None


def heat_table(heat: HeatMap) -> str:
    """The heat map as a table, for reading and for those who hear the page."""
    return draw("workspace/heat_table.html", heat=heat)


def heat_place(figure: Figure | None) -> Component:
    """What stands in the opened heat map's place: the graph, or a word that there is nothing to draw."""
    if figure is None:
        return html.P("这个范围没有由县区填报的指标。", className="empty")
    return graph(ids.HEAT)


def _heat_section() -> html.Section:
    toggle = html.Button(
        "展开或收起热力图",
        id=ids.HEAT_OPEN,
        n_clicks=0,
        type="button",
        className="btn btn-outline",
        **{"aria-controls": ids.HEAT_PLACE},
    )
    head = [
        html.H2("县区 × 指标"),
        html.Span("县区填报的指标；格内数字为完成率（%），按得分排列", className="card-note"),
        html.Div(toggle, className="card-tools"),
    ]
    return html.Section(
        [
            html.Div(head, className="card-header"),
            html.Div(id=ids.HEAT_PLACE, className="heat-plot"),
            figure_store(ids.HEAT),
            fragment(ids.HEAT_TABLE),
        ],
        className="card heat",
        **{"aria-label": "县区与指标热力图"},
    )
