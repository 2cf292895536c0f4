"""Screens: one row for each, rewritten by its every heartbeat."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from dashboard.domain.screen import Heartbeat, Screen
from dashboard.storage import schema
from dashboard.storage.site import in_utc

_S = schema.screen


def find_fault(connection: Connection, name: str) -> str | None:
    """What the screen of this name last had to pass over; None where it is not known yet."""
    return connection.scalar(select(_S.c.fault).where(_S.c.name == name))


def add_screen(connection: Connection, beat: Heartbeat, now: datetime) -> None:
    """A row for a screen that has not been seen before; it has had no time to lag behind."""
    connection.execute(insert(_S).values(name=beat.name, current_at=now, **_told(beat, now)))


def save_heartbeat(connection: Connection, beat: Heartbeat, now: datetime, *, current: bool) -> None:
    """Rewrite the screen's row; `current` says that it shows the present revision."""
    told = _told(beat, now) | ({"current_at": now} if current else {})
    connection.execute(update(_S).where(_S.c.name == beat.name).values(told))


def count_screens(connection: Connection) -> int:
    """How many screens are known."""
    return int(connection.scalar(select(func.count()).select_from(_S)) or 0)


def forget_screens(connection: Connection, *, named: bool, before: datetime) -> None:
    """Drop the rows of named or unnamed screens that were last seen before a moment."""
    connection.execute(delete(_S).where(_S.c.named == named, _S.c.seen_at < before))


def list_screens(connection: Connection) -> tuple[Screen, ...]:
    """Every known screen by name."""
    return tuple(_screen(row) for row in connection.execute(select(_S).order_by(_S.c.name)))


def _told(beat: Heartbeat, now: datetime) -> dict[str, Any]:
    return {
        "named": beat.named,
        "page": beat.page,
        "revision": beat.revision,
        "painted_at": now - beat.unpainted,
        "seen_at": now,
        "fault": beat.fault,
    }


def _screen(row: Row[Any]) -> Screen:
    """A row as a screen; `named` matters only for how long it is kept."""
    values = {name: value for name, value in row._mapping.items() if name != _S.c.named.name}
    for name in ("painted_at", "seen_at", "current_at"):
        values[name] = in_utc(values[name])
    return Screen(**values)
