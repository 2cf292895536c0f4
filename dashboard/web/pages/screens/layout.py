"""How the list of wall screens is drawn."""

from __future__ import annotations

from dash import dcc, html

from dashboard.viewmodels.screen_list import ScreenList
from dashboard.web.components.fragment import fragment
from dashboard.web.components.markup import draw
from dashboard.web.pages.screens import ids

_MILLISECONDS = 15_000


def layout(screens: ScreenList) -> html.Div:
    """The whole page; it looks again by itself."""
    return html.Div(
        [dcc.Interval(id=ids.CLOCK, interval=_MILLISECONDS), fragment(ids.BODY, body(screens), "content")],
        className="screens",
    )


def body(screens: ScreenList) -> str:
    """The list alone."""
    return draw("screens/body.html", screens=screens)
