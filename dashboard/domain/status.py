"""The lamp: five states, and the rule that picks one."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from dashboard.domain.measure import ZERO


class Status(StrEnum):
    """How an indicator or a group stands, from best to worst."""

    MET = "MET"
    ON_PACE = "ON_PACE"
    BEHIND = "BEHIND"
    CRITICAL = "CRITICAL"
    UNREPORTED = "UNREPORTED"

    __hash__ = str.__hash__  # the enum's own is written in Python, and lamps are looked up for every cell


MET, ON_PACE, BEHIND, CRITICAL, UNREPORTED = Status
"""The lamps by name alone, for what is asked thousands of times: `Status.MET` costs as much as a division."""


def status_of_lag(lag: Decimal, red_after: Decimal) -> Status:
    """The lamp of something reported and not met, by its lag in percentage points."""
    if lag <= ZERO:
        return ON_PACE
    return BEHIND if lag <= red_after else CRITICAL
