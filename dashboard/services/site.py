"""What every service is given: the database and the settings of this installation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboard.services.memory import Memory
from dashboard.settings import Settings
from dashboard.storage.database import open_database

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Site:
    """One installation; `engine` is opaque to all but the storage layer. Its memories live and die with it."""

    engine: Engine
    settings: Settings
    assessments: Memory = field(default_factory=lambda: Memory(24))
    judges: Memory = field(default_factory=lambda: Memory(4))
    rows: Memory = field(default_factory=lambda: Memory(16))  # a region in a month, up to 200 kB
    walls: Memory = field(default_factory=lambda: Memory(4))
    answers: Memory = field(default_factory=lambda: Memory(256))  # compressed: 15 kB at most, 4 MB in all


def open_site(settings: Settings) -> Site:
    """The installation that the settings describe; nothing is read or created yet."""
    return Site(open_database(settings.database_url), settings)
