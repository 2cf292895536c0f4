"""The wall of an installation: what it shows now, drawn once for each revision."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date
from functools import partial

from dashboard.domain.assessment import Assessment
from dashboard.domain.errors import NotFound
from dashboard.services.access import scope_key
from dashboard.services.reading import load_assessment, load_lines, load_revision
from dashboard.services.scoping import find_region
from dashboard.services.site import Site
from dashboard.viewmodels.filters import asked_month
from dashboard.viewmodels.region_history import build_history
from dashboard.viewmodels.wall_view import Ranking, WallView
from dashboard.web.bundle import joined
from dashboard.web.lasting import let_last
from dashboard.web.page import Query
from dashboard.web.pages.screen.layout import INCOMPLETE, Tempo, Wall, idle_wall, wall

USES_LATER = ("css/31-screen-pages.css",)
"""The styles of all that is not seen first."""

WHOLE = "whole"
"""What the query holds where all pages are asked for, not the first alone."""


def load_wall(site: Site, query: Query) -> str:
    """The wall as of the month and of the region that the query names; drawn once for each revision.

    Without a month it is the as-of month, without a region the city, without `whole` what is seen first of it.
    """
    found = _load(site, query)
    return found.whole if WHOLE in query else found.first


@dataclass(frozen=True, slots=True)
class _Kept:
    """A wall as it is remembered: all of it is asked for once in a while, and takes a twentieth when packed."""

    first: str
    packed: bytes

    @classmethod
    def of(cls, found: Wall) -> _Kept:
        """The wall, packed."""
        return cls(found.first, zlib.compress(found.whole.encode(), level=1))

    @property
    def whole(self) -> str:
        """All pages."""
        return zlib.decompress(self.packed).decode()


def _load(site: Site, query: Query) -> Wall | _Kept:
    styles = joined(site.settings.assets_folder, USES_LATER)
    tempo = _tempo(site)  # with the day, before anything is read: a wall is never older than the day it names
    try:
        assessment = load_assessment(site, asked_month(query), query.get("plan") or None)
        region = find_region(assessment.plan, query["region"]) if query.get("region") else assessment.plan.root.code
    except NotFound as refusal:
        reason = str(refusal) if query.get("plan") or query.get("region") else ""
        return idle_wall(load_revision(site), tempo, styles, reason)
    drawn_from = (assessment.plan.code, assessment.revision, assessment.as_of, region, tempo.day, styles)
    try:
        draw = partial(_draw, site, assessment, region, tempo, styles)
        found = site.walls.recall(("wall", *drawn_from, scope_key(site)), lambda: _Kept.of(draw()))
    except _Incomplete as incomplete:
        return incomplete.found
    let_last((assessment.revision, tempo.day))
    return found


class _Incomplete(Exception):
    """A wall with a page that could not be drawn: shown, but not remembered, so that the next request tries again."""

    def __init__(self, found: Wall) -> None:
        super().__init__()
        self.found = found


def _draw(site: Site, assessment: Assessment, region: str, tempo: Tempo, styles: str) -> Wall:
    plan = assessment.plan
    place = plan.region_by_code[region]
    history = build_history(assessment, place, load_lines(site, region, plan.code))
    ranking = Ranking(site.settings.ranking)
    found = wall(WallView(assessment, _load_previous(site, assessment), history, place, ranking), tempo, styles)
    if INCOMPLETE in found.whole:
        raise _Incomplete(found)
    return found


def _tempo(site: Site) -> Tempo:
    settings = site.settings
    return Tempo(settings.rotation_seconds, settings.refresh_seconds, settings.reload_at, date.today())


def _load_previous(site: Site, assessment: Assessment) -> Assessment | None:
    """The month before, for the counties' movement; None in the plan's first month."""
    if assessment.as_of <= assessment.plan.first_month:
        return None
    return load_assessment(site, assessment.as_of.plus(-1), assessment.plan.code)
