"""A wall on a stage: drawn here from an assessment, shown by a real browser, with nobody behind it but this test."""

from __future__ import annotations

import json
import re
from datetime import date, time
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup
from playwright.sync_api import Page, Route

from dashboard.viewmodels.wall_view import WallView
from dashboard.web.bundle import joined, scripts, styles
from dashboard.web.components.markup import draw
from dashboard.web.pages.screen.layout import Tempo, idle_wall, wall
from dashboard.web.pages.screen.page import PAGE

ASSETS = Path(__file__).parents[2] / "assets"
ADDRESS = "http://wall.test/screen"
SCRIPT = "/assets/bundle/screen.js"
LATER = joined(ASSETS, PAGE.uses_later)
TEMPO = Tempo(15, 2, time(3, 30), date(2023, 10, 20))


def show_wall(page: Page, view: WallView | None) -> None:
    """Let the page show the wall of what is looked at; without it, the wall before there is a plan."""
    found = wall(view, TEMPO, LATER) if view else idle_wall(1, TEMPO, LATER)
    show_markup(page, found.whole)


def show_markup(page: Page, markup: str) -> None:
    """Let the page show this wall, and hold its rotation."""
    needs = {"styles": Markup(styles(ASSETS, PAGE)), "script": SCRIPT}
    document = draw("shell/bare.html", title="大屏", markup=Markup(markup), **needs)

    revision = re.search(r'data-revision="(\d+)"', markup)
    present = {"revision": int(revision[1]) if revision else 0, "day": TEMPO.day.isoformat()}

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path == "/screen":
            route.fulfill(body=document, content_type="text/html; charset=utf-8")
        elif path == SCRIPT:
            route.fulfill(body=scripts(ASSETS, PAGE), content_type="text/javascript; charset=utf-8")
        else:
            route.fulfill(body=json.dumps(present), content_type="application/json")

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(ADDRESS)
    page.wait_for_selector("#wall .page.is-on")
    page.keyboard.press("Space")
