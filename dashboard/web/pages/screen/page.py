"""The wall as a page of the site: its markup stands in the very first response, before any script runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.web.page import Page, Query
from dashboard.web.pages.screen.callbacks import load_wall, register
from dashboard.web.pages.screen.layout import layout

if TYPE_CHECKING:
    from dash import html

    from dashboard.services.site import Site


def open_screen(site: Site, query: Query) -> html.Div:
    """The wall's stores; what is seen was sent before."""
    return layout(query)


def first_html(site: Site, query: Query) -> str:
    """The whole wall as markup, to stand beside Dash's mount point."""
    return load_wall(site, query)


PAGE = Page("screen", "/screen", "大屏", open_screen, register, in_menu="大屏", first_html=first_html)
