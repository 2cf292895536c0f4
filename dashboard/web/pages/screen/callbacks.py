"""The wall, answering: a new revision is drawn on the server and morphed into the standing page by the browser."""

from __future__ import annotations

from datetime import date
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.exceptions import PreventUpdate

from dashboard.domain.assessment import Assessment
from dashboard.domain.errors import NotFound
from dashboard.services.reading import load_assessment, load_lines, load_revision
from dashboard.services.site import Site
from dashboard.viewmodels.city_history import build_history
from dashboard.viewmodels.filters import asked_month
from dashboard.web.page import Query
from dashboard.web.pages.screen import ids
from dashboard.web.pages.screen.layout import Tempo, empty_wall, wall


def register(app: Dash, site: Site) -> None:
    """Attach the wall's callbacks."""

    @app.callback(
        Output(ids.MARKUP, "data"),
        Input(ids.REVISION, "data"),
        State(ids.QUERY, "data"),
        prevent_initial_call=True,
    )
    def on_revision(revision: int | None, query: dict[str, str] | None) -> Any:
        return redraw(site, revision, query or {})

    app.clientside_callback(ClientsideFunction("screen", "draw"), Input(ids.MARKUP, "data"), prevent_initial_call=True)


def redraw(site: Site, revision: int | None, query: Query) -> str:
    """The wall's markup for a browser that has seen the revision move; nothing where it has seen none."""
    if revision is None:
        raise PreventUpdate
    return load_wall(site, query)


def load_wall(site: Site, query: Query) -> str:
    """The wall as of the month that the query names, else as of the as-of month."""
    key = ("wall", load_revision(site), query.get("plan"), query.get("month"), date.today())
    return site.answers.recall(key, lambda: _draw(site, query))


def _draw(site: Site, query: Query) -> str:
    settings = site.settings
    tempo = Tempo(settings.rotation_seconds, settings.refresh_seconds)
    plan = query.get("plan") or None
    try:
        assessment = load_assessment(site, asked_month(query), plan)
    except NotFound:
        return empty_wall(load_revision(site), tempo)
    code = assessment.plan.code
    history = build_history(assessment, load_lines(site, assessment.plan.root.code, code))
    return wall(assessment, _load_previous(site, assessment), history, settings.show_ranking, tempo)


def _load_previous(site: Site, assessment: Assessment) -> Assessment | None:
    """The month before, for the counties' movement; None in the plan's first month."""
    if assessment.as_of <= assessment.plan.first_month:
        return None
    return load_assessment(site, assessment.as_of.plus(-1), assessment.plan.code)
