"""What the wall consists of: pages drawn from view models, in one frame."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from functools import cache, partial
from typing import Any

from markupsafe import Markup

from dashboard.viewmodels.county_board import CountyBoard, build_county_board, build_region_board
from dashboard.viewmodels.overview import build_overview
from dashboard.viewmodels.pillar_board import PillarBoard, build_pillar_board
from dashboard.viewmodels.screen_header import ScreenHeader, build_screen_header
from dashboard.viewmodels.wall_view import WallView
from dashboard.web.components.markup import draw

INCOMPLETE = "data-incomplete"
"""What a wall's markup holds where a page could not be drawn."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WallPage:
    """One page of the wall; pages of a `group` share an entry in the foot, `opened_by` is the key for it alone.

    Pages that do not rotate open by their key only. `build` makes the view that `template` draws.
    """

    key: str
    group: str
    label: str
    template: str
    build: Callable[[], Any]
    rotates: bool = True
    opened_by: str = ""
    sheet: int = 1
    failed: bool = False
    markup: str = ""


@dataclass(frozen=True, slots=True)
class Tempo:
    """How often the wall turns its page and asks for news, in seconds; when at night it loads itself anew.

    `day` is the day it is drawn for: on the next one it asks for another picture, also without a publication.
    """

    rotation_seconds: float
    refresh_seconds: float
    reload_at: time
    day: date


@dataclass(frozen=True, slots=True)
class Wall:
    """A wall's markup twice: whole, and with what is seen first, which is there before the rest has come."""

    whole: str
    first: str


def wall(view: WallView, tempo: Tempo, styles: str) -> Wall:
    """The wall of what is looked at; `styles` are those that its first page does without."""
    return draw_wall(wall_pages(view), build_screen_header(view), tempo, styles)


def draw_wall(pages: Iterable[WallPage], header: ScreenHeader, tempo: Tempo, styles: str) -> Wall:
    """The pages drawn and framed; one that cannot be drawn is logged and marked, the others stand."""
    known = list(pages)
    drawn = [_drawn(page, header) for page in known]
    opening = [_drawn(known[0], header, is_whole=False), *drawn[1:]]
    return Wall(
        _frame(tempo, header.revision, drawn, header, Markup(styles)),
        _frame(tempo, header.revision, opening, header),
    )


def idle_wall(revision: int, tempo: Tempo, styles: str, reason: str = "") -> Wall:
    """The wall where there is nothing to look at: for a reason, else because there is no plan yet."""
    page = WallPage("overview", "overview", "总览", "screen/idle.html", lambda: None, rotates=False)
    drawn = replace(page, markup=Markup(draw(page.template, reason=reason)))
    found = _frame(tempo, revision, [drawn], None, Markup(styles))
    return Wall(found, found)


def wall_pages(view: WallView) -> Iterator[WallPage]:
    """The pages in the order of the rotation; the regions' own pages follow at the end."""
    yield WallPage("overview", "overview", "总览", "screen/overview.html", partial(build_overview, view))
    for number in range(1, len(view.plan.pillars) + 1):
        yield from _pillar_pages(view, number)
    yield from _county_pages(view)


def _pillar_pages(view: WallView, number: int) -> Iterator[WallPage]:
    pillar = view.plan.pillars[number - 1]
    if view.is_part and not any(s.counts for s in view.assessment.select(view.scope(pillar.code))):
        return

    @cache
    def build() -> PillarBoard:
        return build_pillar_board(view, number)

    for sheet in range(1, _count_sheets(build) + 1):
        key = f"pillar-{number}" if sheet == 1 else f"pillar-{number}-{sheet}"
        digit = str(number) if sheet == 1 and number < 10 else ""
        yield WallPage(key, f"pillar-{number}", pillar.name, "screen/pillar.html", build, opened_by=digit, sheet=sheet)


def _county_pages(view: WallView) -> Iterator[WallPage]:
    if not view.plan.children[view.region.code]:
        return

    @cache
    def build() -> CountyBoard | None:
        return build_county_board(view)

    for sheet in range(1, _count_sheets(build) + 1):
        key = "counties" if sheet == 1 else f"counties-{sheet}"
        yield WallPage(key, "counties", "县区", "screen/counties.html", build, sheet=sheet)
    yield from _region_pages(view, build)


def _region_pages(view: WallView, build: Callable[[], CountyBoard | None]) -> Iterator[WallPage]:
    try:
        board = build()
    except Exception:
        return  # said already where the counties' own page could not be drawn
    for line in board.lines if board else ():
        if line.key:
            yield WallPage(
                f"county-{line.key}",
                "counties",
                line.region.label,
                "screen/county.html",
                partial(build_region_board, view, line),
                rotates=False,
                opened_by=line.key,
            )


def _count_sheets(build: Callable[[], Any]) -> int:
    """How many pages a board takes; one where it cannot be built, so that the page itself says so."""
    try:
        return len(build().sheets)
    except Exception:
        return 1


def _drawn(page: WallPage, header: ScreenHeader, is_whole: bool = True) -> WallPage:
    """The page with its markup; where it is not whole, without what only wider walls or later turns show of it."""
    try:
        markup = draw(page.template, view=page.build(), header=header, sheet=page.sheet, is_whole=is_whole)
    except Exception:
        _LOG.exception("the wall's page %s could not be drawn", page.key)
        return replace(page, failed=True, markup=Markup(draw("screen/failed.html", label=page.label)))
    return replace(page, markup=Markup(markup))


def _frame(
    tempo: Tempo, revision: int, pages: Sequence[WallPage], header: ScreenHeader | None, styles: Markup | None = None
) -> str:
    """All pages with the styles that they need; without styles the first page, and the places of the others."""
    groups = [page for page in pages if page.key == page.group]
    return draw(
        "screen/wall.html",
        header=header,
        pages=pages,
        groups=groups,
        revision=revision,
        tempo=tempo,
        styles=styles,
    )
