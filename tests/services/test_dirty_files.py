"""Every kind of file that offices send gets exactly its verdict, on both databases, in words that say what to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import builders
import pytest
from dirty_document import DOCUMENT, document_of
from dirty_files import DIRTY, FILE, FIVE_YEARS, ROW, TAKE, WARN, Dirty

from dashboard.domain.access import Account, Role
from dashboard.domain.month import Month
from dashboard.domain.problem import Level
from dashboard.domain.review import Review
from dashboard.domain.verdict import Verdict
from dashboard.services import closing, intake, planning, undoing
from dashboard.services.intake import Upload
from dashboard.services.site import Site, open_site
from dashboard.settings import Settings
from dashboard.storage.database import writing

EVERYONE = [pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="module", params=EVERYONE)
def planned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation with the shipped plan and one of several years, once on each kind of database."""
    address = _database(request, tmp_path_factory.mktemp("dirty"))
    found = open_site(replace(Settings(), database_url=address)).acting(builders.TESTER)
    planning.load_plan_folder(found, Settings().plan_folder)
    years = builders.a_plan(
        [builders.by_counties("X1")], code=FIVE_YEARS, first_month=Month(2021, 1), last_month=Month(2099, 12)
    )
    with writing(found.engine) as connection:
        planning.save(found, connection, years)
    yield found
    found.engine.dispose()


def _database(request: pytest.FixtureRequest, folder: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(request.getfixturevalue('sqlite_template'), folder / 'dirty.db')}"
    from conftest import _create_database

    address = request.getfixturevalue("postgresql_address")
    _create_database(address, "dirty", request.getfixturevalue("postgresql_template"))
    return f"{address}/dirty"


def upload(dirty: Dirty) -> Upload:
    return Upload(dirty.content, dirty.name, "test")


def within(site: Site, dirty: Dirty) -> Site:
    """The site with the limits and for the reporter that the case is about."""
    if dirty.from_region:
        site = site.acting(Account("填报", Role.REPORTER, regions=frozenset({dirty.from_region})))
    rows = dirty.most_rows
    return replace(site, settings=replace(site.settings, max_upload_rows=rows)) if rows else site


@contextmanager
def standing(site: Site, dirty: Dirty) -> Iterator[None]:
    """While figures are published or a month is closed, which is taken back afterwards."""
    number = None
    if dirty.before:
        loaded = intake.load_upload(site, Upload(dirty.before, "before.csv", "test"), publish=True)
        number = loaded.review.submission
        assert number
    if dirty.closed:
        closing.close_month(site, Month.parse(dirty.closed))
    yield
    if dirty.closed:
        closing.open_month(site, Month.parse(dirty.closed))
    if number:
        undoing.undo_submission(site, number)


def verdict_of(review: Review) -> str:
    levels = {problem.level for problem in review.checked.problems}
    if not review.checked.rows:
        return FILE
    if any(row.verdict is Verdict.REJECTED for row in review.checked.rows):
        return ROW
    return WARN if Level.WARNING in levels else TAKE


@pytest.mark.parametrize("dirty", DIRTY, ids=lambda dirty: dirty.what)
def test_what_comes_gets_its_verdict_and_is_told_what_to_do(planned: Site, dirty: Dirty) -> None:
    with standing(planned, dirty):
        review = intake.check_upload(within(planned, dirty), upload(dirty), plan=dirty.plan)
    told = "\n".join(problem.message for problem in review.checked.problems)
    assert verdict_of(review) == dirty.verdict, told
    for said in dirty.says:
        assert said in told
    if dirty.reads is not None:
        assert read(review) == list(dirty.reads), told
    errors = any(problem.level is Level.ERROR for problem in review.checked.problems)
    assert errors == (dirty.verdict in (ROW, FILE))


def read(review: Review) -> list[tuple[object, ...]]:
    return [
        (row.line, row.region, str(row.month) if row.month else None, _value(row.amount), row.verdict.value)
        for row in review.checked.rows
    ]


def _value(amount: object) -> str | None:
    value: Decimal | None = getattr(amount, "value", None)
    return None if value is None else f"{value.normalize():f}"


def test_the_document_holds_what_the_importer_says_today(planned: Site) -> None:
    reviews = []
    for dirty in DIRTY:
        with standing(planned, dirty):
            reviews.append(intake.check_upload(within(planned, dirty), upload(dirty), plan=dirty.plan))
    document = document_of(DIRTY, reviews)
    if os.environ.get("WRITE_DOCUMENTS"):
        DOCUMENT.write_text(document, encoding="utf-8")
    assert document == DOCUMENT.read_text(encoding="utf-8"), "make dirty writes it anew"
