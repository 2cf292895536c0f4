"""How the workspace answers. A filter is one request; the address follows in the browser."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, html, no_update

from dashboard.services.looking import Outlook, load_choices, load_outlook, load_worklist
from dashboard.services.site import Site
from dashboard.viewmodels.filters import Query
from dashboard.viewmodels.heat_map import build_heat_map
from dashboard.web.components.chart import figure_of, register_chart
from dashboard.web.components.fragment import markup_of, register_fragment
from dashboard.web.components.listed_rows import register_rows
from dashboard.web.components.scope_bar import register_plan
from dashboard.web.lasting import lasting
from dashboard.web.pages.workspace import ids, layout


def register(app: Dash, site: Site) -> None:
    """Attach the workspace's callbacks."""
    register_rows(app, ids.BODY)
    register_fragment(app, ids.HEAT_TABLE)
    register_chart(app, ids.HEAT)
    register_plan(app, ids.SCOPE)
    app.clientside_callback(
        ClientsideFunction("board", "open_cell"), Input(ids.HEAT, "clickData"), prevent_initial_call=True
    )

    app.clientside_callback(
        ClientsideFunction("board", "ask"),
        *(Input(control, "value") for control in ids.CONTROLS if control != ids.PLAN),
        State(ids.PLAN, "value"),  # another plan opens the page anew, so it is no question to it
        prevent_initial_call=True,
    )

    @app.callback(
        *layout.ANSWERED,
        Input(ids.ASKED, "data"),
        *(State(control, "value") for control in ids.CONTROLS),
        *layout.BESIDE,
        prevent_initial_call=True,
    )
    @lasting(site)
    def on_filter(_asked: None, *values: Any) -> tuple[Any, ...]:
        *asked, held, view = values
        return show(site, ids.query(asked), held, view)

    @app.callback(
        Output(ids.HEAT_PLACE, "children"),
        Output(figure_of(ids.HEAT), "data", allow_duplicate=True),
        Output(markup_of(ids.HEAT_TABLE), "data", allow_duplicate=True),
        Input(ids.HEAT_VIEW, "data"),
        *(State(control, "value") for control in ids.SCOPE.controls),
        prevent_initial_call=True,
    )
    @lasting(site)
    def on_heat_view(view: str, *values: Any) -> tuple[Any, ...]:
        figure, table = _heat(load_outlook(site, ids.SCOPE.query(values)), view)
        return layout.heat_place(view), figure, "" if table is no_update else table


def open_page(site: Site, query: Query) -> html.Div:
    """The first paint: the scope that the address names."""
    outlook = load_outlook(site, query)
    worklist = load_worklist(site, outlook, query)
    return layout.layout(worklist, outlook.unknown, load_choices(site, outlook.assessment))


def show(site: Site, query: Query, held: str | None = None, view: str | None = None) -> tuple[Any, ...]:
    """The page for another scope: its body, and the heat map in the view that is open."""
    outlook = load_outlook(site, query)
    worklist = load_worklist(site, outlook, query)
    address = outlook.filters.to_query() | worklist.arrangement.to_query()
    return layout.body(worklist, (), held, address), *_heat(outlook, view)


def _heat(outlook: Outlook, view: str | None) -> tuple[Any, Any]:
    """The heat map as figure and as table: only the one that is looked at."""
    if view not in (layout.CHART, layout.TABLE):
        return no_update, no_update
    heat = build_heat_map(outlook.assessment, outlook.filters)
    if view == layout.CHART:
        return layout.heat_figure(heat, outlook.assessment.as_of), no_update
    return no_update, layout.heat_table(heat)
