"""How the workspace is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import dash_bootstrap_components as dbc
from dash import Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.domain.month import Month
from dashboard.domain.status import Status
from dashboard.viewmodels.arrangement import NAMES, Arrangement
from dashboard.viewmodels.filters import Query, Unknown
from dashboard.viewmodels.heat_map import HeatMap
from dashboard.viewmodels.scope_choices import ScopeChoices
from dashboard.viewmodels.standing_row import WORST_FIRST, StandingRow
from dashboard.viewmodels.worklist import Worklist
from dashboard.web.components.asking import asks
from dashboard.web.components.chart import figure_of, figure_store, graph
from dashboard.web.components.fragment import fragment, markup_of
from dashboard.web.components.listed_rows import held_of, held_store, rows_to_send, stamp_of
from dashboard.web.components.markup import draw
from dashboard.web.components.scope_bar import scope_bar
from dashboard.web.components.scope_words import scope_words
from dashboard.web.figures.heat_map import draw_heat_map
from dashboard.web.pages.workspace import ids
from dashboard.web.theme import Figure
from dashboard.web.wording import status_key, status_word

ANSWERED = (
    Output(markup_of(ids.BODY), "data"),
    Output(figure_of(ids.HEAT), "data"),
    Output(markup_of(ids.HEAT_TABLE), "data"),
)
"""What a filter redraws: the list and what stands around it, and the heat map in its view."""
BESIDE = (State(held_of(ids.BODY), "data"), State(ids.HEAT_VIEW, "data"))
"""What a filter is asked with beside the controls: the rows that the browser holds, the heat map's view."""
CHART, TABLE = "chart", "table"
"""The two views of the heat map."""
Body = dict[str, Any]
"""What the browser draws the page from: parts by id, rows where it lacks them, title and address."""


def layout(worklist: Worklist, unknown: Unknown, choices: ScopeChoices) -> html.Div:
    """The whole page; the heat map stays away until somebody opens it, and Plotly with it."""
    assessment = worklist.assessment
    return html.Div(
        [
            scope_bar(ids.SCOPE, choices, assessment.plan, worklist.filters, assessment.as_of),
            *_arrangement(worklist.arrangement),
            held_store(ids.BODY),
            dcc.Store(id=ids.ASKED),
            dcc.Store(id=markup_of(ids.BODY), data=body(worklist, unknown)),
            html.Div(id=ids.LAMPS, className="lamps"),
            html.Div(_parts(), className="content"),
            html.Div(id=ids.FOOT),
        ],
        className="workspace",
        id=ids.BODY,
        **asks(ids.ASKED, ids.CONTROLS, ANSWERED, BESIDE),
    )


def _parts() -> list[Component]:
    return [
        html.Div(id=ids.NOTES),
        html.Div(id=ids.PILLARS),
        html.Section(
            [html.Div(id=ids.LIST_HEAD), html.Div(id=ids.LIST)],
            className="card",
            **{"aria-label": "指标清单"},
        ),
        html.Div(id=ids.REGIONS, className="regions"),
        _heat_section(),
    ]


def body(worklist: Worklist, unknown: Unknown = (), held: str | None = None, query: Query | None = None) -> Body:
    """Everything that a filter changes, part by part; and what an address named in vain.

    `query` is what the address is to name from now on.
    """
    places = {code: str(place) for place, code in enumerate(worklist.rows)}

    def numbers(rows: Iterable[StandingRow]) -> str:
        return " ".join(places[row.standing.indicator.code] for row in rows)

    assessment, plan = worklist.assessment, worklist.assessment.plan
    values = {"list": worklist, "a": assessment, "plan": plan, "f": worklist.filters}
    return {
        "parts": {
            part: draw(f"workspace/{name}.html", unknown=unknown, numbers=numbers, **values)
            for part, name in ids.PARTS.items()
        },
        "stamp": stamp_of(worklist),
        "rows": rows_to_send(worklist, held),
        "query": query,
        "title": f"{scope_words(assessment, worklist.filters)} · 工作台 · {plan.short_title or plan.title}",
    }


def _arrangement(arrangement: Arrangement) -> list[Component]:
    """What the heads of columns and the buttons above them set."""
    named = arrangement.to_query()
    return [
        dbc.Input(id=control, type="hidden", value=named.get(name, ""))
        for control, name in zip(ids.ARRANGEMENT, NAMES, strict=True)
    ]


def heat_figure(heat: HeatMap, as_of: Month) -> Figure:
    """The heat map's figure."""
    return draw_heat_map(heat, as_of)


def heat_table(heat: HeatMap) -> str:
    """The heat map as a table, for reading, for the keyboard and for those who hear the page."""
    return draw("workspace/heat_table.html", heat=heat)


def heat_place(view: str | None) -> Component:
    """The graph, where the heat map is looked at as one."""
    return graph(ids.HEAT) if view == CHART else html.Div(className="hidden")


def _legend(status: Status) -> html.Span:
    mark = html.Span(className=f"mark mark-{status_key(status)}")
    return html.Span([mark, status_word(status)], className="legend-entry")


def _heat_section() -> html.Section:
    views = [
        html.Button(
            word,
            type="button",
            className="segment",
            **{"data-set": ids.HEAT_VIEW, "data-prop": "data", "data-value": view, "aria-pressed": "false"},
        )
        for view, word in ((CHART, "图"), (TABLE, "表"))
    ]
    head = [
        html.H2("县区 × 指标"),
        html.Span("县区填报的指标；格内为完成率（%），按得分排名；点一格看这个县区的这项指标", className="card-note"),
        html.Div(
            [
                html.Span([_legend(status) for status in WORST_FIRST], className="legend"),
                html.Div(views, className="segments", role="group", **{"aria-label": "热力图的样子"}),
            ],
            className="card-tools",
        ),
    ]
    return html.Section(
        [
            html.Div(head, className="card-header"),
            html.Div(id=ids.HEAT_PLACE, className="heat-plot"),
            dcc.Store(id=ids.HEAT_VIEW),
            figure_store(ids.HEAT),
            fragment(ids.HEAT_TABLE),
        ],
        className="card heat",
        id=ids.HEAT_SECTION,
        **{"aria-label": "县区与指标热力图"},
    )
