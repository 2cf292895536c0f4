"""The wall as a page of the site: markup alone, which redraws itself from its own address, without Dash's renderer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.domain.access import Action
from dashboard.web.page import Page
from dashboard.web.pages.screen.heartbeat import serve_heartbeat
from dashboard.web.pages.screen.loading import USES_LATER, load_wall

if TYPE_CHECKING:
    from dash import Dash

    from dashboard.services.site import Site

_USES = (
    "css/00-tokens.css",
    "css/30-screen.css",
    "js/00-session.js",
    "vendor/idiomorph/idiomorph.min.js",
    "js/screen-patience.js",
    "js/screen-pages.js",
    "js/screen-picture.js",
    "js/screen-rotation.js",
    "js/screen-keys.js",
    "js/screen-news.js",
    "js/screen-heartbeat.js",
    "js/screen.js",
)


def register(app: Dash, site: Site) -> None:
    """Attach the address that walls report to."""
    serve_heartbeat(app.server, site)


PAGE = Page(
    "screen",
    "/screen",
    "大屏",
    register=register,
    in_menu="大屏",
    action=Action.SEE,
    markup=load_wall,
    uses=_USES,
    uses_later=USES_LATER,
)
