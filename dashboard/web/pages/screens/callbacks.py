"""How the list of wall screens answers."""

from __future__ import annotations

from dash import Dash, Input, Output, html

from dashboard.services.screens import list_screens
from dashboard.services.site import Site
from dashboard.web.components.fragment import markup_of, register_fragment
from dashboard.web.page import Query
from dashboard.web.pages.screens import ids, layout


def register(app: Dash, site: Site) -> None:
    """Attach the page's callbacks."""
    register_fragment(app, ids.BODY)

    @app.callback(Output(markup_of(ids.BODY), "data"), Input(ids.CLOCK, "n_intervals"), prevent_initial_call=True)
    def on_clock(_: int) -> str:
        return show(site)


def open_page(site: Site, _query: Query) -> html.Div:
    """The first paint."""
    return layout.layout(list_screens(site))


def show(site: Site) -> str:
    """The list as it is now."""
    return layout.body(list_screens(site))
