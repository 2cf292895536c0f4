"""An address is understood, or what of it is not is told."""

from __future__ import annotations

from dashboard.services.looking import load_choices, load_outlook
from dashboard.services.site import Site
from tests.builders import month


def test_an_address_is_looked_at_as_it_says(demo_site: Site) -> None:
    outlook = load_outlook(demo_site, {"month": "2023-06", "region": "博兴县", "pillar": "P1"})
    assert outlook.assessment.as_of == month("2023-06")
    assert (outlook.filters.region, outlook.filters.pillar, outlook.unknown) == ("371625", "P1", ())


def test_an_unknown_plan_or_month_shows_what_there_is_and_is_told(demo_site: Site) -> None:
    usual = load_outlook(demo_site, {}).assessment
    outlook = load_outlook(demo_site, {"plan": "gone", "month": "2031-01", "status": "RED"})
    assert outlook.assessment is usual
    assert outlook.unknown == (("plan", "gone"), ("month", "2031-01"), ("status", "RED"))


def test_the_plans_to_choose_from_are_those_loaded(demo_site: Site) -> None:
    choices = load_choices(demo_site, load_outlook(demo_site, {}).assessment)
    assert len(choices.plans) == 1
