"""Positions: what is known of one indicator in one region as of each month, counties added up, before any judging.

This is all that the database keeps of a standing: facts that no other target, clock or colour band would change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple, Protocol

from dashboard.domain.measure import Amount, Measure, minus
from dashboard.domain.month import Month, months_between
from dashboard.domain.plan import Indicator, Plan, ReportedBy

Series = Mapping[Month, Amount]
"""One region's figures for one indicator, by month."""

_Point = tuple[Month, Amount]

_made = tuple.__new__
_GAIN_SPAN = 4  # a projection looks at the last four figures
_NOTHING: Series = {}


class Known(Protocol):
    """What is known of one indicator in one region as of a month: a `Position`, or whatever tells the same."""

    @property
    def amount(self) -> Amount | None:
        """What stood last."""

    @property
    def value(self) -> Decimal | None:
        """What stood last, in the indicator's unit."""

    @property
    def month(self) -> Month | None:
        """The month that it stood at."""

    @property
    def reported(self) -> int:
        """How many parts have a figure."""

    @property
    def earlier(self) -> Amount | None:
        """The first of the last four figures; None where there is one figure only."""

    @property
    def earlier_month(self) -> Month | None:
        """The month of that figure."""

    @property
    def baseline(self) -> Amount | None:
        """The region's own figure of the month before the plan."""

    @property
    def rollup(self) -> Amount | None:
        """What the parts add up to, kept beside an own figure."""

    @property
    def apart(self) -> Decimal | None:
        """A paired stock less its increment at the latest month that both have."""


class Position(NamedTuple):
    """One indicator in one region as of a month, worked out from its figures; the fields are those of `Known`."""

    amount: Amount | None
    month: Month | None
    reported: int
    earlier: Amount | None = None
    earlier_month: Month | None = None
    baseline: Amount | None = None
    rollup: Amount | None = None
    apart: Decimal | None = None

    @property
    def value(self) -> Decimal | None:
        """What stood last, in the indicator's unit."""
        return self.amount.value if self.amount else None


_AMOUNT_OF, _MONTH_OF = attrgetter("amount"), attrgetter("month")

NOTHING_KNOWN = Position(None, None, 0)

Track = dict[Month, Position]
"""A region's positions as of each month; a month before anything is known has none."""


def track_indicator(plan: Plan, indicator: Indicator, figures: Mapping[str, Series], last: Month) -> dict[str, Track]:
    """The positions of every region that stands for the indicator, as of every month up to `last`.

    `figures` holds the current figures by region code, that of the month before the plan included.
    """
    months = tuple(months_between(plan.first_month, last))
    before = plan.first_month.plus(-1) if indicator.measure is Measure.STOCK else None
    below = plan.children if plan.adds_up(indicator, plan.root) else {}
    tracks: dict[str, Track] = {}
    for region in plan.bottom_up if indicator.reported_by is ReportedBy.COUNTIES else (plan.root,):
        own = figures.get(region.code, _NOTHING)
        baseline = own.get(before) if before else None
        children = below.get(region.code)
        if children:
            parts = [tracks[child.code] for child in children]
            tracks[region.code] = _summed_track(indicator.measure, own, baseline, parts, months)
        else:
            tracks[region.code] = _own_track(own, baseline, months) if own else {}
    return tracks


def pair_up(stocks: Mapping[str, Track], increments: Mapping[str, Track]) -> None:
    """Note on a stock's positions, region by region, how far it stands apart from its paired increment."""
    for region in stocks.keys() & increments.keys():
        apart: Decimal | None = None
        track = stocks[region]
        for month, position in track.items():
            other = increments[region].get(month)
            if position.amount and position.month == month and other and other.amount and other.month == month:
                apart = minus(position.amount.value, other.amount.value)
            track[month] = position._replace(apart=apart)


def pool(measure: Measure, amounts: Sequence[Amount]) -> Amount:
    """What the parts add up to: a sum, for a ratio the sums of numerators and denominators, which all must have."""
    over = sum([amount.scaled_over or 0 for amount in amounts]) if measure is Measure.RATIO else None
    return Amount._make((sum([amount.scaled for amount in amounts]), over))


def _own_track(own: Series, baseline: Amount | None, months: Sequence[Month]) -> Track:
    """The positions of a region that nothing is added up for; where a month brings nothing, the last one stands on."""
    track: Track = {}
    figures: list[_Point] = []
    stands = None if baseline is None else Position(None, None, 0, baseline=baseline)
    for month in months:
        amount = own.get(month)
        if amount is not None:
            last = (month, amount)
            figures.append(last)
            stands = _position(last, figures, 1, baseline, None)
        if stands is not None:
            track[month] = stands
    return track


def _summed_track(
    measure: Measure, own: Series, baseline: Amount | None, parts: Sequence[Track], months: Sequence[Month]
) -> Track:
    """The positions of a region whose parts are added up; its own figures come first."""
    track: Track = {}
    figures: list[_Point] = []
    rollups: list[_Point] = []
    for month in months:
        if month in own:
            figures.append((month, own[month]))
        below = [found for part in parts if (found := part.get(month)) and (found.reported or found.month)]
        rolled = _rolled(measure, below) if below else None
        if rolled and rolled[0] == month:
            rollups.append(rolled)
        if figures or below or baseline is not None:
            last, line = (figures[-1], figures) if figures else (rolled, rollups)
            beside = rolled[1] if rolled and figures else None
            track[month] = _position(last, line, len(below), baseline, beside)
    return track


def _rolled(measure: Measure, below: Sequence[Position]) -> _Point | None:
    """What the parts add up to, and the latest month among those that do; None where nothing adds up.

    A percentage without its counts is no part, though an older figure of its region had them.
    """
    parts = [part for part in below if part.amount is not None]
    if measure is Measure.RATIO:
        parts = [part for part in parts if part.amount and part.amount.scaled_over is not None]
    return (max(map(_MONTH_OF, parts)), pool(measure, list(map(_AMOUNT_OF, parts)))) if parts else None


def _position(
    last: _Point | None, line: Sequence[_Point], reported: int, baseline: Amount | None, rollup: Amount | None
) -> Position:
    if last is None:  # a baseline alone, or parts with nothing that adds up
        return Position(None, None, reported, baseline=baseline)
    month, amount = last
    since, earlier = line[-_GAIN_SPAN:][0] if line else last
    before, started = (earlier, since) if since < month else (None, None)
    # a third of the time of calling Position, and this is done for every cell and month
    return _made(Position, (amount, month, reported, before, started, baseline, rollup, None))
