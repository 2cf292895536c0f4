"""Foreseeing: the board as it would be after a publication or an undoing, made by the rules that publication uses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dashboard.domain.access import Action
from dashboard.domain.asof import choose_month
from dashboard.domain.assessment import Assessment
from dashboard.domain.figure import Overlay, Published
from dashboard.domain.month import Month
from dashboard.domain.narrowing import narrow_assessment
from dashboard.domain.review import Review, new_figures
from dashboard.domain.standing import Standing, judge_region
from dashboard.services import undoing
from dashboard.services.access import must, must_handle, sees_all
from dashboard.services.judging import Judge
from dashboard.services.reading import find_judge, load_standings, load_whole
from dashboard.services.restanding import build_tracks, with_partners
from dashboard.services.site import Site
from dashboard.storage import figures, plans, reported, submissions
from dashboard.storage.database import reading
from dashboard.viewmodels.outlook import Outlook
from dashboard.viewmodels.undo_review import UndoReview, build_undo_review

if TYPE_CHECKING:
    from sqlalchemy import Connection

FiguresOf = Callable[[Collection[str]], Published]
"""The figures of some indicators that would count."""


def foresee_publication(site_: Site, review: Review) -> Outlook:
    """The board before and after the rows of a review are published."""
    must(site_, Action.REPORT)
    fresh = new_figures(review.to_write)
    with reading(site_.engine) as connection:
        judge = _judge_of(site_, connection, review.submission)
        codes = with_partners(judge.stored, set(fresh.indicators))
        current = figures.current_figures(connection, judge.stored, codes)
        counts = reported.count_by_month(connection, judge.stored)
        added = _fresh_cells(zip(fresh.indicators, fresh.regions, fresh.months, strict=True), current)
        _add(judge, counts, added)
        return _outlook(site_, connection, judge, codes, Overlay(current, fresh).of, counts)


def foresee_undo(site_: Site, number: int) -> Outlook:
    """The board before and after a published submission is withdrawn."""
    must(site_, Action.REPORT)
    with reading(site_.engine) as connection:
        found = submissions.find_submission(connection, number)
        must_handle(site_, found.made_by)
        judge = _judge_of(site_, connection, number)
        touched = {indicator for indicator, _, _ in figures.cells_of(connection, judge.stored, number)}
        codes = with_partners(judge.stored, touched)
        left = figures.current_figures(connection, judge.stored, codes, without=number)
        counts = reported.count_by_month(connection, judge.stored, without=number)
        return _outlook(site_, connection, judge, codes, lambda _: left, counts)


def review_undo(site_: Site, number: int) -> UndoReview:
    """A published submission with the figures that its withdrawal would change, and what that does to the board."""
    must(site_, Action.REPORT)
    found, changes = undoing.list_undone(site_, number)
    at, by = found.last_step
    return build_undo_review(number, found.name, by, at, changes, foresee_undo(site_, number))


def _judge_of(site_: Site, connection: Connection, number: int | None) -> Judge:
    """The judge of a submission's plan; of the current plan for a file that is not kept."""
    if number is None:
        return find_judge(site_, connection, *plans.find_plan(connection, None))
    plan = submissions.find_submission(connection, number).plan_id
    return find_judge(site_, connection, plan, plans.plan_revision(connection, plan))


def _fresh_cells(cells: Iterable[tuple[str, str, Month]], current: Published) -> set[tuple[str, str, Month]]:
    """Those cells that have no figure yet."""
    return {(i, r, m) for i, r, m in cells if m not in current.get(i, {}).get(r, {})}


def _add(judge: Judge, counts: reported.MonthCounts, cells: Iterable[tuple[str, str, Month]]) -> None:
    """Count figures that are not published yet among those that are."""
    plan = judge.stored.plan
    asked = {(i.code, region.code) for i in plan.indicators for region in plan.reporters(i)}
    for indicator, region, month in cells:
        if plan.first_month <= month <= plan.last_month:
            counts.published[month] += 1
            counts.asked[month] += (indicator, region) in asked


def _outlook(
    site_: Site,
    connection: Connection,
    judge: Judge,
    codes: set[str],
    after: FiguresOf,
    counts: reported.MonthCounts,
) -> Outlook:
    before = load_whole(site_, connection, judge)
    as_of = choose_month(judge.stored.plan, counts.published, counts.asked, date.today())
    kept = before.standings if as_of == before.as_of else load_standings(connection, judge, as_of)
    judged = _judged(judge, codes, after(codes), as_of)
    standings = {
        region: tuple(judged.get((s.indicator.code, region), s) for s in group) for region, group in kept.items()
    }
    then = replace(before, as_of=as_of, standings=standings)
    return _seen(site_, before, then)


def _judged(judge: Judge, codes: Collection[str], current: Published, as_of: Month) -> dict[tuple[str, str], Standing]:
    """The standings of these indicators in every region as of a month, from the figures that would count."""
    tracks = build_tracks(judge.stored, codes, current, as_of)
    found = {}
    for region in judge.stored.region_ids:
        sticks = {code: stick for code, stick in judge.yardsticks(region, as_of).items() if code in codes}
        known = {code: tracks[code][region][as_of] for code in sticks if as_of in tracks[code].get(region, {})}
        for standing in judge_region(judge.stored.plan, sticks, known):
            found[standing.indicator.code, region] = standing
    return found


def _seen(site_: Site, before: Assessment, after: Assessment) -> Outlook:
    """The two as the site's account may see them."""
    if sees_all(site_):
        return Outlook(before, after)
    return Outlook(narrow_assessment(before, site_.who), narrow_assessment(after, site_.who))
