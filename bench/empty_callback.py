"""The least that a Dash callback can do: a store changes, a text follows. What every answer costs at least."""

from __future__ import annotations

from dash import Dash, Input, Output

NAME, TEXT = "bench-name", "bench-text"


def add_empty_callback(app: Dash) -> None:
    """Attach the callback; its store and text need not be on any page to be asked for."""

    @app.callback(Output(TEXT, "children"), Input(NAME, "data"), prevent_initial_call=True)
    def on_name(name: str) -> str:
        return name
