"""How the workspace answers. A filter is one request; the address follows in the browser."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, html, no_update
from dash.development.base_component import Component

from dashboard.services.looking import Outlook, load_choices, load_outlook, load_worklist
from dashboard.services.site import Site
from dashboard.viewmodels.filters import Query
from dashboard.viewmodels.heat_map import build_heat_map
from dashboard.web.components.chart import figure_of, register_chart
from dashboard.web.components.fragment import markup_of, register_fragment
from dashboard.web.components.listed_rows import held_of, register_rows
from dashboard.web.components.scope_bar import register_plan, scope_inputs
from dashboard.web.lasting import lasting
from dashboard.web.pages.workspace import ids, layout
from dashboard.web.theme import Figure


def register(app: Dash, site: Site) -> None:
    """Attach the workspace's callbacks."""
    register_rows(app, ids.BODY)
    register_fragment(app, ids.HEAT_TABLE)
    register_chart(app, ids.HEAT)
    register_plan(app, ids.SCOPE)
    app.clientside_callback(
        ClientsideFunction("board", "open_point"), Input(ids.HEAT, "clickData"), prevent_initial_call=True
    )

    @app.callback(
        Output(markup_of(ids.BODY), "data"),
        Output(figure_of(ids.HEAT), "data"),
        Output(markup_of(ids.HEAT_TABLE), "data"),
        *scope_inputs(ids.SCOPE),
        *(Input(control, "value") for control in ids.ARRANGEMENT),
        State(held_of(ids.BODY), "data"),
        State(ids.HEAT_OPEN, "n_clicks"),
        prevent_initial_call=True,
    )
    @lasting(site)
    def on_filter(*values: Any) -> tuple[Any, ...]:
        *asked, held, clicks = values
        return show(site, ids.query(asked), held, heat_is_open=_is_open(clicks))

    @app.callback(
        Output(ids.HEAT_PLACE, "children"),
        Output(figure_of(ids.HEAT), "data", allow_duplicate=True),
        Output(markup_of(ids.HEAT_TABLE), "data", allow_duplicate=True),
        Input(ids.HEAT_OPEN, "n_clicks"),
        *(State(control, "value") for control in ids.SCOPE.controls),
        prevent_initial_call=True,
    )
    @lasting(site)
    def on_heat_open(clicks: int, *values: Any) -> tuple[Any, ...]:
        return show_heat(site, ids.SCOPE.query(values)) if _is_open(clicks) else (None, no_update, "")


def open_page(site: Site, query: Query) -> html.Div:
    """The first paint: the scope that the address names."""
    outlook = load_outlook(site, query)
    worklist = load_worklist(site, outlook, query)
    return layout.layout(worklist, outlook.unknown, load_choices(site, outlook.assessment))


def show(site: Site, query: Query, held: str | None, *, heat_is_open: bool) -> tuple[Any, ...]:
    """The page for another scope: its body, and the heat map where it is open."""
    outlook = load_outlook(site, query)
    worklist = load_worklist(site, outlook, query)
    address = outlook.filters.to_query() | worklist.arrangement.to_query()
    body = layout.body(worklist, (), held, address)
    return (body, *_heat(outlook)) if heat_is_open else (body, no_update, no_update)


def show_heat(site: Site, query: Query) -> tuple[Component, Figure | None, str]:
    """The heat map of a scope with the graph to put it in."""
    figure, table = _heat(load_outlook(site, query))
    return layout.heat_place(figure), figure, table


def _heat(outlook: Outlook) -> tuple[Figure | None, str]:
    heat = build_heat_map(outlook.assessment, outlook.filters)
    return layout.heat_figure(heat, outlook.assessment.as_of), layout.heat_table(heat)


def _is_open(clicks: int | None) -> bool:
    return bool(clicks and clicks % 2)
