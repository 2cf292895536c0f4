"""Moments as they are stored: in UTC, which SQLite does not say of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypeVar

Moment = TypeVar("Moment", datetime, datetime | None)


def now() -> datetime:
    """The present moment in UTC, as it is stored."""
    return datetime.now(UTC)


def in_utc(moment: Moment) -> Moment:
    """A stored moment with its zone, which SQLite does not keep."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
