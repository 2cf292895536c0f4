"""Reading: the assessment that every surface is drawn from, kept in memory as long as the revision stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dashboard.domain.access import Action
from dashboard.domain.asof import choose_month, expected_figures
from dashboard.domain.assessment import Arrivals, Assessment
from dashboard.domain.month import Month, months_between
from dashboard.domain.position import Known
from dashboard.domain.standing import Standing
from dashboard.services.access import must, scope_key, seen_part, sees
from dashboard.services.judging import Judge
from dashboard.services.site import Site
from dashboard.storage import milestones, plans, positions, site, standings, submissions
from dashboard.storage.database import reading
from dashboard.viewmodels.standing_row import Line, RegionRows, StandingRow, build_rows, spark_window

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dashboard.storage.plans import StoredPlan

_DELIVERIES = 5


def load_revision(site_: Site) -> int:
    """The present revision: one indexed read."""
    must(site_, Action.SEE)
    with reading(site_.engine) as connection:
        return site.load_revision(connection)


def load_assessment(site_: Site, month: Month | None = None, plan: str | None = None) -> Assessment:
    """Every standing of a plan (the current one without a code) as of a month (the as-of month without one).

    NotFound where there is no such plan. The same revision, plan and month give the same object.
    """
    must(site_, Action.SEE)
    with reading(site_.engine) as connection:
        whole = load_whole(site_, connection, find_judge(site_, connection, *plans.find_plan(connection, plan)), month)
    return seen_part(site_, whole)


def load_whole(site_: Site, connection: Connection, judge: Judge, month: Month | None = None) -> Assessment:
    """The assessment of a judge's plan before anything is kept from anybody."""
    revision, stored = site.load_revision(connection), judge.stored
    today = date.today()  # it decides the month only where nothing is published yet
    key = ("assessment", stored.id, stored.revision, revision, month, today)
    return site_.assessments.recall(key, lambda: _assess(connection, judge, revision, month, today))


def load_stored_plan(site_: Site, connection: Connection, number: int, revision: int) -> StoredPlan:
    """The plan with this number, remembered as long as its revision stands."""
    return find_judge(site_, connection, number, revision).stored


def find_judge(site_: Site, connection: Connection, number: int, revision: int) -> Judge:
    """The judge of the plan with this number, remembered as long as its revision stands."""
    return site_.judges.recall((number, revision), lambda: Judge(plans.load_plan(connection, number)))


def _assess(connection: Connection, judge: Judge, revision: int, month: Month | None, today: date) -> Assessment:
    stored = judge.stored
    published = _published(connection, stored)
    as_of = stored.plan.hold(month) if month else choose_as_of(connection, stored, published, today)
    return Assessment(
        plan=stored.plan,
        as_of=as_of,
        revision=revision,
        standings=load_standings(connection, judge, as_of),
        milestones_done=milestones.milestones_done(connection, stored, as_of),
        running=_running(connection, stored, published, as_of),
        published=published,
        demonstration=submissions.has_demonstration(connection, stored),
        deliveries=submissions.list_deliveries(connection, stored, _DELIVERIES),
    )


def load_standings(
    connection: Connection, judge: Judge, as_of: Month, regions: Iterable[str] | None = None
) -> dict[str, tuple[Standing, ...]]:
    """The standings of these regions (all without a list) as of a month, by region code."""
    codes = list(judge.stored.plan.region_by_code) if regions is None else list(regions)
    kept = positions.load_positions(connection, judge.stored, as_of, None if regions is None else codes)
    return {code: judge.judge(code, as_of, kept.get(code, [])) for code in codes}


def choose_as_of(connection: Connection, stored: StoredPlan, published: Sequence[Month], today: date) -> Month:
    """The as-of month where nobody has chosen one; looks back only as far as it must."""
    counts: dict[Month, int] = {}
    asked: dict[Month, int] = {}
    enough = stored.plan.rules.asof_share * expected_figures(stored.plan)
    for month in reversed(published):
        counts[month], asked[month] = positions.count_published(connection, stored, month)
        if asked[month] and asked[month] >= enough:
            break
    return choose_month(stored.plan, counts, asked, today)


def _published(connection: Connection, stored: StoredPlan) -> tuple[Month, ...]:
    last = standings.horizon(connection, stored)
    return tuple(months_between(stored.plan.first_month, last)) if last else ()


def _running(connection: Connection, stored: StoredPlan, published: Sequence[Month], as_of: Month) -> Arrivals | None:
    """What has come in for the month after the one looked at."""
    after = as_of.plus(1)
    if after not in published:
        return None
    return Arrivals(after, positions.count_published(connection, stored, after)[1], expected_figures(stored.plan))


def load_lines(site_: Site, region: str, plan: str | None = None) -> Mapping[str, Mapping[Month, Known]]:
    """One region's positions as of every month, by indicator code: what trends are drawn from."""
    must(site_, Action.SEE)
    with reading(site_.engine) as connection:
        number, plan_revision = plans.find_plan(connection, plan)
        stored = load_stored_plan(site_, connection, number, plan_revision)
        series = positions.load_series(connection, stored, region)
    return {code: track for code, track in series.items() if sees(site_, stored.plan, code, region)}


def load_reported(
    site_: Site,
    assessment: Assessment,
    region: str,
    indicators: Collection[str] | None = None,
    first: Month | None = None,
) -> dict[str, Line]:
    """What one region reported up to the assessment's month, by indicator code (all without a list).

    From the plan's first month, where no other is named.
    """
    must(site_, Action.READ)
    with reading(site_.engine) as connection:
        stored = load_stored_plan(site_, connection, *plans.find_plan(connection, assessment.plan.code))
        found = positions.load_reported(connection, stored, region, assessment.as_of, indicators, first)
    return {code: tuple(line) for code, line in found.items() if sees(site_, stored.plan, code, region)}


def load_rows(site_: Site, assessment: Assessment, region: str) -> Mapping[str, StandingRow]:
    """One region's standings as rows with their sparks, by indicator code.

    The same assessment gives the same rows; from one revision to the next a row that nothing has changed stays the
    same object, so that what was drawn of it still holds.
    """
    must(site_, Action.READ)
    key = (assessment.plan.code, assessment.as_of, region, scope_key(site_))
    known: tuple[tuple[int, RegionRows], ...] = site_.rows.find(key)
    revision, found = known[0] if known else (None, None)
    if found is None or revision != assessment.revision:
        first, _ = spark_window(assessment.plan, assessment.as_of)
        lines = load_reported(site_, assessment, region, first=first)
        found = build_rows(assessment.plan, assessment.standings.get(region, ()), assessment.as_of, lines, found)
        site_.rows.keep(key, (assessment.revision, found))
    return found.rows
