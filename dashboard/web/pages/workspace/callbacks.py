"""How the workspace answers. A filter is one request; the address follows in the browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, html, no_update
from dash.development.base_component import Component

from dashboard.domain.assessment import Assessment
from dashboard.services.planning import list_plan_choices
from dashboard.services.reading import load_assessment, load_rows
from dashboard.services.site import Site
from dashboard.viewmodels.filters import Filters, asked_month
from dashboard.viewmodels.heat_map import build_heat_map
from dashboard.viewmodels.scope_choices import build_scope_choices
from dashboard.viewmodels.worklist import Worklist, build_worklist
from dashboard.web.components.chart import figure_of, register_chart
from dashboard.web.components.fragment import markup_of, register_fragment
from dashboard.web.lasting import lasting
from dashboard.web.page import Query
from dashboard.web.pages.workspace import ids, layout
from dashboard.web.theme import Figure

_NAMES = tuple(control.rpartition("-")[2] for control in ids.FILTERS)


def register(app: Dash, site: Site) -> None:
    """Attach the workspace's callbacks."""
    register_fragment(app, ids.BODY)
    register_fragment(app, ids.HEAT_TABLE)
    register_chart(app, ids.HEAT)
    app.clientside_callback(
        ClientsideFunction("board", "push_address"),
        *(Input(control, "value") for control in ids.FILTERS),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("board", "open_point"), Input(ids.HEAT, "clickData"), prevent_initial_call=True
    )

    @app.callback(
        Output(markup_of(ids.BODY), "data"),
        Output(figure_of(ids.HEAT), "data"),
        Output(markup_of(ids.HEAT_TABLE), "data"),
        State(ids.PLAN, "value"),
        *(Input(control, "value") for control in ids.FILTERS[1:]),
        State(ids.HEAT_OPEN, "n_clicks"),
        prevent_initial_call=True,
    )
    @lasting(site)
    def on_filter(*values: Any) -> tuple[Any, ...]:
        return show(site, _query(values[:-1]), heat_is_open=_is_open(values[-1]))

    @app.callback(
        Output(ids.HEAT_PLACE, "children"),
        Output(figure_of(ids.HEAT), "data", allow_duplicate=True),
        Output(markup_of(ids.HEAT_TABLE), "data", allow_duplicate=True),
        Input(ids.HEAT_OPEN, "n_clicks"),
        *(State(control, "value") for control in ids.FILTERS),
        prevent_initial_call=True,
    )
    @lasting(site)
    def on_heat_open(clicks: int, *values: Any) -> tuple[Any, ...]:
        return show_heat(site, _query(values)) if _is_open(clicks) else (None, no_update, "")


def open_page(site: Site, query: Query) -> html.Div:
    """The first paint: the scope that the address names."""
    worklist = load_worklist(site, query)
    return layout.layout(worklist, build_scope_choices(worklist.assessment, list_plan_choices(site)))


def show(site: Site, query: Mapping[str, str | None], *, heat_is_open: bool) -> tuple[Any, ...]:
    """The page for another scope: its body, and the heat map where it is open."""
    worklist = load_worklist(site, query)
    if not heat_is_open:
        return layout.body(worklist), no_update, no_update
    return layout.body(worklist), *_heat(worklist.assessment, worklist.filters)


def show_heat(site: Site, query: Mapping[str, str | None]) -> tuple[Component, Figure | None, str]:
    """The heat map of a scope with the graph to put it in."""
    assessment, filters = _load(site, query)
    figure, table = _heat(assessment, filters)
    return layout.heat_place(figure), figure, table


def load_worklist(site: Site, query: Mapping[str, str | None]) -> Worklist:
    """The scope's list, its rows with the lines that their sparks are drawn from."""
    assessment, filters = _load(site, query)
    return build_worklist(assessment, filters, load_rows(site, assessment, filters.region or assessment.plan.root.code))


def _load(site: Site, query: Mapping[str, str | None]) -> tuple[Assessment, Filters]:
    assessment = load_assessment(site, asked_month(query), query.get("plan"))
    return assessment, Filters.from_query(query, assessment.plan)


def _heat(assessment: Assessment, filters: Filters) -> tuple[Figure | None, str]:
    heat = build_heat_map(assessment, filters)
    return layout.heat_figure(heat, assessment.as_of), layout.heat_table(heat)


def _query(values: tuple[Any, ...]) -> dict[str, str | None]:
    """The values of the controls under the names that the address gives them."""
    return dict(zip(_NAMES, values, strict=True))


def _is_open(clicks: int | None) -> bool:
    return bool(clicks and clicks % 2)
