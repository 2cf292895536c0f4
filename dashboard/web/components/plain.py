"""Components as the plain dictionaries that a browser gets.

Dash would hand them to its JSON encoder as they are; that asks of each whether it is a NumPy array, and loads NumPy to
ask: eight megabytes in every worker, for a library that draws nothing here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from dash.development.base_component import Component


def plain(value: Any) -> Any:
    """The value with every component in it as a dictionary."""
    if isinstance(value, Component):
        value = value.to_plotly_json()
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    return value


def answering_plainly(answer: Callable[..., Any]) -> Callable[..., Any]:
    """The callback with its answer made plain."""

    @wraps(answer)
    def on_question(*values: Any) -> Any:
        return plain(answer(*values))

    return on_question
