"""The demonstration database that pages are measured on: the shipped plan and its made figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dashboard.domain.access import Account, Role
from dashboard.domain.month import Month
from dashboard.services import installing
from dashboard.services.site import Site, open_site
from dashboard.settings import Settings
from dashboard.storage import site
from dashboard.storage.database import writing

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


def move_revision(found: Site) -> None:
    """Move the revision on, as a publication does: nothing that was remembered counts any more."""
    with writing(found.engine) as connection:
        site.next_revision(connection)
