"""What a page says turns a lamp green does so in the rule and in the database, in every cell of the made year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest

from dashboard.domain.assessment import Assessment
from dashboard.domain.measure import Amount
from dashboard.domain.month import Month, months_between
from dashboard.domain.position import Position
from dashboard.domain.standing import Standing, judge
from dashboard.domain.status import Status
from dashboard.domain.turning import turning_value
from dashboard.domain.yardstick import yardstick_of
from dashboard.services import intake
from dashboard.services.intake import Upload
from dashboard.services.reading import load_assessment
from dashboard.services.site import Site
from dashboard.web.wording import step

GREEN = (Status.ON_PACE, Status.MET)
JANUARY, OCTOBER, DECEMBER = Month(2023, 1), Month(2023, 10), Month(2023, 12)

Cell = tuple[str, str]


def goals(assessment: Assessment) -> Iterator[tuple[Standing, Decimal | None]]:
    """Every cell with a target, and what the next month must reach for it to be green."""
    after = assessment.as_of.plus(1)
    for standing in assessment.by_cell.values():
        if standing.counts:
            stick = yardstick_of(assessment.plan, standing.indicator, standing.region, after)
            yield standing, turning_value(stick, standing.baseline, step(standing.indicator))


def one_short(standing: Standing, goal: Decimal) -> Decimal:
    """One step of the unit short of the goal: above it for a ceiling."""
    unit = step(standing.indicator)
    return goal + unit if standing.indicator.comparator.is_ceiling else goal - unit


@pytest.mark.parametrize("month", list(months_between(JANUARY, DECEMBER.plus(-1))), ids=str)
def test_every_cell_of_the_year_turns_at_its_value_and_not_one_step_before(demo_site: Site, month: Month) -> None:
    assessment = load_assessment(demo_site, month)
    told = 0
    for standing, goal in goals(assessment):
        stick = yardstick_of(assessment.plan, standing.indicator, standing.region, month.plus(1))
        start = None if standing.baseline is None else Amount(standing.baseline)

        def lamp(value: Decimal, stick: object = stick, start: Amount | None = start) -> Status | None:
            return judge(stick, Position(Amount(value), None, 1, baseline=start)).status  # type: ignore[arg-type]

        place = f"{standing.indicator.code} {standing.region.label}"
        assert goal is not None, place
        assert lamp(goal) in GREEN, place
        assert lamp(one_short(standing, goal)) not in GREEN, place
        told += 1
    assert told > 300


def publish(site: Site, values: Mapping[Cell, Decimal]) -> None:
    lines = (f"{code},{region},{OCTOBER},{value:f}" for (code, region), value in values.items())
    content = "\n".join(("指标编码,地区,月份,累计值", *lines)).encode()
    upload = Upload(content, "10月.csv", "test", explanation="试算", accept_valid=True)
    loaded = intake.load_upload(site, upload, publish=True)
    assert loaded.published, [problem.message for problem in loaded.review.checked.problems][:3]
    assert loaded.review.checked.counts.rejected == 0


def lamps(site: Site, cells: Mapping[Cell, Decimal]) -> dict[Cell, Status | None]:
    found = load_assessment(site, OCTOBER).by_cell
    return {cell: found[cell].status for cell in cells}


def test_reporting_just_that_value_turns_every_lamp_green_and_one_step_less_none(demo_site: Site) -> None:
    plan = load_assessment(demo_site).plan
    below = [(s, g) for s, g in goals(load_assessment(demo_site, OCTOBER.plus(-1))) if g is not None]
    exact = {(s.indicator.code, s.region.code): goal for s, goal in below}
    short = {(s.indicator.code, s.region.code): one_short(s, goal) for s, goal in below}
    assert {region for _, region in exact} == set(plan.region_by_code)

    publish(demo_site, exact)
    assert {cell: lamp for cell, lamp in lamps(demo_site, exact).items() if lamp not in GREEN} == {}
    publish(demo_site, short)
    assert {cell: lamp for cell, lamp in lamps(demo_site, short).items() if lamp in GREEN} == {}
