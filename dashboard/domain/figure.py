"""Figures: what was reported for one indicator, one region and one month, and what is already known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from dashboard.domain.measure import Amount
from dashboard.domain.month import Month
from dashboard.domain.plan import Indicator, Plan, Region
from dashboard.domain.reporter import Reporter, reporters_of

Cell = tuple[str, str]
"""Indicator code and region code."""

Published = Mapping[str, Mapping[str, Mapping[Month, Amount]]]
"""The figures that count, by indicator code, region code and month."""


class NewFigures(NamedTuple):
    """Reported positions, the cumulative values or levels at a month's end, and where they stood.

    They are kept column by column: the first of each makes the first figure. `lines` are those of the file, `cells`
    the cells of the values as they were written there.
    """

    indicators: Sequence[str]
    regions: Sequence[str]
    months: Sequence[Month]
    amounts: Sequence[Amount]
    lines: Sequence[int]
    cells: Sequence[str]


class Overlay:
    """New figures laid over those that were published before, for some indicators at a time."""

    def __init__(self, published: Published, fresh: NewFigures) -> None:
        self._published, self._fresh = published, fresh
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for place, indicator in enumerate(fresh.indicators):
            self._places[indicator].append(place)

    def of(self, indicators: Iterable[str]) -> Published:
        """The figures of these indicators that count once the new ones are published."""
        return {indicator: self._laid(indicator) for indicator in indicators}

    def _laid(self, indicator: str) -> dict[str, dict[Month, Amount]]:
        laid = {region: dict(months) for region, months in self._published.get(indicator, {}).items()}
        _, regions, months, amounts, *_ = self._fresh
        for place in self._places.get(indicator, ()):
            line = laid.get(regions[place])
            if line is None:
                laid[regions[place]] = {months[place]: amounts[place]}
            else:
                line[months[place]] = amounts[place]
        return laid


@dataclass(frozen=True, slots=True)
class Closing:
    """Who closed a month, when, and which units may still report for it."""

    by: str
    at: datetime
    excepted: frozenset[Reporter] = frozenset()

    def spares(self, plan: Plan, indicator: Indicator, region: Region) -> bool:
        """Whether this figure may still be reported by one of the excepted units."""
        return bool(self.excepted) and not self.excepted.isdisjoint(reporters_of(plan, indicator, region))


@dataclass(frozen=True, slots=True)
class Known:
    """What is published already, as the rows of a new file are held against it."""

    figures: Published = field(default_factory=dict)
    closed: Mapping[Month, Closing] = field(default_factory=dict)
