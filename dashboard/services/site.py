"""What every service is given: the database and the settings of this installation, and who acts on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dashboard.domain.access import NOBODY, Account
from dashboard.services.memory import Memory
from dashboard.settings import Settings
from dashboard.storage.database import open_database
from dashboard.storage.pulse import Pulse

if TYPE_CHECKING:
    from sqlalchemy import Engine


def _nobody() -> Account:
    return NOBODY


@dataclass(frozen=True, slots=True)
class Site:
    """One installation; `engine` is opaque to all but the storage layer. Its memories live and die with it.

    `ask` tells who acts: nobody until somebody is named. The pages' site asks the request under way, so that one
    object serves every reader; each memory's keys hold what sets readers apart.
    """

    engine: Engine
    settings: Settings
    ask: Callable[[], Account] = _nobody
    assessments: Memory = field(default_factory=lambda: Memory(24))
    seen: Memory = field(default_factory=lambda: Memory(48))  # parts of assessments, for those who see no more
    judges: Memory = field(default_factory=lambda: Memory(4))
    rows: Memory = field(default_factory=lambda: Memory(16))  # a region in a month, up to 200 kB
    walls: Memory = field(default_factory=lambda: Memory(4))
    effects: Memory = field(default_factory=lambda: Memory(128))  # of what waits, a few numbers each
    people: Memory = field(default_factory=lambda: Memory(1024))  # sessions and tokens under way
    answers: Memory = field(default_factory=lambda: Memory(256))  # compressed: 4 kB as a rule, 40 kB for a wall
    pulse: Pulse = field(default=None)  # type: ignore[assignment]  # the engine's own, see below

    def __post_init__(self) -> None:
        object.__setattr__(self, "pulse", self.pulse or Pulse(self.engine))

    @property
    def who(self) -> Account:
        """The account that acts now."""
        return self.ask()

    def forget_people(self) -> None:
        """Remember nobody's session or token: something about them has just changed."""
        self.people.clear()

    def acting(self, account: Account) -> Site:
        """The same installation with its memories, on behalf of this account."""
        return replace(self, ask=lambda: account)

    def asking(self, ask: Callable[[], Account]) -> Site:
        """The same installation with its memories, on behalf of whomever this names each time."""
        return replace(self, ask=ask)


def open_site(settings: Settings) -> Site:
    """The installation that the settings describe, with nobody acting; nothing is read or created yet."""
    return Site(open_database(settings.database_url), settings)
