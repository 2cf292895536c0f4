"""Figures: what was reported for one indicator, one region and one month, and what is already known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from dashboard.domain.measure import Amount
from dashboard.domain.month import Month

Cell = tuple[str, str]
"""Indicator code and region code."""


class NewFigure(NamedTuple):
    """One reported position, the cumulative value or level at the month's end, and the line that it stood in."""

    indicator: str
    region: str
    month: Month
    amount: Amount
    line: int


@dataclass(frozen=True, slots=True)
class Closing:
    """Who closed a month, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What is published already, as the rows of a new file are held against it."""

    figures: Mapping[Cell, Mapping[Month, Amount]] = field(default_factory=dict)
    closed: Mapping[Month, Closing] = field(default_factory=dict)
