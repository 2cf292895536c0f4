"""The wall of an installation: what it shows now, drawn once for each revision."""

from __future__ import annotations

from datetime import date

from dashboard.domain.assessment import Assessment
from dashboard.domain.errors import NotFound
from dashboard.services.access import scope_key
from dashboard.services.reading import load_assessment, load_lines, load_revision
from dashboard.services.site import Site
from dashboard.viewmodels.city_history import build_history
from dashboard.viewmodels.filters import asked_month
from dashboard.web.page import Query
from dashboard.web.pages.screen.layout import INCOMPLETE, Tempo, empty_wall, wall


def load_wall(site: Site, query: Query) -> str:
    """The wall as of the month that the query names, else as of the as-of month; drawn once for each revision."""
    tempo = _tempo(site)  # with the day, before anything is read: a wall is never older than the day it names
    try:
        assessment = load_assessment(site, asked_month(query), query.get("plan") or None)
    except NotFound:
        return empty_wall(load_revision(site), tempo)
    key = ("wall", assessment.plan.code, assessment.revision, assessment.as_of, tempo.day, scope_key(site))
    try:
        return site.walls.recall(key, lambda: _draw(site, assessment, tempo))
    except _Incomplete as incomplete:
        return incomplete.markup


class _Incomplete(Exception):
    """A wall with a page that could not be drawn: shown, but not remembered, so that the next request tries again."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.markup = markup


def _draw(site: Site, assessment: Assessment, tempo: Tempo) -> str:
    history = build_history(assessment, load_lines(site, assessment.plan.root.code, assessment.plan.code))
    previous = _load_previous(site, assessment)
    markup = wall(assessment, previous, history, site.settings.show_ranking, tempo)
    if INCOMPLETE in markup:
        raise _Incomplete(markup)
    return markup


def _tempo(site: Site) -> Tempo:
    settings = site.settings
    return Tempo(settings.rotation_seconds, settings.refresh_seconds, settings.reload_at, date.today())


def _load_previous(site: Site, assessment: Assessment) -> Assessment | None:
    """The month before, for the counties' movement; None in the plan's first month."""
    if assessment.as_of <= assessment.plan.first_month:
        return None
    return load_assessment(site, assessment.as_of.plus(-1), assessment.plan.code)
