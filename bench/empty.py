"""The floor of drawing, clicking and memory: a Dash app with the product's component bundles, and one text that a
callback changes.

The page beside it is written by hand: the five pillars without any script, for scale.
"""

from __future__ import annotations

from pathlib import Path

import dash_bootstrap_components as dbc
from dash import Dash, Input, Output, dcc, html
from flask import Response

from bench.empty_callback import NAME, TEXT, add_empty_callback

BUTTON, PRESSED = "bench-button", "bench-pressed"

_PAGE = Path(__file__).with_name("static_page.html")

app = Dash(__name__, update_title="", enable_mcp=False)
server = app.server
app.layout = html.Div(
    [dcc.Store(id=NAME), html.Div("空页", id=TEXT), html.Button(id=BUTTON), html.Div(id=PRESSED), dbc.Row()]
)
add_empty_callback(app)


@app.callback(Output(PRESSED, "children"), Input(BUTTON, "n_clicks"), prevent_initial_call=True)
def on_press(times: int) -> str:
    """How often the button was pressed."""
    return str(times)


def static_page() -> Response:
    """The page written by hand."""
    return Response(_PAGE.read_bytes(), mimetype="text/html")


server.add_url_rule("/static-page", view_func=static_page)
server.test_client().get("/_dash-layout")  # finishes Dash's set-up, as the product does
