"""The frame around every page: the first response, the bar, the way from an address to a page, and calm failure."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html, set_props
from flask import g, request
from markupsafe import Markup

from dashboard.domain.errors import NotFound, Refusal
from dashboard.services.access import can, must
from dashboard.services.reading import load_assessment
from dashboard.web.access import visitor
from dashboard.web.bundle import script_address, styles
from dashboard.web.components.fragment import fragment, register_fragment
from dashboard.web.components.markup import draw
from dashboard.web.components.plain import answering_plainly, plain
from dashboard.web.page import Page, Query

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.services.site import Site
    from dashboard.web.claims import Claims

ROUTE, PAGE, NOTICE, BAR, START = "route", "page", "notice", "bar", "start"
TITLE = "数字强市指标看板"

_CATCH_ALL = ("/", "/<path:path>")

_log = logging.getLogger(__name__)


class Board(Dash):
    """Dash with our own first response: Chinese, themed, and with the numbers in it where a page has them."""

    site: Site
    pages: Sequence[Page]
    claims: Claims

    def index(self, *args: Any, **kwargs: Any) -> str:
        """The document that an address is first answered with."""
        found = match_page(self.pages, request.path)
        if not found or not found[0].markup:
            return str(super().index(*args, **kwargs))
        page, variables = found
        markup = _markup(self.site, page, {**request.args, **variables})
        assets = self.site.settings.assets_folder
        needs = {"styles": Markup(styles(assets, page)), "script": script_address(assets, page)}
        return draw("shell/bare.html", title=_title(page), markup=Markup(markup), **needs)

    def get_layout(self) -> Any:
        """The frame, made plain."""
        return plain(super().get_layout())

    def callback(self, *args: Any, **options: Any) -> Callable[..., Any]:
        """Dash's own, for answers made plain."""
        attach = super().callback(*args, **options)
        return lambda answer: attach(answering_plainly(answer))

    def interpolate_index(self, **parts: str) -> str:
        """Dash's own document, Chinese and themed, with the title of the page that the request asks for."""
        found = match_page(self.pages, request.path)
        names = ("css", "app_entry", "config", "scripts", "renderer")
        tags = {name: Markup(parts[name].replace("Loading...", "正在打开…")) for name in names}
        return draw("shell/index.html", theme=_theme(), title=_title(found[0] if found else None), **tags)

    def is_page_endpoint(self, endpoint: str) -> bool:
        """Whether an endpoint is where Dash answers every address that nothing else answers."""
        return endpoint in _CATCH_ALL


def _title(page: Page | None) -> str:
    return f"{page.title} · {TITLE}" if page else TITLE


def _theme() -> str:
    return "dark" if request.cookies.get("theme") == "dark" else "light"


def _markup(site: Site, page: Page, query: Query) -> str:
    """A page's markup; a failure here must not cost the whole response."""
    try:
        return page.markup(site, query) if page.markup else ""
    except Exception:
        _log.exception("the markup of %s could not be drawn", page.name)
        return draw("shell/failed.html")


def match_page(pages: Sequence[Page], path: str) -> tuple[Page, dict[str, str]] | None:
    """The page at a path, with what its variable holds."""
    for page in pages:
        pattern = re.sub(r"<(\w+)>", r"(?P<\1>[^/]+)", page.path)
        found = re.fullmatch(pattern, path.rstrip("/") or "/")
        if found:
            return page, found.groupdict()
    return None


def frame() -> Component:
    """What stays while pages change; `route` holds the address that is shown."""
    return html.Div(
        [
            dcc.Store(id=ROUTE),
            dcc.Store(id=START, data=True),
            fragment(BAR, class_name="bar-region"),
            html.Div(id=NOTICE, role="alert", className="notice"),
            html.Main(id=PAGE),
        ]
    )


def register(app: Dash, site: Site, pages: Sequence[Page]) -> None:
    """Attach the way from an address to a page."""
    register_fragment(app, BAR)
    app.clientside_callback(ClientsideFunction("board", "start"), Output(ROUTE, "data"), Input(START, "data"))

    @app.callback(
        Output(PAGE, "children"), Output("bar-markup", "data"), Input(ROUTE, "data"), prevent_initial_call=True
    )
    def on_route(route: Mapping[str, Any]) -> tuple[Component, str]:
        return open_address(site, pages, route["path"], route["query"])


def open_address(site: Site, pages: Sequence[Page], path: str, query: Query) -> tuple[Component, str]:
    """The page at an address and the bar above it; what cannot be opened is said in one sentence."""
    page, variables = match_page(pages, path) or (None, {})
    if page is None or page.open_page is None:
        return _sorry("没有这个页面。请从上面的导航进入。"), _bar(site, pages, None)
    try:
        must(site, page.action)
        opened = page.open_page(site, {**query, **variables})
    except Refusal as refusal:
        opened = _sorry(str(refusal))
    return opened, _bar(site, pages, page)


def _bar(site: Site, pages: Sequence[Page], now: Page | None) -> str:
    try:
        assessment = load_assessment(site)
        title, demonstration = assessment.plan.short_title or assessment.plan.title, assessment.demonstration
    except NotFound:
        title, demonstration = TITLE, False
    shown = [page for page in pages if page.in_menu and can(site, page.action)]
    links = [(page.in_menu, page.path, page is now, page.open_page is not None) for page in shown]
    return draw("shell/bar.html", title=title, links=links, demonstration=demonstration, visitor=visitor())


def _sorry(sentence: str) -> Component:
    return html.Div(html.P(sentence, className="alert alert-danger"), className="content")


def on_error(error: Exception) -> None:
    """Say what a callback could not do: a refusal in its own words, anything else calmly, with the log for us."""
    g.ended = "refused" if isinstance(error, Refusal) else "failed"
    if isinstance(error, Refusal):
        sentence = str(error)
    else:
        _log.error("a callback failed", exc_info=error)
        sentence = "这一步没有做成，页面上的数据没有变化。请再试一次；仍不行请告诉管理员。"
    set_props(NOTICE, {"children": sentence})
