"""A region of a page that is drawn on the server as plain HTML and redrawn in place in the browser.

React sees one empty element; `board.fill` (assets/js) morphs the markup into it, so nothing is mounted anew, focus
stays and bars can move. The markup travels in a store: one output of one callback.
"""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html


def fragment(region: str, markup: Any = "", class_name: str = "") -> html.Div:
    """The region with its first markup; a callback redraws it through `Output(markup_of(region), "data")`."""
    return html.Div(
        [dcc.Store(id=markup_of(region), data=markup), html.Div(id=region, className=class_name)],
        className="fragment",
    )


def markup_of(region: str) -> str:
    """The id of the store that holds a region's markup."""
    return f"{region}-markup"


def register_fragment(app: Dash, region: str) -> None:
    """Let the browser draw the region whenever its markup changes."""
    # Dash 4.4.1 runs a callback without an output only for what stands in the first layout, so this names one
    app.clientside_callback(
        ClientsideFunction("board", "fill"),
        Output(region, "data-filled"),
        Input(markup_of(region), "data"),
        State(region, "id"),
    )
