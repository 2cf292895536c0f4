"""Keeping an installation sound: checks, backup, restore, and what its settings are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path

from dashboard.domain.access import Action
from dashboard.domain.errors import NotFound, StoreUnavailable
from dashboard.services.access import must
from dashboard.services.auditing import note
from dashboard.services.restanding import check_standings
from dashboard.services.site import Site
from dashboard.settings import Settings
from dashboard.storage import copying, plans, site, upgrading
from dashboard.storage.database import reading


def check_site(site_: Site) -> tuple[str, ...]:
    """Everything that is not as it should be, a sentence each; nothing where all is well."""
    must(site_, Action.MAINTAIN)
    with reading(site_.engine) as connection:
        if not upgrading.is_current(connection):
            return ("数据库不是这个版本的样子。请运行 python -m dashboard init 升级。",)
        found = list(copying.integrity_faults(connection))
        codes = [code for code, _, _ in plans.list_plans(connection)]
    for code in codes:
        found.extend(check_standings(site_, code))
    return tuple(found)


class OtherVersion(StoreUnavailable):
    """A database that answers, but not in the shape of this version."""


def check_health(site_: Site) -> int:
    """The revision, where the database answers and has the right shape; a StoreUnavailable where not."""
    with reading(site_.engine) as connection:
        if not upgrading.has_expected_shape(connection):
            raise OtherVersion("数据库不是这个版本的样子。请运行 python -m dashboard init 升级。")
        return site.load_revision(connection)


def load_moved(site_: Site) -> tuple[int, datetime | None]:
    """The revision, and when it last moved: for whoever watches over the server."""
    must(site_, Action.READ)
    with reading(site_.engine) as connection:
        return site.load_moved(connection)


def backup(site_: Site, target: Path) -> None:
    """Copy the database to a new file while it stays in use."""
    must(site_, Action.MAINTAIN)
    if target.exists():
        raise NotFound(f"{target} 已经存在，没有覆盖它。请换一个文件名。")
    copying.copy_database(site_.engine, target)
    note(site_, "backup", target.name)


def restore(site_: Site, source: Path) -> Path | None:
    """Put a backup in the database's place; where the database that stood there was kept."""
    must(site_, Action.MAINTAIN)
    if not source.is_file():
        raise NotFound(f"没有备份文件 {source}。")
    kept = copying.replace_database(site_.engine, source)
    note(site_, "restore", source.name)
    return kept


def list_settings(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Name, value and origin of every setting; a secret is not shown, nor a password in an address."""
    origins = dict(settings.origins)
    for field in fields(settings):
        if field.name != "origins":
            yield field.name, _shown(field.name, getattr(settings, field.name)), origins.get(field.name, "default")


def _shown(name: str, value: object) -> str:
    if name == "database_url":
        return copying.hide_password(str(value))
    return "***" if name.endswith("_secret") and value else str(value)
