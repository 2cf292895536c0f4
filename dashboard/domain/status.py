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


def status_of_lag(lag: Decimal, red_after: Decimal) -> Status:
    """The lamp of something reported and not met, by its lag in percentage points."""
    if lag <= ZERO:
        return Status.ON_PACE
    return Status.BEHIND if lag <= red_after else Status.CRITICAL
