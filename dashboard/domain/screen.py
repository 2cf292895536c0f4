"""A wall screen as it reports itself, and the rule that tells a live one from a stale one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

PATIENCE = timedelta(minutes=3)
"""How long a screen may say nothing, lag behind or paint nothing: a browser in the background speaks once a minute."""


class Liveness(StrEnum):
    """How a screen is: well, or stale in one of three ways, the gravest first."""

    LIVE = "LIVE"
    SILENT = "SILENT"
    OUTDATED = "OUTDATED"
    FROZEN = "FROZEN"


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """What a screen says of itself. `unpainted` is the time since its browser last painted, by its own clock.

    `named` tells a name that somebody gave from one that the browser made up; `fault` is what it had to pass over.
    """

    name: str
    named: bool
    page: str
    revision: int
    unpainted: timedelta
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen's last heartbeat, in the server's time; at `current_at` it last showed the then present revision."""

    name: str
    page: str
    revision: int
    painted_at: datetime
    seen_at: datetime
    current_at: datetime
    fault: str = ""


def judge_screen(screen: Screen, now: datetime) -> Liveness:
    """How a screen is at a moment."""
    if now - screen.seen_at > PATIENCE:
        return Liveness.SILENT
    if now - screen.current_at > PATIENCE:
        return Liveness.OUTDATED
    return Liveness.FROZEN if now - screen.painted_at > PATIENCE else Liveness.LIVE
