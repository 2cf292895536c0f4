"""How the comparison answers."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, html

from dashboard.services.looking import Outlook, load_choices, load_outlook
from dashboard.services.site import Site
from dashboard.viewmodels.comparison import VARIED, WITH, build_comparison, other_query
from dashboard.viewmodels.filters import Query
from dashboard.web.components.fragment import markup_of, register_fragment
from dashboard.web.components.scope_bar import scope_inputs
from dashboard.web.lasting import lasting
from dashboard.web.pages.compare import ids, layout


def register(app: Dash, site: Site) -> None:
    """Attach the comparison's callbacks."""
    register_fragment(app, ids.BODY)
    app.clientside_callback(
        ClientsideFunction("board", "push_address"),
        *(Input(control, "value") for control in (*ids.SCOPE.controls, *ids.OTHERS)),
        prevent_initial_call=True,
    )

    @app.callback(
        Output(markup_of(ids.BODY), "data"),
        *scope_inputs(ids.SCOPE),
        *(Input(control, "value") for control in ids.OTHERS),
        prevent_initial_call=True,
    )
    @lasting(site)
    def on_filter(*values: Any) -> str:
        scope = len(ids.SCOPE.controls)
        others = zip((f"{WITH}{name}" for name in VARIED), values[scope:], strict=True)
        return show(site, {**ids.SCOPE.query(values[:scope]), **dict(others)})


def open_page(site: Site, query: Query) -> html.Div:
    """The first paint: the two scopes that the address names."""
    one, other = load_sides(site, query)
    comparison = build_comparison(one.assessment, one.filters, other.assessment, other.filters)
    unknown = (*one.unknown, *(pair for pair in other.unknown if pair not in one.unknown))
    return layout.layout(comparison, unknown, load_choices(site, one.assessment))


def show(site: Site, query: Query) -> str:
    """The page for two other scopes."""
    one, other = load_sides(site, query)
    return layout.body(build_comparison(one.assessment, one.filters, other.assessment, other.filters))


def load_sides(site: Site, query: Query) -> tuple[Outlook, Outlook]:
    """What the address asks for on either side."""
    one = load_outlook(site, query)
    return one, load_outlook(site, other_query(query, one.assessment))
