"""The demonstration database that pages are measured on: the shipped plan and its made figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import update

from dashboard.domain.access import Account, Role
from dashboard.domain.month import Month
from dashboard.services import installing
from dashboard.services.site import Site, open_site
from dashboard.settings import Settings
from dashboard.storage import site
from dashboard.storage.database import writing
from dashboard.storage.schema import standing

_INDICATORS = 12  # of one department, in every region

MONTH = Month.parse("2023-09")


def make_demonstration(folder: Path) -> str:
    """The address of a new demonstration database in the folder."""
    address = f"sqlite:///{folder / 'demonstration.db'}"
    found = site_at(address)
    installing.install(found, demo=True)
    found.engine.dispose()
    return address


def site_at(address: str) -> Site:
    """The installation with the default settings on this database."""
    return open_site(replace(Settings(), database_url=address)).acting(Account("bench", Role.ADMINISTRATOR))


def publish_some(found: Site) -> None:
    """Change what one department's file of the month would, and move the revision on, as a publication does."""
    changed = update(standing).where(standing.c.month == MONTH.key, standing.c.indicator_id <= _INDICATORS)
    with writing(found.engine) as connection:
        connection.execute(changed.values(actual=standing.c.actual + 1))
        site.next_revision(connection)
