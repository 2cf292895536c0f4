"""A Plotly chart that follows the theme: its figure names roles, the browser puts in colours.

The figure travels in a store; `board.paint` (assets/js) turns every role such as `--behind` into the colour that the
page shows now and hands it to the graph, again when the theme changes.
"""

from __future__ import annotations

from dash import ClientsideFunction, Dash, Input, Output, dcc

from dashboard.web.theme import CONFIG, Figure


def graph(chart: str) -> dcc.Graph:
    """The graph itself, empty until its figure is painted."""
    return dcc.Graph(id=chart, figure={"data": [], "layout": {"height": 0}}, config=CONFIG, className="chart")


def figure_store(chart: str, figure: Figure | None = None) -> dcc.Store:
    """What a callback writes a chart's next figure to."""
    return dcc.Store(id=figure_of(chart), data=figure)


def figure_of(chart: str) -> str:
    """The id of the store that holds a chart's figure."""
    return f"{chart}-figure"


def register_chart(app: Dash, chart: str) -> None:
    """Let the browser paint the chart whenever its figure changes."""
    app.clientside_callback(
        ClientsideFunction("board", "paint"),
        Output(chart, "figure"),
        Input(figure_of(chart), "data"),
    )
