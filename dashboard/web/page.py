"""What a page is: a value. Its address, its name in the menu, how it opens and how it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.domain.access import Action

if TYPE_CHECKING:
    from dash import Dash
    from dash.development.base_component import Component

    from dashboard.services.site import Site

Query = Mapping[str, str]
"""The address's query and path variables, by name."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site.

    `open_page` draws the first paint from the query; `register` attaches the callbacks. `path` may hold one variable
    (`/indicator/<code>`). `in_menu` is the word in the navigation, None for pages that only links lead to. A page of
    `markup` instead is answered with it, with the styles of the assets folder that it `uses` and with the scripts as
    one file, without Dash's renderer; what it `uses_later` comes with its markup.
    """

    name: str
    path: str
    title: str
    open_page: Callable[[Site, Query], Component] | None = None
    register: Callable[[Dash, Site], None] | None = None
    in_menu: str | None = None
    action: Action = Action.READ
    markup: Callable[[Site, Query], str] | None = None
    uses: tuple[str, ...] = ()
    uses_later: tuple[str, ...] = ()
