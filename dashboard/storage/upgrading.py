"""Bringing a database to the shape that this version expects."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, insert, select

from dashboard.storage import schema

if TYPE_CHECKING:
    from alembic.config import Config

# Alembic is imported where it is needed: it would cost every serving process ten megabytes for nothing.


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def upgrade(connection: Connection) -> None:
    """Create or upgrade all tables within the connection's transaction."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.scalar(select(schema.site.c.id)) is None:
        connection.execute(insert(schema.site).values(id=1, revision=0))


def has_expected_shape(connection: Connection) -> bool:
    """The same for a serving process, which asks often and does without Alembic."""
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    return set(found) == _heads()


@cache
def _heads() -> frozenset[str]:
    """The steps that no other step follows, by what the steps say of themselves."""
    texts = [file.read_text("utf-8") for file in (Path(__file__).parent / "migrations" / "versions").glob("0*.py")]
    steps = {step for text in texts for step in re.findall(r'^revision = "(\w+)"', text, re.MULTILINE)}
    followed = {step for text in texts for step in re.findall(r'^down_revision = "(\w+)"', text, re.MULTILINE)}
    return frozenset(steps - followed)


def is_current(connection: Connection) -> bool:
    """Whether the database has the shape that this version expects."""
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    heads = set(ScriptDirectory.from_config(_config()).get_heads())
    return set(MigrationContext.configure(connection).get_current_heads()) == heads
