"""The completeness of a month, counted from what was handed in, published, corrected and withdrawn."""

from __future__ import annotations

from datetime import date

import pytest
from builders import a_plan, by_counties, month

from dashboard.domain.month import Month
from dashboard.domain.punctuality import UnitMonth
from dashboard.domain.reporter import Reporter
from dashboard.services import closing, completeness, intake, planning, submitting, undoing
from dashboard.services.intake import Upload
from dashboard.services.site import Site
from dashboard.storage.database import writing
from dashboard.viewmodels.completeness import Completeness

HEADER = "指标编码,地区,月份,累计值"


@pytest.fixture
def planned(site: Site) -> Site:
    with writing(site.engine) as connection:
        planning.save(site, connection, a_plan([by_counties("I1"), by_counties("I2")]))
    return site


def load(site: Site, *rows: str, publish: bool = True, came_on: date | None = None) -> int:
    content = "\n".join((HEADER, *rows)).encode()
    upload = Upload(content, "a.csv", explanation="试", came_on=came_on)
    return intake.load_upload(site, upload, publish=publish).review.submission or 0


def unit(found: Completeness, region: str = "A") -> UnitMonth:
    return next(unit for unit in found.units if unit.unit == Reporter(region))


def march(site: Site, region: str = "A") -> UnitMonth:
    return unit(completeness.load_completeness(site, month("2023-03")), region)


def test_what_waits_is_neither_published_nor_missing(planned: Site) -> None:
    number = load(planned, "I1,甲县,2023-03,7", publish=False)
    found = march(planned)
    assert (found.published, found.waiting, [i.code for i in found.missing]) == (0, 1, ["I2"])
    submitting.publish(planned, number)
    assert (march(planned).published, march(planned).waiting) == (1, 0)


def test_the_first_day_counts_and_a_correction_does_not_make_it_late(planned: Site) -> None:
    load(planned, "I1,甲县,2023-03,7", came_on=date(2023, 4, 8))
    load(planned, "I2,甲县,2023-03,7", came_on=date(2023, 4, 12))
    load(planned, "I1,甲县,2023-03,8", came_on=date(2023, 4, 20))
    found = march(planned)
    assert (found.in_time, found.late, found.corrected) == (1, 1, 1)


def test_what_only_repeats_is_no_correction(planned: Site) -> None:
    load(planned, "I1,甲县,2023-03,7")
    load(planned, "I1,甲县,2023-03,7", "I2,甲县,2023-03,7")
    assert march(planned).corrected == 0


def test_what_was_withdrawn_is_missing_again(planned: Site) -> None:
    undoing.undo_submission(planned, load(planned, "I1,甲县,2023-03,7"))
    assert len(march(planned).missing) == 2


def test_every_month_so_far_is_told_with_how_much_was_asked(planned: Site) -> None:
    load(planned, "I1,甲县,2023-05,7")
    found = completeness.load_completeness(planned)
    assert (found.month, [m.number for m in found.months]) == (month("2023-05"), [1, 2, 3, 4, 5])
    line = next(line for line in found.history if line.unit == Reporter("A"))
    assert (line.asked_monthly, line.asked_in_all, len(line.months)) == (2, 24, 5)
    assert found.count("asked") == 6


def test_a_closed_month_says_who_closed_it(planned: Site) -> None:
    closing.close_month(planned, month("2023-03"))
    closed = completeness.load_completeness(planned, month("2023-03")).closing
    assert closed is not None
    assert closed.by == planned.who.name
    assert completeness.load_completeness(planned, month("2023-04")).closing is None


@pytest.mark.parametrize(
    ("today", "reported", "shown"),
    [
        (date(2023, 10, 3), [], "2023-09"),
        (date(2023, 10, 3), ["2023-08"], "2023-09"),
        (date(2023, 1, 3), [], "2023-01"),
        (date(2024, 1, 20), [], "2023-12"),
        (date(2026, 1, 1), ["2023-09"], "2023-09"),
        (date(2026, 1, 1), [], "2023-12"),
    ],
)
def test_the_month_is_the_last_one_over_and_in_a_plan_that_is_over_the_last_reported(
    today: date, reported: list[str], shown: str
) -> None:
    arrivals = dict.fromkeys([("I1", "A", Month.parse(at)) for at in reported])
    found = completeness.reporting_month(a_plan(), arrivals, today)  # type: ignore[arg-type]
    assert str(found) == shown
