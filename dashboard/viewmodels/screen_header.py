"""What stands at the top of every page of the wall: of when, of what, and how far the year is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from dashboard.domain.assessment import Arrivals, Delivery
from dashboard.domain.month import Month
from dashboard.domain.pace import calendar_pace
from dashboard.domain.plan import Plan
from dashboard.viewmodels.wall_view import WallView


@dataclass(frozen=True, slots=True)
class ScreenHeader:
    """The plan's name and the state that is shown; `pace` is the calendar's share, `gone` of `months` lie behind."""

    title: str
    scope: str
    as_of: Month
    pace: Decimal
    gone: int
    months: int
    revision: int
    published_at: datetime | None
    demonstration: bool
    running: Arrivals | None
    deliveries: tuple[Delivery, ...]


def build_screen_header(view: WallView) -> ScreenHeader:
    """The header of what is looked at."""
    assessment, plan = view.assessment, view.plan
    moments = [delivery.at for delivery in assessment.deliveries]
    return ScreenHeader(
        full_title(plan),
        view.region.label,
        assessment.as_of,
        calendar_pace(plan, plan.last_month, assessment.as_of),
        assessment.as_of - plan.first_month + 1,
        plan.last_month - plan.first_month + 1,
        assessment.revision,
        max(moments, default=None),
        assessment.demonstration,
        assessment.running,
        assessment.deliveries,
    )


def full_title(plan: Plan) -> str:
    """The plan's title, led by the place's name where the title does not say it."""
    place = plan.root.name
    return plan.title if place in plan.title else f"{place}{plan.title}"
