"""What every address and every callback takes. Whatever is not claimed is refused."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard.domain.access import Action

if TYPE_CHECKING:
    from dash import Dash

PUBLIC, GREETED = "public", "greeted"
Claim = Action | str
"""The action that an address serves; or that it is open to all, greeted where it matters who they are."""


@dataclass(frozen=True, slots=True)
class Claims:
    """The action behind each endpoint of the server and each callback of the pages; filled while the site is built."""

    endpoints: dict[str, Claim] = field(default_factory=dict)
    callbacks: dict[str, Action] = field(default_factory=dict)

    def open(self, *endpoints: str) -> None:
        """Let these endpoints be open to all."""
        self.endpoints.update(dict.fromkeys(endpoints, PUBLIC))

    def greet(self, *endpoints: str) -> None:
        """Let these endpoints be open to all, and know who asks."""
        self.endpoints.update(dict.fromkeys(endpoints, GREETED))

    def claim(self, app: Dash, action: Action, only: Collection[str] | None = None) -> None:
        """Let everything that has come since the last claim serve an action; or these endpoints only."""
        for rule in app.server.url_map.iter_rules():
            if only is None or rule.endpoint in only:
                self.endpoints.setdefault(rule.endpoint, action)
        if only is None:
            for output in app.callback_map:
                self.callbacks.setdefault(output, action)
